"""Judgements on lines of their own below a statement: 对 and 错 as its options, one perhaps bold, or a bold F alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from importers.answers import truth_of
from importers.containers.blocks import Line
from importers.normalise import fold

_LONGEST = 4
_SEVERAL = 2
_STATEMENT = re.compile(r"\s*(?=[^\n]{4})[^\n]*\S")


def judgements_labelled(lines: Sequence[Line]) -> list[Line]:
    """The lines, with such pairs as options A and B and such single ones behind 答案：."""
    kept = list(lines)
    filled = [at for at, line in enumerate(lines) if line.text.strip()]
    side = {
        at: truth_of(fold(lines[at].text).strip()) for at in filled if len(lines[at].text.strip()) <= _LONGEST
    }
    paired = set[int]()
    for first, second in _pairs(lines, filled, side):
        paired |= {first, second}
        kept[first], kept[second] = _behind("A. ", lines[first]), _behind("B. ", lines[second])
    for before, at in pairwise(filled):
        alone = side.get(at) and at not in paired and not side.get(before) and _stands_out(lines[at])
        if (
            alone
            and at == before + 1
            and _STATEMENT.match(lines[before].text)
            and not _stands_out(lines[before])
        ):
            kept[at] = replace(lines[at], text="答案：" + lines[at].text.strip(), emphasis=())
    return kept


def _pairs(
    lines: Sequence[Line], filled: Sequence[int], side: Mapping[int, str | None]
) -> list[tuple[int, int]]:
    """Where both sides stand below each other: one of them stands out, or all judgements of the file stand so in
    the same order, each pair below a statement (a key has them in a row)."""
    bold: list[tuple[int, int]] = []
    even: list[tuple[int, int]] = []
    for at, (first, second) in enumerate(pairwise(filled)):
        if {side.get(first), side.get(second)} != {"T", "F"} or (bold and bold[-1][1] == first):
            continue
        if _stands_out(lines[first]) != _stands_out(lines[second]):
            bold.append((first, second))
        elif at and not side.get(filled[at - 1]):
            even.append((first, second))
    several = len(even) >= _SEVERAL and len({side[first] for first, _ in even}) == 1
    return even if not bold and several and 2 * len(even) == sum(map(bool, side.values())) else bold


def _stands_out(line: Line) -> bool:
    """Whether all of the line stands out."""
    places = [at for at, sign in enumerate(line.text) if not sign.isspace()]
    return bool(places) and all(any(low <= at < high for low, high, _ in line.emphasis) for at in places)


def _behind(label: str, line: Line) -> Line:
    moved = tuple((low + len(label), high + len(label), kind) for low, high, kind in line.emphasis)
    return Line(label + line.text, line.place, moved)
