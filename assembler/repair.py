"""Swaps between papers: first until no row is broken, then until the papers are equally hard.

A swap gives two papers each other's question, so the use of every question stays as it was. All proposals of a round are
weighed at once; of those that share a paper only the best is carried out.
"""

from dataclasses import dataclass

import numpy as np

from assembler.problem import Integers, Problem
from assembler.random_source import RandomSource
from assembler.swaps import Ledger

_MEND_ROUNDS = 240
_EVEN_ROUNDS = 160
_TRIES = 12


@dataclass(frozen=True, slots=True)
class _Classes:
    """Positions (paper * length + slot) grouped so that any two of a group may swap; a swap leaves the groups as they are."""

    order: Integers
    rank: Integers
    start: Integers
    size: Integers


def repair(problem: Problem, papers: Integers, source: RandomSource) -> Integers:
    """The papers after swaps (n x length, questions). Papers that could not be mended are left as they are."""
    ledger = Ledger(problem, papers.copy())
    column = problem.column[problem.cell]
    mend(ledger, [problem.cell, column, problem.kind], source)
    even_out(problem, ledger, _numbers(column, problem.paths[problem.cell, 0]), source)
    return ledger.papers


def mend(ledger: Ledger, classes: list[Integers], source: RandomSource) -> None:
    """Swap until no paper breaks a row, from narrow classes of questions to wide ones."""
    length = ledger.papers.shape[1]
    for number in range(_MEND_ROUNDS):
        bad = np.flatnonzero(ledger.faults())
        if not len(bad):
            return
        # most rounds stay narrow: a swap inside a cell cannot break anything but enemies
        group = _grouped(
            classes[min(number % 6, len(classes) - 1) if number < 6 else number % len(classes)],
            ledger.papers,
            source,
        )
        one = np.repeat((bad[:, None] * length + np.arange(length)).ravel(), _TRIES if len(bad) < 500 else 2)
        two = group.order[group.start[one] + source.below(group.size[one])]
        a, b = one // length, two // length
        out, into = ledger.papers.ravel()[one], ledger.papers.ravel()[two]
        kept = np.flatnonzero((a != b) & (out != into))
        one, two, a, b, out, into = (part[kept] for part in (one, two, a, b, out, into))
        gain = -(ledger.change(a, out, into) + ledger.change(b, into, out))
        fresh = ~ledger.holds(a, into) & ~ledger.holds(b, out)
        # level moves now and then lead out of a corner
        wanted = (gain > 0) | ((gain == 0) & (number % 5 == 4))
        _swap_best(
            ledger,
            one,
            two,
            np.where(fresh & wanted, gain * 64 + source.below(np.full(len(gain), 64)) + 1, 0),
        )


def even_out(problem: Problem, ledger: Ledger, classes: Integers, source: RandomSource) -> None:
    """Swap until every paper's sum of facilities is as near to the target as the papers together allow."""
    length = ledger.papers.shape[1]
    count = len(ledger.papers)
    if count < 2 or not ledger.facility.any():
        return
    mean = int(ledger.sums.sum()) // count
    goal = mean if problem.target is None else problem.target
    group = _grouped(classes, ledger.papers, source)
    for _ in range(_EVEN_ROUNDS):
        off = ledger.sums - goal
        if np.abs(off).sum() <= max(abs(int(off.sum())), count):
            return
        bad = np.flatnonzero(np.abs(off) > 1)
        one = (bad[:, None] * length + np.arange(length)).ravel()
        shift = source.below(group.size[one])
        two = group.order[group.start[one] + (group.rank[one] + shift) % group.size[one]]
        a, b = one // length, two // length
        items = ledger.papers.ravel()
        moved = ledger.facility[items[two]] - ledger.facility[items[one]]
        gain = -2 * moved * (off[a] - off[b] + moved)
        kept = np.flatnonzero((gain > 0) & (a != b))
        kept = kept[_best(a[kept], b[kept], gain[kept], count)]
        one, two, a, b, gain = (part[kept] for part in (one, two, a, b, gain))
        out, into = items[one], items[two]
        fine = (ledger.change(a, out, into) <= 0) & (ledger.change(b, into, out) <= 0)
        fine &= ~ledger.holds(a, into) & ~ledger.holds(b, out)
        _carry_out(ledger, one[fine], two[fine])


def _numbers(*codes: Integers) -> Integers:
    stacked = np.stack(codes, axis=1)
    return np.asarray(np.unique(stacked, axis=0, return_inverse=True)[1].reshape(-1))


def _grouped(class_of: Integers, papers: Integers, source: RandomSource) -> _Classes:
    code = class_of[papers.ravel()]
    order = np.lexsort((source.words(len(code)), code))
    size = np.bincount(code)
    start = np.cumsum(size) - size
    rank = np.empty(len(code), dtype=np.int64)
    rank[order] = np.arange(len(code)) - start[code[order]]
    return _Classes(order, rank, start[code], size[code])


def _best(a: Integers, b: Integers, gain: Integers, papers: int) -> Integers:
    """The proposals that are the best of both their papers; among equals the first."""
    top = np.zeros(papers, dtype=np.int64)
    np.maximum.at(top, a, gain)
    np.maximum.at(top, b, gain)
    chosen = np.flatnonzero((gain == top[a]) & (gain == top[b]))
    first = np.full(papers, len(gain), dtype=np.int64)
    np.minimum.at(first, a[chosen], chosen)
    np.minimum.at(first, b[chosen], chosen)
    return np.asarray(chosen[(first[a[chosen]] == chosen) & (first[b[chosen]] == chosen)])


def _swap_best(ledger: Ledger, one: Integers, two: Integers, gain: Integers) -> None:
    length = ledger.papers.shape[1]
    kept = np.flatnonzero(gain > 0)
    kept = kept[_best(one[kept] // length, two[kept] // length, gain[kept], len(ledger.papers))]
    _carry_out(ledger, one[kept], two[kept])


def _carry_out(ledger: Ledger, one: Integers, two: Integers) -> None:
    length = ledger.papers.shape[1]
    out, into = ledger.papers.ravel()[one], ledger.papers.ravel()[two]
    ledger.put(one // length, one % length, into)
    ledger.put(two // length, two % length, out)
