"""Answers that stand as bare letters on lines of their own below or above the options, perhaps with the article that they
rest on behind them: they get the label they lack."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from importers.answers import LETTERS
from importers.containers.blocks import Line
from importers.draft import Skipped
from importers.layouts.lines.headings import heading_of
from importers.layouts.lines.traces import Traces
from importers.layouts.shapes import FIRST_OPTION, OPTION
from importers.normalise import fold

_LETTERS = re.compile(
    r"\s*([A-H]{1,8}|[A-H](?:[ 、,][A-H]){1,7})(?:\s+\S{0,30}第[\d一二三四五六七八九十百]{1,6}条\S{0,12})?\s*"
)
_NUMBER = re.compile(r"\s*\[?(?:第\s*)?\d{1,4}(?![\d.]*\d)")
_FILLED = re.compile(r"[(\[]\s*[A-H]{1,8}\s*[)\]]")  # the stem has its answer
_OPTIONS = re.compile(r"(?<![A-Za-z])([A-L])\s*[.、:)\]]")
_BARE_OPTION = re.compile(r"\s*([A-L])\s+(?=\S)")
_PAGE = re.compile(r"\s*\d{1,3}\s*")
_FEWEST = 3
_TRACES = Traces(r"\n\s*[A-H][A-H 、,]{0,15}(?:\n|\s\S{0,30}第)")


def bare_answers_labelled(lines: Sequence[Line]) -> tuple[list[Line], list[Skipped]]:
    """The lines with `答案：` before letters alone that name options above them, where the question ends behind them, or
    options that begin right below them; and the numbers of pages beside these, by name."""
    if not _TRACES.stand_in(lines):
        return list(lines), []
    filled = [at for at, line in enumerate(lines) if line.text.strip()]
    texts = [fold(lines[at].text) for at in filled]
    found = _below(filled, texts)
    pages: set[int] = set()
    if not found:
        found, pages = _above(filled, texts)
    kept = [
        replace(line, text="答案：" + line.text.strip(), emphasis=()) if at in found else line
        for at, line in enumerate(lines)
        if at not in pages
    ]
    return kept, [Skipped(lines[at].place, lines[at].text.strip(), "页码") for at in sorted(pages)]


def _below(filled: Sequence[int], texts: Sequence[str]) -> set[int]:
    """The letters below options; none where they are few."""
    found: set[int] = set()
    labels = ""  # of the options above, in order
    answered = False
    for place, text in enumerate(texts):
        letters = _LETTERS.fullmatch(text)
        option = OPTION.match(text) or (None if letters else _BARE_OPTION.match(text))
        if option:
            counts_on = option[1] == LETTERS[len(labels) : len(labels) + 1]
            labels = _with_options(labels, text, option[1]) if counts_on else ""
            continue
        named = letters and not answered and len(labels) > 1 and _said(letters) <= set(labels)
        if letters and named and _ends(filled, texts, place):
            found.add(filled[place])
        answered = _FILLED.search(text) is not None or (answered and not labels and not _NUMBER.match(text))
        labels = ""
    return found if len(found) >= _FEWEST else set()


def _said(letters: re.Match[str]) -> set[str]:
    return {*letters[1]} - {*" 、,"}


def _ends(filled: Sequence[int], texts: Sequence[str], place: int) -> bool:
    """Whether the question ends behind the line: with the text, at a blank line, before a number or a heading."""
    if place + 1 == len(texts) or filled[place + 1] > filled[place] + 1:
        return True
    following = texts[place + 1]
    return _NUMBER.match(following) is not None or heading_of(following) is not None


def _with_options(labels: str, text: str, first: str) -> str:
    """The labels with those on a line of options that count on from them; without signs it has the first alone."""
    for letter in _OPTIONS.findall(text) or [first]:
        labels += letter if letter == LETTERS[len(labels) : len(labels) + 1] else ""
    return labels


def _above(filled: Sequence[int], texts: Sequence[str]) -> tuple[set[int], set[int]]:
    """The letters between a stem and its options, where several stand so, and the numbers beside them."""
    found: set[int] = set()
    pages: set[int] = set()
    for place, text in enumerate(texts):
        letters = _LETTERS.fullmatch(text)
        if letters is None or place == 0:
            continue
        beside = [at for at in (place - 1, place + 1) if at < len(texts) and _PAGE.fullmatch(texts[at])]
        first = place + 2 if place + 1 in beside else place + 1
        stem = place - 2 if place - 1 in beside else place - 1
        if stem >= 0 and not OPTION.match(texts[stem]) and _said(letters) <= _listed(texts[first:]):
            found.add(filled[place])
            pages |= {filled[at] for at in beside}
    return (found, pages) if len(found) >= _FEWEST else (set(), set())


def _listed(texts: Sequence[str]) -> set[str]:
    """The labels of the options that begin with the first line; none where it is none."""
    labels = set[str]()
    if not texts or not FIRST_OPTION.match(texts[0]):
        return labels
    for text in texts:
        found = _OPTIONS.findall(text)
        if not OPTION.match(text) or labels & set(found):
            break
        labels |= set(found)
    return labels
