"""Lines below the heading of a part that tell candidates how to answer (答题说明, 每一道考题下面有五个备选答案。…)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from importers.layouts.lines.headings import ARABIC, LETTERED, Heading, is_instruction
from importers.layouts.shapes import FIRST_BARE, FIRST_OPTION
from importers.normalise import fold

_TITLE = re.compile(
    r"\(?(?:答题|做题|作答|填写|考试|考生|答卷)(?:说明|须知|要求|提示|注意(?:事项)?|指导语)\)?[.:]?|说明:?|注意事项:?"
)
_OF_ANSWERING = re.compile(
    "备选(?:答案|项)|答题[卡纸]|最佳答案|正确答案|(?:字母|方框).{0,8}涂|得分|不给分|扣分"
)
# What an export leaves below such a line: ______ 解析：
_EMPTY = re.compile(r"(?=.*(?:_{2}|解析))[\s_]*(?:\[?(?:(?:正确|参考)?答案|解析)(?:\]\s*:?|:)[\s_]*)*")
_ASKED = re.compile(r"[(\[]\s*[)\]]|_{2,}|\?\s*$")
_FRONT = 12  # lines of a paper that stand above its parts


def guides(texts: Sequence[str], headings: Mapping[int, Heading]) -> dict[int, Heading]:
    """Such lines, as what goes on with the heading above them; above an option stands a stem."""
    filled = [at for at, text in enumerate(texts) if text.strip()]
    found = {at: Heading(texts[at], continued=True) for at in _above_all(texts, filled, headings)}
    below = False
    for place, at in enumerate(filled):
        if heading := headings.get(at):
            below = heading.type is not None or heading.mixed or (below and heading.continued)
            continue
        after = fold(texts[filled[place + 1]]) if place + 1 < len(filled) else ""
        below = below and not (FIRST_OPTION.match(after) or FIRST_BARE.match(after)) and _guides(texts[at])
        if below:
            found[at] = Heading(texts[at], continued=True)
    return found


def _above_all(texts: Sequence[str], filled: Sequence[int], headings: Mapping[int, Heading]) -> list[int]:
    """注意事项 above the first part, and the numbered lines below it, up to a heading or to 1. of the first question."""
    first = next((place for place, at in enumerate(filled[:_FRONT]) if _is_title(texts[at])), None)
    if first is None or any(at in headings for at in filled[:first]):
        return []
    told = [filled[first]]
    for at in filled[first + 1 :]:
        number = ARABIC.match(fold(texts[at]))
        if at in headings or (number and number[1] == "1" and len(told) > 1):
            return told if len(told) > 1 else []
        if not number or int(number[1]) != len(told) or _ASKED.search(fold(texts[at])):
            return []
        told.append(at)
    return []


def _is_title(text: str) -> bool:
    return _TITLE.fullmatch(re.sub(r"\s", "", fold(text))) is not None


def _guides(text: str) -> bool:
    folded = fold(text).strip()
    if _is_title(text) or _EMPTY.fullmatch(folded):
        return True
    counted = LETTERED.match(folded) or ARABIC.match(folded)
    return not counted and _OF_ANSWERING.search(folded) is not None and is_instruction(folded)
