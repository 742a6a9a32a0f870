"""True keys: how many true/false questions have the answer "true"."""

import numpy as np
import numpy.typing as npt

from assembler.blueprint import Blueprint
from assembler.pool import Pool, PoolItem
from assembler.rules.base import Integers, Row, Rule, Violation, in_words, too_many_or_few

_NAME = "答案为“正确”的判断题"


class TrueKeysRule(Rule):
    part = "true_keys"

    def describe(self, blueprint: Blueprint) -> list[str]:
        return [] if blueprint.true_keys is None else [f"{_NAME}{in_words(blueprint.true_keys)}道。"]

    def rows(
        self, pool: Pool, eligible: Integers, blueprint: Blueprint, stock: Integers | None = None
    ) -> list[Row]:
        if blueprint.true_keys is None:
            return []
        return [Row(self.part, _NAME, eligible[_true(pool)[eligible]], *blueprint.true_keys)]

    def marks(self, pool: Pool) -> Integers:
        return _true(pool).astype(np.int64)

    def check(self, pool: Pool, blueprint: Blueprint, papers: Integers, parallel: bool) -> list[Violation]:
        if blueprint.true_keys is None:
            return []
        least, most = blueprint.true_keys
        counts = _true(pool)[papers].sum(axis=1)
        return [
            Violation(
                int(n) + 1, self.part, too_many_or_few(int(n) + 1, _NAME, int(counts[n]), (least, most))
            )
            for n in np.flatnonzero((counts < least) | (counts > most))
        ]


def is_true(item: PoolItem) -> bool:
    """Whether a question is a true/false question whose answer is "true"."""
    return item.type == "true_false" and item.true is True


def _true(pool: Pool) -> npt.NDArray[np.bool_]:
    return pool.kept("true", lambda: np.array([is_true(item) for item in pool.items], dtype=np.bool_))
