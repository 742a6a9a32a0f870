"""Laws: least and most questions on each law."""

from collections.abc import Mapping

from assembler.blueprint import Blueprint, Range
from assembler.rules.base import LimitRule


class LawRule(LimitRule):
    part = "laws"
    field = "law"
    phrase = "法律“{}”的题"
    unit = "部法律"

    def limits(self, blueprint: Blueprint) -> Mapping[str, Range] | None:
        return blueprint.laws
