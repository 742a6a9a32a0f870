"""What stands beside a stem and is no part of it: its type in a bracket, before or behind it, and an answer before it."""

from __future__ import annotations

import re

from importers.answers import TYPE_WORDS, is_indefinite, truth_of, type_of
from importers.draft import Skipped
from importers.layouts.options import find_options
from importers.layouts.order import NAMED
from importers.layouts.parsed import Parsed
from importers.normalise import fold

# (单选题), 【多选】, [判断题，2分] at the head of a stem; a mark with nothing but letters after it is an answer.
_MARK = re.compile(
    rf"\s*{NAMED}[\[(<]\s*(?:[^\[\]()<>\n]{{0,6}})(?:{TYPE_WORDS}|[单多判])(?:[^\[\]()<>\n]{{0,10}})(?:\([^()\n]{{1,8}}\))?[\])>]\s*[.、:]?"
)
_ANSWER_MARK = re.compile(
    r"[ \t]*[\[(]\s*([A-L](?:[\s,、]*[A-L])*|[√×对错是非]|正确|错误)\s*[\])][ \t]*(?=\n)"
)
_LEADING_ANSWER = re.compile(
    r"\s*[(\[]\s*([A-L](?:[\s,、;/]*[A-L])*|[√×✓✗✔✘对错TFX]|正确|错误)\s*[)\]](?=[^\n]*\w)|"
    r"\s*([√×✓✗✔✘])(?=[^\n]*\w)"
)
_TYPE_LINE = re.compile(
    rf"\s*(?:{TYPE_WORDS})[^\s,。?]{{0,4}}\s*(?:\d{{0,3}}(?:\.\d)?\s*分?|\(\d{{1,3}}(?:\.\d)?\s*分\))\s*\n"
)
# 1、单选题关于…: the type that stands before the stem as its first word; 多选题的答案… is a stem about it.
_GLUED_TYPE = re.compile(
    r"\s*(?:[单多]选题?|[单多]项选择题?|不定项选择题?|判断题)(?![题的和与及或、,。是为中里有应将按框键制)\]”\"])[^\S\n]*[.、:]?[^\S\n]*"
    r"(?=[\w“\"《(][^\n]{4})"
)
# ... ( ).[单选题]*: the mark of a questionnaire behind the stem.
_MARK_BEHIND = re.compile(
    rf"\s*(?:[\[(]\s*(?:{TYPE_WORDS})[^\[\]()\n]{{0,4}}[\])]\s*\*?|(?:\(分值:\s*)?(?:{TYPE_WORDS})题?\s*\*)[ \t]*(?=\n|$)"
)


def take_marks(text: str, parsed: Parsed) -> str:
    """The type and the answer that stand in brackets before the stem; what remains is returned."""
    folded = fold(text)
    match = _MARK.match(folded)
    if match and (kind := type_of(match[0])):
        parsed.type = kind
        parsed.indefinite = is_indefinite(match[0])
        parsed.taken.append(match[0])
        if rest := re.sub(rf"{TYPE_WORDS}|[\[\]()<>\s.、:题,项单多判]", "", match[0]):
            parsed.skipped.append(Skipped(parsed.block.place, rest, "题型后的标注"))
        text, folded = text[match.end() :], folded[match.end() :]
        if answer := _ANSWER_MARK.match(folded):
            parsed.said.append(answer[1])
            text = text[answer.end() :]
    elif (match := _TYPE_LINE.match(folded)) or (match := _MARK_BEHIND.search(folded)):
        parsed.type = type_of(match[0])
        parsed.indefinite = is_indefinite(match[0])
        parsed.taken.append(match[0])
        text = text[: match.start()] + text[match.end() :]
    elif match := _GLUED_TYPE.match(folded):
        parsed.type = type_of(match[0])
        parsed.indefinite = is_indefinite(match[0])
        parsed.taken.append(match[0])
        text = text[match.end() :]
    return _take_leading_answer(text, parsed)


def _take_leading_answer(text: str, parsed: Parsed) -> str:
    """（ B ）1. …: what remains behind the answer that stands before the stem."""
    match = _LEADING_ANSWER.match(fold(text))
    if match is None:
        return text
    rest = text[match.end() :]
    found = find_options(rest)
    said = match[1] or match[2]
    judges = truth_of(said) is not None and parsed.type == "true_false"
    if judges or (match[1] and found and found.in_order):
        parsed.said.append(said)
        return rest
    return text
