"""Articles: least and most questions on each article, mostly at most one."""

from collections.abc import Mapping

from assembler.blueprint import Blueprint, Range
from assembler.rules.base import LimitRule


class ArticleRule(LimitRule):
    part = "articles"
    field = "article"
    phrase = "条文“{}”的题"
    unit = "条条文"

    def limits(self, blueprint: Blueprint) -> Mapping[str, Range] | None:
        return blueprint.articles
