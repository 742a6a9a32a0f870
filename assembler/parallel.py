"""The last touches to parallel forms: no pair shares too much, and every form's facilities add up to the target."""

import numpy as np

from assembler.problem import Integers, Problem
from assembler.random_source import RandomSource
from assembler.swaps import Ledger

_STEPS = 2000
_SAMPLE = 400
_IN_VAIN = 20
_AROUND = 48


def finish_forms(
    problem: Problem, papers: Integers, most_shared: int | None, source: RandomSource
) -> Integers:
    """Forms (n x length, questions) brought to the target by questions that are used less; then the pairs are parted."""
    ledger = Ledger(problem, papers.copy())
    classes = np.unique(
        np.stack([problem.column[problem.cell], problem.paths[problem.cell, 0]], axis=1),
        axis=0,
        return_inverse=True,
    )[1].reshape(-1)
    if most_shared is not None:
        _part(ledger, classes, most_shared, source)
    _reach_target(problem, ledger, classes, most_shared, source)
    return ledger.papers


def shared_questions(papers: Integers, items: int) -> Integers:
    """n x n: how many questions each two papers share; 0 on the diagonal."""
    member = np.zeros((len(papers), items), dtype=np.int64)
    member[np.arange(len(papers))[:, None], papers] = 1
    shared = member @ member.T
    np.fill_diagonal(shared, 0)
    return shared


def _reach_target(
    problem: Problem, ledger: Ledger, classes: Integers, most_shared: int | None, source: RandomSource
) -> None:
    """Exchange questions for ones of the same class that fewer forms use: total use and overlap never grow."""
    if not ledger.facility.any():
        return
    goal = int(ledger.sums.sum()) // len(ledger.papers) if problem.target is None else problem.target
    uses = np.bincount(ledger.papers.ravel(), minlength=len(problem.places))
    stock = _Stock(classes, ledger.facility)
    for form in range(len(ledger.papers)):
        for _ in range(ledger.papers.shape[1]):
            off = int(ledger.sums[form]) - goal
            if off == 0:
                break
            mine = ledger.papers[form]
            slot, item = stock.near(mine, ledger.facility[mine] - off)
            less = uses[mine[slot]] > uses[item]
            slot, item = slot[less], item[less]
            after = np.abs(off + ledger.facility[item] - ledger.facility[mine[slot]])
            better = np.flatnonzero(after < abs(off))
            better = better[np.lexsort((source.words(len(better)), after[better]))][:_SAMPLE]
            slot, item = slot[better], item[better]
            here = np.full(len(slot), form)
            fine = np.flatnonzero((ledger.change(here, mine[slot], item) <= 0) & ~ledger.holds(here, item))
            chosen = next(
                (
                    k
                    for k in fine
                    if most_shared is None or _stays_apart(ledger, form, slot[k], item[k], most_shared)
                ),
                None,
            )
            if chosen is None:
                break
            uses[mine[slot[chosen]]] -= 1
            uses[item[chosen]] += 1
            ledger.put(np.array([form]), slot[chosen : chosen + 1], item[chosen : chosen + 1])


class _Stock:
    """The questions of each class in the order of their facility."""

    def __init__(self, classes: Integers, facility: Integers) -> None:
        self._class, self._wide = classes, int(facility.max(initial=0)) + 1
        self._order = np.argsort(classes * self._wide + facility, kind="stable")
        self._code = (classes * self._wide + facility)[self._order]

    def near(self, items: Integers, wanted: Integers) -> tuple[Integers, Integers]:
        """(place in `items`, question of the same class): for each item those whose facilities lie around what is wanted."""
        code = self._class[items] * self._wide + np.clip(wanted, 0, self._wide - 1)
        at = np.searchsorted(self._code, code)[:, None] + np.arange(-_AROUND, _AROUND)
        slot = np.repeat(np.arange(len(items)), 2 * _AROUND)
        item = self._order[np.clip(at, 0, len(self._order) - 1)].ravel()
        alike = self._class[item] == self._class[items[slot]]
        return slot[alike], item[alike]


def _stays_apart(ledger: Ledger, form: int, slot: int, item: int, most_shared: int) -> bool:
    mine = ledger.papers[form].copy()
    mine[slot] = item
    others = np.delete(ledger.papers, form, axis=0)
    return bool((np.isin(others, mine).sum(axis=1) <= most_shared).all())


def _part(ledger: Ledger, classes: Integers, most_shared: int, source: RandomSource) -> None:
    """Swap questions between forms, and for less used ones, until no two forms share more than allowed (or steps run out)."""
    items, in_vain = len(classes), 0
    for _ in range(_STEPS):
        shared = shared_questions(ledger.papers, items)
        excess = np.maximum(shared - most_shared, 0)
        if not excess.any() or in_vain == _IN_VAIN:
            return
        pairs = np.argwhere(excess)
        form, twin = pairs[source.below(np.array([len(pairs)]))[0]]
        moved = _one_step(ledger, classes, shared, most_shared, int(form), int(twin), source)
        in_vain = 0 if moved else in_vain + 1


def _one_step(
    ledger: Ledger,
    classes: Integers,
    shared: Integers,
    most_shared: int,
    form: int,
    twin: int,
    source: RandomSource,
) -> bool:
    mine = ledger.papers[form]
    member = np.zeros((len(ledger.papers), len(classes)), dtype=np.int64)
    member[np.arange(len(ledger.papers))[:, None], ledger.papers] = 1
    uses = member.sum(axis=0)
    slots = np.flatnonzero(np.isin(mine, ledger.papers[twin]))
    slot, item = np.nonzero(
        (classes[mine[slots]][:, None] == classes) & (member[form] == 0) & (member[twin] == 0)
    )
    slot = slots[slot]
    order = source.order(len(slot))[:_SAMPLE]
    before = int((np.maximum(shared - most_shared, 0) ** 2).sum())
    for k in order:
        out, into = int(mine[slot[k]]), int(item[k])
        if uses[into] < uses[out]:
            givers = [-1]
        else:
            givers = [int(g) for g in np.flatnonzero(member[:, into]) if member[g, out] == 0]
        for giver in givers:
            trial = member.copy()
            trial[form, [out, into]] = 0, 1
            if giver >= 0:
                trial[giver, [out, into]] = 1, 0
            if _fits(ledger, form, giver, out, into) and _excess(trial, most_shared) < before:
                ledger.put(np.array([form]), np.array([slot[k]]), np.array([into]))
                if giver >= 0:
                    there = np.flatnonzero(ledger.papers[giver] == into)[:1]
                    ledger.put(np.array([giver]), there, np.array([out]))
                return True
    return False


def _fits(ledger: Ledger, form: int, giver: int, out: int, into: int) -> bool:
    gone, come = np.array([out]), np.array([into])
    fits = bool(ledger.change(np.array([form]), gone, come)[0] <= 0)
    return fits and (giver < 0 or bool(ledger.change(np.array([giver]), come, gone)[0] <= 0))


def _excess(member: Integers, most_shared: int) -> int:
    shared = member @ member.T
    np.fill_diagonal(shared, 0)
    return int((np.maximum(shared - most_shared, 0) ** 2).sum())
