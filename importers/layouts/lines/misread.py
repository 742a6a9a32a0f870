"""Numbers whose digits a scan, or a slip of the hand, made letters: II. between 10. and 12., l. before 2., 1i. for 11."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from importers.containers.blocks import Line
from importers.layouts.lines.traces import Traces
from importers.layouts.shapes import number_of
from importers.normalise import fold

# ii. counts the points of a stem.
_MISREAD = re.compile(
    r"\s*(?!i+\s?[.、])(?=[\dIilOo]{0,2}[IilOo])([\dIilOo]{1,3})\s?[.、](?=\s*[^\x00-\x7f])"
)
_DIGITS = str.maketrans("IilOo", "11100")
_TRACES = Traces(r"[IilOo][\dIilOo]{0,2}\s?[.、]")


def numbers_restored(lines: Sequence[Line]) -> list[Line]:
    """The lines with the digits of each such number, where it stands between those before and after it."""
    if not _TRACES.stand_in(lines):
        return list(lines)
    kept = list(lines)
    values: list[tuple[int, int, re.Match[str] | None]] = []
    for at, line in enumerate(lines):
        folded = fold(line.text)
        misread = _MISREAD.match(folded)
        if misread and not misread[1].translate(_DIGITS).startswith("0"):
            values.append((at, int(misread[1].translate(_DIGITS)), misread))
        elif number := number_of(folded):
            values.append((at, int(number), None))
    for before, (at, value, misread), after in zip(
        [(-1, 0, None), *values], values, values[1:], strict=False
    ):
        if misread and before[1] == value - 1 and after[1] == value + 1:
            low, high = misread.span(1)
            text = lines[at].text
            kept[at] = replace(lines[at], text=text[:low] + str(value) + text[high:])
    return kept
