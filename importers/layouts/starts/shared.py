"""What several questions share: material to read before them, or options that stand once for all of them."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from importers.containers.blocks import Line
from importers.draft import DraftOption, Problem
from importers.layouts.questions.options import find_options
from importers.layouts.shapes import number_of
from importers.normalise import fold, tidy
from importers.numbering import from_chinese
from importers.problems import problem

_RANGE = re.compile(r"(\d{1,4})\s*(?:题\s*)?[-~—–、至到]+\s*(?:第\s*)?(\d{1,4})\s*小?题")
_COUNTED = re.compile(
    rf"{_RANGE.pattern}\s*共用|(?:回答|完成|作答|解答)[^\d,。]{{0,6}}(?:{_RANGE.pattern}|\d{{1,4}}\s*小?题)"
)
_TOLD = re.compile(
    r"[(\[]?(?:[一二三四五六七八九十]+[)、.]?)?\s*[(\[]?(?:"
    r"(?:根据|阅读|依据)(?:以下|下列|下面|所给|给定)[^。?\n]{0,12}(?:资料|材料|案例|短文|图表)[^。?\n]{0,6}(?:回答|完成|作答)[^。?\n]{0,12}[。:]?|"
    r"共用(?:题干|备选答案|选项)[)\]:]*)"
)
_NAMED = re.compile(r"[(\[]?(?:案例|材料|资料)\s*[一二三四五六七八九十\d]{1,3}\s*[)\]]?\s*:")
# What stands above questions only: 材料：…, 【案情】…, 根据以上材料，回答下列问题。
_ABOVE = re.compile(
    r"[(\[]?(?:背景|案例|参考|阅读)?(?:案例|案情|材料|资料)(?:简介|介绍|分析|背景)?\s*(?:[)\]]|:)|"
    r"(?:请)?(?:根据|阅读|依据|结合)(?:以上|上述|以下|下列|下面|所给|给定)[^。?\n]{0,12}(?:资料|材料|案例|案情|短文)[^。?\n]{0,8}(?:回答|完成|作答|解答)"
)
# The heading of a part whose questions are about cases, and a case by its number: （二）2023年5月，…
_PART = re.compile(r"案例|材料|案情|综合|不定项")
_COUNTED_CASE = re.compile(
    r"\(?\s*([一二三四五六七八九十]{1,2})\s*[)、.]\s*(?:\([^()]{1,12}\)\s*)?(?=[^\n]{10})"
)
_ASKS = re.compile(r"[?]|[(\[]\s*[)\]]|_{2,}|[每本]小?题|备选|答案")
_SENTENCE = re.compile(r"[。!]")
_WORDS = re.compile("共用|资料|材料|案例|回答|完成|作答|解答")


@dataclass(slots=True)
class Shared:
    """The lines before the questions from `first` to `last` (None: all up to the next heading) that belong to each of them."""

    lines: list[Line]
    first: int | None = None
    last: int | None = None

    def options(self) -> tuple[DraftOption, ...]:
        """The options that stand here instead of with each question."""
        text = tidy("\n".join(line.text for line in self.lines[1:]))
        found = find_options(text)
        return found.options if found and found.in_order and not found.start else ()

    def concerns(self, number: str) -> bool:
        if self.first is None or self.last is None or not number.isdigit():
            return True
        return self.first <= int(number) <= self.last

    def told(self) -> Iterator[Problem]:
        """Material that is no field of a question: whoever mends the questions must know of it."""
        if not self.options():
            begin = tidy(self.lines[0].text)[:30]
            message = f"“{begin}…”是几道题共用的材料，没有并入各题，请把作答需要的内容写进题干。"
            yield problem("material-shared", message, self.lines[0].place)


def begins_shared(text: str) -> bool:
    """Whether the line announces what the questions behind it share."""
    if not _WORDS.search(text):  # as in nearly every line
        return False
    folded = fold(text).strip()
    return bool(_COUNTED.search(folded) or _TOLD.fullmatch(folded) or _NAMED.match(folded))


def names_shared(text: str) -> bool:
    """Whether a line that belongs to no question is what those below it share."""
    return _ABOVE.match(fold(text).strip()) is not None


def tells_case(text: str, note: str) -> bool:
    """Whether a line below the heading `note`, before its first question, tells the case that they are about."""
    folded = fold(text)
    return bool(_PART.search(note) and _SENTENCE.search(folded) and not _ASKS.search(folded))


def counted_cases(texts: Sequence[str], headings: Container[int]) -> Iterator[int]:
    """The lines that tell a case by its number, （一）…, （二）…, each above numbered questions, below a heading that names cases."""
    note, count = "", 0
    for at, text in enumerate(texts):
        if at in headings:
            note, count = text, 0
        elif _PART.search(note) and (match := _COUNTED_CASE.match(fold(text).strip())):
            following = next((later for later in texts[at + 1 : at + 4] if later.strip()), "")
            if from_chinese(match[1]) == count + 1 and tells_case(text, note) and number_of(fold(following)):
                count += 1
                yield at


def shared_of(line: Line) -> Shared:
    counted = _RANGE.search(fold(line.text))
    return Shared([line], int(counted[1]), int(counted[2])) if counted else Shared([line])
