"""Quotes of Markdown (> …) between the last option of a question and the next question: they explain it."""

from __future__ import annotations

import re
from collections.abc import Sequence

_QUOTE = re.compile(r"\s*>(?!\s*=)")
_WORDS = re.compile(r"\s*(?:>\s*)+(?=[^\s>])")
_BEHIND = re.compile(  # an option, or an answer
    r"\s*(?:[-*+]\s+)?(?:\[[ xX]\]\s+)?[*`]*(?:[(（]?[A-La-l]\s*[.．、:：)）]|[\[【]?(?:正确|参考|标准)?答案)"
)
_NEXT = re.compile(
    r"\s{0,3}(?:[*`]*[(（]?第?\d{1,4}\s*[.．、)）题]|#|[*`]*[一二三四五六七八九十]{1,3}[、.]|-{3,}\s*$)"
)
# A label or a number of its own, or nothing but an answer.
_OWN = re.compile(
    r"[*`]*[\[【(（]?(?:[A-La-l]\s*[.．、:：)）]|\d{1,4}\s*[.．、)）]|[^\s:：]{0,8}[\]】]?\s*[:：]|\S{0,4}(?:答案|解析|解释)|"
    r"(?:[A-La-l](?:[\s,，、]*[A-La-l])*|[√×]|对|错|正确|错误)[*`\s]*$)"
)


def explaining(texts: Sequence[str]) -> set[int]:
    """The lines with the first words of quotes that explain the question before them."""
    found = set[int]()
    filled = [at for at, text in enumerate(texts) if text.strip()]
    quoted = [_QUOTE.match(texts[at]) is not None for at in filled]
    for place in range(1, len(filled)):
        if not quoted[place] or quoted[place - 1] or not _BEHIND.match(texts[filled[place - 1]]):
            continue
        end = next((later for later in range(place, len(filled)) if not quoted[later]), len(filled))
        if end < len(filled) and not _NEXT.match(texts[filled[end]]):
            continue
        words = [at for at in filled[place:end] if _WORDS.match(texts[at])]
        if words and not _OWN.match(_WORDS.sub("", texts[words[0]], count=1)):
            found.add(words[0])
    return found
