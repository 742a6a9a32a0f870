"""A pool and a blueprint as arrays: eligible questions, cells, columns, trees and rows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from assembler.blueprint import Blueprint
from assembler.columns import coded
from assembler.pool import ITEM_TYPES, Pool
from assembler.rules import RULES
from assembler.rules.audience import fits
from assembler.rules.base import Row
from assembler.rules.sets import sets_in
from assembler.solver import Matrix

Integers = npt.NDArray[np.int64]
_COLUMN_RULES = ("sections", "difficulty", "difficulty_sum", "true_keys")


@dataclass(frozen=True, slots=True)
class Problem:
    """Questions are numbered among the eligible ones from 0; `places` leads back to the pool.

    A cell holds the questions that are alike in all that the rows speak of (single enemy sets and articles only where
    they press). A column is type x difficulty x true key, as far as asked for; it is the second tree's finest node.
    """

    length: int
    places: Integers
    kind: Integers
    """Type of each question, numbered in the order of the sections."""
    kinds: tuple[str, ...]
    facility: Integers
    target: int | None
    rows: tuple[Row, ...]
    """Every demand, members as question numbers."""
    cell: Integers
    sizes: Integers
    """Questions of each cell."""
    room: Integers
    """The most questions of each cell that one paper may take."""
    column: Integers
    """Column of each cell."""
    column_kind: Integers
    paths: Integers
    """cells x 3: scope, law, article of each cell as numbers: the first tree."""
    cell_rows: tuple[Row, ...]
    """The rows that are the same for all questions of a cell, members as cell numbers."""

    @property
    def columns(self) -> int:
        return len(self.column_kind)

    @property
    def facility_of_cells(self) -> npt.NDArray[np.float64]:
        """Mean facility of each cell's questions, in parts per FACILITY_UNIT."""
        return np.bincount(self.cell, self.facility, minlength=len(self.sizes)) / self.sizes

    def is_column_row(self, row: Row) -> bool:
        return row.rule in _COLUMN_RULES


def eligible_places(pool: Pool, blueprint: Blueprint, avoid: Collection[int] = ()) -> Integers:
    """The questions that may be used: of a type asked for, for the audience, not to be avoided."""
    kinds = {section.type for section in blueprint.sections}
    wanted = np.array([kind in kinds for kind in ITEM_TYPES])[pool.types] & fits(pool, blueprint.audience)
    wanted[list(avoid)] = False
    return np.flatnonzero(wanted)


def build(
    pool: Pool, blueprint: Blueprint, places: Integers, pressing: Collection[str] | None = ()
) -> Problem:
    """The problem over the eligible `places`; `pressing` names the enemy rows that cells must tell apart (None: all)."""
    kinds = tuple(dict.fromkeys(section.type for section in blueprint.sections))
    rows = tuple(_local(row, places) for rule in RULES for row in rule.rows(pool, places, blueprint))
    fine = [row for row in rows if row.rule != "enemies" or pressing is None or row.name in pressing]
    kind = np.array([kinds.index(name) if name in kinds else -1 for name in ITEM_TYPES])[pool.types[places]]
    nothing = np.zeros(len(places), dtype=np.int64)
    graded = blueprint.difficulty is not None or blueprint.difficulty_sum is not None
    column_key = _numbered(
        kind,
        pool.grades[places] if graded else nothing,
        nothing if blueprint.true_keys is None else pool.true_keys[places],
    )
    scope, law, article = _paths(pool, places, blueprint, fine)
    cell = _numbered(column_key, scope, law, _marks(fine, len(places)))
    _, first = np.unique(cell, return_index=True)
    column = _numbered(column_key[first])
    _, first_cell = np.unique(column, return_index=True)
    return Problem(
        length=blueprint.length,
        places=places,
        kind=kind,
        kinds=kinds,
        facility=pool.facilities[places],
        target=blueprint.facility_sum,
        rows=rows,
        cell=cell,
        sizes=np.bincount(cell, minlength=len(first)).astype(np.int64),
        room=np.bincount(cell, minlength=len(first)).astype(np.int64),
        column=column,
        column_kind=kind[first][first_cell],
        paths=np.stack([scope[first], law[first], article[first]], axis=1),
        cell_rows=tuple(_cell_row(row, cell) for row in fine),
    )


