"""Scores at the end of stems, （2分） or [1.5分]: no part of a question where most stems of the file carry one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from importers.draft import Skipped
from importers.layouts.parsed import Parsed
from importers.normalise import fold, tidy

_SCORE = re.compile(
    r"\s*[(\[]\s*(?:本题|每题|每小题|共|计|分值:?)?\s*\d{1,2}(?:\.\d{1,2})?\s*分\s*[)\]]\s*([。.]?)\s*$"
)
_FEWEST = 3  # one or two alike may be parts of their sentences


def take(parsed: Sequence[Parsed]) -> None:
    """Take the scores out of the stems and name them as skipped. Call before brackets are looked at for answers."""
    found = [(entry, match) for entry in parsed if (match := _SCORE.search(fold(entry.stem)))]
    if len(found) < _FEWEST or len(found) * 2 <= len(parsed):
        return
    for entry, match in found:
        start, point = match.start(), match.start(1)
        score = entry.stem[start:point].strip()
        rest = tidy(entry.stem[:start] + entry.stem[point:])
        if rest:
            entry.stem = rest
            entry.skipped.append(Skipped(entry.block.place, score, "题干后的分值"))
