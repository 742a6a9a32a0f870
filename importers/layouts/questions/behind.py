"""Explanations that no word announces, or a word that is unknown (误解检测：…), the same in all: one line behind the answer
of nearly every question is how the file writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from importers.draft import Problem
from importers.field_words import field_of
from importers.layouts.questions.labels import label_of
from importers.layouts.questions.parsed import Parsed
from importers.normalise import fold
from importers.problems import problem

_TOLD = "text-after-answer"
_FEWEST, _NEARLY_ALL = 5, 0.9
_FIELD = re.compile(r"\W{0,2}[^\s:,。]{1,10}\s*[:\]]")
_NOT_COLLECTED = {"blank", "essay"}
_ANSWERED = 2  # lines: the answer, and the one behind it


def told(parsed: Sequence[Parsed]) -> Iterator[Problem]:
    """Such lines told once, where nothing else is doubtful about these questions. Call behind the doubts."""
    lines = [(entry, line) for entry in parsed if (line := _line_behind(entry))]
    labels = [label[0] if (label := _FIELD.match(fold(line))) else "" for _, line in lines]
    if len(set(labels)) != 1:
        return
    concerned = [entry for entry in parsed if entry.type not in _NOT_COLLECTED] if labels[0] else parsed
    # 审核：是 and 审核：否 say something else.
    differ = not labels[0] or 2 * len({line for _, line in lines}) > len(lines)
    if not differ or len(lines) < max(_FEWEST, _NEARLY_ALL * len(concerned)):
        return
    for entry, _ in lines:
        entry.problems = [said for said in entry.problems if said.code != _TOLD]
    word = labels[0].strip(" :[]")
    shown = f"以“{word}”开头、" if word else ""
    message = f"有 {len(lines)} 题的答案后面有一段{shown}没有写明是解析的文字，已记入解析，请核对。"
    yield problem(_TOLD, message, lines[0][0].block.place)


def _line_behind(entry: Parsed) -> str:
    """The one line that stands behind the answer, and what stands beside the answer; empty where it is not so."""
    codes = {said.code for said in entry.problems}
    filled = [line.text.strip() for line in entry.block.lines if line.text.strip()]
    if len(filled) < _ANSWERED or _TOLD not in codes or "stem-doubtful" in codes:
        return ""
    beside, _, last = entry.explanation.rpartition("\n")
    whole = not beside or field_of(label_of(fold(filled[-2]))) == "answer"
    return last if whole and last == filled[-1] else ""
