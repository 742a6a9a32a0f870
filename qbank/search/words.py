"""Words and their character pairs: how a text is folded, how a query is read, and where its words stand in a text. Pure.

Chinese is searched by pairs of neighbouring characters (bigrams), not by words cut by a dictionary: every part of a text is
found, whatever a dictionary makes of it.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Literal

_BLANKS = re.compile(r"\s+")
_PHRASES = re.compile(r"[“”\"＂]([^“”\"＂]*)[“”\"＂]")
LONGEST_QUERY = 400

Kind = Literal["", "same"]


class _Folding(dict[int, str]):
    """Each character in its plain width and case, one by one: so a part of a text folds to a part of the folded text."""

    def __missing__(self, code: int) -> str:
        unseen = unicodedata.category(chr(code)) in {"Cc", "Cs"}  # PostgreSQL cannot store a NUL
        folded = " " if unseen else unicodedata.normalize("NFKC", chr(code)).casefold()
        self[code] = folded
        return folded


_FOLDING = _Folding()


def fold(text: str) -> str:
    """`text` in one width and case, with single blanks between and none around."""
    return _BLANKS.sub(" ", text.translate(_FOLDING)).strip()


def fold_parts(parts: Iterable[str]) -> str:
    """The parts of a document, folded, one a line: a word never reaches from one part into the next."""
    return "\n".join(folded for part in parts if (folded := fold(part)))


def read_query(query: str) -> tuple[str, ...]:
    """The folded words of a query, each once: parted by blanks, but “…” and "…" hold words together. All must be found."""
    query = query[:LONGEST_QUERY]
    phrases = [fold(found) for found in _PHRASES.findall(query)]
    words = fold(_PHRASES.sub(" ", query)).replace('"', " ").replace("“", " ").replace("”", " ").split()
    return tuple(dict.fromkeys(word for word in (*phrases, *words) if word))


def bigrams(folded: str) -> frozenset[str]:
    """The pairs of neighbouring characters, each once; a pair with white space in it is none."""
    return frozenset(
        folded[at : at + 2]
        for at in range(len(folded) - 1)
        if not folded[at].isspace() and not folded[at + 1].isspace()
    )


def mark_words(text: str, words: Iterable[str]) -> list[tuple[Kind, str]]:
    """`text` as runs, `same` where one of the folded `words` stands in it; for the macro `marked`."""
    words = [word for word in words if word in fold(text)]
    if not words:
        return [("", text)] if text else []
    folded, origin = _fold_with_origin(text)
    hit = bytearray(len(text))
    for word in words:
        at = folded.find(word)
        while at >= 0:
            for place in range(origin[at], origin[at + len(word) - 1] + 1):
                hit[place] = 1
            at = folded.find(word, at + 1)
    runs: list[tuple[Kind, str]] = []
    start = 0
    for place in range(1, len(text) + 1):
        if place == len(text) or hit[place] != hit[start]:
            runs.append(("same" if hit[start] else "", text[start:place]))
            start = place
    return runs


def _fold_with_origin(text: str) -> tuple[str, list[int]]:
    """The folded text, and for each of its characters the place in `text` that it came from."""
    pieces: list[str] = []
    origin: list[int] = []
    for place, character in enumerate(text):
        for folded in _FOLDING[ord(character)]:
            if not folded.isspace() or not pieces or pieces[-1] != " ":
                pieces.append(" " if folded.isspace() else folded)
                origin.append(place)
    return "".join(pieces), origin
