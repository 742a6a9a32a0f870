"""What a swap of two questions between papers does to the rows: counts of every row on every paper, kept up to date."""

import numpy as np

from assembler.problem import Integers, Problem

_FREE = 1 << 30


class Ledger:
    """Papers (n x length, questions) with, for every row, how many of its questions each paper holds."""

    def __init__(self, problem: Problem, papers: Integers) -> None:
        self.papers = papers
        self.facility = problem.facility
        rows = [row for row in problem.rows if row.weights is None and row.rule != "sections"]
        weighted = [row for row in problem.rows if row.weights is not None]
        # the last column of `counts` is a row that can never be broken: it fills the table `rows_of` up
        self.least = np.array([row.least for row in rows] + [-_FREE])
        self.most = np.array([row.most for row in rows] + [_FREE])
        self.rows_of = rows_table(len(problem.places), [row.members for row in rows])
        self.weight = np.zeros(len(problem.places), dtype=np.int64)
        self.weight_range = (-_FREE, _FREE)
        for row in weighted:
            if row.weights is not None:
                self.weight[row.members] = row.weights
                self.weight_range = (row.least, row.most)
        wide = len(self.least)
        flat = self.rows_of[papers].reshape(len(papers), -1) + wide * np.arange(len(papers))[:, None]
        self.counts = (
            np.bincount(flat.ravel(), minlength=wide * len(papers))
            .reshape(len(papers), wide)
            .astype(np.int64)
        )
        self.weights = self.weight[papers].sum(axis=1)
        self.sums = self.facility[papers].sum(axis=1)

    def faults(self, papers: Integers | slice = slice(None)) -> Integers:
        """How far each paper is from its rows in all (0: it meets them)."""
        counts = self.counts[papers]
        over = np.maximum(counts - self.most, 0) + np.maximum(self.least - counts, 0)
        return np.asarray(over[:, :-1].sum(axis=1) + _miss(self.weights[papers], *self.weight_range))

    def change(self, paper: Integers, out: Integers, into: Integers) -> Integers:
        """By how much the faults of each `paper` grow when it gives question `out` away for `into`."""
        rows_out, rows_in = self.rows_of[out], self.rows_of[into]
        same = rows_out[:, :, None] == rows_in[:, None, :]
        free = len(self.least) - 1
        rows_out = np.where(same.any(axis=2), free, rows_out)
        rows_in = np.where(same.any(axis=1), free, rows_in)
        weights = self.weights[paper]
        moved = weights + self.weight[into] - self.weight[out]
        return (
            self._step(paper, rows_out, -1)
            + self._step(paper, rows_in, 1)
            + _miss(moved, *self.weight_range)
            - _miss(weights, *self.weight_range)
        )

    def holds(self, paper: Integers, item: Integers) -> np.typing.NDArray[np.bool_]:
        """Whether each paper already has the question beside it."""
        return np.asarray((self.papers[paper] == item[:, None]).any(axis=1))

    def put(self, paper: Integers, slot: Integers, into: Integers) -> None:
        """Replace the questions at (paper, slot); each paper at most once a call."""
        out = self.papers[paper, slot]
        self.papers[paper, slot] = into
        np.add.at(self.counts, (paper[:, None], self.rows_of[out]), -1)
        np.add.at(self.counts, (paper[:, None], self.rows_of[into]), 1)
        self.weights[paper] += self.weight[into] - self.weight[out]
        self.sums[paper] += self.facility[into] - self.facility[out]

    def _step(self, paper: Integers, rows: Integers, by: int) -> Integers:
        have = self.counts[paper[:, None], rows]
        least, most = self.least[rows], self.most[rows]
        return np.asarray((_miss(have + by, least, most) - _miss(have, least, most)).sum(axis=1))


def _miss(have: Integers, least: Integers | int, most: Integers | int) -> Integers:
    return np.asarray(np.maximum(have - most, 0) + np.maximum(least - have, 0))


def rows_table(items: int, members: list[Integers]) -> Integers:
    """items x width: the rows of each question, filled up with the number of the free row."""
    item = np.concatenate([*members, np.empty(0, dtype=np.int64)])
    row = np.repeat(np.arange(len(members)), [len(m) for m in members])
    order = np.argsort(item, kind="stable")
    item, row = item[order], row[order]
    count = np.bincount(item, minlength=items)
    place = np.arange(len(item)) - np.repeat(np.cumsum(count) - count, count)
    table = np.full((items, max(int(count.max(initial=0)), 1)), len(members), dtype=np.int64)
    table[item, place] = row
    return table
