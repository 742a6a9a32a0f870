"""Explanations that no word announces: one line behind the answer of nearly every question is how the file writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from importers.draft import Problem
from importers.layouts.questions.parsed import Parsed
from importers.normalise import fold
from importers.problems import problem

_TOLD = "text-after-answer"
_FEWEST, _NEARLY_ALL = 5, 0.9
_FIELD = re.compile(r"\W{0,2}[^\s:,。]{1,10}\s*[:\]]")  # 审核：是 says something else


def told(parsed: Sequence[Parsed]) -> Iterator[Problem]:
    """Such lines told once, where nothing else is doubtful about these questions. Call behind the doubts."""
    found = [entry for entry in parsed if _explains_in_one_line(entry)]
    if len(found) < max(_FEWEST, _NEARLY_ALL * len(parsed)):
        return
    for entry in found:
        entry.problems = [said for said in entry.problems if said.code != _TOLD]
    message = f"有 {len(found)} 题的答案后面有一段没有写明是解析的文字，已记入解析，请核对。"
    yield problem(_TOLD, message, found[0].block.place)


def _explains_in_one_line(entry: Parsed) -> bool:
    codes = {said.code for said in entry.problems}
    last = next((line.text.strip() for line in reversed(entry.block.lines) if line.text.strip()), "")
    plain = not _FIELD.match(fold(last)) and entry.explanation == last
    return plain and _TOLD in codes and "stem-doubtful" not in codes
