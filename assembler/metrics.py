"""How level, how overlapping and how equal papers are, beside what was possible."""

import math
from typing import Any

import numpy as np

from assembler.pool import FACILITY_UNIT
from assembler.problem import Integers, Problem

_SAMPLE = 2048


def least_overlap(least: float, length: int, papers: int) -> float:
    """The least mean overlap of `papers` papers when sum x^2 / N is at least `least`."""
    return max(0.0, (papers * least - length) / (papers - 1)) if papers > 1 else 0.0


def measure(problem: Problem, papers: Integers, least: float) -> dict[str, Any]:
    """The figures of a report, for papers as question numbers (n x length)."""
    count = len(papers)
    uses = np.bincount(papers.ravel(), minlength=len(problem.places)).astype(np.int64)
    mean = float((uses * (uses - 1)).sum() / (count * (count - 1))) if count > 1 else 0.0
    bound = least_overlap(least, problem.length, count)
    sums = problem.facility[papers].sum(axis=1) / FACILITY_UNIT
    return {
        "papers": count, "questions_a_paper": problem.length, "eligible_questions": len(problem.places),
        "distinct_papers": len({row.tobytes() for row in np.sort(papers, axis=1)}),
        "use": {"least": int(uses.min()), "most": int(uses.max()), "mean": round(float(uses.mean()), 4),
                "never_used": int((uses == 0).sum()), "spread_among_alike": spread_among_alike(problem, uses)},
        "overlap": {"mean": round(mean, 6), "bound": round(bound, 6), "ratio": round(mean / bound, 6) if bound > 0 else None,
                    **_tail(problem, papers)},
        "facility": {"target": None if problem.target is None else problem.target / FACILITY_UNIT,
                     "mean": round(float(sums.mean()), 4), "sd": round(float(sums.std()), 4),
                     "least": round(float(sums.min()), 4), "most": round(float(sums.max()), 4)},
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
    some = papers[np.linspace(0, len(papers) - 1, min(_SAMPLE, len(papers))).astype(np.int64)]
    member = np.zeros((len(some), len(problem.places)), dtype=np.float32)
    member[np.arange(len(some))[:, None], some] = 1
    shared = (member @ member.T)[np.triu_indices(len(some), 1)]
    rate, pairs = float(shared.mean()), len(shared)

    def chance(k: int) -> float:
        return pairs * math.fsum(math.exp(-rate) * rate**j / math.factorial(j) for j in range(k, k + 40))

    k = max((k for k in range(1, problem.length + 1) if chance(k) >= 50), default=1)
    return {"most": int(shared.max()), "tail": {"pairs": pairs, "share_at_least": k, "seen": int((shared >= k).sum()),
                                                "by_chance": round(chance(k), 1)}}