def parted(problem: Problem, parts: Integers) -> Problem:
    """The problem with cells cut into `parts` of nearly equal size, each of which gives a paper one question at most."""
    order = np.argsort(problem.cell, kind="stable")
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order)) - np.repeat(np.cumsum(problem.sizes) - problem.sizes, problem.sizes)
    first = np.cumsum(parts) - parts
    cell = first[problem.cell] + rank % parts[problem.cell]
    whole = np.repeat(np.arange(len(parts)), parts)
    rows = tuple(_row_over_parts(row, whole) for row in problem.cell_rows)
    return replace(
        problem,
        cell=cell,
        sizes=np.bincount(cell, minlength=len(whole)).astype(np.int64),
        room=np.ones(len(whole), dtype=np.int64),
        column=problem.column[whole],
        paths=problem.paths[whole],
        cell_rows=rows,
    )


def _row_over_parts(row: Row, whole: Integers) -> Row:
    weight = np.zeros(int(whole.max(initial=0)) + 1, dtype=np.int64)
    weight[row.members] = 1 if row.weights is None else row.weights
    held = np.isin(whole, row.members)
    return replace(
        row, members=np.flatnonzero(held), weights=None if row.weights is None else weight[whole[held]]
    )


def matrix_of(rows: Sequence[Row], columns: int) -> Matrix:
    """The rows as a matrix over `columns` variables."""
    sizes = [len(row.members) for row in rows]
    ones = [np.ones(len(row.members), dtype=np.int64) if row.weights is None else row.weights for row in rows]
    empty = [np.empty(0, dtype=np.int64)]
    return Matrix(
        np.repeat(np.arange(len(rows)), sizes),
        np.concatenate([row.members for row in rows] or empty),
        np.concatenate(ones or empty),
        len(rows),
        columns,
    )


def bounds_of(rows: Sequence[Row]) -> tuple[Integers, Integers]:
    return (
        np.array([row.least for row in rows], dtype=np.int64),
        np.array([row.most for row in rows], dtype=np.int64),
    )


def _local(row: Row, places: Integers) -> Row:
    return replace(row, members=np.searchsorted(places, row.members))


def _cell_row(row: Row, cell: Integers) -> Row:
    cells, first = np.unique(cell[row.members], return_index=True)
    return replace(row, members=cells, weights=None if row.weights is None else row.weights[first])


def _marks(rows: Sequence[Row], items: int) -> Integers:
    """Equal numbers for questions that the same articles, topics and enemy sets hold."""
    marks: list[tuple[int, ...]] = [()] * items
    for number, row in enumerate(rows):
        if row.rule in ("articles", "topics", "enemies"):
            for member in row.members.tolist():
                marks[member] += (number,)
    return coded(marks)[1][:, 0]


def _numbered(*keys: npt.NDArray[Any]) -> Integers:
    """Questions of equal keys get equal numbers, in the order of first appearance."""
    found = np.zeros(len(keys[0]), dtype=np.int64)
    for key in keys:
        code = np.unique(key, return_inverse=True)[1]
        found = np.unique(found * (int(code.max(initial=0)) + 1) + code, return_inverse=True)[1]
    _, first = np.unique(found, return_index=True)
    rank = np.empty(len(first), dtype=np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[found]


def _paths(
    pool: Pool, places: Integers, blueprint: Blueprint, fine: Sequence[Row]
) -> tuple[Integers, Integers, Integers]:
    """Scope, law and article of each question as numbers; what the blueprint does not speak of is one number."""
    nothing = np.zeros(len(places), dtype=np.int64)
    scope = _numbered(pool.named("scope")[1][places, 0]) if blueprint.scopes else nothing
    law = _numbered(pool.named("law")[1][places, 0]) if blueprint.laws else nothing
    article = np.full(len(places), -1, dtype=np.int64)
    for number, row in enumerate(fine):
        if row.rule == "articles":
            article[row.members] = number
    return scope, law, article


def whole_sets(pool: Pool, places: Integers) -> Integers:
    """The eligible questions without those of a question set that is not eligible as a whole."""
    names, number = sets_in(pool)
    eligible = np.zeros(len(pool), dtype=np.bool_)
    eligible[places] = True
    torn = np.zeros(len(names) + 1, dtype=np.bool_)
    torn[number[~eligible]] = True
    # the last number stands for "of no set"
    torn[-1] = False
    return places[~torn[number[places]]]
