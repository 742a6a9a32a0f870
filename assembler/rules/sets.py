"""Question sets (题组): questions that share a text stand on a paper all together or not at all."""

import numpy as np

from assembler.blueprint import Blueprint
from assembler.pool import Pool
from assembler.rules.base import Integers, Rule, Violation, tallies


class SetsRule(Rule):
    part = "sets"

    def describe(self, blueprint: Blueprint) -> list[str]:
        return ["题组（共用材料的题）整组使用或整组不用。"]

    def check(self, pool: Pool, blueprint: Blueprint, papers: Integers, parallel: bool) -> list[Violation]:
        names, codes = pool.named("set")
        if not names:
            return []
        whole = np.bincount(codes[:, 0])[: len(names)]
        violations = []
        for first, counts in tallies(len(names), codes, papers):
            for row, column in np.argwhere((counts > 0) & (counts != whole)):
                violations.append(
                    Violation(
                        int(first + row) + 1,
                        self.part,
                        f"第 {first + row + 1} 份试卷的题组“{names[column]}”不完整。",
                    )
                )
        return violations


def sets_in(pool: Pool) -> tuple[list[str], Integers]:
    """The names of the sets in the pool, and the number of each question's set (of no set: the number of sets)."""
    names, codes = pool.named("set")
    return names, codes[:, 0]
