"""The entries of a key: how the answers to one, to several or to a range of questions are written on a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from importers.layouts.evidence import ANSWER_AND_REASON
from importers.layouts.lines.headings import heading_of
from importers.layouts.shapes import CHOICE, NUMBER_ALONE
from importers.normalise import fold

_TRUTHS = r"[✅❌]\s*(?:对|错误|错|正确)?|√|×|✓|✔|✗|✘|对|错误|错|正确|是|否|[TFYNVX](?![A-Za-z])"
_ONE = rf"(?:[A-La-l](?:[,、;/&]?[A-La-l])*|{_TRUTHS})"
# Beside its own number an answer may also hold blanks: 1. A B  2. C.
_WIDE = rf"(?:[A-La-l](?:[,、;/&\s]{{0,3}}[A-La-l])*(?![A-Za-z])|{_TRUTHS})"
# 1. / (1) / 第1题 / 1， / 题1： / Q1: / • 1. before an answer.
_BEFORE_NUMBER = r"(?:第\s*|[•·●]\s*|(?:题目?|[Qq])\s*(?=\d))?[(\[]?"
_BEHIND_NUMBER = r"[)\]]?\s*题?\s*(?:[.、:]|,(?!\d))?"
_DASH = r"\s*[-—–~～至到]+\s*"
_RANGE = re.compile(rf"[(\[]?\s*(\d{{1,4}}){_DASH}(\d{{1,4}})\s*[)\]]?\s*题?\s*[.、:]?\s*")
# 1-5 BBBAB  6 B: between the ranges single numbers may stand.
_RANGE_OR_NUMBER = re.compile(
    rf"{_RANGE.pattern}|(?<=[\s,;、。])(\d{{1,4}})\s*[.、:\s]\s*(?={_ONE}(?![A-Za-z]))"
)
_PAIRS = re.compile(rf"(?:\s*{_BEFORE_NUMBER}\d{{1,4}}{_BEHIND_NUMBER}\s*\(?{_WIDE}\)?[\s,;、。.]*)+")
_PAIR = re.compile(rf"[(\[]?(\d{{1,4}}){_BEHIND_NUMBER}\s*\(?({_WIDE})\)?(?![A-Za-z])")
# 1.D（第十二条） 2.B, （1）×，应为甲（2）√: an answer may have its reason behind it, up to the next number with an answer.
_REASONED = re.compile(
    rf"{_BEFORE_NUMBER}(\d{{1,4}}){_BEHIND_NUMBER}\s*\(?({_WIDE})\)?(?![A-Za-z])"
    rf"(?:[,;](?=[^\x00-\x7f]))?(\s*\((?!\s*\d{{1,4}}\s*\))[^()]{{2,40}}\)|(?<=[,;])[^()\d]{{2,60}}?|)[\s,;、。.]*"
    rf"(?=$|{_BEFORE_NUMBER}\d{{1,4}}{_BEHIND_NUMBER}\s*\(?{_WIDE})"
)
_ALL_REASONED = re.compile(rf"\s*(?:{_REASONED.pattern}){{2,}}")
_LIST = re.compile(rf"(?:\s*{_ONE}[\s,;、。]+)*\s*{_ONE}[\s。]*")
_JUDGEMENTS = re.compile(r"(?:(?:对|错|√|×|正确|错误)[\s、,;。]*){3,}")
_SIGNS = re.compile(r"[√×✓✗✅❌\s]+")
# 【答案】, 【答案及解析】, 【解析】【答案】
_LABEL = rf"(?:\[?(?:答案)?(?:解析|详解)\]?\s*:?\s*(?=\[?(?:参考|正确|标准)?答案))?\[?(?:{ANSWER_AND_REASON}|(?:参考|正确|标准)?答案)\]?\s*:?"
# 5.【答案解析】本题正确选项为 B 选项，…: the answer in the first words of its reason.
_IN_WORDS = (
    r"(?:\[?(?:答案|试题)?(?:解析|详解)\]?\s*:?\s*)?[本此该]题的?正确(?:选项|答案)(?:应该?)?[为是选](?:选项)?"
)
_TOLD = re.compile(
    rf"\s*{_BEFORE_NUMBER}(\d{{1,4}}){_BEHIND_NUMBER}\s*(?:{_IN_WORDS}|{_LABEL})?\s*({_WIDE}|全选|以上(?:都是|全选))(?![A-Za-z])"
    r"\s*(?:选?项)?\s*(?:[。.;,:]|\s|(?=[\[(解])|(?<=[√×✓✗✔✘])|$)(?:[-—–]+\s+)?(?P<rest>.*)",
    re.S,
)
# 14. 前三个（A、B、C）和最后一个（E）
_BY_PLACE = re.compile(
    rf"\s*(\d{{1,4}})\s*[.、:]\s*(?P<rest>(?:[前后首末第最一二三四五六七八九十两几个项]{{2,6}}\({CHOICE}\)[、,和与及]?){{1,3}})[\s。.]*"
)
_INLINE_HEADING = re.compile(
    r"^(?P<head>[^\d:]{1,30}?[题选断择空]\]?)\s*(?:\([^()]*[题分共][^()]*\))?+\s*:?\s*(?=[(\[]?\d|[A-L√×])"
)
_CHOICES = re.compile(r"(?:[一二三四五六七八九十]{1,3}\s*[、.]\s*)?选择")  # for 选择题
_ANSWERED_RANGE = re.compile(rf"{_RANGE.pattern}(?:{_ONE}(?![A-Za-z一-鿿])|[A-L]{{2,}})")
_NUMBER_HEAD = re.compile(rf"\s*{_BEFORE_NUMBER}\d{{1,4}}{_BEHIND_NUMBER}")
_LABELLED = re.compile(rf"\s*{_LABEL}")
# What stands before the entries on one line: 答案：1-5 ABCDA, 单选题答案：1.A 2.B.
_ANNOUNCED = re.compile(
    r"\s*[(\[]?[^。?;:!()\d]{0,24}?(?:参考|标准|正确)?答案[)\]]?\s*:?\s*"
    r"(?=(?:第\s*)?[(\[]?\d|(?:(?:对|错|√|×|正确|错误)[\s、,;]*){3}|"
    r"[(\[]?(?:单项?选?|多项?选?|不定项|判断|是非|选)[选择]{0,2}题?[)\]]?\s*:)"
)
# 二、1. C  2. B: the key of the part that is numbered so.
_ORDINAL = re.compile(
    r"\s*(?:第\s*(?=[一二三四五六七八九十]+(?:部分|大题)))?([一二三四五六七八九十]{1,3})(?:\s*[、.:]|部分|大题)\s*[、.:]?\s*"
    rf"(?=[(\[]?\d{{1,3}}\s*[)\].、:\-~—至]|(?:{_LIST.pattern}|{_SIGNS.pattern})$)"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """The answer to the question `number`; `rest` is where the text behind it begins on the folded line, or None; it ends at `stop`."""

    number: str
    said: str
    rest: int | None = None
    stop: int | None = None


@dataclass(frozen=True, slots=True)
class Range:
    """1-5: ABCDA, or a single number between ranges: `parts` are its answers, whose count may differ from that of the numbers."""

    written: str
    said: str
    numbers: range
    parts: list[str]

    @property
    def fits(self) -> bool:
        """Whether each number has its one answer; 5-1 has no numbers."""
        answers = all(re.fullmatch(_ONE, part) for part in self.parts)
        return answers and 0 < len(self.numbers) == len(self.parts)


def is_key_line(text: str) -> bool:
    """A line that can be nothing but part of a key: several pairs, or a range with its answers."""
    announced, rest = without_announcement(text)
    folded = fold(rest).strip()
    if _PAIRS.fullmatch(folded) and len(_PAIR.findall(folded)) >= (2 if announced else 3):
        return True
    if announced and (_JUDGEMENTS.fullmatch(folded) or _ALL_REASONED.fullmatch(folded)):
        return True
    head, listed = without_heading(rest)
    answers = fold(listed).strip()
    if head and (_LIST.fullmatch(answers) or _SIGNS.fullmatch(answers)):  # 单选题：B C A D
        return len(re.findall(_ONE, answers)) >= 3
    if head and _PAIRS.fullmatch(answers):  # 选择：1B 2C 3A
        return len(_PAIR.findall(answers)) >= 3
    if not _RANGE.match(folded):
        return False
    _, *pieces = _RANGE.sub("\n", folded).split("\n")  # 1-5 A BC D A C   6-10 B …
    return _LIST.fullmatch(pieces[0].split("\t")[0] or "?") is not None or all(map(_LIST.fullmatch, pieces))


def is_entry(text: str) -> bool:
    """Whether a line of a key tells answers."""
    folded = fold(without_heading(without_announcement(text)[1])[1]).strip()
    numbered = (
        _TOLD.fullmatch(folded)
        or _BY_PLACE.fullmatch(folded)
        or _PAIRS.fullmatch(folded)
        or _ANSWERED_RANGE.match(folded)
    )
    return bool(numbered or _LIST.fullmatch(folded) or _SIGNS.fullmatch(folded))


def is_labelled_entry(text: str) -> bool:
    """1.【答案】B: a number and an answer that is called so, and no stem."""
    number = _NUMBER_HEAD.match(fold(text))
    return bool(number and _LABELLED.match(fold(text), number.end()) and is_entry(text))


def begins_entry(lines: Sequence[str]) -> bool:
    """Whether an entry begins the lines: on one line, or its number on a line of its own before 答案：A."""
    return is_entry(lines[0]) or (len(lines) > 1 and joined_entry(lines[0], lines[1]) is not None)


def joined_entry(number: str, text: str) -> str | None:
    """`1` and `[答案]：C` as the one entry that they are."""
    if not NUMBER_ALONE.fullmatch(fold(number)) or not _LABELLED.match(fold(text)):
        return None
    joined = f"{number.strip()} {text.strip()}"
    return joined if is_entry(joined) else None


def is_single_answer(text: str) -> bool:
    """One answer without a number."""
    return re.fullmatch(rf"\s*{_ONE}[\s。.]*", fold(text)) is not None


def without_announcement(text: str) -> tuple[str, str]:
    """答案：1-5 ABCDA as 答案： and the rest; so also 单选题答案：1.A 2.B."""
    folded = fold(text)
    match = _ANNOUNCED.match(folded) if "答案" in folded else None
    return (text[: match.end()], text[match.end() :]) if match else ("", text)


def without_heading(text: str) -> tuple[str, str]:
    if match := _ORDINAL.match(fold(text)):
        return text[: match.end()], text[match.end() :]
    match = _INLINE_HEADING.match(fold(text))
    head = match["head"] + ("题" if _CHOICES.fullmatch(match["head"]) else "") if match else ""
    if match and (found := heading_of(head)) and found.type:
        return text[: match.end()], text[match.end() :]
    return "", text


def ordinal_of(text: str) -> str:
    """The number of a part before its entries: 二 of 二、1. C 2. B; empty where none stands."""
    match = _ORDINAL.match(fold(text))
    return match[1] if match else ""


def entries_of(folded: str) -> list[Entry]:
    """The answers of a line that have their numbers beside them."""
    if _PAIRS.fullmatch(folded):
        return [Entry(number, said) for number, said in _PAIR.findall(folded)]
    if _ALL_REASONED.fullmatch(folded):
        told = _REASONED.finditer(folded)
        return [Entry(each[1], each[2], *(each.span(3) if each[3] else (None, None))) for each in told]
    if placed := _BY_PLACE.fullmatch(folded):
        return [Entry(placed[1], "、".join(re.findall("[A-L]", placed["rest"])), placed.start("rest"))]
    match = _TOLD.fullmatch(folded)
    return [Entry(match[1], match[2], match.start("rest"))] if match else []


def listed_in(folded: str) -> list[str]:
    """The answers of a line that has nothing but answers."""
    return re.findall(_ONE, folded) if _LIST.fullmatch(folded) or _SIGNS.fullmatch(folded) else []


def ranges_of(folded: str) -> list[Range]:
    """The ranges of a line that begins with one, and the single numbers between them."""
    if not _RANGE.match(folded):
        return []
    marks = list(_RANGE_OR_NUMBER.finditer(folded))
    ends = [*(later.start() for later in marks[1:]), len(folded)]
    found = []
    for match, stop in zip(marks, ends, strict=True):
        said = folded[match.end() : stop].strip(" ,;、。")
        first = int(match[1] or match[3])
        numbers = range(first, int(match[2] or first) + 1)
        ways = list(_ways(said))
        parts = next((parts for parts in ways if len(parts) == len(numbers)), ways[-1])
        found.append(Range(match[0].strip(), said, numbers, parts))
    return found


def _ways(said: str) -> Iterator[list[str]]:
    """The answers of a range: between blanks (A,B C), between commas (A,C), between both, or letter by letter."""
    for separator in (r"\s+", r"[,;、。]\s*", r"[\s,;、。]+"):
        yield [part.strip(",;、。") for part in re.split(separator, said) if part.strip(",;、。 ")]
    yield list(re.sub(r"[\s,;、。]", "", said))
