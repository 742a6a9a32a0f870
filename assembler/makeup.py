"""The make-up exam: which of its papers a candidate gets, so that nobody meets a question again.

Where every candidate has a paper of their own, the papers of an exam use nearly the whole pool, and leaving all of it out would leave
nothing. It is enough that the one paper a candidate gets holds none of the questions that this candidate has seen.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assembler.random_source import RandomSource, seed_bytes

Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


class PaperIndex:
    """Which papers hold a question. `papers`: n x length, places in the pool."""

    def __init__(self, papers: npt.ArrayLike) -> None:
        table = np.asarray(papers, dtype=np.int64)
        self.papers = len(table)
        order = np.argsort(table.ravel(), kind="stable")
        self._holder = (order // max(table.shape[1], 1)).astype(np.int32)
        self._start = np.concatenate(([0], np.cumsum(np.bincount(table.ravel()))))

    def shared(self, seen: Collection[int]) -> Integers:
        """For each paper, how many of the questions `seen` it holds."""
        known = [place for place in set(seen) if place < len(self._start) - 1]
        holders = [self._holder[self._start[place] : self._start[place + 1]] for place in known]
        return np.bincount(
            np.concatenate([*holders, np.empty(0, dtype=np.int64)]), minlength=self.papers
        ).astype(np.int64)

    def least_shared(self, seen: Collection[int], free: Sequence[int]) -> int:
        """Of the papers `free` (from 0), the first that holds none of the questions seen, else the first that holds fewest."""
        return int(free[int(np.argmin(self.shared(seen)[np.asarray(free)]))])


@dataclass(frozen=True, slots=True)
class MakeUp:
    """For each candidate the paper (from 0), and how many questions on it the candidate has seen."""

    paper: Integers
    shared: Integers


def make_up(seen: Sequence[Collection[int]], papers: npt.ArrayLike, *, seed: bytes | int) -> MakeUp:
    """A paper of its own for each candidate; as many candidates as can be meet no question again.

    `seen`: what each candidate has seen, as places in the pool of `papers`. The number who meet none again is the greatest there is (a
    maximum matching by augmenting paths); those for whom none is left get the paper with fewest repeats that is.
    """
    index = PaperIndex(papers)
    if len(seen) > index.papers:
        raise ValueError("papers: fewer than candidates")
    source = RandomSource(seed_bytes(seed)).child("make-up")
    order = source.order(index.papers)
    match = _Matching(index, seen, order)
    left = [candidate for candidate in source.order(len(seen)).tolist() if not match.place(candidate)]
    paper = match.paper_of
    free = [number for number in order.tolist() if match.candidate_of[number] < 0]
    for candidate in left:
        paper[candidate] = index.least_shared(seen[candidate], free)
        free.remove(int(paper[candidate]))
    shared = [int(index.shared(one)[number]) for one, number in zip(seen, paper, strict=True)]
    return MakeUp(paper, np.array(shared, dtype=np.int64))


class _Matching:
    def __init__(self, index: PaperIndex, seen: Sequence[Collection[int]], order: Integers) -> None:
        self._index, self._seen, self._order = index, seen, order
        self.paper_of = np.full(len(seen), -1, dtype=np.int64)
        self.candidate_of = np.full(index.papers, -1, dtype=np.int64)

    def place(self, candidate: int) -> bool:
        """Find the candidate a paper without repeats, if need be by letting others change theirs."""
        came_from: dict[int, int] = {}
        waiting, reached = [candidate], np.zeros(self._index.papers, dtype=np.bool_)
        while waiting:
            asking = waiting.pop(0)
            fine = (self._index.shared(self._seen[asking]) == 0) & ~reached
            reached |= fine
            numbers = self._order[fine[self._order]]
            free = numbers[self.candidate_of[numbers] < 0]
            if len(free):
                self._hand_on(asking, int(free[0]), came_from)
                return True
            for number in numbers.tolist():
                came_from[int(self.candidate_of[number])] = asking
                waiting.append(int(self.candidate_of[number]))
        return False

    def _hand_on(self, candidate: int, paper: int, came_from: dict[int, int]) -> None:
        """The candidate takes the free paper and leaves its own to the one who asked for it, and so on."""
        while True:
            left = int(self.paper_of[candidate])
            self.paper_of[candidate], self.candidate_of[paper] = paper, candidate
            if candidate not in came_from:
                return
            candidate, paper = came_from[candidate], left
