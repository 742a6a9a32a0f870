"""Signs that stand before the labels of options (&A. 甲, - A. 甲) or the stems (1. ** 题干) and mean nothing: they are taken off by name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from importers.containers.blocks import Line
from importers.draft import Skipped
from importers.layouts.lines.traces import Traces
from importers.layouts.shapes import number_of
from importers.normalise import fold

_BEFORE_LABEL = re.compile(r"\s*(&)\s*(?=[A-L]\s*[.、:)])")
# The point of a list: before all labels, for before some it is a tick; one a line.
_POINT = re.compile(r"\s*([-–—•·▪➢])\s*(?=[A-L]\s*[.、:)])(?!.*\s\1\s*[A-L]\s*[.、:)])")
_LABEL = re.compile(r"\s*[A-L]\s*[.、:)]")
_FEWEST_LABELS = 2
# Bold that was never closed, or lost its words; where few stems have it, it is an operator.
_OPEN_BOLD = re.compile(r"\s*\d{1,4}\s*[.、](\s*\*\*\s+)(?=[^\s*])(?!.*\*\*)")
_FEWEST_STEMS = 5
_TRACES = Traces(r"[&–—•·▪➢-]\s*[A-L]\s*[.、:)]", r"\*\*")


def without_signs(lines: Sequence[Line]) -> tuple[list[Line], list[Skipped]]:
    """The lines without such signs, where several labels, or most stems, have one; the signs by name."""
    if not _TRACES.stand_in(lines):
        return list(lines), []
    folded = [fold(line.text) for line in lines]
    labels = _found(_BEFORE_LABEL, folded)
    if not any(map(_LABEL.match, folded)):
        labels |= _found(_POINT, folded)
    bold = _found(_OPEN_BOLD, folded)
    if len(labels) < _FEWEST_LABELS:
        labels = {}
    if len(bold) < _FEWEST_STEMS or 2 * len(bold) <= sum(map(bool, map(number_of, folded))):
        bold = {}
    kept, pieces = list(lines), list[Skipped]()
    for at, sign in sorted((labels | bold).items()):
        reason = "选项前的符号" if at in labels else "加粗的符号"
        kept[at] = lines[at].without(*sign.span(1))
        pieces.append(Skipped(lines[at].place, sign[1].strip(), reason))
    return kept, pieces


def _found(pattern: re.Pattern[str], folded: Sequence[str]) -> dict[int, re.Match[str]]:
    return {at: match for at, text in enumerate(folded) if (match := pattern.match(text))}
