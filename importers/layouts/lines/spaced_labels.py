"""Explanations whose label ends in a blank instead of a colon (解析 甲局发证。), behind answers or options throughout a file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from importers.containers.blocks import Line
from importers.layouts.shapes import ANSWER, ANSWER_LABEL, OPTION
from importers.normalise import fold

_SPACED = re.compile(r"\s*(?:答案|试题|题目|参考|标准)?(?:解析|详解)(?P<blank>[^\S\n])\s*(?=\S)")
# 1. B in a key; a stem that ends in its answer: （√）
_ANSWERED = re.compile(rf"\s*\d{{1,4}}\s*[.、]\s*{ANSWER}\s*|.*[(\[]\s*{ANSWER}\s*[)\]][\s。.]*")
_FEWEST = 2


def labels_closed(lines: Sequence[Line]) -> list[Line]:
    """The lines with a colon in the place of that blank, of the same length, where several stand so."""
    filled = [(at, fold(line.text)) for at, line in enumerate(lines) if line.text.strip()]
    found = {at: match for at, folded in filled if (match := _SPACED.match(folded))}
    behind = sum(at in found and _ends(above) for (_, above), (at, _) in pairwise(filled))
    if behind < _FEWEST:
        return list(lines)
    kept = list(lines)
    for at, match in found.items():
        text, blank = lines[at].text, match.start("blank")
        kept[at] = replace(lines[at], text=f"{text[:blank]}：{text[blank + 1 :]}")
    return kept


def _ends(folded: str) -> bool:
    """Whether a line is an answer or an option: what stands below it may explain it."""
    return bool(ANSWER_LABEL.match(folded) or OPTION.match(folded) or _ANSWERED.fullmatch(folded))
