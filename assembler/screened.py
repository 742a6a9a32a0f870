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
from assembler.rules.true_keys import is_true

_WORD = 63


@dataclass(frozen=True, slots=True)
class _Sum:
    """least <= sum of the shares of a paper's questions <= most. `shares`: by place in the pool, where they are not 0."""

    shares: dict[int, int]
    least: int
    most: int

    @property
    def is_mark(self) -> bool:
        """Whether a paper may hold one of these questions, as it may hold each question itself, once."""
        return (self.least, self.most) == (0, 1) and set(self.shares.values()) <= {1}


@dataclass(frozen=True, slots=True)
class Screened:
    """The arguments of `screening.screen`, by place in the pool."""

    types: npt.NDArray[np.int8]
    wanted: npt.NDArray[np.int8]
    first_mark: npt.NDArray[np.int32]
    marks: npt.NDArray[np.int32]
    width: int
    word: npt.NDArray[np.int32]
    share: npt.NDArray[np.int64]
    over: npt.NDArray[np.int64]
    under: npt.NDArray[np.int64]
    guard: npt.NDArray[np.int64]

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
    if any(not asked.shares and asked.least > 0 for asked in sums):
        return None
    marks = [[place] for place in range(len(pool))]
    for number, asked in enumerate(sums, len(pool)):
        if asked.is_mark:
            for place in asked.shares:
                marks[place].append(number)
    word, share, *words = _packed([asked for asked in sums if not asked.is_mark], len(pool), blueprint.length)
    number_of = {name: code for code, name in enumerate(ITEM_TYPES)}
    return Screened(
        np.array([number_of[item.type] for item in pool.items], dtype=np.int8),
        np.array([number_of[s.type] for s in blueprint.sections for _ in range(s.items)], dtype=np.int8),
        np.cumsum([0, *map(len, marks)]).astype(np.int32),
        np.array([mark for mine in marks for mark in mine], dtype=np.int32),
        word.shape[1],
        word.reshape(-1),
        share.reshape(-1),
        *(np.array(parts, dtype=np.int64) for parts in words),
    )


def _packed(
    sums: list[_Sum], places: int, length: int
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64], list[int], list[int], list[int]]:
    """The sums as fields: words and shares (places x width), and what `screening.screen` calls over, under and guard."""
    shares: list[dict[int, int]] = [{} for _ in range(places)]
    over, under, guard = [0], [0], [0]
    used = 0
    for asked in sums:
        bits = (length * max(asked.shares.values(), default=0)).bit_length()
        if used + bits + 1 > _WORD:
            over, under, guard, used = [*over, 0], [*under, 0], [*guard, 0], 0
        top = 1 << bits
        over[-1] |= (top - 1 - min(asked.most, top - 1)) << used
        under[-1] |= (top - min(asked.least, top)) << used
        guard[-1] |= top << used
        at = len(guard) - 1
        for place, share in asked.shares.items():
            shares[place][at] = shares[place].get(at, 0) + (share << used)
        used += bits + 1
    width = max(1, *map(len, shares))
    filled = [[*mine.items(), *[(0, 0)] * (width - len(mine))] for mine in shares]
    table = np.array(filled, dtype=np.int64).reshape(places, width, 2)
    return (
        table[:, :, 0].astype(np.int32),
        np.ascontiguousarray(table[:, :, 1]),
        over,
        under,
        guard,
    )


def _sums(pool: Pool, blueprint: Blueprint) -> Iterator[_Sum]:
    for pair, weights in (
        (blueprint.difficulty_sum, [item.difficulty or 0 for item in pool.items]),
        (blueprint.true_keys, [int(is_true(item)) for item in pool.items]),
    ):
        if pair is not None:
            yield _Sum({place: weight for place, weight in enumerate(weights) if weight}, *pair)
    for rule in RULES:
        limits = rule.limits(blueprint) if isinstance(rule, LimitRule) else None
        if limits is None or not isinstance(rule, LimitRule):
            continue
        carried: dict[str, dict[int, int]] = {name: {} for name in limits if name != "*"}
        for place, item in enumerate(pool.items):
            for name in rule.names_of(item):
                carried.setdefault(name, {})[place] = 1
        for name, shares in carried.items():
            pair = limit_of(limits, name)
            if pair is not None:
                yield _Sum(shares, *pair)
