"""Sections: so many questions of each type; and no question twice on a paper."""

import numpy as np

from assembler.blueprint import Blueprint
from assembler.pool import ITEM_TYPES, Pool
from assembler.rules.base import Integers, Row, Rule, Violation

_NUMBER = {name: code for code, name in enumerate(ITEM_TYPES)}


class SectionRule(Rule):
    part = "sections"

    def describe(self, blueprint: Blueprint) -> list[str]:
        said = []
        for number, section in enumerate(blueprint.sections, start=1):
            points = f"，每题 {section.points:g} 分" if section.points else ""
            said.append(f"第 {number} 大题：{ITEM_TYPES[section.type]} {section.items} 道{points}。")
        return [*said, "同一份试卷中没有重复的试题。"]

    def rows(
        self, pool: Pool, eligible: Integers, blueprint: Blueprint, stock: Integers | None = None
    ) -> list[Row]:
        rows = []
        for kind in dict.fromkeys(section.type for section in blueprint.sections):
            wanted = sum(section.items for section in blueprint.sections if section.type == kind)
            members = eligible[pool.types[eligible] == _NUMBER[kind]]
            rows.append(Row(self.part, ITEM_TYPES[kind], members, wanted, wanted))
        return rows

    def marks(self, pool: Pool) -> Integers:
        return pool.types

    def check(self, pool: Pool, blueprint: Blueprint, papers: Integers, parallel: bool) -> list[Violation]:
        if papers.shape[1] != blueprint.length:
            return [
                Violation(
                    number + 1,
                    self.part,
                    f"第 {number + 1} 份试卷有 {papers.shape[1]} 道题，应为 {blueprint.length} 道。",
                )
                for number in range(len(papers))
            ]
        wanted = np.array(
            [_NUMBER[section.type] for section in blueprint.sections for _ in range(section.items)]
        )
        kinds = pool.types
        ordered = np.sort(papers, axis=1)
        faults = (
            ((kinds[papers] != wanted).any(axis=1), "有试题的题型与所在大题不符"),
            ((ordered[:, 1:] == ordered[:, :-1]).any(axis=1), "有重复的试题"),
        )
        return [
            Violation(int(number) + 1, self.part, f"第 {number + 1} 份试卷{fault}。")
            for broken, fault in faults
            for number in np.flatnonzero(broken)
        ]
