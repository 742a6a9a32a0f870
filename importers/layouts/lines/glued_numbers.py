"""Numbers glued to stems below the line of their type (【单选题】 above 46某地的…): number, sign and type stand on one line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from importers.containers.blocks import Line
from importers.draft import Skipped
from importers.layouts.lines.traces import Traces
from importers.layouts.shapes import TYPE_MARK
from importers.normalise import fold

_MARK = re.compile(rf"\s*{TYPE_MARK}\s*")
_NUMBER = re.compile(r"\s*(\d{1,4})(?=[一-鿿《“])(?![年月日个名条])")
_FEWEST, _MOST = 3, 0.5  # of the marks
_TRACES = Traces(TYPE_MARK)


def numbers_behind_marks(lines: Sequence[Line]) -> tuple[list[Line], list[Skipped]]:
    """The lines with `【单选题】46、…` for such stems, where most types have one below and the numbers grow."""
    if not _TRACES.stand_in(lines):
        return list(lines), []
    filled = [at for at, line in enumerate(lines) if line.text.strip()]
    marks = [(at, below) for at, below in pairwise(filled) if _MARK.fullmatch(fold(lines[at].text))]
    found = {pair: match for pair in marks if (match := _NUMBER.match(fold(lines[pair[1]].text)))}
    numbers = [int(match[1]) for match in found.values()]
    grow = all(before < after for before, after in pairwise(numbers))
    kept, pieces = list(lines), list[Skipped]()
    if len(found) >= max(_FEWEST, _MOST * len(marks)) and grow:
        for (at, below), match in found.items():
            mark = lines[at].text.strip()
            kept[at] = replace(lines[at], text="")
            kept[below] = lines[below].inserted(match.end(), "、").behind(mark)
            pieces.append(Skipped(lines[at].place, mark, "题型"))
    return kept, pieces
