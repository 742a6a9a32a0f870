"""The plan of candidates' papers: how many questions of each cell each group of papers gets, in whole numbers.

A group is a power of two of papers that share one table of column quotas (type x difficulty x true key).
"""

from dataclasses import dataclass

import numpy as np

from assembler.level import GRID
from assembler.problem import Integers, Problem
from assembler.random_source import RandomSource
from assembler.totals import cell_totals, column_quota, level_columns, scaled

SHEAF = 256
"""Papers that are split and repaired together; a block holds a sheaf of each large group."""

_GROUPS = 32
_LARGE_GROUPS = 16
_DEARER, _CHEAP = 1.25, 128.0
"""What the facility target may cost once the tables stand, beside what it costs without them; and what it may always cost."""

_MANY_USES = 32
"""Mean uses of a question from which whole numbers cost no overlap: ideal shares are followed as they are."""


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


def plan_candidates(
    problem: Problem, shares: Integers, papers: int, source: RandomSource, earlier: Integers | None = None
) -> list[Group]:
    """Groups whose totals together overlap as little as their tables allow. Raises CannotPlan.

    `earlier`: uses of each cell's questions before.
    The tables come first, then the totals of all papers, which the groups share out from the smallest to the largest.
    """
    sizes = group_sizes(papers)
    columns = None
    if papers * problem.length <= _MANY_USES * problem.sizes.sum():
        columns = level_columns(problem, shares, papers, source, earlier)
        if columns is None:
            raise CannotPlan
    tables = _tables(problem, _column_sums(problem, shares) if columns is None else columns[0], sizes, source)
    sums = np.sum([members * table for members, table in zip(sizes, tables, strict=True)], axis=0)
    wanted = scaled(problem, shares * papers, sums)
    whole = None
    if columns is not None:
        whole = cell_totals(
            problem,
            papers,
            wanted,
            sums,
            source,
            level_overlap=True,
            earlier=earlier,
            target_price=max(_DEARER * columns[1], _CHEAP),
        )
    groups: list[Group] = []
    left, rest = wanted if whole is None else whole * GRID, papers
    for members, table in zip(reversed(sizes), reversed(tables), strict=True):
        # a group that could not keep to what was left of a cell may have taken more
        left = np.maximum(left, 0)
        share = scaled(problem, left * members // rest, members * table)
        rest -= members
        totals = None
        if whole is not None:
            totals = cell_totals(
                problem,
                members,
                _by_lot(share, source),
                members * table,
                source,
                ceiling=left // GRID,
                rest=rest,
            )
        if totals is None:
            totals = cell_totals(problem, members, share, members * table, source)
        if totals is None:
            totals = cell_totals(problem, members, shares * members, None, source)
        if totals is None:
            raise CannotPlan
        groups.append(Group(members, totals))
        left = left - totals * GRID
    return groups[::-1]


def _by_lot(share: Integers, source: RandomSource) -> Integers:
    """Each share (parts per GRID) rounded up as often as its fraction says.

    To round to the nearest would bring cells of equal shares together in the same groups again and again.
    """
    lots = source.below(np.full(len(share), GRID))
    return (share // GRID + (lots < share % GRID)) * GRID


def _column_sums(problem: Problem, shares: Integers) -> Integers:
    sums = np.zeros(problem.columns, dtype=np.int64)
    np.add.at(sums, problem.column, shares)
    return sums


def _tables(problem: Problem, aim: Integers, sizes: list[int], source: RandomSource) -> list[Integers]:
    """A table for each group, each levelling those before towards `aim` (questions a paper, in parts per GRID)."""
    tables, done, given = [], 0, np.zeros(problem.columns, dtype=np.int64)
    for members in sizes:
        done += members
        table = column_quota(problem, np.maximum(aim * done - given * GRID, 0) // members, source)
        if table is None:
            raise CannotPlan
        tables.append(table)
        given += members * table
    return tables
