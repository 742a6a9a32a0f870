"""The plan of candidates' papers: how many questions of each cell each group of papers gets, in whole numbers.

A group is a power of two of papers that share one table of column quotas (type x difficulty x true key).
"""

from dataclasses import dataclass

import numpy as np

from assembler.level import GRID
from assembler.problem import Integers, Problem
from assembler.random_source import RandomSource
from assembler.totals import cell_totals, column_quota, scaled

SHEAF = 256
"""Papers that are split and repaired together; a block holds a sheaf of each large group."""

_GROUPS = 32
_LARGE_GROUPS = 16


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
    by_column, given = (np.zeros(problem.columns, dtype=np.int64) for _ in range(2))
    np.add.at(by_column, problem.column, shares)
    done, carried = 0, np.zeros(len(shares), dtype=np.int64)
    for members in group_sizes(papers):
        done += members
        table = column_quota(problem, np.maximum(by_column * done - given * GRID, 0) // members, source)
        if table is None:
            raise CannotPlan
        wanted = scaled(problem, shares * members, members * table)
        # what rounding kept from a cell, or gave it, is made good by the next group
        totals = cell_totals(
            problem, members, np.maximum(wanted + np.clip(carried, -GRID, GRID), 0), table, source
        )
        if totals is None:
            totals = cell_totals(problem, members, shares * members, None, source)
        if totals is None:
            raise CannotPlan
        groups.append(Group(members, totals))
        given += np.bincount(problem.column, totals, minlength=problem.columns).astype(np.int64)
        carried += wanted - totals * GRID
    return groups
