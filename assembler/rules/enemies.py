"""Enemies (互斥题组): at most so many questions of one enemy set on a paper."""

from collections.abc import Mapping

from assembler.blueprint import Blueprint, Range
from assembler.rules.base import LimitRule


class EnemiesRule(LimitRule):
    part = "enemies"
    field = "enemies"
    phrase = "互斥题组“{}”的题"
    unit = "个互斥题组"

    def describe(self, blueprint: Blueprint) -> list[str]:
        return [] if blueprint.enemies is None else [f"同一互斥题组的题至多 {blueprint.enemies} 道。"]

    def limits(self, blueprint: Blueprint) -> Mapping[str, Range] | None:
        return None if blueprint.enemies is None else {"*": (0, blueprint.enemies)}
