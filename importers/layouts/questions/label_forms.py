"""The forms that a field's label has: at the head of a line, inside one, behind an answer or at the end of a reason.

A form's group is named by the field that its label announces, or `word` where the word itself tells (`field_of`).
"""

from __future__ import annotations

import re
from itertools import count

from importers.answers import TYPE_WORDS
from importers.field_words import (
    BEHIND_ANSWERS,
    BRACKETED,
    FILED,
    FRAMED,
    OF_ANSWERS,
    OF_ATTEMPT,
    OWNERS,
    REASONS,
    TOPICS,
    WORDS,
    Field,
    field_of,
)
from importers.layouts.evidence import ANSWER_AND_REASON


def _any(words: tuple[str, ...] | list[str]) -> str:
    """A pattern for any of `words`, the longest first."""
    return "|".join(sorted(words, key=len, reverse=True))


_WORDS = [word for words in WORDS.values() for word in words]
_WORD = _any(_WORDS)
_BRACKETED = _any([*_WORDS, *BRACKETED])
# 难 度：, 答　案：: two characters with a blank between.
_PARTED = "|".join(
    rf"{word[0]}[^\S\n]+{word[1]}" for word in (*_WORDS, *BRACKETED, *BEHIND_ANSWERS) if len(word) == 2
)
# The explanation's words that no sentence contains before a colon.
_SURE = WORDS["explanation"][: WORDS["explanation"].index("解析") + 1]
_GLUED_REASONS = ("答案解析", "试题解析", "解析")
_SCORES = tuple(word for word in WORDS["other"] if word.endswith("得分"))
_STRONG = _any(WORDS["answer"] + _SURE + WORDS["other"][:5] + _SCORES)
_ALONE = _any(WORDS["answer"][:8] + _SURE)
_ANSWER = "|".join(WORDS["answer"])
_OF_ATTEMPT = "|".join(word for word in OF_ATTEMPT if word.startswith(OWNERS))

_GAP = r"[^\S\n]*"
_COLON = rf"{_GAP}:"
_IS = r"(?:是|为)?"
_READ_AS = r"(?:是|为|\([a-zà-ǜ]{1,6}\))?"  # 【選項(xiàng)】: how it is read, where a page was turned into traditional characters
_TRUTH = r"[√×✓✗✔✘✅❌对错]\ufe0f?|正确|错误"
_LETTERS = r"[A-L](?:[,、;/ ]*[A-L])*"
_END = r"[。.]?[^\S\n]*$"
# An answer that fills its line: >> A, → ABD, A1：B.
_WHOLE = rf"(?=(?:[A-La-l](?:[,、;/ ]*[A-La-l])*|[①-⑩](?:[,、;/ ]*[①-⑩])*|{_TRUTH}){_END})"
# 【答案及解析】C 根据…: one label, the answer first; A 项错误 explains.
_PROMISED = (
    rf"(?={_GAP}(?:[A-La-l](?:[^\S\n]?[,、;/]?[^\S\n]?[A-La-l])*+|{_TRUTH})"
    r"(?:[。.;,:(]|[^\S\n]+(?!项)|(?<=[√×✓✗✔✘])(?![√×])|\n|\Z))"
)
# Whoever gives it, 【司法部答案】 and 【人工解析】; not what a candidate answered.
_NOT_CANDIDATES = r"(?![^\]\n]*[我你您考学员生用户作做提交误选])[^\[\]\n:]{0,6}"
_OWNED = (
    rf"\[{_NOT_CANDIDATES}(?P<answer>答案)\]{_COLON}?",
    rf"\[{_NOT_CANDIDATES}(?P<explanation>解析|详解)\]{_COLON}?",
)
STARS = "★☆☞✦◆◇■●▲△※◎▶►➤"
_ORNAMENT = rf"{_GAP}(?:[{STARS}*•✅✔✘❌✨❗⭐\U0001f300-\U0001faff]+\ufe0f?{_GAP})?"
_ARROW = r"(?:>{2,}|[=-]+>|[→⇒➔➜»])"
_CHOOSE = r"(?:[本此]题)?(?:的)?(?:正确)?(?:答案)?(?:应该?)?"


def _one_of(*forms: str) -> str:
    """A pattern for any of `forms`, their groups numbered: no two may have one name."""
    number = count()
    return "|".join(
        re.sub(r"\(\?P<([a-z]+)", lambda group: f"{group[0]}{next(number)}", form) for form in forms
    )


