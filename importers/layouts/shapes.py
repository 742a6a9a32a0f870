"""What numbers, labels, answers and types look like at the head of a folded line: each once, for all that look for them."""

from __future__ import annotations

import re

from importers.answers import TYPE_WORDS

# An answer as people write it: letters, or a judgement; and in its bracket, which may be empty.
CHOICE = r"[A-L](?:[\s,、;/]*[A-L])*"
ANSWER = rf"(?:{CHOICE}|[√×✓✗✔✘对错TF]|正确|错误)"
BRACKET = rf"[(\[]\s*{ANSWER}?\s*[)\]]"
ANSWER_ALONE = re.compile(rf"\s*{ANSWER}\s*")
ANSWER_WORD = r"\[?(?:正确|参考|标准|试题)?答案"
ANSWER_LABEL = re.compile(rf"\s*(?:{ANSWER_WORD}|答\s*:|(?i:answer)\s*:)")

# 1. or (1) or 第1题 before a stem, or nothing but it on the line.
_NUMBERED = re.compile(
    r"\s*(?:\[?第\s*(\d{1,4})\s*题|[(\[]?(?:试题|题目|题干|问题|习题|练习|题)\s*(\d{1,4})|[(\[]?(\d{1,4})\s*[.、:)\]])"
)
NUMBER_ALONE = re.compile(r"\s*(?:第\s*)?[(\[]?(\d{1,4})[)\]]?\s*题?\s*[.、:]?\s*")

OPTION = re.compile(r"\s*[(\[]?\s*([A-La-l])\s*[.、:)\]]")
OPTION_ALONE = re.compile(rf"{OPTION.pattern}[.、:)\]]*\s*")  # B、 above its text
FIRST_OPTION = re.compile(r"\s*[(\[]?A\s*[.、:)\]]\s*\S")  # alone or before others on its line
FIRST_BARE = re.compile(r"\s*A(?:\s+\S|[^\x00-\x7f、])")  # A 甲, A甲

TYPE_MARK = rf"[\[(](?:{TYPE_WORDS})题?[\])]"
TYPE_WORD = r"(?:(?:不定项选择|单选|单项选择|多选|多项选择|判断)题?|(?:填空|简答|问答|论述)题)"
POINTS = r"\d{1,3}(?:\.\d{1,2})?\s*分"
TYPE_WITH_POINTS = re.compile(rf"\s*{TYPE_WORD}\s*[(\[]\s*{POINTS}")  # 单选(1分, perhaps without its end
TYPE_ALONE = re.compile(rf"\s*\[?(?:{TYPE_WORDS})题?\]?\s*")


def number_of(folded: str) -> str:
    """The number that the line of a question begins with; empty where it begins with none."""
    match = _NUMBERED.match(folded)
    return match[match.lastindex or 0] if match else ""
