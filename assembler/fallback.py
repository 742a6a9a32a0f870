"""Papers by a whole-number program over questions: for what swaps could not mend, and for question sets, which cross both trees.

The program sees a shortlist: the questions that are due soonest if each is to be used in proportion to its ideal share, a question
set as one. Where a shortlist holds no paper a longer one is tried, at last all questions, so that what is not found does not exist.
The answer hangs on the solver, so such papers are written into the manifest.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from assembler.pool import FACILITY_UNIT, Pool
from assembler.problem import Integers, Problem, bounds_of, matrix_of
from assembler.random_source import RandomSource
from assembler.rules.sets import sets_in
from assembler.solver import Matrix, Status, minimise

Numbers = npt.NDArray[Any]

_SHORTLISTS = (16, 64)
"""Length of the shortlists, in questions for each question of a paper."""
_DUE_BITS = 30
_GAP = 1.0
"""How far from the cheapest choice the solver may stop: the costs only steer which of many papers it is."""
_CLOSE = FACILITY_UNIT // 100
_WIDER = 4


class OutOfTime(Exception):
    """The solver reached its limit without a paper, and without proof that there is none."""


def sets_of(pool: Pool, places: Integers) -> list[Integers]:
    """The question sets among the eligible questions (as question numbers): all of a set or none of it."""
    names, number = sets_in(pool)
    mine = number[places]
    held = np.flatnonzero(mine < len(names))
    held = held[np.argsort(mine[held], kind="stable")]
    return np.split(held, np.flatnonzero(np.diff(mine[held])) + 1) if len(held) else []


def one_paper(
    problem: Problem, sets: Sequence[Integers], uses: Integers, source: RandomSource
) -> Integers | None:
    """Questions of one paper that meets every row, the least used first; None where no such paper exists."""
    return PaperMaker(problem, sets).paper(uses, source)


class PaperMaker:
    """Makes papers of one problem, one after the other. A *unit* is a question or a whole question set."""

    def __init__(self, problem: Problem, sets: Sequence[Integers], rates: Integers | None = None) -> None:
        """`rates`: how often each question should be used beside the others, in whole numbers; alike where not given."""
        count = len(problem.places)
        unit = np.arange(count)
        for members in sets:
            unit[members] = members[0]
        self._unit = np.unique(unit, return_inverse=True)[1].reshape(-1)
        self._size = np.bincount(self._unit)
        even = np.ones(count, dtype=np.int64) if rates is None else rates
        self._rate = np.maximum(np.bincount(self._unit, even).astype(np.int64) // self._size, 1)
        self._facility = np.bincount(self._unit, problem.facility).astype(np.int64)
        self._target, self._close = problem.target, _CLOSE
        self._length = problem.length
        self._least, self._most = bounds_of(problem.rows)
        self._matrix = self._over_units(matrix_of(problem.rows, count))

    def paper(
        self,
        uses: Integers,
        source: RandomSource,
        earlier: Sequence[Integers] = (),
        most_shared: int | None = None,
    ) -> Integers | None:
        """Questions of a paper, those due first; None where there is none. `uses`: of each question so far.

        With `most_shared` it shares no more questions than that with any of the `earlier` papers. Raises OutOfTime.
        """
        used = np.zeros(len(self._size), dtype=np.int64)
        np.maximum.at(used, self._unit, uses)
        drawn = source.below(np.full(len(used), 1 << _DUE_BITS))
        due = np.argsort(((used << _DUE_BITS) + drawn) // self._rate, kind="stable")
        rank = np.empty_like(due)
        rank[due] = np.arange(len(due))
        caps = [] if most_shared is None else [(paper, most_shared) for paper in earlier]
        for width in _SHORTLISTS:
            listed = self._shortlist(due, rank, width * self._length)
            found, _ = self._solve(listed, rank, caps, True)
            if found is not None:
                return found
        found, status = self._solve(due, rank, caps, False)
        if status is Status.TIMED_OUT:
            raise OutOfTime
        if found is not None and self._target is not None:
            # the target is out of reach, or nearly: the next papers need not try so hard
            self._close *= _WIDER
        return found

    def _over_units(self, matrix: Matrix) -> Matrix:
        """The matrix over questions as one over units."""
        wide = len(self._size)
        code, at = np.unique(matrix.row * wide + self._unit[matrix.column], return_inverse=True)
        value = np.bincount(at.reshape(-1), matrix.value).astype(np.int64)
        return Matrix(code // wide, code % wide, value, matrix.rows, wide)

    def _shortlist(self, due: Integers, rank: Integers, length: int) -> Integers:
        """The units due soonest, and of every demand at least twice what it asks for."""
        listed = np.zeros(len(due), dtype=np.bool_)
        listed[due[:length]] = True
        inside = np.bincount(
            self._matrix.row, self._matrix.value * listed[self._matrix.column], minlength=self._matrix.rows
        )
        for row in np.flatnonzero(inside < 2 * self._least):
            units = self._matrix.column[self._matrix.row == row]
            listed[units[np.argsort(rank[units])][: 2 * int(self._least[row])]] = True
        return np.flatnonzero(listed)

    def _solve(
        self, listed: Integers, rank: Integers, caps: Sequence[tuple[Integers, int]], aim: bool
    ) -> tuple[Integers | None, Status]:
        column = np.full(len(self._size), -1, dtype=np.int64)
        column[listed] = np.arange(len(listed))
        mine = np.flatnonzero(column[self._matrix.column] >= 0)
        row, value = self._matrix.row[mine], self._matrix.value[mine]
        at, rows = column[self._matrix.column[mine]], self._matrix.rows
        least: list[Numbers] = [self._least]
        most: list[Numbers] = [self._most]
        for paper, cap in caps:
            units, shared = np.unique(self._unit[paper], return_counts=True)
            kept = column[units] >= 0
            row, at = np.append(row, np.full(kept.sum(), rows)), np.append(at, column[units[kept]])
            value, rows = np.append(value, shared[kept]), rows + 1
            least, most = [*least, np.zeros(1)], [*most, np.full(1, cap)]
        if aim and self._target is not None:
            row, at = np.append(row, np.full(len(listed), rows)), np.append(at, np.arange(len(listed)))
            value, rows = np.append(value, self._facility[listed]), rows + 1
            least = [*least, np.full(1, self._target - self._close)]
            most = [*most, np.full(1, self._target + self._close)]
        found = minimise(
            rank[listed] * self._size[listed],
            np.zeros(len(listed)),
            np.ones(len(listed)),
            Matrix(row, at, value, rows, len(listed)),
            np.concatenate(least),
            np.concatenate(most),
            np.ones(len(listed), dtype=bool),
            gap=_GAP,
        )
        if found.status in (Status.INFEASIBLE, Status.TIMED_OUT):
            return None, found.status
        chosen = np.zeros(len(self._size), dtype=np.bool_)
        chosen[listed[found.values > 0.5]] = True
        return np.flatnonzero(chosen[self._unit]), found.status
