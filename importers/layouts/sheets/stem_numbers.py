"""Numbers before the stems of a sheet: 4、甲证由谁发放."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from importers.columns import Header
from importers.containers.blocks import Grid
from importers.layouts.questions.parsed import Parsed

_OWN_NUMBER = re.compile(r"\s*(\d{1,5})\s*[.、．]\s*(?=\D)")
_COUNTED_NUMBER = re.compile(r"\s*(\d{1,5})\s*[.、．]\s*(?=\S)")  # where all stems count on: 4、1+1=2
_FEWEST_COUNTED, _NEARLY_ALL = 3, 0.9
_WIDEST_GAP = 2  # a heading between the rows may have been counted


def counts_stems(grid: Grid, header: Header) -> bool:
    """Whether nearly all stems begin with numbers, which count on, perhaps anew in each part."""
    stems = [stem for row in grid.rows[header.row + 1 :] if (stem := header.text(row, "stem").strip())]
    numbers = [int(match[1]) for stem in stems if (match := _COUNTED_NUMBER.match(stem))]
    on = sum(after == 1 or 0 < after - before <= _WIDEST_GAP for before, after in pairwise(numbers))
    return len(numbers) >= max(_FEWEST_COUNTED, _NEARLY_ALL * len(stems)) and on + 1 >= _NEARLY_ALL * len(
        numbers
    )


def without_number(stem: str, parsed: Parsed, counted: bool) -> str:
    """The stem without a number before it: one that counts the stems, is that of its row, or the only one."""
    match = (_COUNTED_NUMBER if counted else _OWN_NUMBER).match(stem)
    own = parsed.block.number.rstrip(".、．")
    if match is None or not (counted or own in {"", match[1]}):
        return stem
    parsed.block = replace(parsed.block, number=own or match[1])
    parsed.taken.append(match[1])
    return stem[match.end() :]
