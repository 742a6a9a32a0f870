"""The whole-number programs of a plan: a table of column quotas, and the totals of the cells under it.

Within one table the rest of the blueprint is a transportation problem, so its optimum is whole. Every cost carries a random
whole number from the seed, which makes the optimum unique (isolation): the seed decides, not the solver's choice of a vertex.
"""

import numpy as np

from assembler.level import GRID
from assembler.problem import Integers, Problem, bounds_of, matrix_of
from assembler.random_source import RandomSource
from assembler.solver import Matrix, Status, minimise

NOISE = 1 << 14
"""Random parts of a cost lie below this."""

ROUNDING = 1e-5
"""How far from whole numbers a solver's answer may lie."""

_UNIT = 1 << 20
_OVERLAP = 16 * _UNIT


def column_quota(problem: Problem, aim: Integers, source: RandomSource) -> Integers | None:
    """The table of column quotas nearest to `aim` (parts per GRID) that meets the rows on columns; None where there is none."""
    rows = [row for row in problem.cell_rows if problem.is_column_row(row)]
    room = np.bincount(problem.column, problem.room, minlength=problem.columns).astype(np.int64)
    pieces = Pieces(aim, np.minimum(room, problem.length), source)
    by_cell = matrix_of(rows, len(problem.sizes))
    cells = np.array([np.flatnonzero(problem.column == column)[0] for column in range(problem.columns)])
    dense = np.zeros((len(rows), problem.columns), dtype=np.int64)
    # all cells of a column are alike in a column row, so one of them speaks for the column
    place = np.full(len(problem.sizes), -1)
    place[cells] = np.arange(len(cells))
    kept = place[by_cell.column] >= 0
    dense[by_cell.row[kept], place[by_cell.column[kept]]] = by_cell.value[kept]
    least, most = bounds_of(rows)
    row, column = np.nonzero(dense)
    matrix = pieces.spread(Matrix(row, column, dense[row, column], *dense.shape))
    found = minimise(
        pieces.cost,
        np.zeros(len(pieces.length)),
        pieces.length,
        matrix,
        least,
        most,
        np.ones(len(pieces.length), dtype=bool),
    )
    return None if found.status is not Status.OPTIMAL else pieces.sums(found.values)


