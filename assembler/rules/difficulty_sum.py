"""The sum of the difficulties of a paper's questions. A question without a difficulty adds nothing."""

import numpy as np

from assembler.blueprint import Blueprint
from assembler.pool import Pool
from assembler.rules.base import Integers, Row, Rule, Violation, in_words, too_many_or_few


class DifficultySumRule(Rule):
    part = "difficulty_sum"

    def describe(self, blueprint: Blueprint) -> list[str]:
        return (
            []
            if blueprint.difficulty_sum is None
            else [f"全卷难度之和{in_words(blueprint.difficulty_sum)}。".replace(" 。", "。")]
        )

    def rows(
        self, pool: Pool, eligible: Integers, blueprint: Blueprint, stock: Integers | None = None
    ) -> list[Row]:
        if blueprint.difficulty_sum is None:
            return []
        weights = pool.grades[eligible]
        graded = weights > 0
        return [Row(self.part, "难度之和", eligible[graded], *blueprint.difficulty_sum, weights[graded])]

    def marks(self, pool: Pool) -> Integers:
        return pool.grades

    def check(self, pool: Pool, blueprint: Blueprint, papers: Integers, parallel: bool) -> list[Violation]:
        if blueprint.difficulty_sum is None:
            return []
        least, most = blueprint.difficulty_sum
        sums = pool.grades[papers].sum(axis=1)
        return [
            Violation(
                int(n) + 1,
                self.part,
                too_many_or_few(int(n) + 1, "难度之和", int(sums[n]), (least, most), "分"),
            )
            for n in np.flatnonzero((sums < least) | (sums > most))
        ]
