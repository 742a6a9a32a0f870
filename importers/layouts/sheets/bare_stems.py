"""Where stems stand among columns that no header names, and what the columns before them hold."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Sequence
from typing import Literal

from importers.answers import type_of
from importers.column_names import ColumnField
from importers.fields import difficulty_of

_CODE = re.compile(r"(?=.*\d)[A-Za-z\d_.:-]{2,}")
_SHORTEST_STEM = 6
_AGAIN = 2
_LONGEST_TYPE = 10  # characters


def stems_among(
    columns: Sequence[Sequence[str]], numbers: Sequence[int], answers: Collection[int] = ()
) -> tuple[int, dict[int, ColumnField], list[int]]:
    """Where columns begin behind that of the numbers, those of topics and types before the stems, and all that may hold stems."""
    first = next((at for at, cells in enumerate(columns) if any(cells)), 0)
    first = first + 1 if first in numbers[:1] else first
    idle = {at for at, cells in enumerate(columns) if at in numbers or are_codes(cells)}
    before, full = _before_and_full(columns, first, {*answers, *idle})
    if not full or not may_ask(columns[full[0]]):
        before, full = _before_and_full(columns, first, answers)
    return first, before, full


def are_codes(cells: Sequence[str]) -> bool:
    """Whether cells are codes of a bank or numbers of persons, each another."""
    return len({*cells}) == len(cells) and all(map(_CODE.fullmatch, cells))


def _before_and_full(
    columns: Sequence[Sequence[str]], first: int, idle: Collection[int]
) -> tuple[dict[int, ColumnField], list[int]]:
    """The columns before the stems, and those behind that are filled in every row; none of the `idle` ones."""
    before = _before(columns, first, idle)
    open_ = (at for at in range(first, len(columns)) if at not in idle and at not in before)
    return before, [at for at in open_ if all(columns[at])]


def _before(columns: Sequence[Sequence[str]], first: int, idle: Container[int]) -> dict[int, ColumnField]:
    """Columns of types, topics and difficulties before the stems: a few values that stand again and again."""
    found: dict[int, ColumnField] = {}
    for at in range(first, len(columns)):
        if at in idle:
            continue
        values = {cell for cell in columns[at] if cell}
        if len(values) * _AGAIN > len(columns[at]):
            break
        found[at] = told_by(values) or "topics"
    return found


def told_by(values: Collection[str]) -> Literal["type", "difficulty"] | None:
    """The field that all values of a column name; None where it has none."""
    if values and all(len(value) <= _LONGEST_TYPE and type_of(value) for value in values):
        return "type"
    return "difficulty" if values and all(map(difficulty_of, values)) else None


def may_ask(cells: Sequence[str]) -> bool:
    """Whether cells are long enough for stems, and no codes."""
    return not are_codes(cells) and sum(map(len, cells)) >= _SHORTEST_STEM * len(cells)
