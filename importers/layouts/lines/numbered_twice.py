"""Two numbers before a stem, 1.89.…: that of the paper, and that of the database the questions were drawn from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from importers.containers.blocks import Line
from importers.draft import Skipped
from importers.normalise import fold

_FIRST = r"\s*(?P<first>\d{1,4})\s*[.、]\s*"
_TWICE = re.compile(
    rf"{_FIRST}(?P<second>(?P<own>\d{{1,5}})\s*[.、]|[(\[]\s*(?P<framed>\d{{1,5}})\s*[)\]])\s*(?=\S)"
)
_ONCE = re.compile(rf"{_FIRST}(?=\S)")
_FEWEST, _NEARLY_ALL = 3, 0.8


def without_database_numbers(lines: Sequence[Line]) -> tuple[list[Line], list[Skipped]]:
    """The lines without the second number, where in most questions the first counts on and the second is another each time."""
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
