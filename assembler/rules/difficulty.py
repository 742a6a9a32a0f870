"""Difficulty: how many questions of each of the five grades."""

from collections.abc import Mapping

from assembler.blueprint import Blueprint, Range
from assembler.rules.base import LimitRule


class DifficultyRule(LimitRule):
    part = "difficulty"
    field = "difficulty"
    phrase = "难度 {} 的题"
    unit = "级难度"

    def limits(self, blueprint: Blueprint) -> Mapping[str, Range] | None:
        return blueprint.difficulty
