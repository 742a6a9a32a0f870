"""The whole-number programs of a plan: a table of column quotas, and the totals of the cells under it.

Within one table the rest of the blueprint is a transportation problem, so its optimum is whole. Every cost carries a random
whole number from the seed, which makes the optimum unique (isolation): the seed decides, not the solver's choice of a vertex.
"""

import numpy as np

from assembler.level import GRID
from assembler.pool import FACILITY_UNIT
from assembler.problem import Integers, Problem, bounds_of, matrix_of
from assembler.random_source import RandomSource
from assembler.solver import Floats, Matrix, Solution, Status, minimise

NOISE = 1 << 14
"""Random parts of a cost lie below this."""

ROUNDING = 1e-5
"""How far from whole numbers a solver's answer may lie."""

_UNIT = 1 << 20
_STEEP = 32 * _UNIT
_OFF_SHARE = 32
"""How much less it costs to be off a cell's share than to use questions unevenly."""
_LEVELS = (-4, -2, -1, 0, 1, 2, 3, 5)
"""Uses of a question, beside those wanted, between which the cost of level use is told exactly."""


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


def _at_target(
    problem: Problem,
    papers: int,
    pieces: "Pieces",
    price: float,
    cost: Floats | Integers,
    room: Integers,
    matrix: Matrix,
    least: Integers,
    most: Integers,
) -> Solution:
    """The cheapest parts of questions that hold the facility target, or come as near as `price` brings them.

    The last dual is the price of the target.
    """
    if problem.target is None:
        return minimise(cost, np.zeros(len(cost)), room, matrix, least, most)
    count = matrix.columns
    row, column = np.full(count + 2, matrix.rows), np.arange(count + 2)
    value = np.concatenate((problem.facility_of_cells[pieces.owner], [1, -1]))
    return minimise(
        np.append(cost, [price] * 2),
        np.zeros(count + 2),
        np.append(room, [np.inf, np.inf]),
        Matrix(
            np.concatenate((matrix.row, row)),
            np.concatenate((matrix.column, column)),
            np.concatenate((matrix.value, value)),
            matrix.rows + 1,
            count + 2,
        ),
        np.append(least, problem.target * papers),
        np.append(most, problem.target * papers),
    )


def level_columns(
    problem: Problem, shares: Integers, papers: int, source: RandomSource, earlier: Integers | None = None
) -> tuple[Integers, float] | None:
    """Questions a paper of each column (parts per GRID) where whole uses of questions overlap least, and what the target costs there.

    None where the rows cannot be met.

    Parts of a question may go to a cell here, so no plan of this many papers overlaps less and meets the target.
    """
    pieces = Pieces(shares * papers, papers * problem.room, source, problem.sizes, earlier)
    matrix = pieces.spread(matrix_of(problem.cell_rows, len(problem.sizes)))
    least, most = (papers * bound for bound in bounds_of(problem.cell_rows))
    steepest = 2 * _STEEP / FACILITY_UNIT
    found = _at_target(problem, papers, pieces, steepest, pieces.cost, pieces.length, matrix, least, most)
    if found.status is not Status.OPTIMAL:
        return None
    given = np.bincount(pieces.owner, found.values[: len(pieces.length)])
    sums = np.bincount(problem.column, np.floor(given * GRID), minlength=problem.columns)
    return sums.astype(np.int64) // papers, 0.0 if problem.target is None else abs(float(found.duals[-1]))


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
    sums: Integers | None,
    source: RandomSource,
    *,
    ceiling: Integers | None = None,
    rest: int = 0,
    level_overlap: bool = False,
    earlier: Integers | None = None,
    target_price: float = 0.0,
) -> Integers | None:
    """Whole totals nearest to `wanted` (parts per GRID) within the rows; None where there are none.

    `sums`: the total of each column. Without them the table is chosen here too (whole variables, slower). With a `ceiling` no more than that is taken, and
    what is left of it must still serve `rest` papers.
    """
    cells, columns = len(problem.sizes), problem.columns
    most_of = papers * problem.room if ceiling is None else np.minimum(ceiling, papers * problem.room)
    pieces = Pieces(wanted, most_of, source, problem.sizes if level_overlap else None, earlier)
    rows = [row for row in problem.cell_rows if sums is None or not problem.is_column_row(row)]
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
    fixed = np.zeros(columns, dtype=np.int64) if sums is None else sums
    if sums is None:
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
    if target_price > 0 and problem.target is not None:
        priced = _at_target(problem, papers, pieces, target_price, cost, bounds[1], spread, *ends)
        if priced.status is Status.OPTIMAL:
            # a price in the costs, unlike a row of its own, leaves the optimum whole
            price = np.rint(priced.duals[-1] * problem.facility_of_cells).astype(np.int64)
            cost = cost - price[pieces.owner]
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
    """Whole variables 0..most with a convex cost, cut into pieces of equal slope.

    The cost is that of missing `wanted` (parts per GRID). Where the `sizes` of cells are given it is above all what overlap
    comes from: the sum of r^2 over their questions. `earlier`: uses of each cell's questions before.
    """

    def __init__(
        self,
        wanted: Integers,
        most: Integers,
        source: RandomSource,
        sizes: Integers | None = None,
        earlier: Integers | None = None,
    ) -> None:
        floor = np.minimum(wanted // GRID, most)
        corners = [np.zeros_like(most), floor, np.minimum(floor + 1, most), most]
        levels = [] if sizes is None else _level_corners(floor, most, sizes, earlier)
        ends = np.sort(np.stack(corners + levels, axis=1), axis=1)
        start, end = ends[:, :-1].ravel(), ends[:, 1:].ravel()
        self.length = end - start
        self.owner = np.repeat(np.arange(len(most)), ends.shape[1] - 1)
        below, part = floor[self.owner], (wanted - floor * GRID)[self.owner]
        middle = _UNIT - 2 * np.minimum(part, GRID) * (_UNIT // GRID)
        self.cost = np.where(start < below, -4 * _UNIT, np.where(start == below, middle, 4 * _UNIT))
        if sizes is not None:
            low, high = np.zeros_like(start), most[self.owner]
            for corner in levels:
                at = corner[self.owner]
                low = np.where(at <= start, np.maximum(low, at), low)
                high = np.where(at >= end, np.minimum(high, at), high)
            before = 0 if earlier is None else earlier[self.owner]
            slope = (low + high + 2 * before) * _UNIT // sizes[self.owner]
            self.cost = slope // max(int(slope.mean()) // _STEEP, 1) + self.cost // _OFF_SHARE
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


def _level_corners(
    floor: Integers, most: Integers, sizes: Integers, earlier: Integers | None
) -> list[Integers]:
    """The totals at which each cell's questions are all used equally often, near `floor`."""
    before = np.zeros_like(most) if earlier is None else earlier
    level = (floor + before) // sizes
    return [np.clip(sizes * (level + step) - before, 0, most) for step in _LEVELS]
