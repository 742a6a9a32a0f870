"""The plan: how many questions of each cell each group of papers gets, in whole numbers.

A group is a power of two of papers that share one table of column quotas (type x difficulty x true key); within a group
the rest of the blueprint is a transportation problem, so its optimum is whole. Every cost carries a random whole number from the
seed, which makes the optimum unique (isolation): the seed decides, not the solver's choice of a vertex.
"""

from dataclasses import dataclass

import numpy as np

from assembler.level import GRID
from assembler.problem import Integers, Problem, bounds_of, matrix_of
from assembler.random_source import RandomSource
from assembler.solver import Matrix, Status, minimise

SHEAF = 256
"""Papers that are split and repaired together; a block holds a sheaf of each large group."""

_GROUPS = 32
_LARGE_GROUPS = 16
_UNIT = 1 << 20
_NOISE = 1 << 14
_OVERLAP = 16 * _UNIT
_ROUNDING = 1e-5
_JOINT_TRIES = 6
_WHOLE_AT_MOST = 20_000


class CannotPlan(Exception):
    """No whole number of questions of each cell meets the rows."""


@dataclass(frozen=True, slots=True)
class Group:
    """`papers` (a power of two) and the questions each cell gives them together."""

    papers: int
    totals: Integers


def group_sizes(papers: int, groups: int | None = None) -> list[int]:
    """Powers of two that add up to `papers`: about `groups` equal ones, then the binary digits of the rest.

    Few papers show the tables that their group shares in the tail of the overlaps, so they get more groups.
    """
    groups = groups or (_GROUPS if papers < _GROUPS * SHEAF else _LARGE_GROUPS)
    size = 1
    while size * groups < papers:
        size *= 2
    sizes = [size] * (papers // size)
    rest = papers % size
    return sizes + [1 << bit for bit in reversed(range(rest.bit_length())) if rest >> bit & 1]


def plan_candidates(problem: Problem, shares: Integers, papers: int, source: RandomSource) -> list[Group]:
    """Groups, each with the table that levels those before; a column's cells share its quota as ideal use would. Raises CannotPlan."""
    groups: list[Group] = []
    by_column = np.bincount(problem.column, minlength=problem.columns).astype(np.int64) * 0
    np.add.at(by_column, problem.column, shares)
    done, given = 0, by_column * 0
    carried = np.zeros(len(shares), dtype=np.int64)
    for members in group_sizes(papers):
        done += members
        table = _quota(problem, np.maximum(by_column * done - given * GRID, 0) // members, source)
        if table is None:
            raise CannotPlan
        wanted = _scaled(problem, shares * members, members * table)
        # what rounding kept from a cell, or gave it, is made good by the next group
        totals = _totals(
            problem, members, np.maximum(wanted + np.clip(carried, -GRID, GRID), 0), table, source
        )
        if totals is None:
            totals = _totals(problem, members, shares * members, None, source)
        if totals is None:
            raise CannotPlan
        groups.append(Group(members, totals))
        given += np.bincount(problem.column, totals, minlength=problem.columns).astype(np.int64)
        carried += wanted - totals * GRID
    return groups


def plan_forms(
    problem: Problem, shares: Integers, forms: int, source: RandomSource, most_shared: int | None = None
) -> list[Group]:
    """Forms with the least overlap: of one table if that costs no overlap, else of one a group. Raises CannotPlan.

    `most_shared`: what two forms may share at most; more tries are made while the sum of all pairs is above that.
    """
    try:
        whole = _group_totals(problem, forms, shares * forms, source, level_overlap=True)
    except CannotPlan:
        whole = None
    groups = None
    if whole is not None:
        quota = np.bincount(problem.column, whole, minlength=problem.columns).astype(np.int64) // forms
        groups = _peeled(problem, whole, group_sizes(forms, 1), quota, source)
    if groups is None or overlapping_uses(problem, groups):
        enough = forms**2 * problem.length if most_shared is None else most_shared * forms * (forms - 1)
        for _ in range(_JOINT_TRIES):
            other = _jointly(problem, shares * forms, forms, source)
            if other is not None and (
                groups is None or overlapping_uses(problem, other) < overlapping_uses(problem, groups)
            ):
                groups = other
            if groups is not None and overlapping_uses(problem, groups) <= enough:
                break
    return groups if groups is not None else plan_candidates(problem, shares, forms, source)


def _peeled(
    problem: Problem, whole: Integers, sizes: list[int], quota: Integers, source: RandomSource
) -> list[Group] | None:
    """The totals of all forms, which share a table, cut into groups."""
    groups, left, rest = [], whole, sum(sizes)
    for members in sizes:
        share = left * GRID * members // rest
        rest -= members
        totals = _totals(problem, members, share, quota, source, ceiling=left, rest=rest)
        if totals is None:
            return None
        groups.append(Group(members, totals))
        left = left - totals
    return groups


def _jointly(problem: Problem, wanted: Integers, forms: int, source: RandomSource) -> list[Group] | None:
    """Groups of forms, each with a table of its own, in one program: close to the least overlap that any tables allow."""
    sizes, rest = [], forms
    while rest:
        sizes.append(1 << max(rest.bit_length() - 2, 0))
        rest -= sizes[-1]
    pieces = _Pieces(wanted, forms * problem.sizes, source, problem.sizes)
    tables = _tables(problem, pieces, sizes, forms, source)
    if tables is None:
        return None
    cells, rows = len(problem.sizes), [row for row in problem.cell_rows if not problem.is_column_row(row)]
    matrix, (least, most) = matrix_of(rows, cells), bounds_of(rows)
    first, every, height = len(pieces.length), np.arange(cells), len(rows) + problem.columns
    # rows: what all groups take of a cell is the sum of its pieces; then each group's rows and columns
    parts = [(pieces.owner, np.arange(first), np.ones(first, dtype=np.int64))]
    lower, upper, room = [np.zeros(cells, dtype=np.int64)], [np.zeros(cells, dtype=np.int64)], [pieces.length]
    for number, (members, table) in enumerate(zip(sizes, tables, strict=True)):
        column, row = first + number * cells, cells + number * height
        parts += [
            (every, column + every, np.full(cells, -1)),
            (row + matrix.row, column + matrix.column, matrix.value),
            (row + len(rows) + problem.column, column + every, np.ones(cells, dtype=np.int64)),
        ]
        lower += [members * least, members * table]
        upper += [members * most, members * table]
        room += [members * problem.sizes]
    count = first + len(sizes) * cells
    row_of, column_of, value_of = (np.concatenate([part[k] for part in parts]) for k in range(3))
    whole = Matrix(row_of, column_of, value_of, cells + len(sizes) * height, count)
    program = (
        np.concatenate((pieces.cost, source.below(np.full(count - first, _NOISE)) // 64)),
        np.zeros(count),
        np.concatenate(room),
        whole,
        np.concatenate(lower),
        np.concatenate(upper),
    )
    found = minimise(*program)
    if (
        count <= _WHOLE_AT_MOST
        and found.status is Status.OPTIMAL
        and np.abs(found.values - found.values.round()).max(initial=0) > _ROUNDING
    ):
        found = minimise(*program, np.ones(count, dtype=bool))
    if (
        found.status is not Status.OPTIMAL
        or np.abs(found.values - found.values.round()).max(initial=0) > _ROUNDING
    ):
        return None
    values = np.rint(found.values).astype(np.int64)
    return [
        Group(members, values[first + k * cells : first + (k + 1) * cells]) for k, members in enumerate(sizes)
    ]


def _tables(
    problem: Problem, pieces: "_Pieces", sizes: list[int], forms: int, source: RandomSource
) -> list[Integers] | None:
    """A table for each group, which together follow the columns of least overlap."""
    least, most = (forms * bound for bound in bounds_of(problem.cell_rows))
    matrix = pieces.spread(matrix_of(problem.cell_rows, len(problem.sizes)))
    free = minimise(pieces.cost, np.zeros(len(pieces.length)), pieces.length, matrix, least, most)
    if free.status is not Status.OPTIMAL:
        return None
    sums = np.bincount(problem.column, pieces.sums(np.floor(free.values * GRID)), minlength=problem.columns)
    tables, done, given = [], 0, np.zeros(problem.columns, dtype=np.int64)
    for members in sizes:
        done += members
        aim = np.maximum(sums.astype(np.int64) * done // forms - given * GRID, 0) // members
        table = _quota(problem, aim, source)
        if table is None:
            return None
        tables.append(table)
        given += members * table
    return tables


def overlapping_uses(problem: Problem, groups: list[Group]) -> int:
    """sum r (r - 1) over the questions when each cell's uses are level: what overlap comes from."""
    totals = np.sum([group.totals for group in groups], axis=0)
    least, more = np.divmod(totals, problem.sizes)
    return int((more * (least + 1) * least + (problem.sizes - more) * least * (least - 1)).sum())


def _group_totals(
    problem: Problem, papers: int, wanted: Integers, source: RandomSource, level_overlap: bool = False
) -> Integers:
    aim = np.bincount(problem.column, wanted // papers, minlength=problem.columns).astype(np.int64)
    quota = _quota(problem, aim, source)
    totals = None
    if quota is not None:
        totals = _totals(
            problem,
            papers,
            _scaled(problem, wanted, papers * quota),
            quota,
            source,
            level_overlap=level_overlap,
        )
    if totals is None:
        totals = _totals(problem, papers, wanted, None, source, level_overlap=level_overlap)
    if totals is None:
        raise CannotPlan
    return totals


def _quota(problem: Problem, aim: Integers, source: RandomSource) -> Integers | None:
    """The table of column quotas nearest to `aim` (parts per GRID) that meets the rows on columns; None where there is none."""
    rows = [row for row in problem.cell_rows if problem.is_column_row(row)]
    room = np.bincount(problem.column, problem.room, minlength=problem.columns).astype(np.int64)
    pieces = _Pieces(aim, np.minimum(room, problem.length), source)
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


def _scaled(problem: Problem, wanted: Integers, quota: Integers) -> Integers:
    """What is wanted, stretched column by column to the quota: a miss is shared by all cells of a column."""
    sums = np.bincount(problem.column, minlength=problem.columns).astype(object) * 0
    np.add.at(sums, problem.column, wanted.astype(object))
    goal = (quota.astype(object) * GRID)[problem.column]
    whole = np.where(sums > 0, sums, 1)[problem.column]
    # Python's integers: the product passes 64 bits
    return np.asarray((wanted.astype(object) * goal // whole).astype(np.int64))


def _totals(
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
    pieces = _Pieces(wanted, most_of, source, problem.sizes if level_overlap else None)
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
        and np.abs(found.values - found.values.round()).max(initial=0) > _ROUNDING
    ):
        found = minimise(cost, *bounds, spread, *ends, np.ones(spread.columns, dtype=bool))
    return pieces.sums(found.values) if found.status in (Status.OPTIMAL, Status.FEASIBLE) else None


class _Pieces:
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
        self.cost += source.below(np.full(len(most), _NOISE))[self.owner]

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
