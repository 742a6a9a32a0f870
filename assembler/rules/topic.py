"""Topics (知识点): a question may carry several, and counts for each."""

from collections.abc import Mapping

from assembler.blueprint import Blueprint, Range
from assembler.rules.base import LimitRule


class TopicRule(LimitRule):
    part = "topics"
    field = "topics"
    phrase = "知识点“{}”的题"
    unit = "个知识点"

    def limits(self, blueprint: Blueprint) -> Mapping[str, Range] | None:
        return blueprint.topics