# At the head of a line: 答案：B, 【答案】B, 答案是：b, 答案 B, 答案 对, 解 析：, 答：B, ★ 正确答案 B, 答案；D, 考点解析：.
LINE = re.compile(
    rf"^{_ORNAMENT}(?:"
    + _one_of(
        rf"\[(?P<answer>{ANSWER_AND_REASON})\]{_COLON}?{_PROMISED}",
        rf"(?P<answer>{ANSWER_AND_REASON}|解答(?=\s*:)){_GAP}(?::|(?=\s)){_PROMISED}",
        rf"(?P<explanation>{ANSWER_AND_REASON}|(?:详细)?解答){_COLON}",
        rf"\[(?P<word>{_BRACKETED}){_READ_AS}\]{_COLON}?",
        *_OWNED,
        rf"(?P<word>{_PARTED}){_COLON}",
        rf"\[(?P<word>{_PARTED})\]{_COLON}?",
        rf"(?P<word>{_WORD})(?:\(.{{1,8}}?\))?{_GAP}{_IS}{_COLON}",
        rf"[^\s:\[\]()]{{0,4}}?(?P<explanation>[本该此试]题(?:解释|分析|说明)|解析|详解){_COLON}",
        rf"(?P<answer>{_ARROW}){_COLON}?{_GAP}{_WHOLE}",
        rf"(?P<answer>(?i:ans|key)|正确|标答|正选|应选|选|参){_COLON}{_GAP}{_WHOLE}",  # before nothing but an answer
        rf"(?P<answer>[A答])\d{{1,4}}{_GAP}[.、:]{_GAP}{_WHOLE}",
        rf"(?P<stem>题|问题){_COLON}",  # 本题： is no label
        rf"(?P<type>类型){_COLON}(?={_GAP}(?:{TYPE_WORDS})题?(?:\([^()\n]{{2,8}}\))?{_GAP}$)",
        rf"(?P<answer>(?:标准|参考)?答案选项){_COLON}{_GAP}{_WHOLE}",
        rf"(?P<answer>{_ANSWER}){_GAP}[;,。.、=→—-]+(?={_GAP}(?:{_LETTERS}(?![A-Za-z])|(?:{_TRUTH})(?=[\s。.,;(]|$)))",
        rf"(?P<answer>{_ANSWER}){_GAP}(?=[A-Ha-h,、;/ ]+$|(?:(?<=\s)(?:{_TRUTH})|[√×✓✗]){_END})",
        rf"(?P<answer>{_ANSWER})[^\S\n]+(?=(?:[A-H]{{1,8}}|[√×])\s?\([^()\n]{{2,40}}\)?{_GAP}$)",  # 答案 B（第三条）
        rf"(?P<word>{_ALONE}){_GAP}$",
        rf"(?P<answer>答){_COLON}",
        rf"(?P<answer>正确的答案){_GAP}[是为]:?",
        rf"(?P<answer>The correct answer)s? (?:is|are){_COLON}?",
        rf"(?P<other>(?:[我你您]的|考生|学生|用户)答案){_GAP}(?=(?:[A-H][A-H,、 ]*|[√×对错]|正确|错误|未作?答){_GAP}$)",
        rf"(?P<answer>[正参标][确考准]答案|答案){_GAP}(?=\[[^\[\]\n]+\]{_GAP}$)",
        rf"[(\[]{_GAP}(?P<word>{_WORD}){_COLON}(?=[^()\[\]\n]*[)\]]{_GAP}$)",
        rf"(?P<answer>(?:故|因此|所以)?{_CHOOSE}(?:选(?:择)?|(?<=答案)[为是])){_COLON}?{_GAP}(?=[A-L][A-L,、;/ ]*项?[。.]?$)",
        rf"(?P<answer>故{_CHOOSE}[选为是]){_COLON}?{_GAP}(?=[A-L][A-L,、]*项?[。.;,])",
    )
    + ")",
    re.M,
)
_OPEN_TO = "".join({word[0] for word in _STRONG.split("|")})
_ANSWERED = rf"{_GAP}(?:[A-La-l](?:[\s,、;/]*[A-La-l])*|[√×✓✗对错TF]|正确|错误){_GAP}[。.]?[)\]]"
_IN_LINE = (
    rf"\[(?P<word>{_WORD}){_READ_AS}\]{_COLON}?",
    *_OWNED,
    rf"(?<![(\[确考准旳])(?<![(\[] )(?P<word>{_STRONG}){_GAP}{_IS}{_COLON}",
    rf"(?<=[(\[])(?P<word>{_STRONG}){_GAP}{_IS}{_COLON}(?!{_ANSWERED})",  # （答案：B） is a bracket like any other
    # D.丁正确答案B答案解析本题…: glued to the last option, with the reason right behind its letters.
    rf"(?<=[^\s\[(])(?P<answer>(?:正确|参考|标准)答案)(?=[A-L]{{1,8}}(?:{'|'.join(_GLUED_REASONS)}))",
    # 正确 您的作答: C: behind a stem on its line, with the verdict.
    rf"(?<=\s)(?:(?:正确|错误)[^\S\n]+)?(?P<other>{_OF_ATTEMPT}){_COLON}(?={_GAP}(?:[A-L]+|{_TRUTH})\s)",
    # Others than 答 may name no option.
    rf"(?<=[\s。.;])(?P<answer>答)(?:{_COLON})?{_GAP}(?=[A-D](?:[,、 ]*[A-D])*[。.]?{_GAP}(?:\n|\Z))",
)
# Inside a line only what cannot be part of a sentence: 【解析】, 答案：.
INLINE = re.compile(rf"(?=[\[{_OPEN_TO}错我你您考学用])(?:{_one_of(*_IN_LINE)})")
# 解析：【答案】B: a label right before another one.
NEXT = re.compile(rf"{_GAP}(?:{INLINE.pattern}|\[(?P<word>{TOPICS}|{FRAMED})\]{_COLON}?)")
# 【解题分析】, 命题意图：: names made of known words, behind what was asked or answered.
COMPOSED = re.compile(
    rf"^{_ORNAMENT}(?:(?P<sure>\[(?:{OF_ANSWERS})\]|(?:{OF_ANSWERS}){_COLON})|"
    rf"\[(?P<framed>{TOPICS}|{FRAMED})\]{_COLON}?|\[(?P<other>{FILED})\]{_COLON}?|(?P<topic>{TOPICS}){_COLON}|(?P<plain>{REASONS}){_COLON})|"
    rf"(?<=[\s。;A-L√×)\]])\[(?P<behind>{TOPICS}|{REASONS})\]{_COLON}?",  # 【答案】B【名师点拨】…
    re.M,
)
# 解析：…格局。答案：B: the answer at the end of its reason, where none stands before.
CLOSING = re.compile(
    r"(?<=[\s。.;!?)\]”\"])(?=\[?[正参标答试题])(?:"
    + _one_of(rf"\[(?P<answer>{_ANSWER})\]{_COLON}?", rf"(?P<answer>{_ANSWER}){_COLON}")
    + rf")(?={_GAP}(?:{_LETTERS}|{_TRUTH})[。.]?{_GAP}(?:$|(?<=\s)[^\s:]{{2,6}}:))",
    re.M,
)
# 错。理由：…: behind a judgement these words begin the reason.
REASON = re.compile(
    rf"(?<=[对错√×误确)\]])[。.;,\s]{{0,2}}(?P<explanation>理由|改正|更正|说明|注释|解析){_COLON}"
)
BEHIND_ANSWER = re.compile(
    _one_of(
        rf"(?P<word>{_WORD}){_COLON}",
        rf"^{_GAP}(?P<explanation>原因|注){_COLON}",
        rf"^{_GAP}(?P<explanation>题解){_COLON}?",
        rf"^{_GAP}(?P<explanation>{'|'.join(_SURE)})(?=[^\x00-\x7f]|[A-H][项,、])",  # 答案解析根据…, 答案解析A项，…
        rf"(?<=[A-L])(?P<explanation>{'|'.join(_GLUED_REASONS)})(?=[^\x00-\x7f])",
        rf"(?<=[A-L])[^\x00-\x7f]{{2}}(?P<explanation>解析){_COLON}",  # B参若解析：…: misread
    ),
    re.M,
)
HEAD = re.compile(
    rf"\s*(?:\[({_BRACKETED}|{TOPICS}|{FRAMED})\]{_COLON}?|({_WORD}|{TOPICS}|{REASONS}){_COLON})"
)
_NAMED: dict[str, Field] = {
    "answer": "answer",
    "explanation": "explanation",
    "stem": "stem",
    "type": "type",
    "other": "other",
}


def announced(label: re.Match[str]) -> Field:
    """The field that a label found by one of these patterns announces."""
    form = label.lastgroup or ""
    word = "".join((label[form] or "").split()).strip("[]:")
    return _NAMED.get(form.rstrip("0123456789")) or field_of(word) or "explanation"