def scaled(problem: Problem, wanted: Integers, quota: Integers) -> Integers:
    """What is wanted, stretched column by column to the quota: a miss is shared by all cells of a column."""
    sums = np.bincount(problem.column, minlength=problem.columns).astype(object) * 0
    np.add.at(sums, problem.column, wanted.astype(object))
    goal = (quota.astype(object) * GRID)[problem.column]
    whole = np.where(sums > 0, sums, 1)[problem.column]
    # Python's integers: the product passes 64 bits
    return np.asarray((wanted.astype(object) * goal // whole).astype(np.int64))


def cell_totals(
    problem: Problem,
    papers: int,
    wanted: Integers,
    quota: Integers | None,
    source: RandomSource,
    *,
    ceiling: Integers | None = None,
    rest: int = 0,
    level_overlap: bool = False,
) -> Integers | None:
    """Whole totals nearest to `wanted` (parts per GRID) within the rows; None where there are none.

    Without a `quota` the table is chosen here too (whole variables, slower). With a `ceiling` no more than that is taken, and
    what is left of it must still serve `rest` papers.
    """
    cells, columns = len(problem.sizes), problem.columns
    most_of = papers * problem.room if ceiling is None else ceiling
    pieces = Pieces(wanted, most_of, source, problem.sizes if level_overlap else None)
    rows = [row for row in problem.cell_rows if quota is None or not problem.is_column_row(row)]
    matrix = matrix_of(rows, cells)
    least, most = (papers * bound for bound in bounds_of(rows))
    if ceiling is not None:
        have = matrix.times(ceiling.astype(np.float64)).round().astype(np.int64)
        row_least, row_most = bounds_of(rows)
        least, most = np.maximum(least, have - rest * row_most), np.minimum(most, have - rest * row_least)
    by_column = Matrix(
        np.concatenate((matrix.row, len(rows) + problem.column)),
        np.concatenate((matrix.column, np.arange(cells))),
        np.concatenate((matrix.value, np.ones(cells, dtype=np.int64))),
        len(rows) + columns,
        cells,
    )
    spread = pieces.spread(by_column)
    fixed = np.zeros(columns, dtype=np.int64) if quota is None else papers * quota
    if quota is None:
        # a whole variable for each column: its cells give `papers` times as many
        count = spread.columns
        spread = Matrix(
            np.concatenate((spread.row, len(rows) + np.arange(columns))),
            np.concatenate((spread.column, count + np.arange(columns))),
            np.concatenate((spread.value, np.full(columns, -papers))),
            spread.rows,
            count + columns,
        )
    extra = np.zeros(spread.columns - len(pieces.length), dtype=np.int64)
    bounds = (np.zeros(spread.columns), np.concatenate((pieces.length, extra + problem.length)))
    cost = np.concatenate((pieces.cost, extra))
    ends = np.concatenate((least, fixed)), np.concatenate((most, fixed))
    # with the table whole, the cells are whole by themselves, unless rows cross the trees
    whole = np.arange(spread.columns) >= len(pieces.length)
    found = minimise(cost, *bounds, spread, *ends, whole if whole.any() else None)
    if (
        found.status is Status.OPTIMAL
        and np.abs(found.values - found.values.round()).max(initial=0) > ROUNDING
    ):
        found = minimise(cost, *bounds, spread, *ends, np.ones(spread.columns, dtype=bool))
    return pieces.sums(found.values) if found.status in (Status.OPTIMAL, Status.FEASIBLE) else None


class Pieces:
    """Whole variables 0..most with a convex cost of missing `wanted`, cut into pieces of equal slope."""

    def __init__(
        self, wanted: Integers, most: Integers, source: RandomSource, overlap_after: Integers | None = None
    ) -> None:
        floor = np.minimum(wanted // GRID, most)
        steps = [np.zeros_like(most), floor, np.minimum(floor + 1, most), most]
        if overlap_after is not None:
            levels = int((most // np.maximum(overlap_after, 1)).max(initial=1))
            steps += [np.minimum(overlap_after * level, most) for level in range(1, min(levels, 8))]
        corners = np.sort(np.stack(steps, axis=1), axis=1)
        start = corners[:, :-1].ravel()
        self.length = np.diff(corners, axis=1).ravel()
        self.owner = np.repeat(np.arange(len(most)), corners.shape[1] - 1)
        floor, part = floor[self.owner], (wanted - floor * GRID)[self.owner]
        middle = _UNIT - 2 * np.minimum(part, GRID) * (_UNIT // GRID)
        self.cost = np.where(start < floor, -4 * _UNIT, np.where(start == floor, middle, 4 * _UNIT))
        if overlap_after is not None:
            self.cost += _OVERLAP * (start // overlap_after[self.owner])
        self.cost += source.below(np.full(len(most), NOISE))[self.owner]

    def spread(self, matrix: Matrix) -> Matrix:
        """A matrix over the variables as one over their pieces."""
        order = np.argsort(matrix.column, kind="stable")
        per_variable = len(self.owner) // matrix.columns if matrix.columns else 0
        column = np.repeat(matrix.column[order] * per_variable, per_variable)
        column = column + np.tile(np.arange(per_variable), len(order))
        return Matrix(
            np.repeat(matrix.row[order], per_variable),
            column,
            np.repeat(matrix.value[order], per_variable),
            matrix.rows,
            len(self.owner),
        )

    def sums(self, values: np.typing.NDArray[np.float64]) -> Integers:
        whole = np.rint(values[: len(self.owner)]).astype(np.int64)
        return np.bincount(self.owner, whole, minlength=self.owner[-1] + 1).astype(np.int64)
