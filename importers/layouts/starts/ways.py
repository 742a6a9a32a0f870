"""Where questions begin in running text: one function a layout. They compete; `flow.py` takes the best reading.

A layout is a function from `Text` to {line index: Start}. To add one, write it here or in a file of its own and put it
into `LAYOUTS`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from importers.answers import TYPE_WORDS
from importers.containers.blocks import Line
from importers.field_words import WORDS
from importers.layouts.evidence import MARK, MARKED
from importers.layouts.lines.headings import Heading
from importers.layouts.questions.labels import label_of
from importers.layouts.shapes import CHOICE, OPTION
from importers.layouts.starts.coded import coded
from importers.layouts.starts.leading import leading_questions
from importers.layouts.starts.opened import opened
from importers.layouts.starts.order import numbered_lines
from importers.layouts.starts.unnumbered import unnumbered
from importers.layouts.text import Start, Text
from importers.normalise import fold
from importers.numbering import from_chinese

# ( B )1. …: the answer in a bracket before the number.
_FILLED = r"[(\[]\s*(?:[A-L](?:[\s,、;/]*[A-L])*|[√×✓✗✔✘对错TFX]|正确|错误)?\s*[)\]]|[√×✓✗✔✘]"
_ORNAMENT = r"[\s★☆▲△●■◆※*•]*"
_NUMBER = re.compile(
    rf"{_ORNAMENT}(?P<mark>{MARK}\s*|(?:{_FILLED})\s*(?=\d+\s*[.、](?!\d)|\d{{1,3}}\s+[A-Z_]))?{_ORNAMENT}(?:\[?第\s*(?P<di>\d{{1,5}})\s*题\]?|[(\[]\s*(?P<bracket>\d{{1,5}})\s*[)\]]|"
    r"[\[(]?(?:题目|题干|问题|试题|考题|例题|习题|变式|练习|场景|题|例|Question|[Qq])\s*(?P<word>\d{1,4})(?![\d.]*\d)[\])]?|"
    rf"(?P<kind>(?:{TYPE_WORDS})题?)\s*(?P<typed>\d{{1,4}})(?=\s*[.、:])|(?P<named>\[(?:变式|例)\](?=\s*[\[(])|例\s*(?=[、:]))|"
    r"(?P<sep>\d{1,5})\s*(?P<sign>[.、):。\\]|,(?!\d{3})|[-—–](?=\s?[^\s\d-]))|(?P<bare>\d{1,4}(?=\s|[^\d\s%年月日.,:\-~/°℃·]|$)|\d{1,2}(?=(?:19|20)\d\d年)))[ \t]*(?:[.、:]|(?<=\d)。(?=[^\S\n]*\S))?[ \t]*"
)
_SLIPS = str.maketrans("。\\", ".、")  # 4。 and 4\ are slips of the hand
_SIGN = re.compile("[√×✓✗✔✘]")
_EMPTY = re.compile(r"[(\[]\s*[)\]]")
_FILLED_NUMBER = re.compile(rf"\s*(?:{_FILLED})\s*\d{{1,4}}(?:\s*[.、](?!\d)|\s+[A-Z_])")
_FILLED_ALONE = re.compile(rf"\s*(?:{_FILLED})[\s。.]*")
_ANSWERED_TWICE = re.compile(
    rf"\s*[(\[]\s*(?:[√×✓✗✔✘对错]|正确|错误)\s*[)\]]\s*\d{{1,4}}\s*[.、](?!\d).*[(\[]\s*{CHOICE}\s*[)\]].*A\s*[.、:].*B\s*[.、:]"
)
_PLAIN_NUMBER = re.compile(r"\s*\d{1,4}\s*[.、](?!\d)")
# 1.2米 and 2021.9.1 at the head of a line; 1.2025年 and 2.3.5倍 are questions.
_DECIMAL = re.compile(r"\d{4}\.\d{1,2}\.\d{1,2}(?!\d)|\d+[.,]\d{1,3}(?!\d|\.\d)")
_CHINESE_NUMBER = re.compile(r"\s*(?P<number>[一二三四五六七八九十百]{1,5})\s*[、.][ \t]*")
# 第2题, and 典型例题2：, 【例2】, alone on the line above the stem (folded)
_ORDINAL = re.compile(r"\s*\[?第\s*(\d{1,4})\s*题\]?\s*:?\s*")
_NAMED_ORDINAL = re.compile(r"\s*\[?[一-鿿]{0,4}[题例]\s*(\d{1,4})\]?\s*:?\s*")
_ID = re.compile(r"\s*(\d{1,9})\s*[.、]?\s*")
_STEM_LABEL = re.compile(rf"\s*\[?(?:{'|'.join(WORDS['stem'])})\]?\s*:|\s*\[(?:题干|题目|试题)\]")


def numbered(text: Text) -> dict[int, Start]:
    """1. / 1、 / （1） / 第1题 before the stem, or nothing between number and stem where the order tells."""

    def value(match: re.Match[str]) -> tuple[int | None, str]:
        filled = match["mark"] is not None and not MARKED.match(match["mark"])
        said = filled and not _EMPTY.match(match["mark"]) and not _SIGN.match(match["mark"])
        if said and not first:
            return None, ""
        if match["sep"] and match["sign"] in ".," and _DECIMAL.match(match.string, match.start("sep")):
            return int(match["sep"]), "decimal"
        if match["named"]:
            return 0, "word"
        for style in ("di", "bracket", "word", "typed", "sep", "bare"):
            if match[style]:
                sign = (match["sign"] or "").translate(_SLIPS) if style == "sep" else ""
                return int(match[style]), style + sign + ("filled" if filled else "")
        return None, ""

    first = answers_first(text.folded)
    starts = numbered_lines(text, _NUMBER, value)
    return dict(sorted((leading_questions(text, starts) | starts).items()))


def answers_first(folded: Sequence[str]) -> bool:
    """Whether most numbers of the file stand behind a bracket, ( B )1. …; (A) 1. alone is an option.

    Where the last bracket of a part stands alone on its line, each answers the question before it: (√)2. …; so where
    one stands before a question that has its own answer: (√)4. …的有（AB）A. ….
    """
    filled = sum(_FILLED_NUMBER.match(line) is not None for line in folded)
    plain = sum(_PLAIN_NUMBER.match(line) is not None for line in folded)
    of_others = any(_FILLED_ALONE.fullmatch(line) or _ANSWERED_TWICE.match(line) for line in folded)
    return filled > plain and not of_others


def chinese_numbered(text: Text) -> dict[int, Start]:
    """一、 二、 before the stem."""
    untyped = {at: heading for at, heading in text.headings.items() if not heading.chapter}
    return numbered_lines(
        Text(text.lines, text.folded, untyped),
        _CHINESE_NUMBER,
        lambda match: (from_chinese(match["number"]), "chinese"),
    )


def identified(text: Text) -> dict[int, Start]:
    """A number (of a database, in no order) alone on the line before the stem."""
    starts = {}
    for at, folded in enumerate(text.folded[:-1]):
        match = _ID.fullmatch(folded)
        if match and at not in text.headings:
            following = next((line for line in text.folded[at + 1 : at + 4] if line.strip()), "")
            if following and not OPTION.match(following) and not _ID.fullmatch(following):
                starts[at] = Start(match[1], (0, len(folded)))
    return starts


def marked(text: Text) -> dict[int, Start]:
    """[单选] or 【判断题】 on or before each stem."""
    starts = {}
    for at, folded in enumerate(text.folded):
        match = MARKED.match(folded)
        if not match:
            continue
        number = _NUMBER.match(folded)
        if number and number["mark"] and MARKED.match(number["mark"]):
            value = number["sep"] or number["di"] or number["bracket"] or number["word"] or number["bare"]
            starts[at] = Start(value or "", (number.end("mark"), number.end()))
        else:
            starts[at] = Start("")
    return starts


def labelled(text: Text) -> dict[int, Start]:
    """题目：, 题干： before each stem; a record begins with the fields that stand above the first stem of the file."""
    stems = [at for at, folded in enumerate(text.folded) if _STEM_LABEL.match(folded)]
    if not stems:
        return {}
    labels = [label_of(folded) for folded in text.folded]
    first = next(at for at in range(stems[0], -1, -1) if not at or not labels[at - 1])
    above = set(labels[first : stems[0]])
    heads = [
        next(at for at in range(stem, -1, -1) if not at or labels[at - 1] not in above) for stem in stems
    ]
    ordinal = _NAMED_ORDINAL if _count_on(text, heads) else _ORDINAL
    return dict(_below_number(text, at, ordinal) for at in heads)


def _count_on(text: Text, heads: Sequence[int]) -> bool:
    """Whether names with numbers above the records count on from the first record: 参见例题3 ends an explanation."""
    above = [_above(text, at) for at in heads]
    found = [_NAMED_ORDINAL.fullmatch(text.folded[at]) if at not in text.headings else None for at in above]
    numbers = [int(match[1]) for match in found if match]
    on = all(before < after for before, after in pairwise(numbers))
    return found[0] is not None and on and len(numbers) > max(1, len(heads) // 2)


def _above(text: Text, at: int) -> int:
    """The filled line above the line `at`; this itself where there is none."""
    return next((line for line in range(at - 1, -1, -1) if text.folded[line].strip()), at)


def _below_number(text: Text, at: int, pattern: re.Pattern[str]) -> tuple[int, Start]:
    """Where the record begins whose first field stands at `at`: with 【第2题】 alone on the line above, if that is there."""
    above = _above(text, at)
    ordinal = pattern.fullmatch(text.folded[above])
    return (above, Start(ordinal[1], (0, len(text.folded[above])))) if ordinal else (at, Start(""))


LAYOUTS: tuple[tuple[str, Callable[[Text], dict[int, Start]]], ...] = (
    ("coded", coded),  # first, for 1.1, 1.2 may be taken for 1, 1
    ("numbered", numbered),
    ("marked", marked),
    ("identified", identified),
    ("labelled", labelled),
    ("opened", opened),
    ("chinese-numbered", chinese_numbered),
    ("unnumbered", unnumbered),
)


def text_of(lines: Sequence[Line], headings: dict[int, Heading]) -> Text:
    return Text(lines, [fold(line.text) for line in lines], headings)
