"""Questions known by the answers around them: one begins right behind an answer line where options and an answer of its own follow."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Sequence

_ANSWER = re.compile(
    r"\s*\[?(?:正确|参考|标准|试题)?答案\]?\s*:?\s*(?:[A-L](?:[\s,、]*[A-L])*|[√×]|对|错|正确|错误)\s*(?:[。.;]|//|$)"
)
_FIRST = re.compile(r"\s*[(\[]?A\s*[.、:)\]]\s*\S")
_SECOND = re.compile(r"(?:^|.*(?<![A-Za-z]))[(\[]?B\s*[.、:)\]]")
_OWN = re.compile(
    r"\s*(?:[(\[]?[A-L]\s*[.、:)\]]|\[?\S{0,4}?(?:答案|解析|依据|难度|知识点|考点|出处|来源)|[(\[])"
)
_LONGEST = 20  # lines of a question


def closed_questions(
    folded: Sequence[str], numbers: Collection[int], headings: Container[int]
) -> tuple[set[int], set[int]]:
    """The lines, among those with `numbers` and those without, that begin a whole question behind an answer.

    Without a number only where its stem is one line: more may be the explanation of the question before.
    """
    filled = [at for at, text in enumerate(folded) if text.strip()]
    counted, bare = set[int](), set[int]()
    for place in range(1, len(filled)):
        at = filled[place]
        if not _ANSWER.match(folded[filled[place - 1]]) or _OWN.match(folded[at]) or at in headings:
            continue
        stem = _stem(folded, filled[place : place + _LONGEST], numbers, headings)
        if at in numbers and stem:
            counted.add(at)
        elif stem == 1:
            bare.add(at)
    return counted, bare


def _stem(
    folded: Sequence[str], lines: Sequence[int], numbers: Collection[int], headings: Container[int]
) -> int:
    """How many lines stand before the options of the question that begins `lines`; 0 where it is not whole."""
    first = next((place for place, at in enumerate(lines) if _FIRST.match(folded[at])), 0)
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
