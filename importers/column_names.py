"""What the headings of columns are called, and which field or option each name tells. Heading and field live in one table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal

from importers.answers import LETTERS
from importers.field_words import REASONS, TOPICS
from importers.normalise import fold
from importers.pinyin import words_spelled

ColumnField = Literal[
    "number",
    "type",
    "stem",
    "options",
    "option",
    "answer",
    "tick",
    "right",
    "explanation",
    "citation",
    "topics",
    "difficulty",
]

# What headings call a question; 题干, 内容, 名称 … may stand behind.
REASON = "解析|详解|解答|讲解|解释|说明|分析|依据"
QUESTION = "题目?|试题|考题|问题|大题|小题|习题|本题"
# Columns of answers only where no other is called so: a key, and answer and reason in one (答案与讲解).
BOTH = rf"(?:参考|正确|标准)?答案(?:[与及和]|以及)(?:{REASON})"
ALONE = re.compile(rf"{BOTH}|key")
_HEADINGS: tuple[tuple[ColumnField, str], ...] = (
    ("number", rf"(?:{QUESTION})?(?:序号|编号)|(?:{QUESTION})id|题号|题序|顺序号|no|id|num|number|index|sn|seq"),
    ("type", rf"(?:(?:{QUESTION})?(?:题型|类型|种类)|作业类型)(?:id|编号|代码|名称)?|questiontype|type|kind"),
    ("stem", rf"(?:单选|多选|判断|不定项|单项选择|多项选择)?题?(?:题目|题干)|(?:{QUESTION})?(?:题干|题目|题面|内容|描述|名称|标题|正文)(?:内容|描述|文本|文字)?|题目|问题|试题|考题|题文|判断题?内容|(?:题目|题干|试题)(?:内容)?[及和与含](?:备选)?选项|题干选项|question(?:content|text|stem|title|name|body|desc|description)?|(?:stem|title)(?:text|content)?|content|body|text|q"),
    ("options", rf"(?:{QUESTION})?(?:选项|选择项|备选项|备选答案|可选项|可选答案|候选答案|供选答案|答案选项)(?:内容|列表|描述|文本|文字|名称)?|option(?:contents?|text)|opts|options|optionlist|choices|choicelist|selections?|candidates|questionselect"),
    ("right", "(?:是否)?正确项|是否为?正确(?:答案|选项|项)?|是否为?答案|正确与否|is(?:correct|right|true|answer)(?:answer|option)?|correctness"),
    ("answer", rf"(?:判[断定](?:结果|对错|正误|答案)|对或?错|正或?误|(?:{QUESTION}|(?:单选|多选|判断|选择)题?)?(?:正确|标准|参考|选择)?答案|[标正]答|正解|答案标准|正确选项|(?:正确|标准|参考)的?(?:选?项|答案)的?(?:序号|编号|顺序号|位置)|(?:question|correct|right|true|standard|std|ref|reference)?ans(?:wers?)?|(?:correct|right)(?:option|choice|key)?|(?:correct|right)?(?:answer|option|choice)(?:number|num|no|index|idx)|answerid|answer(?:key|option|text|content)|answered|{BOTH}|key)\d?"),
    ("explanation", rf"(?!(?:{TOPICS})$){REASONS}|(?:{QUESTION}|答案|整体|答题|参考|详细)?(?:解析|详解|解答|讲解|分析)|解题思路|答案说明|题解|说明|改错|更正|订正|正确(?:说法|表述)|(?:question|answer)?(?:explain|explanation|analysis|analyze|analyse|parse|rationale)"),
    ("citation", rf"(?:{QUESTION}|答案|法律|法规|法条|政策|参考|出题|命题|相关|条款)?(?:依据|出处|法条)|法律条文|依据条款|法规条款|条款|citation"),
    ("topics", rf"{TOPICS}|分类|章节|章节名称|知识点|知识点名称|考点|考核点|标签|科目|目录|作业种类|题目分类|试题分类|知识分类|所属章节|科目名称|category|chapter|topics?|tags?|knowledge(?:point)?"),
    ("difficulty", rf"(?:{QUESTION})?(?:难度|难易)(?:程度|度|系数|等级|级别|值)?|得分率|通过率|答对率|正确率|失分率|错误率|预估难度|questiondifficulty|difficulty(?:level)?|diff"),
)  # fmt: skip
_FIELDS = tuple((name, re.compile(words)) for name, words in _HEADINGS)
_OPTION = re.compile(
    r"(?:选项|选择项?|options?|opt|item|choice|select|备选项?|候选项?|答案选项|(?:备选|候选|可选)答案)?([a-l]|\d{1,2}|[一二三四五六七八①-⑧甲乙丙丁戊己庚辛])(?:选项|内容|text|content)?|([a-l])(?:选项|项)|第(\d{1,2}|[一二三四五六七八])(?:项|个?(?:选项|答案))"
)
# One column an option that says whether it is right: 答案A, A是否正确, 是否A正确, 选项B正确.
TICK = re.compile(
    r"(?:正确|标准)?(?:答案|是否正确)([a-l])|(?:是否)?(?:选项)?([a-l])(?:选项|项)?(?:是否正确|是否答案|是否为答案|正确|答案|对错)|"
    r"选项([1-8一二三四五六七八])(?:是否正确|是否答案|是否为答案)|"
    r"is(?:correct|right)([a-l1-9])"
)
# 正确答案 | 错误答案1 | 错误答案2: the texts of the wrong options, those of the right one in the column of answers.
WRONG = re.compile(
    r"(?:错误|干扰|其他|其它|混淆)(?:答案|选项|项)(?:\d|[a-l]|[一二三四五六七八])?|"
    r"(?:wrong|incorrect)(?:answer|option|choice)\d?|distractor\d?"
)
# Headings that programs write: quContent, question_type, timuLeixing. The words that say whose they are tell nothing more.
_CHINESE_DIGITS = "一二三四五六七八"
_PROGRAM_NAME = re.compile(r"[A-Za-z][A-Za-z\d]*(?:[ _-][A-Za-z\d]+)*")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_ASKED = {"question", "questions", "problem", "timu", "shiti"}
_OWN = _ASKED | {"q", "qu", "ques", "quest"}
# exam_title, test_type: a column of the question only where no other is.
_OF_EXAM = {"quiz", "exam", "test", "item", "subject"}
_NOTE = re.compile(r"\(.{0,100}?\)|\[.{0,100}?\]|<.{0,100}?>")
# What explains a heading, and the sign before it: 答案，只能填A、B; 题型：1单选 2多选; Question - max 120 characters.
_CODE = r"\d\s*[.:=、\-]?\s*[^\W\d_]"
_FILLED_SO = "请|须|需|应|必|选填|可|只|限|多个|最多|用|以|对于|如|例|填|输入|格式|注"
_EXPLAINED = (
    re.compile(r"\s[\-–—]+\s|\n"),
    re.compile(rf"[,:;。\s]\s*(?=(?:{_FILLED_SO}))|[:\s]\s*(?={_CODE}.*{_CODE})|\((?=[^()]{{100}})", re.S),
)
LONGEST_HEADING = 24
# What counts options where no letters do: in headings, and in answers that name these.
SERIES = ("一二三四五六七八", "①②③④⑤⑥⑦⑧", "甲乙丙丁戊己庚辛", "12345678")
_COUNTED_ALONE = SERIES[0]
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]]{2,12})[)\]]")
_NAMED_AGAIN = {"stem", "options", "answer"}  # 考核内容（题目）
_OWN_NUMBER = re.compile(r"^\s*(?:\d{1,2}\s*[.、)](?!\d)|[①-⑳])")  # of a column: 1、题型
_SAYS_ANSWER = re.compile(r"\s*(?:正确|参考|标准)?答案\s*:\s*(?:[A-L]{1,8}|[对错√×]|正确|错误)\s*")
_FILLING = re.compile("^(?:必填|选填|必须填写)项?|(?<=.)(?:必填|选填|非必填)项?$")


def says_answer(cell: str) -> bool:
    """Whether a cell names its answer, 正确答案：AB, in a row whose cells name themselves: no heading says what is right."""
    return _SAYS_ANSWER.fullmatch(fold(cell)) is not None


@lru_cache(
    maxsize=1 << 12
)  # every row is asked whether it is a header, and each of its cells for several fields
def plain_heading(text: str) -> str:
    """A heading without notes in brackets, its number, and all that only adorns it: * 题干, ★答案, 【解析】, 1、题型（必填）."""
    folded = fold(text).lower()
    noted = _NOTE.sub("", folded)
    plain = re.sub(r"[\W_]", "", _OWN_NUMBER.sub("", noted)) or re.sub(r"[\W_]", "", folded)
    return _FILLING.sub("", plain)


@lru_cache(maxsize=1 << 12)
def field_called(plain: str) -> ColumnField | None:
    """The field of a column under this heading, as `plain_heading` gives it; None for a heading that is not known."""
    words = (plain, *words_spelled(plain))
    return next((field for word in words for field, pattern in _FIELDS if pattern.fullmatch(word)), None)


@lru_cache(maxsize=1 << 12)
def heading(cell: str) -> str:
    """The words of a heading that tell its field: before what explains it, or in the brackets of 试题（选项A） or 考核内容（题目）."""
    folded = fold(cell).strip()
    named = _IN_BRACKETS.search(folded)
    if named and re.fullmatch(QUESTION, plain_heading(folded)):
        part = plain_heading(named[1])
        if option_label(part) or field_called(part) in {"type", "answer", "explanation", "difficulty"}:
            return named[1]
    plain, known = plain_heading(cell), _is_known(plain_heading(cell))
    free = not known or field_called(plain) == "topics"
    if named and free and field_called(plain_heading(named[1])) in _NAMED_AGAIN:
        return named[1]
    if known:
        return cell
    parts = [part for part in folded.split("/") if field_called(plain_heading(part))]
    if "/" in folded and len({field_called(plain_heading(part)) for part in parts}) == 1:  # 解析/备注
        return parts[0]
    for signs in _EXPLAINED:
        for sign in signs.finditer(folded):
            if sign.start() > LONGEST_HEADING:
                break
            if _is_known(plain_heading(folded[: sign.start()])):
                return folded[: sign.start()]
    return cell


def loose_heading(cell: str) -> str:
    """The words of a heading before any other words behind a colon or a comma: only beside headings that are known."""
    begins = re.match(r"[^,:;。]{1,24}(?=[,:;。])", fold(cell).strip())
    return begins[0] if begins and field_called(plain_heading(begins[0])) else cell


def _is_known(plain: str) -> bool:
    return bool(plain and (field_called(plain) or option_label(plain) or TICK.fullmatch(plain)))


def known_names(cells: Sequence[str]) -> list[str]:
    """The headings; words that may tell whose exam it is (exam_title) are dropped where no other heading is known so."""
    known = {field_called(_known_name(cell, _OWN)) for cell in cells} - {None}
    freed = ((cell, _known_name(cell, _OWN | _OF_EXAM)) for cell in cells)
    return [_known_name(cell, _OWN) if field_called(name) in known else name for cell, name in freed]


def _known_name(cell: str, idle: set[str]) -> str:
    """The heading as the patterns know it; of a program's name that they do not, the words beside `idle` ones."""
    plain = plain_heading(cell)
    if _is_known(plain):
        return plain
    if not _PROGRAM_NAME.fullmatch(cell.strip()):
        return plain
    words = [word.lower() for word in _WORD.findall(cell)]
    return "".join(word for word in words if word not in idle) or ("question" if _ASKED & {*words} else plain)


@lru_cache(maxsize=1 << 12)
def option_label(plain: str) -> str | None:
    """The letter of the option that stands under this heading (选项A, B项, option3); None for another heading."""
    match = next(filter(None, map(_OPTION.fullmatch, (plain, *words_spelled(plain)))), None)
    if not match:
        return None
    word = match[1] or match[2] or match[3]
    if word.isdecimal():
        return LETTERS[int(word) - 1] if 1 <= int(word) <= len(LETTERS) and word != plain else None
    if word.isascii():
        return word.upper()
    series = next(series for series in SERIES if word in series)
    return None if word == plain and word not in _COUNTED_ALONE else LETTERS[series.index(word)]


def letter_of(word: str) -> str:
    """The letter of an option called a, 1 or 一."""
    at = _CHINESE_DIGITS.find(word)
    if at >= 0:
        return LETTERS[at]
    return LETTERS[int(word) - 1] if word.isdigit() else word.upper()
