"""Blanks that are drawn by underlining white space, alone or around an answer: what a reader sees as ____ or __B__."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise

from importers.containers.blocks import Emphasis
from importers.normalise import fold

Piece = tuple[str, Emphasis]

_ANSWER = re.compile(r"[A-L](?:[\s,、;/]*[A-L])*|[√×✓✗✔✘]|对|错|正确|错误")
_EDGES = re.compile(r"([^\S\n]*)(.*?)([^\S\n]*)", re.S)
# Letters with such a sign behind them label an option.
_LABELS = re.compile(r"\s*[.、:)\]]\s*\S")
_LABEL = re.compile(r"\s*[(\[]?[A-L]\s*[.、:)\]]")
_SHORTEST = 2


def underlined(text: str, kind: Emphasis) -> Iterator[Piece]:
    """An underlined run in pieces: the line below the blanks at its ends is seen, whatever `kind` its words are of."""
    head, words, tail = _edges(text)
    parts: list[Piece] = [(head, "underline"), (words, kind), (tail, "underline")]
    yield from [piece for piece in parts if piece[0]]


def drawn(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces of a paragraph, with underscores where white space is underlined for a blank."""
    pieces = list(pieces)
    if not any(kind == "underline" for _, kind in pieces):  # as in nearly every paragraph
        yield from pieces
        return
    groups = [list(group) for _, group in groupby(pieces, key=_stands_out)]
    if not any(text.strip() for group in groups for text, _ in group):
        yield from (piece for group in groups for piece in group)
        return
    for group, following in pairwise([*groups, []]):
        behind = fold("".join(text for text, _ in following))
        blank = _blank(group, behind) if any(_is_ruled(piece) for piece in group) else None
        if blank is None:
            yield from group
        else:
            yield blank, ""


def _edges(text: str) -> tuple[str, str, str]:
    match = _EDGES.fullmatch(text)
    return (match[1], match[2], match[3]) if match else ("", text, "")


def _stands_out(piece: Piece) -> bool:
    text, kind = piece
    return kind != "" and "\n" not in text


def _is_ruled(piece: Piece) -> bool:
    text, kind = piece
    return kind == "underline" and "\n" not in text and text != text.strip()


def _blank(stretch: list[Piece], behind: str) -> str | None:
    """A stretch that stands out, as a blank; None where it is no blank but words, or the label of an option."""
    head, answer, tail = _edges("".join(text for text, _ in stretch))
    if not answer:
        return None if len(head) < _SHORTEST or _LABEL.match(behind) else "_" * len(head)
    if not _ANSWER.fullmatch(fold(answer)) or _LABELS.match(behind):
        return None
    return "_" * max(len(head), _SHORTEST) + answer + "_" * max(len(tail), _SHORTEST)
