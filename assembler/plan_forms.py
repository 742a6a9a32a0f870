"""The plan of parallel forms: totals with the least overlap."""

import numpy as np

from assembler.level import GRID
from assembler.plan import CannotPlan, Group, group_sizes, plan_candidates
from assembler.problem import Integers, Problem, bounds_of, matrix_of
from assembler.random_source import RandomSource
from assembler.solver import Matrix, Status, minimise
from assembler.totals import NOISE, ROUNDING, Pieces, cell_totals, column_quota, scaled

_JOINT_TRIES = 6
_WHOLE_AT_MOST = 20_000


def plan_forms(
    problem: Problem, shares: Integers, forms: int, source: RandomSource, most_shared: int | None = None
) -> list[Group]:
    """Forms with the least overlap: of one table if that costs no overlap, else of one a group. Raises CannotPlan.

    `most_shared`: what two forms may share at most; more tries are made while the sum of all pairs is above that.
    """
    try:
        whole = _level_totals(problem, forms, shares * forms, source, level_overlap=True)
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
        totals = cell_totals(problem, members, share, members * quota, source, ceiling=left, rest=rest)
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
    pieces = Pieces(wanted, forms * problem.sizes, source, problem.sizes)
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
        np.concatenate((pieces.cost, source.below(np.full(count - first, NOISE)) // 64)),
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
        and np.abs(found.values - found.values.round()).max(initial=0) > ROUNDING
    ):
        found = minimise(*program, np.ones(count, dtype=bool))
    if (
        found.status is not Status.OPTIMAL
        or np.abs(found.values - found.values.round()).max(initial=0) > ROUNDING
    ):
        return None
    values = np.rint(found.values).astype(np.int64)
    return [
        Group(members, values[first + k * cells : first + (k + 1) * cells]) for k, members in enumerate(sizes)
    ]


def _tables(
    problem: Problem, pieces: Pieces, sizes: list[int], forms: int, source: RandomSource
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
        table = column_quota(problem, aim, source)
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


def _level_totals(
    problem: Problem, papers: int, wanted: Integers, source: RandomSource, level_overlap: bool = False
) -> Integers:
    aim = np.bincount(problem.column, wanted // papers, minlength=problem.columns).astype(np.int64)
    quota = column_quota(problem, aim, source)
    totals = None
    if quota is not None:
        totals = cell_totals(
            problem,
            papers,
            scaled(problem, wanted, papers * quota),
            papers * quota,
            source,
            level_overlap=level_overlap,
        )
    if totals is None:
        totals = cell_totals(problem, papers, wanted, None, source, level_overlap=level_overlap)
    if totals is None:
        raise CannotPlan
    return totals
