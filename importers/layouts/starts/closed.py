"""Questions known by what stands around them: one begins right behind the answer of another, or behind its last option,
where options and an answer of its own follow, or where both are statements that are judged on their line."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Sequence

from importers.layouts.shapes import ANSWER, ANSWER_WORD, FIRST_OPTION

_ANSWER = re.compile(rf"\s*{ANSWER_WORD}\]?\s*:?\s*{ANSWER}\s*(?:[。.;\]]|//|$)")
_FIRST = re.compile(r"\s*A\s+\S")  # A 甲局 B 乙局
_SECOND = re.compile(r"(?:^|.*(?<![A-Za-z]))[(\[]?B\s*[.、:)\]]|(?:^|.*\s)B\s+\S")
_OWN = re.compile(
    r"\s*(?:[(\[]?[A-L]\s*[.、:)\]]|\[?\S{0,4}?(?:答案|解析|依据|难度|知识点|考点|出处|来源)|[(\[])"
)
_LAST = re.compile(r"(?:^|.*\s)[(\[]?[C-L](?:\s*[.、:)\]]\s*|\s+)\S")  # an option that may be the last
# 甲证由（ B ）发放。 and 甲证由谁发放（）B
_ANSWERED = re.compile(
    r".*(?:[(\[]\s*[A-L](?:[\s,、]*[A-L])*\s*[)\]]|[(\[]\s*[)\]]\s*[A-L](?:[,、]?[A-L])*\s*$)"
)
# 甲证由乙局发放。（√）
_JUDGED = re.compile(r".*[(\[]\s*(?:[√×✓✗✔✘XxTF]|对|错|正确|错误)\s*[)\]]\s*[。.]?\s*$")
_LONGEST = 20  # lines of a question


def closed_questions(
    folded: Sequence[str], numbers: Collection[int], headings: Container[int]
) -> tuple[set[int], set[int], set[int]]:
    """The lines, among those with `numbers` and those without, that begin a whole question behind another one; and all with
    numbers, options and an answer line of their own, whatever stands before them.

    Without a number only where its stem is one line: more may be the explanation of the question before.
    """
    filled = [at for at, text in enumerate(folded) if text.strip()]
    counted, bare, whole = set[int](), set[int](), set[int]()
    for place in range(1, len(filled)):
        at, before = filled[place], folded[filled[place - 1]]
        if _OWN.match(folded[at]) or at in headings:
            continue
        following = [folded[line] for line in filled[place + 1 : place + 3]]
        if at in numbers and _LAST.match(before) and _ANSWERED.match(folded[at]) and _lists(following):
            counted.add(at)
        if at in numbers and _JUDGED.match(before) and _JUDGED.match(folded[at]):
            counted.add(at)
        stem = _stem(folded, filled[place : place + _LONGEST], numbers, headings)
        if at in numbers and stem:
            whole.add(at)
        if at in numbers and stem and _ANSWER.match(before):
            counted.add(at)
        elif stem == 1 and _ANSWER.match(before):
            bare.add(at)
    return counted, bare, whole


def _lists(lines: Sequence[str]) -> bool:
    """Whether options A and B stand on the lines."""
    first = FIRST_OPTION.match(lines[0]) or _FIRST.match(lines[0]) if lines else None
    return first is not None and any(map(_SECOND.match, lines))


def _stem(
    folded: Sequence[str], lines: Sequence[int], numbers: Collection[int], headings: Container[int]
) -> int:
    """How many lines stand before the options of the question that begins `lines`; 0 where it is not whole."""
    first = next((place for place, at in enumerate(lines) if FIRST_OPTION.match(folded[at])), 0)
    if any(at in headings or (at in numbers and at != lines[0]) for at in lines[: first + 1]):
        return 0
    second = False
    for at in lines[first:] if first else ():
        second = second or _SECOND.match(folded[at]) is not None
        if _ANSWER.match(folded[at]):
            return first if second else 0
        if at in headings:
            return 0
    return 0
