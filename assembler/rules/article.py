"""Articles: least and most questions on each article, mostly at most one."""

from collections.abc import Mapping

from assembler.blueprint import Blueprint, Range
from assembler.pool import PoolItem
from assembler.rules.base import LimitRule


class ArticleRule(LimitRule):
    part = "articles"
    phrase = "条文“{}”的题"
    unit = "条条文"

    def limits(self, blueprint: Blueprint) -> Mapping[str, Range] | None:
        return blueprint.articles

    def names_of(self, item: PoolItem) -> tuple[str, ...]:
        return () if item.article is None else (item.article,)
