"""Signs that label options where no letters do: ①, ②, ..., (1), (2), ... or the boxes of a questionnaire (○, □)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CIRCLES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫"
_DIGITS = "123456789"
_BOXES = re.compile(r"^[^\S\n]*([○◯□☐●■☑√])[^\S\n]*(?=\S)", re.M)
_COUNTED = (
    (re.compile(rf"^[^\S\n]*([{_CIRCLES}])[^\S\n]*(?=\S)", re.M), _CIRCLES),
    (re.compile(rf"(?:^[^\S\n]*|(?<=\s))([{_CIRCLES}])[^\S\n]*(?=\S)", re.M), _CIRCLES),  # on one line
    (re.compile(r"^[^\S\n]*\(([1-9])\)[^\S\n]*(?=\S)", re.M), _DIGITS),
)


@dataclass(frozen=True, slots=True)
class SignedSpot:
    """A sign, where it begins, and where the text behind it does."""

    sign: str
    start: int
    end: int


def signed_spots(folded: str) -> list[SignedSpot]:
    """The signs that label the options of `folded`, two at least; empty where none do. A sign that labels keeps itself
    out of the text behind it, but a box may be ticked and stays."""
    for pattern, order in _COUNTED:
        spots = [SignedSpot(match[1], match.start(), match.end()) for match in pattern.finditer(folded)]
        if _label(folded, spots) and "".join(spot.sign for spot in spots) == order[: len(spots)]:
            return spots
    boxes = [SignedSpot(match[1], match.start(), match.start()) for match in _BOXES.finditer(folded)]
    if {spot.sign for spot in boxes} <= {"√"}:  # ticks alone are no boxes
        return []
    return boxes if _label(folded, boxes) else []


def _label(folded: str, spots: list[SignedSpot]) -> bool:
    """Whether there are several, and the first begins a line."""
    return len(spots) >= 2 and not folded[folded.rfind("\n", 0, spots[0].start) + 1 : spots[0].start].strip()
