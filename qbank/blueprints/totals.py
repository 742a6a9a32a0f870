"""Whether a blueprint's own totals agree: what no bank, however large, could meet.

Every question has one scope, so the scopes must be able to make up the whole paper. It has at most one law and one grade of
difficulty, so what these ask for at least must have room on it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from qbank.blueprints.fields import SCOPE_NAMES, Document

PARTS = {"scopes": "适用范围", "laws": "各部法律", "difficulty": "各级难度"}


@dataclass(frozen=True, slots=True)
class Contradiction:
    """`part` of the document does not agree with the sections; `total` is the sum that its limits come to."""

    part: str
    total: int
    length: int
    sentence: str


def contradictions(document: Document) -> list[Contradiction]:
    """One for each part whose limits cannot make up a paper as long as its sections."""
    length = sum(section["items"] for section in document["sections"])
    found = []
    for part, label in PARTS.items():
        # "*" is a limit for each name that is not given, so it belongs to no sum
        limits = {name: _pair(value) for name, value in document.get(part, {}).items() if name != "*"}
        least, most = sum(low for low, _high in limits.values()), sum(high for _low, high in limits.values())
        shown = _shown(part, limits)
        if least > length:
            sentence = f"各题型合计每卷 {length} 题，{label}至少却要 {least} 题{shown}：请增加题数，或减少这里的最少。"
            found.append(Contradiction(part, least, length, sentence))
        elif set(limits) == set(SCOPE_NAMES) and most < length:
            sentence = f"各题型合计每卷 {length} 题，{label}合计至多 {most} 题{shown}：请减少题数，或增加这里的最多。"
            found.append(Contradiction(part, most, length, sentence))
    return found


def _pair(value: int | list[int]) -> tuple[int, int]:
    return (value, value) if isinstance(value, int) else (value[0], value[1])


def _shown(part: str, limits: Mapping[str, tuple[int, int]]) -> str:
    """The summands, where they are few enough to read."""
    if part != "scopes":
        return ""
    said = [
        f"{SCOPE_NAMES[name]} {low}" if low == high else f"{SCOPE_NAMES[name]} {low}–{high}"
        for name, (low, high) in limits.items()
    ]
    return f"（{'，'.join(said)}）"
