"""Options with two labels: 1）A. 甲, 2）B. 乙. The number is taken off, for only the letter labels the option."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from importers.answers import LETTERS
from importers.containers.blocks import Line
from importers.draft import Skipped
from importers.layouts.lines.traces import Traces
from importers.normalise import fold

_NUMBER = r"(?P<number>[(\[]?(?P<value>[1-9])\s?[.、)\]])"
# 1.A. 2.B. is a key: nothing stands behind its letters.
_DOUBLED = re.compile(rf"(?<!\S){_NUMBER}\s*(?=(?P<letter>[A-L])\s*[.、:)]\s*(?!\d{{1,3}}\s*[.、)\]])\S)")
_LABEL_BEHIND = re.compile(r"[.、)\]]\s*[A-L]\s*[.、:)]")  # passes quickly over other lines
_ALONE = re.compile(rf"\s*{_NUMBER}\s*")
_LABEL = re.compile(r"\s*([A-L])\s*[.、:)]")
_ANY = re.compile(rf"(?<!\S){_NUMBER}\s*[A-L]\s*[.、:)]")
_FEWEST = 2  # questions whose options are labelled so
_TRACES = Traces(r"[1-9]\s?[.、)\]]\s*[A-L]\s*[.、:)]")


def without_second_numbers(lines: Sequence[Line]) -> tuple[list[Line], list[Skipped]]:
    """The lines with `1）A. ` as `A. `, where several questions count their options so, and the numbers by name."""
    if not _TRACES.stand_in(lines):
        return list(lines), []
    found = {at: hits for at, line in enumerate(lines) if (hits := _doubled(lines, at))}
    order = [int(hit["value"]) for hits in found.values() for hit in hits]
    if sum(pair == (1, 2) for pair in pairwise(order)) < _FEWEST:
        return list(lines), []
    if sum(len(_ANY.findall(fold(line.text))) for line in lines) > len(order):
        return list(lines), []  # 1、A、… 2、D、…: a key with the reasons
    kept = list(lines)
    pieces: list[Skipped] = []
    for at, hits in found.items():
        pieces += [Skipped(lines[at].place, hit["number"], "选项前的编号") for hit in hits]
        for hit in reversed(hits):
            kept[at] = kept[at].without(*hit.span())
    return kept, pieces


def _doubled(lines: Sequence[Line], at: int) -> list[re.Match[str]]:
    """The numbers of a line that count the letters behind them; also one alone, above the line of its letter."""
    folded = fold(lines[at].text)
    if alone := _ALONE.fullmatch(folded):
        following = next((fold(line.text) for line in lines[at + 1 : at + 3] if line.text.strip()), "")
        label = _LABEL.match(following)
        return [alone] if label and label[1] == LETTERS[int(alone["value"]) - 1] else []
    hits = _DOUBLED.finditer(folded) if _LABEL_BEHIND.search(folded) else ()
    return [hit for hit in hits if hit["letter"] == LETTERS[int(hit["value"]) - 1]]
