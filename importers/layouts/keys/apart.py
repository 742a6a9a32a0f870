"""Setting a key apart from the questions: at the end of the file, after each chapter, or line by line between them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from importers.containers.blocks import Line
from importers.layouts.keys.entries import (
    begins_entry,
    entries_of,
    is_entry,
    is_key_line,
    is_labelled_entry,
    is_single_answer,
)
from importers.layouts.lines.headings import heading_of, is_key_heading
from importers.layouts.questions.labels import reason_label
from importers.layouts.shapes import FIRST_OPTION, NUMBER_ALONE, number_of
from importers.normalise import fold, squeeze

_OPTION_B = re.compile(r"\s*[(\[]?B\s*[.、:)\]]\s*\S|.*\sB\s*[.、:)\]]")
_LABEL_ALONE = re.compile(r"\s*([AB])\s*[.、:]?\s*")
# input() is a call, __init__ a name
_BLANK = re.compile(r"(?<![A-Za-z_\d])[(\[][)\]]|[(\[]\s+[)\]]|(?<![a-z_])_{2,}(?![a-z_])")
_SIGN_OF_BLANK = re.compile(r"[(\[_]")  # passes quickly over other lines
_NUMBER = re.compile(
    r"\s*(?:第\s*\d+\s*题|[(\[]?\s*(?:题目|题干|问题|试题|例题|题|例|[Qq])\s*\d+|[(\[]\s*\d+\s*[)\]]|\d+\s*[.、):])"
)
_BARE_ENTRY = re.compile(r"\s*\d{1,4}\s*[.、:)]\s*(?:[A-H]{1,8}|[√×对错]|正确|错误)[\s。.;]*")
_SEVERAL = 2
_AHEAD, _FEWEST_LISTED = 12, 3
_HEAD = 2  # lines of a file that may name it
_JUDGED = {"single_choice", "multiple_choice", "true_false"}


@dataclass(slots=True)
class Zone:
    """Lines of a key that stand together; `at` lines of questions come before them."""

    at: int
    lines: list[Line] = field(default_factory=list)


def set_apart(lines: Sequence[Line]) -> tuple[list[Line], list[Zone]]:
    """The lines of the questions, and the zones of the key."""
    asking = [at for at in range(len(lines)) if _asks(lines, at)]
    body: list[Line] = []
    zones: list[Zone] = []
    at, fresh = 0, True
    while at < len(lines):
        end = _end(lines, at, asking) if _begins(lines, at, asking) else at + is_key_line(lines[at].text)
        if end == at:
            body.append(lines[at])
            fresh = fresh or bool(lines[at].text.strip())
            at += 1
            continue
        title = _title_again(body) if is_key_heading(lines[at].text) else []
        if fresh or not zones:
            zones.append(Zone(len(body) - len(title)))
        zones[-1].lines += title + list(lines[at:end])
        body = body[: len(body) - len(title)]
        at, fresh = end, False
    return body, zones


def _title_again(body: Sequence[Line]) -> list[Line]:
    """The name of the file, where it stands above its key again: the last of `body` from it on."""
    filled = [at for at, line in enumerate(body) if line.text.strip()]
    named = {squeeze(body[at].text) for at in filled[:_HEAD]}
    again = bool(filled[_HEAD:]) and squeeze(body[filled[-1]].text) in named
    plain = again and not (
        FIRST_OPTION.match(fold(body[filled[-1]].text)) or heading_of(body[filled[-1]].text)
    )
    return list(body[filled[-1] :]) if plain and not _NUMBER.match(fold(body[filled[-1]].text)) else []


def _asks(lines: Sequence[Line], at: int) -> bool:
    """Whether a line can only belong to a question: options, or an empty blank."""
    folded = fold(lines[at].text)
    if _SIGN_OF_BLANK.search(folded) and _BLANK.search(folded):
        return True
    if _LABEL_ALONE.fullmatch(folded):
        later = [fold(line.text).strip() for line in lines[at + 1 : at + 6] if line.text.strip()][:2]
        apart = len(later) == 2 and not is_entry(later[0]) and _LABEL_ALONE.fullmatch(later[1])
        return bool(apart and folded.strip().startswith("A"))
    if not FIRST_OPTION.match(folded):
        return False
    following = [fold(line.text) for line in lines[at + 1 : at + 5] if line.text.strip()][:1]
    return any(_OPTION_B.match(text) for text in (folded, *following))


def _next_question(asking: list[int], at: int, count: int) -> int:
    position = bisect_right(asking, at)
    return asking[position] if position < len(asking) else count


def _begins(lines: Sequence[Line], at: int, asking: list[int]) -> bool:
    """Whether the line heads a key: entries follow, at once or after the headings of their parts."""
    if not is_key_heading(lines[at].text):
        behind = bool(asking) and asking[0] < at
        return behind and (_heads_answers(lines, at, asking) or _counts_answers(lines, at))
    stop = min(at + 40, _next_question(asking, at, len(lines)))
    following = [line.text for line in lines[at + 1 : stop] if re.search(r"\w|[√×]", line.text)]
    while following and heading_of(following[0]) is not None and not is_entry(following[0]):
        following.pop(0)
    if not following:
        return False
    if not begins_entry(
        following
    ):  # the key of an exam may begin with what is to be filled in: 一、1. 元；角
        return (
            _next_question(asking, at, len(lines)) == len(lines)
            and sum(map(_is_numbered, following)) >= _SEVERAL
        )
    # 答案： with one letter on the next line is the answer of one question, not a key; so where 2. asks below it.
    if not is_single_answer(following[0]):
        return True
    listed = list(takewhile(lambda text: not is_key_heading(text), following[1:]))
    counted = bool(listed) and number_of(fold(listed[0])) != "" and not is_entry(listed[0])
    return any(map(is_entry, listed)) and not counted and not NUMBER_ALONE.fullmatch(listed[0])


def _heads_answers(lines: Sequence[Line], at: int, asking: list[int]) -> bool:
    """Whether a part with a type holds numbers with 答案：B, or with nothing but letters, and no stems: a key that nobody
    called so."""
    first = next((line.text for line in lines[at + 1 : at + 4] if line.text.strip()), "")
    bare = _BARE_ENTRY.fullmatch(fold(first)) is not None
    if not bare and not is_labelled_entry(first):  # as nearly every line is not
        return False
    heading = heading_of(lines[at].text)
    if heading is None or heading.type not in _JUDGED:
        return False
    stop = min(at + 40, _next_question(asking, at, len(lines)))
    following = [line.text for line in lines[at + 1 : stop] if line.text.strip()]
    if bare:
        first_ones = [_BARE_ENTRY.fullmatch(fold(text)) for text in following[:_FEWEST_LISTED]]
        return len(first_ones) == _FEWEST_LISTED and all(first_ones)
    return sum(map(is_labelled_entry, following)) >= _SEVERAL


def _counts_answers(lines: Sequence[Line], at: int) -> bool:
    """Whether lines with 答案：B behind numbers that count on begin here, one a line: a key without a heading."""
    if "答案" not in lines[at].text or not is_labelled_entry(lines[at].text):
        return False
    ahead = [line.text for line in lines[at : at + _AHEAD] if line.text.strip()]
    following = [text for text in ahead if not reason_label(text)][:_FEWEST_LISTED]
    if len(following) < _FEWEST_LISTED or not all(map(is_labelled_entry, following)):
        return False
    numbers = [int(entry.number) for text in following for entry in entries_of(fold(text).strip())]
    return numbers == list(range(numbers[0], numbers[0] + _FEWEST_LISTED)) if numbers else False


def _is_numbered(text: str) -> bool:
    """Whether a line of a key tells answers by their numbers."""
    return is_entry(text) and re.search(r"\d", text) is not None


def _end(lines: Sequence[Line], begin: int, asking: list[int]) -> int:
    """The first line after the key that begins at `begin`: the heading or the number of the next question."""
    question = _next_question(asking, begin, len(lines))
    judged = _next_plain_part(lines, begin + 1, question)
    if judged is not None:
        return judged
    if question == len(lines):
        return question
    last = max(at for at in range(begin, question) if at == begin or is_entry(lines[at].text))
    after = range(last + 1, question + 1)
    heads = [at for at in after if heading_of(lines[at].text) is not None]
    numbers = [at for at in after if _NUMBER.match(fold(lines[at].text))]
    return heads[0] if heads else numbers[-1] if numbers else last + 1


def _next_plain_part(lines: Sequence[Line], begin: int, stop: int) -> int | None:
    """A heading that names a type, followed by what is no entry of a key: statements to judge, without brackets."""
    for at in range(begin, stop):
        heading = heading_of(lines[at].text)
        if heading is None or heading.type not in _JUDGED or is_entry(lines[at].text):
            continue
        following = [line.text for line in lines[at + 1 : stop] if line.text.strip()][:2] or [""]
        first = following[0]
        plain = not begins_entry(following) and heading_of(first) is None and not is_key_heading(first)
        if _NUMBER.match(fold(first)) and plain:
            return at
    return None
