"""Codes of a bank at the head of stems, SJ0203-001 or [0101]: no part of a question where nearly all carry their own
and count on, or stand in brackets (those of a chapter, [K01-03]). Standards, forms and roads (GB2312标准, A105000 表) have names of that shape."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from importers.draft import Skipped
from importers.layouts.questions.parsed import Parsed
from importers.normalise import fold, tidy

_CODE = re.compile(
    r"\s*(?:\[\s*(?P<framed>(?!(?:19|20)\d\d\s*\])(?=(?:[^\d\]]*\d){3})[A-Za-z]{0,8}\d{1,10}(?:[-_.]\d{1,6})*)\s*\]|"
    r"(?P<bare>[A-Za-z]{1,8}(?:[-_]?\d{1,8}){1,4}(?<=\d{3})(?!\.\d))(?=[\s.、:]))[\s.、:]*(?=[^\s\d])"
)
_FEWEST, _NEARLY_ALL = 3, 0.8


def take(parsed: Sequence[Parsed]) -> None:
    """Take the codes off the stems and name them as skipped: of one shape, in brackets or most one more than that before."""
    found = [(entry, match) for entry in parsed if (match := _CODE.match(fold(entry.stem)))]
    codes = [match["framed"] or match["bare"] for _, match in found]
    shapes = {re.sub(r"\d", "0", re.sub(r"^[A-Za-z]+", "A", code)) for code in codes}
    if len(codes) < max(_FEWEST, _NEARLY_ALL * len(parsed)) or len(shapes) > 1:
        return
    if not all(match["framed"] for _, match in found) and not _count_on(codes):
        return
    for entry, match in found:
        code = entry.stem[: match.end()]
        entry.stem = entry.stem[match.end() :]
        entry.skipped.append(Skipped(entry.block.place, tidy(code), "试题编号"))


def _count_on(codes: Sequence[str]) -> bool:
    """Whether each code comes once, and most are one more than that before."""
    numbers = [int(re.sub(r"\D", "", code)) for code in codes]
    on = sum(second == first + 1 for first, second in pairwise(numbers))
    return len(set(codes)) == len(codes) and 2 * on >= len(codes) - 1
