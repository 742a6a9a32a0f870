"""Laws: least and most questions on each law."""

from collections.abc import Mapping

from assembler.blueprint import Blueprint, Range
from assembler.pool import PoolItem
from assembler.rules.base import LimitRule


class LawRule(LimitRule):
    part = "laws"
    phrase = "法律“{}”的题"
    unit = "部法律"

    def limits(self, blueprint: Blueprint) -> Mapping[str, Range] | None:
        return blueprint.laws

    def names_of(self, item: PoolItem) -> tuple[str, ...]:
        return () if item.law is None else (item.law,)
