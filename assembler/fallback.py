"""One paper by a whole-number program over questions: for what swaps could not mend, and for question sets.

Exact: where it finds none, there is none. Its answer hangs on the solver, so such papers are written into the manifest.
"""

from collections.abc import Sequence

import numpy as np

from assembler.pool import Pool
from assembler.problem import Integers, Problem, bounds_of, matrix_of
from assembler.random_source import RandomSource
from assembler.solver import Matrix, Status, minimise

_LEVEL = 1 << 10
_MOST_LEVELS = 64


class OutOfTime(Exception):
    """The solver reached its limit without a paper, and without proof that there is none."""


def sets_of(pool: Pool, places: Integers) -> list[Integers]:
    """The question sets among the eligible questions (as question numbers): all of a set or none of it."""
    members: dict[str, list[int]] = {}
    for number, place in enumerate(places):
        name = pool.items[place].set
        if name is not None:
            members.setdefault(name, []).append(number)
    return [np.array(numbers, dtype=np.int64) for numbers in members.values()]


def one_paper(
    problem: Problem, sets: Sequence[Integers], uses: Integers, source: RandomSource
) -> Integers | None:
    """Questions of one paper that meets every row, the least used first; None where no such paper exists."""
    count = len(problem.places)
    matrix = matrix_of(problem.rows, count)
    least, most = bounds_of(problem.rows)
    pairs = [(group[0], other) for group in sets for other in group[1:]]
    first = np.array([pair[0] for pair in pairs], dtype=np.int64)
    other = np.array([pair[1] for pair in pairs], dtype=np.int64)
    row = len(least) + np.arange(len(pairs))
    tied = Matrix(
        np.concatenate((matrix.row, row, row)),
        np.concatenate((matrix.column, first, other)),
        np.concatenate(
            (matrix.value, np.ones(len(pairs), dtype=np.int64), -np.ones(len(pairs), dtype=np.int64))
        ),
        len(least) + len(pairs),
        count,
    )
    level = np.minimum(uses - uses.min(initial=0), _MOST_LEVELS)
    cost = level * _LEVEL + source.below(np.full(count, _LEVEL))
    none = np.zeros(len(pairs), dtype=np.int64)
    found = minimise(
        cost,
        np.zeros(count),
        np.ones(count),
        tied,
        np.concatenate((least, none)),
        np.concatenate((most, none)),
        np.ones(count, dtype=bool),
    )
    if found.status is Status.INFEASIBLE:
        return None
    if found.status is Status.TIMED_OUT:
        raise OutOfTime
    return np.flatnonzero(found.values > 0.5)
