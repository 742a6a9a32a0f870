"""Overlap: the most questions that two parallel forms may share."""

import numpy as np

from assembler.blueprint import Blueprint
from assembler.pool import Pool
from assembler.rules.base import Integers, Rule, Violation


class OverlapRule(Rule):
    part = "overlap"

    def describe(self, blueprint: Blueprint) -> list[str]:
        return [] if blueprint.overlap is None else [f"任意两份平行卷至多有 {blueprint.overlap} 道相同的题。"]

    def check(self, pool: Pool, blueprint: Blueprint, papers: Integers, parallel: bool) -> list[Violation]:
        if blueprint.overlap is None or not parallel:
            return []
        held = [set(row.tolist()) for row in np.asarray(papers)]
        violations = []
        for second, questions in enumerate(held):
            for first in range(second):
                shared = len(questions & held[first])
                if shared > blueprint.overlap:
                    violations.append(
                        Violation(
                            second + 1,
                            self.part,
                            f"第 {first + 1} 份与第 {second + 1} 份试卷有 {shared} 道相同的题，至多可有 {blueprint.overlap} 道。",
                        )
                    )
        return violations
