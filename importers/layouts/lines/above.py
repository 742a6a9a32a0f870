"""Answers that stand above their questions (答案：B, then 1. …): they are moved below; and 试题1答案：B without the number."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from importers.containers.blocks import Line
from importers.draft import Skipped
from importers.layouts.evidence import ASKS
from importers.layouts.lines.headings import heading_of
from importers.layouts.lines.traces import Traces
from importers.layouts.shapes import ANSWER_WORD, FIRST_OPTION, number_of
from importers.normalise import fold

_ANSWER = re.compile(rf"\s*{ANSWER_WORD}(?:\]\s*:?|:)\s*\S")
# 试题1答案：B below 试题1
_NUMBERED_LABEL = re.compile(
    r"\s*(?:第|试题|题目|问题|题)\s*(\d{1,4})\s*题?\s*的?(?=(?:正确|参考|标准)?答案\s*:)"
)
_TRACES = Traces(r"[第题目]\s*\d{1,4}\s*题?\s*的?(?:正确|参考|标准)?答案")
_FEWEST = 2


def answers_below(lines: Sequence[Line]) -> tuple[list[Line], list[Skipped]]:
    """The lines with each answer below its question, where every answer stands right above a number, the first one above
    all questions, and none below the last; and the numbers of questions before 答案：, by name."""
    kept, pieces = _without_numbers(lines)
    filled = [at for at, line in enumerate(kept) if line.text.strip()]
    answers = [at for at in filled if "答案" in kept[at].text and _ANSWER.match(fold(kept[at].text))]
    below = dict(pairwise(filled))
    above = all(at in below and number_of(fold(kept[below[at]].text)) for at in answers)
    if len(answers) < _FEWEST or not above or any(map(_is_of_question, kept[: answers[0]])):
        return kept, pieces
    moved = list[Line](kept[: answers[0]])
    for begin, end in pairwise([*answers, len(kept)]):
        headed = (at for at in range(begin + 1, end) if heading_of(kept[at].text))
        stop = next(headed, end)
        moved += [*kept[begin + 1 : stop], kept[begin], *kept[stop:end]]
    return moved, pieces


def _is_of_question(line: Line) -> bool:
    folded = fold(line.text)
    return bool(number_of(folded) or ASKS.search(folded) or FIRST_OPTION.match(folded))


def _without_numbers(lines: Sequence[Line]) -> tuple[list[Line], list[Skipped]]:
    kept, pieces, number = list(lines), list[Skipped](), ""
    if not _TRACES.stand_in(lines):
        return kept, pieces
    for at, line in enumerate(lines):
        folded = fold(line.text)
        label = _NUMBERED_LABEL.match(folded) if "答案" in folded else None
        if label and label[1] == number:
            kept[at] = line.without(*label.span())
            pieces.append(Skipped(line.place, label[0].strip(), "答案前的题号"))
        elif label is None:
            number = number_of(folded) or number
    return kept, pieces
