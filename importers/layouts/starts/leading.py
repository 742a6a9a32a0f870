"""Questions at the head of a part that have lost their numbers, where the first number that is left counts them: as many
whole ones must stand there as are missing before it."""

from __future__ import annotations

import re
from itertools import pairwise

from importers.layouts.questions.options import find_options
from importers.layouts.shapes import ANSWER_LABEL, FIRST_BARE, FIRST_OPTION
from importers.layouts.text import Start, Text

_FIRST = re.compile(rf"{FIRST_OPTION.pattern}|{FIRST_BARE.pattern}")
_OPTION = re.compile(r"\s*[(\[]?([A-L])\s*(?:[.、:)\]]|\s\s*\S|(?=[^\x00-\x7f]))")
_OF_ANSWER = re.compile(rf"{ANSWER_LABEL.pattern}|\s*\[?(?:答案|试题|题目)?解析")
# No sign before it that may be a number: l. or 一、
_STEM = re.compile(r"\s*[《“\"(]?[一-鿿](?![^一-鿿]*\d*[.、)])(?!.[.、)])[^\n]{3,}")
_TITLE = re.compile(
    r"[^。,;?!]*(?:题库|试[题卷]|考[试题]|竞赛|复习|练习|测[试验]|答案|作业|资料|真题|模拟|专项)[^。,;?!]*"
)


def leading_questions(text: Text, starts: dict[int, Start]) -> dict[int, Start]:
    """The first lines of such questions with the numbers that they must have had."""
    found: dict[int, Start] = {}
    bounds = [-1, *sorted(text.headings), len(text.lines)]
    before = 0
    for low, high in pairwise(bounds):
        inside = sorted(at for at in starts if low < at < high)
        if not inside:
            continue
        number = starts[inside[0]].number
        if number.isdigit() and int(number) > 1:
            stems = _stems(text, low + 1, inside[0])
            last = int(number) - 1
            if stems and len(stems) in {last, last - before}:
                numbers = range(last - len(stems) + 1, last + 1)
                found |= {at: Start(str(value), (0, 0)) for at, value in zip(stems, numbers, strict=True)}
        last_number = starts[inside[-1]].number
        before = int(last_number) if last_number.isdigit() else 0
    return found


def _stems(text: Text, low: int, high: int) -> list[int]:
    """The lines of the stems, each one line directly above options and behind those before it; empty where a line is another."""
    filled = [at for at in range(low, high) if text.folded[at].strip()]
    stems: list[int] = []
    for at, after in pairwise([*filled, high]):
        line = text.folded[at]
        option = _OPTION.match(line)
        if after < high and not option and _FIRST.match(text.folded[after]):
            stems.append(at)
            known = _STEM.match(line)
        elif stems:
            known = option or _OF_ANSWER.match(line)
        else:
            known = _TITLE.fullmatch(line)
        if known is None:
            return []
    bodies = ("\n".join(text.folded[first + 1 : last]) for first, last in pairwise([*stems, high]))
    return stems if all(map(find_options, bodies)) else []
