"""Scopes: how many questions rest on public law and how many on sector law."""

from collections.abc import Mapping

from assembler.blueprint import Blueprint, Range
from assembler.pool import SCOPES, PoolItem
from assembler.rules.base import LimitRule


class ScopeRule(LimitRule):
    part = "scopes"
    unit = "类"

    def limits(self, blueprint: Blueprint) -> Mapping[str, Range] | None:
        return blueprint.scopes

    def names_of(self, item: PoolItem) -> tuple[str, ...]:
        return () if item.scope is None else (item.scope,)

    def called(self, name: str) -> str:
        return f"{SCOPES[name]}题" if name in SCOPES else super().called(name)
