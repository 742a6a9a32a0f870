"""Difficulty: how many questions of each of the five grades."""

from collections.abc import Mapping

from assembler.blueprint import Blueprint, Range
from assembler.pool import PoolItem
from assembler.rules.base import LimitRule


class DifficultyRule(LimitRule):
    part = "difficulty"
    phrase = "难度 {} 的题"
    unit = "级难度"

    def limits(self, blueprint: Blueprint) -> Mapping[str, Range] | None:
        return blueprint.difficulty

    def names_of(self, item: PoolItem) -> tuple[str, ...]:
        return () if item.difficulty is None else (str(item.difficulty),)
