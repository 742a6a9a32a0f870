"""What the quick pass of the check reads: a blueprint's limits as marks and as fields of words."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from assembler.blueprint import Blueprint, limit_of
from assembler.engine import Engine
from assembler.pool import ITEM_TYPES, Pool
from assembler.rules import RULES
from assembler.rules.base import LimitRule

Integers = npt.NDArray[np.int64]

_WORD = 63


@dataclass(frozen=True, slots=True)
class _Sum:
    """least <= sum of the shares of a paper's questions <= most; `places` in the pool with their `shares`, none of which is 0."""

    places: Integers
    shares: Integers
    least: int
    most: int

    @property
    def is_mark(self) -> bool:
        """Whether a paper may hold one of these questions, as it may hold each question itself, once."""
        return (self.least, self.most) == (0, 1) and bool((self.shares == 1).all())


@dataclass(frozen=True, slots=True)
class Screened:
    """The arguments of `screening.screen`, by place in the pool."""

    types: npt.NDArray[np.int8]
    wanted: npt.NDArray[np.int8]
    first_mark: npt.NDArray[np.int32]
    marks: npt.NDArray[np.int32]
    width: int
    word: npt.NDArray[np.int32]
    share: Integers
    over: Integers
    under: Integers
    guard: Integers

    def suspects(self, engine: Engine, papers: npt.NDArray[np.int32]) -> int:
        """How many papers break a rule."""
        return int(
            engine.screen(
                len(papers),
                papers.shape[1],
                np.ascontiguousarray(papers).reshape(-1),
                self.types,
                self.wanted,
                self.first_mark,
                self.marks,
                self.width,
                self.word,
                self.share,
                len(self.guard),
                self.over,
                self.under,
                self.guard,
                np.full(int(self.marks.max()) + 1, -1, dtype=np.int32),
                np.zeros(len(self.guard), dtype=np.int64),
                np.zeros(len(papers), dtype=np.int8),
            )
        )


def screened(pool: Pool, blueprint: Blueprint) -> Screened | None:
    """None where a demand names what no question carries: then no paper is right, and the rules say so."""
    sums = list(_sums(pool, blueprint))
    if any(not len(asked.places) and asked.least > 0 for asked in sums):
        return None
    marked = [np.arange(len(pool)), *(asked.places for asked in sums if asked.is_mark)]
    place = np.concatenate(marked)
    # a question's own mark is its place
    mark = np.concatenate([marked[0], *(np.full(len(m), k) for k, m in enumerate(marked[1:], len(pool)))])
    word, share, *words = _packed([asked for asked in sums if not asked.is_mark], len(pool), blueprint.length)
    number_of = {name: code for code, name in enumerate(ITEM_TYPES)}
    return Screened(
        pool.types.astype(np.int8),
        np.array([number_of[s.type] for s in blueprint.sections for _ in range(s.items)], dtype=np.int8),
        np.concatenate(([0], np.cumsum(np.bincount(place)))).astype(np.int32),
        mark[np.argsort(place, kind="stable")].astype(np.int32),
        word.shape[1],
        word.reshape(-1),
        share.reshape(-1),
        *(np.array(parts, dtype=np.int64) for parts in words),
    )


def _packed(
    sums: list[_Sum], places: int, length: int
) -> tuple[npt.NDArray[np.int32], Integers, list[int], list[int], list[int]]:
    """The sums as fields: words and shares (places x width), and what `screening.screen` calls over, under and guard."""
    shares = [np.zeros(places, dtype=np.int64)]
    over, under, guard = [0], [0], [0]
    used = 0
    for asked in sums:
        bits = (length * int(asked.shares.max(initial=0))).bit_length()
        if used + bits + 1 > _WORD:
            shares.append(np.zeros(places, dtype=np.int64))
            over, under, guard, used = [*over, 0], [*under, 0], [*guard, 0], 0
        top = 1 << bits
        over[-1] |= (top - 1 - min(asked.most, top - 1)) << used
        under[-1] |= (top - min(asked.least, top)) << used
        guard[-1] |= top << used
        shares[-1][asked.places] += asked.shares << used
        used += bits + 1
    table = np.stack(shares, axis=1)
    place, word = np.nonzero(table)
    nth = np.arange(len(place)) - np.searchsorted(place, place)
    width = int(nth.max(initial=0)) + 1
    words, filled = np.zeros((places, width), dtype=np.int32), np.zeros((places, width), dtype=np.int64)
    words[place, nth], filled[place, nth] = word, table[place, word]
    return words, filled, over, under, guard


def _sums(pool: Pool, blueprint: Blueprint) -> Iterator[_Sum]:
    for pair, weights in ((blueprint.difficulty_sum, pool.grades), (blueprint.true_keys, pool.true_keys)):
        if pair is not None:
            places = np.flatnonzero(weights)
            yield _Sum(places, weights[places].astype(np.int64), *pair)
    for rule in RULES:
        limits = rule.limits(blueprint) if isinstance(rule, LimitRule) else None
        if limits is None or not isinstance(rule, LimitRule):
            continue
        names, codes = pool.named(rule.field)
        place, column = np.nonzero(codes < len(names))
        code = codes[place, column]
        ends = np.cumsum(np.bincount(code, minlength=len(names)))[:-1]
        carriers = np.split(place[np.argsort(code, kind="stable")], ends)
        absent = {name: place[:0] for name in limits if name != "*"}
        for name, places in (absent | dict(zip(names, carriers, strict=bool(names)))).items():
            pair = limit_of(limits, name)
            if pair is not None:
                yield _Sum(places, np.ones(len(places), dtype=np.int64), *pair)
