"""Two numbers before a stem: that of the paper and that of a database the questions were drawn from (1.89.…), or one twice (1.1.…)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from importers.containers.blocks import Line
from importers.draft import Skipped
from importers.layouts.lines.traces import Traces
from importers.normalise import fold

_FIRST = r"\s*(?P<first>\d{1,4})\s*[.、]\s*"
_TWICE = re.compile(
    rf"{_FIRST}(?P<second>(?P<own>\d{{1,5}})\s*[.、]|[(\[]\s*(?P<framed>\d{{1,5}})\s*[)\]])\s*(?=\S)"
)
_ONCE = re.compile(rf"{_FIRST}(?=\S)")
# 1.1.甲证…, 1.1.2020年…: typed behind an automatic number. 1.1.5倍 may be 1.5 times.
_AGAIN = re.compile(r"\s*(?P<first>\d{1,4})\s*[.、]\s*(?P<second>(?P=first)\s*[.、]\s*)(?=[^\s\d]|\d{4}年)")
_PAIR = re.compile(r"\s*\d{1,4}\s*[.、]\s*\d{1,4}\s*[.、](?=\D|\d{4}年)")
_FEWEST, _NEARLY_ALL = 3, 0.8
_TRACES = Traces(r"\d\s*[.、]\s*(?:\d{1,5}\s*[.、]|[(\[]\s*\d)")  # of both


def without_repeated_numbers(lines: Sequence[Line]) -> tuple[list[Line], list[Skipped]]:
    """The lines without a number that stands twice, where the next number counts on from it; codes (1.1., 1.2.) stay."""
    if not _TRACES.stand_in(lines):
        return list(lines), []
    folded = [fold(line.text) for line in lines]
    numbers = {at: match for at, text in enumerate(folded) if (match := _ONCE.match(text))}
    again = {at: match for at in numbers if (match := _AGAIN.match(folded[at]))}
    kept, pieces = list(lines), list[Skipped]()
    if any(at not in again and _PAIR.match(folded[at]) for at in numbers):
        return kept, pieces
    for before, at, after in zip([-1, *numbers], numbers, [*numbers, -1][1:], strict=False):
        beside = (numbers[after], 1) if after >= 0 else (numbers.get(before), -1)
        if at in again and beside[0] and int(beside[0]["first"]) == int(numbers[at]["first"]) + beside[1]:
            kept[at] = lines[at].without(*again[at].span("second"))
            pieces.append(Skipped(lines[at].place, again[at]["second"].strip(), "重复的题号"))
    return kept, pieces


def without_database_numbers(lines: Sequence[Line]) -> tuple[list[Line], list[Skipped]]:
    """The lines without the second number, where in most questions the first counts on and the second is another each time."""
    if not _TRACES.stand_in(lines):
        return list(lines), []
    found = {at: match for at, line in enumerate(lines) if (match := _TWICE.match(fold(line.text)))}
    if len(found) < _FEWEST:
        return list(lines), []
    first = [int(match["first"]) for match in found.values()]
    second = [int(match["own"] or match["framed"]) for match in found.values()]
    counting = sum(after in {before + 1, 1} for before, after in pairwise(first))
    jumping = sum(after != before + 1 for before, after in pairwise(second))
    once = sum(_ONCE.match(fold(line.text)) is not None for line in lines)
    sure = min(counting, jumping) >= _NEARLY_ALL * (len(found) - 1) and len(set(first)) * 2 > len(first)
    if not sure or len(set(second)) < len(second) or len(found) * 2 <= once:
        return list(lines), []
    kept = list(lines)
    for at, match in found.items():
        kept[at] = lines[at].without(match.start("second"), match.end())
    pieces = [Skipped(lines[at].place, match["second"], "试题编号") for at, match in found.items()]
    return kept, pieces
