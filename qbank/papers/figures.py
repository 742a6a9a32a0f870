"""What the papers of an assembly are like, counted: the figures of the report beside what chance or the blueprint would give.

Sums over papers only. No figure names a question, so that the report may be read where the papers may not.
"""

import math
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from assembler import Blueprint
from assembler.blueprint import Range, limit_of
from qbank.blueprints.pool import Record
from qbank.papers.rendering import LETTERS, PlacedSection, Snapshot

Table = npt.NDArray[np.int32]
"""A row a paper, the value = place in the pool."""

PAIR_SAMPLE = 600
"""Papers, taken evenly, of which all pairs are compared."""
MOST_BINS = 12


def figures(
    records: Sequence[Record], demands: Blueprint, table: Table, eligible: Sequence[int]
) -> dict[str, Any]:
    """Everything but the letters of the answers, which depend on the layout."""
    return {
        "use": _use(table, eligible, len(records)),
        "shared": _shared(table, len(records)),
        "score": _score(records, demands, table),
        "difficulty": _difficulty(records, demands, table),
        "laws": _laws(records, demands, table),
        "scopes": _spans([r["scope"] for r in records], ("public", "sector"), table),
    }


def letters(papers: Sequence[Sequence[PlacedSection]], snapshot: Snapshot) -> dict[str, Any]:
    """How often each letter is the answer of a single-choice question, over these papers."""
    counts: Counter[str] = Counter()
    width = 0
    for paper in papers:
        for section in paper:
            if section.type != "single_choice":
                continue
            for placed in section.items:
                question = snapshot[placed.index]
                labels = [question["options"][original]["label"] for original in placed.options]
                counts[LETTERS[labels.index(question["answer_key"])]] += 1
                width = max(width, len(labels))
    return {
        "papers": len(papers),
        "questions": counts.total(),
        "counts": [[letter, counts[letter]] for letter in LETTERS[:width]],
    }


def _use(table: Table, eligible: Sequence[int], pool: int) -> dict[str, Any]:
    """How many questions were used how often, and how many would be if each paper were drawn blindly (Poisson)."""
    uses = np.bincount(table.ravel(), minlength=pool)[np.asarray(eligible, dtype=np.int64)]
    mean = float(uses.mean())
    low, high = int(uses.min()), int(uses.max())
    reach = math.ceil(2.5 * math.sqrt(mean)) if len(table) > len(LETTERS) else 0
    span = range(max(0, min(low, math.floor(mean) - reach)), max(high, math.floor(mean) + reach) + 1)
    counts = np.bincount(uses, minlength=span.stop)
    return {
        "mean": round(mean, 2),
        "rows": [[k, int(counts[k]), round(len(uses) * _poisson(k, mean), 1)] for k in span],
    }


def _shared(table: Table, pool: int) -> dict[str, Any]:
    """How many pairs of papers share how many questions."""
    if len(table) < 2:
        return {"pairs": 0, "rows": [], "mean": 0.0}
    some = table[np.unique(np.linspace(0, len(table) - 1, min(PAIR_SAMPLE, len(table))).astype(np.int64))]
    used = np.unique(some)
    member = np.zeros((len(some), len(used)), dtype=np.float32)
    member[np.arange(len(some))[:, None], np.searchsorted(used, some)] = 1
    shared = (member @ member.T)[np.triu_indices(len(some), 1)].round().astype(np.int64)
    mean, pairs = float(shared.mean()), len(shared)
    counts = np.bincount(shared)
    return {
        "pairs": pairs,
        "mean": round(mean, 3),
        "rows": [[k, int(n), round(pairs * _poisson(k, mean), 1)] for k, n in enumerate(counts)],
    }


def _score(records: Sequence[Record], demands: Blueprint, table: Table) -> dict[str, Any]:
    """The expected mean score of each paper, where the facility of all its questions is known."""
    facility = np.array([np.nan if r["facility"] is None else r["facility"] for r in records])
    points = np.repeat([s.points for s in demands.sections], [s.items for s in demands.sections])
    unknown = int(np.isnan(facility[np.unique(table)]).sum())
    if unknown:
        return {"unknown": unknown}
    scores = (facility[table] * points).sum(axis=1)
    found = {
        "unknown": 0,
        "mean": round(float(scores.mean()), 2),
        "sd": round(float(scores.std()), 3),
        "least": round(float(scores.min()), 2),
        "most": round(float(scores.max()), 2),
    }
    if len(table) <= len(LETTERS):
        return {**found, "each": [round(float(score), 2) for score in scores]}
    width = next(w for w in (0.05, 0.1, 0.25, 0.5, 1, 2, 5, 10, 25) if np.ptp(scores) <= w * (MOST_BINS - 1))
    first = math.floor(scores.min() / width)
    counts = np.bincount((scores / width).astype(np.int64) - first)
    return {
        **found,
        "width": width,
        "bins": [[round((first + k) * width, 2), int(n)] for k, n in enumerate(counts)],
    }


def _difficulty(records: Sequence[Record], demands: Blueprint, table: Table) -> list[list[Any]]:
    """For each grade: its name, least, mean and most on a paper, and what the blueprint allows (or None)."""
    rows = _spans([r["difficulty"] for r in records], range(1, 6), table)
    limits = demands.difficulty or {}
    return [[*row, _listed(limit_of(limits, str(row[0])))] for row in rows]


def _laws(records: Sequence[Record], demands: Blueprint, table: Table) -> list[list[Any]]:
    """The same for each law, those with most questions first."""
    counted = Counter(r["law"] for r in records if r["law"])
    rows = _spans([r["law"] for r in records], [law for law, _count in counted.most_common()], table)
    limits = demands.laws or {}
    return [[*row, _listed(limit_of(limits, row[0]))] for row in rows]


def _spans(values: Sequence[Any], names: Sequence[Any], table: Table) -> list[list[Any]]:
    rows: list[list[Any]] = []
    for name in names:
        counts = np.array([value == name for value in values])[table].sum(axis=1)
        rows.append([name, int(counts.min()), round(float(counts.mean()), 2), int(counts.max())])
    return rows


def _listed(pair: Range | None) -> list[int] | None:
    return None if pair is None else [pair[0], pair[1]]


def _poisson(k: int, mean: float) -> float:
    return math.exp(k * math.log(mean) - mean - math.lgamma(k + 1)) if mean > 0 else float(k == 0)
