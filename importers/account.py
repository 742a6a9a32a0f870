"""The account of a reading: every visible character of the file is found again in what was made of it.

Characters are counted, not compared in order, for a reader takes a text apart and puts it together anew: the answer stands
before the options or behind them. Letters, digits and signs (√) count; punctuation, brackets and blanks do not.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator

from importers.containers.blocks import Grid, Line
from importers.draft import Place, Problem, Skipped
from importers.normalise import fold
from importers.problems import problem

_NO_WORD = re.compile(r"[^\w√×✓✔✗✘☑■□☐]|_")
_SHOWN = 40


def counted(text: str) -> str:
    """The characters of `text` that the account counts, in one width and case."""
    return _NO_WORD.sub("", unicodedata.normalize("NFKC", fold(text)).casefold())


def remainder(text: str, told: Iterable[str]) -> str:
    """What of `text` is not among `told`, in the order of the text; empty where the account is even."""
    whole = counted(text)
    left = Counter(whole)
    left.subtract(counted("".join(told)))
    if not any(count > 0 for count in left.values()):
        return ""
    missing = []
    for char in reversed(whole):
        if left[char] > 0:
            left[char] -= 1
            missing.append(char)
    return "".join(reversed(missing))


def unread(
    flow: Iterable[Line | Grid], used: Iterable[Line], skipped: Iterable[Skipped]
) -> Iterator[Problem]:
    """A problem for each place of `flow` whose text went neither into a question or key (`used`) nor was skipped by name."""
    read: dict[Place, list[str]] = {}
    for place, text in (
        *((line.place, line.text) for line in used),
        *((piece.place, piece.text) for piece in skipped),
    ):
        read.setdefault(place, []).append(text)
    found: dict[Place, list[str]] = {}
    for place, text in _texts(flow):
        found.setdefault(place, []).append(text)
    for place, texts in found.items():
        if texts == read.get(place):  # as nearly every line is
            continue
        if rest := remainder("".join(texts), read.get(place, ())):
            shown = rest if len(rest) <= _SHOWN else rest[:_SHOWN] + "…"
            yield problem("text-unread", f"{place.in_words()}的“{shown}”没有读入，请核对。", place)


def _texts(flow: Iterable[Line | Grid]) -> Iterator[tuple[Place, str]]:
    for block in flow:
        if isinstance(block, Line):
            yield block.place, block.text
        else:
            for row in block.rows:
                yield from ((row.place, cell) for cell in row.cells)
