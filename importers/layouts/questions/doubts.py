"""What makes a question that was read look as if more had been read into it than belongs there."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from importers.answers import TYPE_WORDS
from importers.draft import DraftOption
from importers.layouts.questions.ahead import begins_with_type
from importers.layouts.questions.merged import (
    holds_fields,
    holds_mark,
    holds_next_option,
    holds_options,
    holds_question,
    holds_sides,
    holds_statement,
    is_followed,
)
from importers.layouts.questions.parsed import Parsed
from importers.layouts.shapes import BRACKET, TYPE_MARK
from importers.normalise import fold

# What stands before a stem where its number was not told from it: 1）, 题3：, 1.1.2, 【例1】, La5A1001, 一、.
UNCUT_NUMBER = re.compile(
    r"[\s★☆▲△●■◆※*•]*(?:第\s*\d{1,4}\s*题|[(\[]?(?:题目|问题|试题|变式|题|例)\s*\d|例\s*[、:]|\d{1,4}\s*[.、,:)。](?!\d)|\d{1,3}[.、](?:\d{1,3}[.、])?(?=\d{4}年)|\d{1,4}\s*\[|20\d\d\s*-\s*\d{1,3}\s*[.、](?!\d)|\d{1,3}\s?[-—–]\s?(?=[^\s\d-])|\d{1,2}(?:\.\d{1,2})+(?:\s|[.、](?!\d))|"
    r"[(\[]\s*\d{1,4}\s*[)\]]|\d{1,3}\s+(?=[^\s\d%])(?!世纪|年|月|日|岁|级|周|天|小时|分钟|.{1,3}以[上下内])|[A-Z][a-z]?\d[A-Z]\d{3,4}\s|"
    r"[一二三四五六七八九十]{1,3}、(?![一二三四五六七八九十]))"
)
# The heading of a part inside a stem: …试题及答案一、单项选择题（共30题）1.…
_HEADING_INSIDE = re.compile(
    rf"(?:[一二三四五六七八九十]\s*[、.]|第[一二三四五六]部分)\s*[^\s,。;?()]{{0,6}}(?:{TYPE_WORDS})题?\s*(?:[(:\d]|$)",
    re.M,
)
_OPEN_MARK = re.compile(rf"\s*[\[(][^\[\]()\n]{{0,6}}(?:{TYPE_WORDS})(?=[^\n]*[\[\])])")  # [单选题.( )是…
# A line of an option that begins as that of another one does: d. …, (D …, B,… again.
_LABELLED_LINE = re.compile(
    r"\n\s*[(\[]?\s*(?:选项)?(?:[A-H]\s*(?:[.、:)\],]|\s|(?=[^\x00-\x7f]))|[a-h]\s*[.、:)])"
)
_LABEL_AT_END = re.compile(r"(?<![A-Za-z])([A-H])\s*\n\s*[.、:)\w]")
_TYPE_AND_NUMBER = re.compile(rf"(?:{TYPE_WORDS})题?\s*(?:\d|[(\[第]\s*\d)")
# 永久（三）判断题, 永久多项选择题: the heading of the next part behind the last option.
_HEADING_BEHIND = re.compile(
    rf"[^\s、和及与或是为](?:\s*[(\[]?[一二三四五六七八九十]{{1,2}}[)\].、]|第[一二三四五六]部分)?\s*(?:{TYPE_WORDS})题\s*(?:\([^()]*\)\s*)?\Z"
)
# A further line that ends with a blank or an answer in brackets, as stems do.
_STEM_LINE = re.compile(rf"\n[^\n]{{4,}}{BRACKET}[\s。.]*(?:\n|\Z)")
_MARK_INSIDE = re.compile(TYPE_MARK)
_FIELD_INSIDE = re.compile(r"(?:法律依据|知识点|难度|解析|分值|考点)\s*:")
# A line of an option that begins with a name in brackets, as labels do: 【温馨提示】…
_FRAMED_LINE = re.compile(r"\n\s*\[[一-鿿]{2,8}\]")
# Each with a sign that it holds, if there is one: most texts hold none, and need not be searched.
_OF_ANOTHER = (
    (":", _FIELD_INSIDE), ("\n", _FRAMED_LINE), ("\n", _LABELLED_LINE), ("", _TYPE_AND_NUMBER), ("", _MARK_INSIDE),
    ("", _HEADING_INSIDE), ("题", _HEADING_BEHIND), ("\n", _STEM_LINE),
)  # fmt: skip
# A stem that ends in the midst of a sentence, before an option with the blank: the letter of a word was taken for a label.
# A number alone on its line in the midst of a stem: that of a page, or of the text.
_NUMBER_LINE = re.compile(r"\S[^\S\n]*\n[^\S\n]*\d{1,4}[^\S\n]*\n")
_NUMBER_AT_END = re.compile(r"[。?!][^\S\n]*\d{1,4}\s*\Z")  # …办理。4
_BROKEN_OFF = re.compile(r"[,、一-鿿]\s*$")
_BLANK = re.compile(r"[(]\s+[)]|\(\)\s*[。.]?$|_{2,}")
_SIGN = re.compile(r"[(\[]\s*[√×✓✗]\s*[)\]]")
# （　　）o, …标准是Oo, …可以0。 with no other bracket: a stop, or a bracket, that a scan read as a letter.
# 输出是（　　） above a program, or a program and 的结果是？ below it: the first line is no title.
_ASKS_OF_CODE = re.compile(r"(?:[^\n]*[?:)。]\s*\n)?(?=[^\n]*[A-Za-z_])[\x00-\x7f]+(?:\n[^\n]+)?")
_MISREAD_END = re.compile(r"\)[^\S\n]*[oO0]\s*\Z|\A[^()\[\]_]*[一-鿿][^\S\n]*[oO0](?:[oO0]|。)\s*\Z")
# Lines behind the blank that ends a statement, and what no stem goes on with before options: 12, B, 注：…
_BEHIND_BLANK = re.compile(r"(?:[(\[]\s*[)\]]|_{2,})[\s。.]*\n")
_STRAY_LINE = re.compile(
    r"(?:[(\[]\s*[)\]]|_{2,}|[。?])[^\S\n]*[。.]?\s*\n\s*(?:\d{1,3}|[A-H]|注\s*:[^\n]*)\s*\Z"
)
_LABEL = re.compile(r"[(\[]?[A-L]\s*[.、:)\]]\s*\S")
_UNLABELLED = re.compile(r"(?![(\[]?[A-L]\s*[.、:)\]])\w")
_INNER_NUMBER = re.compile(r"(?<![\d.])(\d{1,4})\s?[.、](?!\d)|\n\s*[(\[](\d{1,4})[)\]]")
_FEWEST_BEFORE = 5  # characters before a number inside a stem
_FEWEST_TABBED = _FEWEST_TYPED = 2
_FEWEST_ALIKE, _NEARLY_ALL = 5, 0.8
_SHORT_LINE = 16  # no page is so narrow
_NARROWEST = 20  # full line of a sentence that goes on
_NEARLY = 3  # characters that two full lines may differ by


def tell_doubts(parsed: Sequence[Parsed], layout: str) -> list[Parsed]:
    """Warn of each question whose text may hold a number, a title or another question; those that may hold another one."""
    usual = _usual_options(parsed)
    merged = []
    typed = sum(begins_with_type(entry.stem) for entry in parsed)
    for entry in parsed:
        if any(said.code == "stem-doubtful" for said in entry.problems) or is_followed(entry):
            merged.append(entry)
        elif UNCUT_NUMBER.match(fold(entry.stem)):
            entry.warn("stem-doubtful", "的题干开头像是题号，请核对。")
        elif typed >= _FEWEST_TYPED and begins_with_type(entry.stem):
            entry.warn("stem-doubtful", "的题干开头像是题型，请核对。")
        elif message := _merged(entry):
            entry.warn("stem-doubtful", message)
            merged.append(entry)
        elif message := _doubt(entry, layout):
            entry.warn("stem-doubtful", message)
        elif (
            any(map(_holds_option, entry.options))
            or _lacks_option(entry, usual)
            or _lacks_label(entry)
            or _stands_apart(entry)
            or holds_next_option(entry)
        ):
            entry.warn("option-doubtful", "的选项里另有一行或一个编号，可能有选项没有分开，请核对。")
    return merged


def _merged(entry: Parsed) -> str:
    """Why the question may hold another one; empty where it does not."""
    if holds_question(entry) or holds_sides(entry) or holds_statement(entry) or holds_fields(entry):
        return "里像是还并入了另一道题，请核对。"
    if holds_mark(entry):
        return "里有另一题的题型标记，答案和题型可能是另一题的，请核对。"
    return "的题干里像是还有另一题的选项，请核对。" if holds_options(entry) else ""


def _doubt(entry: Parsed, layout: str) -> str:
    """What else may be wrong with the stem; empty where nothing is."""
    stem = fold(entry.stem)
    if _OPEN_MARK.match(stem):
        return "的题干开头像是题型的标注，请核对。"
    if _NUMBER_LINE.search(stem):
        return "的题干中间另有一行数字，可能是页码，请核对。"
    if _NUMBER_AT_END.search(stem):
        return "的题干在句末之后还有一个数字，可能是页码，请核对。"
    if _counts_anew(entry, stem):
        return f"的题干里又有题号 {entry.block.number}，前面可能是标题，请核对。"
    if _HEADING_INSIDE.search(stem):
        return "的题干里像是还有一个标题，请核对。"
    if entry.type == "true_false" and _FIELD_INSIDE.search(stem):
        return "的题干里像是还有别的栏目，请核对。"
    if _BROKEN_OFF.search(stem) and entry.options and _BLANK.search(fold(entry.options[0].text)):
        return "的题干像是在中间断开了，请核对题干和选项。"
    if len(_SIGN.findall(stem)) > 1:
        return "的题干里有几处对错，像是并入了别的题，请核对。"
    if _STRAY_LINE.search(stem) or (entry.type == "true_false" and _BEHIND_BLANK.search(stem)):
        return "的题干在括号或句末之后还有一行，请核对是否属于题干。"
    if _MISREAD_END.search(stem) and entry.options:
        return "的题干末尾像是认错的括号或句号，请核对。"
    if layout == "unnumbered" and "\n" in stem and not _ASKS_OF_CODE.fullmatch(stem.strip()):
        return "的题干有几行，开头的几行可能是标题或说明，请核对。"
    return ""


def _counts_anew(entry: Parsed, stem: str) -> bool:
    """Whether the number of the question stands in its stem again, and counts nothing there (1、… 2、…)."""
    if not entry.block.number.isdigit() or not (entry.options or entry.type == "true_false"):
        return False
    number = int(entry.block.number)
    again = {int(match[1] or match[2]) for match in _INNER_NUMBER.finditer(stem, _FEWEST_BEFORE)}
    return number in again and not again & {number - 1, number + 1}


def _holds_option(option: DraftOption) -> bool:
    """Whether an option has a line that begins or ends as another one does, or holds the head of another question."""
    folded = fold(option.text)
    ends = (match[1] > option.label for match in _LABEL_AT_END.finditer(folded))
    return any(sign in folded and pattern.search(folded) for sign, pattern in _OF_ANOTHER) or any(ends)


def _lacks_option(entry: Parsed, usual: int) -> bool:
    """Whether an option of two lines may hold one that lost its label: others have one more, or no line was full."""
    broken = [option.text for option in entry.options if "\n" in option.text]
    if broken and len(entry.options) == usual - 1:
        return True
    if len(broken) != 1:
        return False
    first, *later = broken[0].split("\n")
    longest = max(map(len, later))
    if max(len(first), longest) <= _SHORT_LINE:
        return True
    return broken[0] == entry.options[-1].text and _breaks_early(entry, first, longest)


def _lacks_label(entry: Parsed) -> bool:
    """Whether options parted by tabs have a further one without a label among them: C. …⇥D. …⇥…"""
    for line in entry.block.lines:
        if "\t" not in line.text:
            continue
        cells = [fold(cell).strip() for cell in line.text.split("\t")]
        labelled = sum(_LABEL.match(cell) is not None for cell in cells)
        texts = [cell for cell in cells if any(option.text.endswith(cell) for option in entry.options)]
        if labelled >= _FEWEST_TABBED and any(_UNLABELLED.match(cell) for cell in texts):
            return True
    return False


def _breaks_early(entry: Parsed, first: str, longest: int) -> bool:
    """Whether the line with the label of the last option is too short to have been full where the text goes on below."""
    ends = (line.text.strip() for line in entry.block.lines if line.text.rstrip().endswith(first))
    width = max(map(len, ends), default=longest)
    return width <= _NARROWEST or width + _NEARLY < longest


def _stands_apart(entry: Parsed) -> bool:
    """Whether blank lines set what the last option goes on with apart, more of them than stand between the options."""
    first, *later = entry.options[-1].text.split("\n") if entry.options else [""]
    texts = [line.text.strip() for line in entry.block.lines]
    at = next((at for at in range(len(texts) - 1, -1, -1) if texts[at].endswith(first)), 0)
    labelled = [place for place in range(at + 1) if _LABEL.search(fold(texts[place]))]
    if not later or not labelled:
        return False
    between = max((second - first for first, second in pairwise(labelled)), default=1)
    following = next((place for place in range(at + 1, len(texts)) if texts[place]), at)
    return following - at > between and not texts[following].startswith("〔")


def _usual_options(parsed: Sequence[Parsed]) -> int:
    """How many options nearly all questions of choice have; 0 where they differ."""
    counts = Counter(len(entry.options) for entry in parsed if entry.options)
    count, times = counts.most_common(1)[0] if counts else (0, 0)
    return count if times >= _FEWEST_ALIKE and times >= _NEARLY_ALL * counts.total() else 0
