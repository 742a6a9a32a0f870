"""How level, how overlapping and how equal papers are, beside what was possible."""

import math
from typing import Any

import numpy as np
import numpy.typing as npt

from assembler.engine import engine
from assembler.level import ideal_use
from assembler.pool import FACILITY_UNIT
from assembler.problem import Integers, Problem
from assembler.random_source import RandomSource

_SAMPLE = 2048


def least_overlap(least: float, length: int, papers: int) -> float:
    """The least mean overlap of `papers` papers when sum x^2 / N is at least `least`."""
    return max(0.0, (papers * least - length) / (papers - 1)) if papers > 1 else 0.0


class Measured:
    """Takes papers as they are made and works out the figures of a report; keeps a sample and a hash of each, not the papers."""

    def __init__(self, problem: Problem, papers: int) -> None:
        self._problem, self._papers = problem, papers
        self._engine = engine(papers)
        self._uses = np.zeros(len(problem.places), dtype=np.int64)
        self._sample: list[Integers] = []
        self._wanted = np.linspace(0, papers - 1, min(_SAMPLE, papers)).astype(np.int64)
        self._hashes = np.zeros(papers, dtype=np.int64)
        self._sums = np.zeros(papers, dtype=np.int32)
        self._done = 0
        # a sum of random words, whatever the order of the questions: equal sums of unequal papers do not happen
        self._marks = (RandomSource(b"distinct").words(len(problem.places)) >> np.uint64(1)).astype(np.int64)

    def add(self, papers: npt.NDArray[np.integer[Any]]) -> None:
        """The next papers, as question numbers (n x length)."""
        self._engine.tally(
            len(papers),
            papers.shape[1],
            np.ascontiguousarray(papers).reshape(-1),
            self._problem.facility,
            self._marks,
            self._uses,
            self._sums[self._done : self._done + len(papers)],
            self._hashes[self._done : self._done + len(papers)],
        )
        mine = (
            self._wanted[(self._wanted >= self._done) & (self._wanted < self._done + len(papers))]
            - self._done
        )
        self._sample.append(papers[mine].astype(np.int64))
        self._done += len(papers)

    def figures(self) -> dict[str, Any]:
        problem, count, uses = self._problem, self._papers, self._uses
        mean = float((uses * (uses - 1)).sum() / (count * (count - 1))) if count > 1 else 0.0
        bound = least_overlap(ideal_use(problem, aim=False).least, problem.length, count)
        sums = self._sums / FACILITY_UNIT
        return {
            "papers": count,
            "questions_a_paper": problem.length,
            "eligible_questions": len(problem.places),
            "distinct_papers": len(np.unique(self._hashes)),
            "use": {
                "least": int(uses.min()),
                "most": int(uses.max()),
                "mean": round(float(uses.mean()), 4),
                "never_used": int((uses == 0).sum()),
                "spread_among_alike": spread_among_alike(problem, uses),
            },
            "overlap": {
                "mean": round(mean, 6),
                "bound": round(bound, 6),
                "ratio": round(mean / bound, 6) if bound > 0 else None,
                **_tail(problem, np.concatenate(self._sample)),
            },
            "facility": {
                "target": None if problem.target is None else problem.target / FACILITY_UNIT,
                "mean": round(float(sums.mean()), 4),
                "sd": round(float(sums.std()), 4),
                "least": round(float(sums.min()), 4),
                "most": round(float(sums.max()), 4),
            },
        }


def spread_among_alike(problem: Problem, uses: Integers) -> int:
    """The largest difference of use between two questions of one cell."""
    low = np.full(len(problem.sizes), np.iinfo(np.int64).max)
    high = np.zeros(len(problem.sizes), dtype=np.int64)
    np.minimum.at(low, problem.cell, uses)
    np.maximum.at(high, problem.cell, uses)
    return int((high - low).max())


def _tail(problem: Problem, papers: Integers) -> dict[str, Any]:
    """The largest overlap, and how many pairs share much, beside a Poisson variable of the same mean (sampled evenly)."""
    if len(papers) < 2:
        return {"most": 0, "tail": None}
    shared = _shared(papers)
    rate, pairs = float(shared.mean()), len(shared)

    def chance(k: int) -> float:
        return pairs * math.fsum(math.exp(-rate) * rate**j / math.factorial(j) for j in range(k, k + 40))

    k = max((k for k in range(1, problem.length + 1) if chance(k) >= 50), default=1)
    return {
        "most": int(shared.max()),
        "tail": {
            "pairs": pairs,
            "share_at_least": k,
            "seen": int((shared >= k).sum()),
            "by_chance": round(chance(k), 1),
        },
    }


def _shared(papers: Integers) -> Integers:
    """For each pair of papers, how many questions they share."""
    count, length = papers.shape
    order = np.argsort(papers.ravel(), kind="stable")
    item, paper = papers.ravel()[order], order // length
    codes, shift, at = [], 1, np.arange(len(item) - 1)
    while len(at):
        # entries `shift` apart that hold the same question: two papers that share it
        at = at[item[at] == item[at + shift]]
        codes.append(paper[at] * count + paper[at + shift])
        shift += 1
        at = at[at + shift < len(item)]
    table = np.bincount(np.concatenate(codes), minlength=count * count).reshape(count, count)
    return np.asarray(table[np.triu_indices(count, 1)])
