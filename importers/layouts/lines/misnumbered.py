"""Numbers that Word gave to lines which have none: 3. 答案：B below question 2, E. 答案：B below the options."""

from __future__ import annotations

import re
from collections.abc import Sequence

from importers.containers.blocks import Line
from importers.draft import Skipped
from importers.layouts.shapes import ANSWER_WORD, number_of
from importers.normalise import fold, tidy

_FIELD = rf"(?:{ANSWER_WORD}|\[?(?:答案|试题|题目)?解析)\s*(?:\]|:)"
_LETTERED = re.compile(rf"\s*(?P<label>[(\[]?[B-L]\s*[.、:)\]])\s*(?={_FIELD})")
_NUMBERED = re.compile(rf"\s*(?P<label>[(\[]?(?P<number>\d{{1,4}})\s*[.、)\]])\s*(?={_FIELD})")
_ANSWER = re.compile(rf"\s*(?:[(\[]?(?:\d{{1,4}}|[A-L])\s*[.、:)\]])?\s*{_FIELD}")


def without_stray_numbers(lines: Sequence[Line]) -> tuple[list[Line], list[Skipped]]:
    """The lines of answers and explanations without the number that counts them as a question or an option."""
    kept, pieces = list(lines), list[Skipped]()
    asked, before = "", ""  # the number of the question, and the line before
    for at, line in enumerate(lines):
        text = fold(line.text)
        if not text.strip():
            continue
        found = _LETTERED.match(text) or (None if _ANSWER.match(before) else _next(text, asked))
        if found:
            kept[at] = line.without(0, found.end())
            pieces.append(Skipped(line.place, tidy(line.text[: found.end()]), "自动编号"))
        if number := number_of(text):
            asked = "" if _NUMBERED.match(text) else number  # in a key the number is that of the answer
        before = text
    return kept, pieces


def _next(text: str, asked: str) -> re.Match[str] | None:
    """The number before an answer that would be that of the next question."""
    match = _NUMBERED.match(text)
    return match if match and asked and int(match["number"]) == int(asked) + 1 else None
