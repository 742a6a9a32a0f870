"""Scopes: how many questions rest on public law and how many on sector law."""

from collections.abc import Mapping

from assembler.blueprint import Blueprint, Range
from assembler.pool import SCOPES
from assembler.rules.base import LimitRule


class ScopeRule(LimitRule):
    part = "scopes"
    field = "scope"
    unit = "类"

    def limits(self, blueprint: Blueprint) -> Mapping[str, Range] | None:
        return blueprint.scopes

    def called(self, name: str) -> str:
        return f"{SCOPES[name]}题" if name in SCOPES else super().called(name)
