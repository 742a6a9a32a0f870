"""解析： with nothing behind it, above the next question: what stands below it explains nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from importers.containers.blocks import Line
from importers.draft import Skipped
from importers.layouts.lines.heads import FIELD
from importers.layouts.lines.traces import Traces
from importers.layouts.shapes import ANSWER_LABEL, ANSWER_WORD, OPTION, number_of
from importers.normalise import fold

_EMPTY = re.compile(r"\s*\[?(?:答案|试题|题目|参考)?(?:解析|详解)\]?\s*:?\s*")
_ANSWERED = re.compile(rf"{ANSWER_LABEL.pattern}\]?\s*:?\s*\S")
_ANSWER_ALONE = re.compile(rf"\s*{ANSWER_WORD}\]?\s*:?\s*")
_FIELD = re.compile(rf"{FIELD.pattern}\S{{0,4}}?\s*[\]:]")
_LONGEST = 8  # lines between the label and the next answer that are no options
_WIDE = 2  # blank lines that part two questions
_TRACES = Traces(r"(?:解析|详解)\]?\s*:?\s*\n")


@dataclass(frozen=True, slots=True)
class _Below:
    """The lines between an empty label and the next answer that are no options, and the most blank lines between any of them."""

    texts: tuple[str, ...]
    widest: int


def without_empty_labels(lines: Sequence[Line]) -> tuple[list[Line], list[Skipped]]:
    """The lines without each such label behind an answer that has a question without a number below it: one line that is
    answered itself, or several that wide blanks set apart from it."""
    if not _TRACES.stand_in(lines):
        return list(lines), []
    filled = [at for at, line in enumerate(lines) if line.text.strip()]
    folded = {at: fold(lines[at].text) for at in filled}
    labels = [
        place
        for place, at in enumerate(filled)
        if _EMPTY.fullmatch(folded[at]) and _behind_answer(filled, folded, place)
    ]
    below = {place: found for place in labels if (found := _below(filled, folded, place)) is not None}
    numbered = sum(any(map(number_of, found.texts)) for found in below.values())
    if numbered == len(below):
        return list(lines), []
    few = 2 * numbered < len(below)  # numbers are left over from elsewhere: no sign of where questions begin
    empty = {filled[place] for place, found in below.items() if _asks(filled, place, found, few)}
    pieces = [Skipped(lines[at].place, lines[at].text.strip(), "空的解析") for at in sorted(empty)]
    return [line for at, line in enumerate(lines) if at not in empty], pieces


def _behind_answer(filled: Sequence[int], folded: Mapping[int, str], place: int) -> bool:
    """Whether an answer stands right above: 答案：B, or B below 答案：."""
    above = [folded[at] for at in filled[max(place - 2, 0) : place]]
    return bool(above) and (_ANSWERED.match(above[-1]) or _ANSWER_ALONE.fullmatch(above[0])) is not None


def _below(filled: Sequence[int], folded: Mapping[int, str], place: int) -> _Below | None:
    """What stands below a label, up to the next answer; None where nothing does, or another field."""
    texts: list[str] = []
    options = False
    for end in range(place + 1, len(filled)):
        text = folded[filled[end]]
        if ANSWER_LABEL.match(text):
            between = (second - first - 1 for first, second in pairwise(filled[place + 1 : end + 1]))
            return _Below(tuple(texts), max(between)) if texts else None
        if OPTION.match(text):
            options = True
        elif _FIELD.match(text) or _EMPTY.fullmatch(text) or len(texts) == _LONGEST:
            return None
        elif not options:
            texts.append(text)
    return None


def _asks(filled: Sequence[int], place: int, found: _Below, few: bool) -> bool:
    """Whether what stands below begins with the next question, not with the explanation."""
    if len(found.texts) == 1:
        return True
    above, gap = (filled[at] - filled[at - 1] - 1 for at in (place, place + 1))
    plain = few or not any(map(number_of, found.texts[1:]))
    return plain and gap >= max(_WIDE, above + 1, found.widest)
