"""Bullets of lists before stems (- 题干): no part of a question where most stems of a file begin with one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from importers.draft import Skipped
from importers.layouts.questions.parsed import Parsed
from importers.normalise import fold

# A dash before a number is its sign; a further one makes a dialogue (— 您好。 — …).
_BULLET = re.compile(
    r"\s*([-–—•·*+●▪◦‣])\s+(?=[一-鿿《“\"(\[])(?!.*(?:^|\s|[。?!])[-–—]+\s*[^\s>\d])", re.S | re.M
)
_FEWEST = 3


def take(parsed: Sequence[Parsed]) -> None:
    """Take the bullets off the stems and name them as skipped."""
    found = [(entry, match) for entry in parsed if (match := _BULLET.match(fold(entry.stem)))]
    if len(found) < _FEWEST or 2 * len(found) <= len(parsed) or len({match[1] for _, match in found}) > 1:
        return
    for entry, match in found:
        entry.stem = entry.stem[match.end() :]
        entry.skipped.append(Skipped(entry.block.place, match[1], "题干前的列表符号"))
