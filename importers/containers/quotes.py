"""Quotes of Markdown (> …) between the last line of a question and the next question: they answer and explain it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from importers.containers.fields import FIELD

_QUOTE = re.compile(r"\s*>(?!\s*=)")
_WORDS = re.compile(r"\s*(?:>\s*)+(?=[^\s>])")
_LEAD = r"\s*(?:[-*+]\s+)?(?:\[[ xX]\]\s+)?[*_`]*"
_OPTION = re.compile(rf"{_LEAD}[(（]?(?P<letter>[A-La-l])[*_]*\s*[.．、:：)）]")
_BARE_OPTION = re.compile(rf"{_LEAD}(?P<letter>[B-H])\s+\S")  # D 丁局
_ANSWER_LINE = re.compile(rf"{_LEAD}[\[【]?(?:正确|参考|标准)?答案")
_NEXT = re.compile(
    r"\s{0,3}(?:[*`]*[(（]?第?\d{1,4}\s*[.．、)）题]|#|[*`]*[一二三四五六七八九十]{1,3}[、.]|(?:-[^\S\n]*){3,}$|"
    r"[*`]*[\[【(（](?:单|多|不定项?|判断|选择|填空|简答)[^\]】)）\n]{0,8}[\]】)）])"
)
# A label or a number of its own, or nothing but an answer.
_OWN = re.compile(
    rf"[*`]*[\[【(（]?(?:[A-La-l]\s*[.．、:：)）]|\d{{1,4}}\s*[.．、)）]|{FIELD}|"
    r"(?:[A-La-l](?:[\s,，、]*[A-La-l])*|[√×]|对|错|正确|错误)[*`\s]*$)"
)
_OF_FIELD = re.compile(rf"[*`]*[\[【(（]?(?:\d{{1,4}}\s*[.．、)）]|{FIELD})")
# A：甲局已撤并, behind an option of that letter or a later one: what is said of each.
_SAID_OF = re.compile(r"[*`]*(?P<letter>[A-L])[*_]*\s*(?:[.．、:：)）]|\s\S)")


# A,课本第3页 or nothing but the answer; A. and B、 begin what is said of an option.
_ANSWER = re.compile(r"[*`]*[A-H](?:[,，、\s]?[A-H])*(?:[*`\s]*[,，;；。]|[*`\s]*$)")
_NUMBERED = re.compile(r"\s{0,3}[*`]*\d{1,4}\s*[.．、)）]")
_JUDGED = re.compile(r".*[(（]\s*(?:[√×✓✗]|对|错|正确|错误)\s*[)）][\s。.]*$")
# ✅ 你的答案：D: how an answer was marked.
_MARKED = re.compile(r"[✅❌✔✘]\ufe0f?\s*[我你您]的答案[*`]*\s*[:：]")
_VERDICT = re.compile(r"[*`]*(?:[√×✓✗]|对|错|正确|错误)(?:[*`\s]*[,，;；。]|[*`\s]*$)")


def quoted_fields(texts: Sequence[str]) -> dict[int, str]:
    """The lines of quotes that begin an answer or an explanation, each with the label that it lacks."""
    found: dict[int, str] = {}
    filled = [at for at, text in enumerate(texts) if text.strip()]
    quoted = [_QUOTE.match(texts[at]) is not None for at in filled]
    for place in range(1, len(filled)):
        if not quoted[place] or quoted[place - 1]:
            continue
        end = next((later for later in range(place, len(filled)) if not quoted[later]), len(filled))
        above = texts[filled[place - 1]]
        option = _OPTION.match(above) or _BARE_OPTION.match(above)
        below = texts[filled[end]] if end < len(filled) else "#"
        if not _NEXT.match(below) and not (option and _ANSWER_LINE.match(below)):
            continue
        words = [at for at in filled[place:end] if _WORDS.match(texts[at])]
        marked = bool(words) and _MARKED.match(_WORDS.sub("", texts[words[0]], count=1)) is not None
        if marked:
            words.pop(0)
        elif words and _answers(above, _WORDS.sub("", texts[words[0]], count=1)):
            found[words.pop(0)] = "答案："
        behind = (
            marked
            or found.get(filled[place])
            or option
            or _ANSWER_LINE.match(above)
            or (_NUMBERED.match(above) and _JUDGED.match(above))
        )
        if words and behind and not _is_labelled(_WORDS.sub("", texts[words[0]], count=1), option):
            found[words[0]] = "解析："
    return found


def _is_labelled(words: str, option: re.Match[str] | None) -> bool:
    """Whether the words of a quote begin with a label of their own, and are not what is said of an option above them."""
    said = _SAID_OF.match(words)
    if said and option:
        return said["letter"] > option["letter"].upper()
    return (_OF_FIELD if option else _OWN).match(words) is not None


def _answers(above: str, words: str) -> bool:
    """Whether the words of a quote answer the question that ends with the line above it."""
    if _OPTION.match(above):
        return _ANSWER.match(words) is not None
    return bool(_NUMBERED.match(above) and not _JUDGED.match(above) and _VERDICT.match(words))
