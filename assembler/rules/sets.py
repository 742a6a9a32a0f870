"""Question sets (题组): questions that share a text stand on a paper all together or not at all."""

from collections import Counter

import numpy as np

from assembler.blueprint import Blueprint
from assembler.pool import Pool
from assembler.rules.base import Integers, Rule, Violation, codes_of, tallies


class SetsRule(Rule):
    part = "sets"

    def describe(self, blueprint: Blueprint) -> list[str]:
        return ["题组（共用材料的题）整组使用或整组不用。"]

    def check(self, pool: Pool, blueprint: Blueprint, papers: Integers, parallel: bool) -> list[Violation]:
        size = pool.kept(
            "set sizes", lambda: Counter(item.set for item in pool.items if item.set is not None)
        )
        if not size:
            return []
        names_of = [() if item.set is None else (item.set,) for item in pool.items]
        violations = []
        for first, names, counts in tallies(pool, names_of, (), papers):
            whole = np.array([size[name] for name in names])
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
    names, codes = pool.kept(
        "sets", lambda: codes_of([() if item.set is None else (item.set,) for item in pool.items])
    )
    return names, codes[:, 0]
