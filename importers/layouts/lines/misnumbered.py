"""Numbers that Word gave to lines which have none: 3. 答案：B below question 2, E. 答案：B below the options."""

from __future__ import annotations

import re
from collections.abc import Sequence

from importers.containers.blocks import Line
from importers.draft import Skipped
from importers.layouts.lines.traces import Traces
from importers.layouts.shapes import ANSWER, ANSWER_WORD, OPTION
from importers.normalise import fold, tidy

_FIELD = rf"(?:{ANSWER_WORD}|\[?(?:答案|试题|题目)?解析)\s*(?:\]|:)"
# An option may begin with the word: A. 答案：只写一个. Behind an answer that had a letter its reason has one too.
_LETTERED = re.compile(
    rf"\s*[(\[]?[B-L]\s*[.、:)\]]\s*(?={ANSWER_WORD}\s*(?:\]\s*:?|:)\s*{ANSWER}\s*(?:[。.;,\s]|$))"
)
_REASON = re.compile(rf"\s*[(\[]?[B-L]\s*[.、:)\]]\s*(?={_FIELD})")
_NUMBERED = re.compile(rf"\s*(?P<label>[(\[]?(?P<number>\d{{1,4}})\s*[.、)\]])\s*(?={_FIELD})")
_HEAD = re.compile(r"\s*[(\[]?\d{1,4}\s*[.、)\]]")
_TRACES = Traces(rf"[.、:)\]]\s*(?={_FIELD})")


def without_stray_numbers(lines: Sequence[Line]) -> tuple[list[Line], list[Skipped]]:
    """The lines of answers and explanations without the number that counts them as a question or an option."""
    if not _TRACES.stand_in(lines):
        return list(lines), []
    kept, pieces = list(lines), list[Skipped]()
    asked, before = "", ""  # the number of the question with its sign, and the line before
    lettered = False  # the line before, wrongly
    for at, line in enumerate(lines):
        text = fold(line.text)
        if not text.strip():
            continue
        head = _HEAD.match(text)
        ended = OPTION.match(before) or _HEAD.match(before)
        counted = (_REASON if lettered else _LETTERED).match(text)
        found = counted or (_next(text, asked) if ended else None)
        lettered = counted is not None
        if found:
            kept[at] = line.without(0, found.end())
            pieces.append(Skipped(line.place, tidy(line.text[: found.end()]), "自动编号"))
        if head:
            asked = "" if _NUMBERED.match(text) else head[0]  # in a key the number is that of the answer
        before = text
    return kept, pieces


def _next(text: str, asked: str) -> re.Match[str] | None:
    """The number before an answer that would be that of the next question, written like that of the last."""
    match, numbers = _NUMBERED.match(text), re.findall(r"\d+", asked)
    if match is None or not numbers:
        return None
    alike = _sign(match["label"]) == _sign(asked)
    return match if alike and int(match["number"]) == int(numbers[0]) + 1 else None


def _sign(label: str) -> str:
    return re.sub(r"[\d\s]", "", label)
