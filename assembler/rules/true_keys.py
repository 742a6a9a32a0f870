"""True keys: how many true/false questions have the answer "true"."""

import numpy as np

from assembler.blueprint import Blueprint
from assembler.pool import Pool
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
        return [Row(self.part, _NAME, eligible[pool.true_keys[eligible]], *blueprint.true_keys)]

    def marks(self, pool: Pool) -> Integers:
        return pool.true_keys.astype(np.int64)

    def check(self, pool: Pool, blueprint: Blueprint, papers: Integers, parallel: bool) -> list[Violation]:
        if blueprint.true_keys is None:
            return []
        least, most = blueprint.true_keys
        counts = pool.true_keys[papers].sum(axis=1)
        return [
            Violation(
                int(n) + 1, self.part, too_many_or_few(int(n) + 1, _NAME, int(counts[n]), (least, most))
            )
            for n in np.flatnonzero((counts < least) | (counts > most))
        ]
