"""The places of a text that may be the number of a question that runs on behind another one (`run_on.py` counts on through them)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from importers.layouts.shapes import ANSWER, TYPE_MARK

# "3.5" and "3、5" are numbers of questions only where a sentence or an answer ends before them, or a line begins.
NUMBER = re.compile(
    r"(?=[第(\[\d])(?:"  # at all other characters a search passes on at once
    r"(?P<word>第\s*\d{1,4}\s*题\s*[.、:]?|\[(?:题干|题目|试题)\s*\d{1,4}\])|(?P<bracket>[(\[]\s*\d{1,4}\s*[)\]]\s*[.、]?)|"
    r"(?P<point>(?<!\d)(?<!\d\.)\d{1,7}\s?[.、\\](?!\d)|(?:^|(?<=[)\]。?!;:A-L√×题])(?<![A-L]:)|(?<=[)\]。?!;√×题确误] ))\d{1,4}[.、]|(?<![\d.、])\d{1,3}[.、](?=\d{4}\s?年))|"
    r"(?P<close>(?<![(\[\d.])\d{1,4}\s?\)))",
    re.M,
)
# D.123486、…: the number behind an option that is a number itself; only the one that counts on is one.
_TAIL = re.compile(
    r"(?<=[A-L.、) \t-])\d{2,12}(?=\s?[.、](?!\d))"
)  # at the head of a line all of it is the number
# 答案：正确25、…: the number of a page before that of the next question, behind an answer.
_PAGED = re.compile(
    rf"(?:答案\]?\s*:?\s*{ANSWER}|[(\[]\s*{ANSWER}\s*[)\]])[^\S\n]*。?(?P<digits>\d{{2,6}})(?=\s?[.、](?!\d))"
)
_LONGEST_TAIL, _LONGEST_BARE = 3, 5
_NEAR = 4
_LONGEST_MARK = 60
LONGEST_QUESTION = 2000  # with its options
_UNIT = re.compile("[个天人元次份名时分秒倍件级岁周小家处台米公万亿条步]")  # 满2天2 违法行为…
# D 三年2 违法…, 答 C 3机密…: nothing but a blank, or nothing at all, between a number and its question.
_BEHIND_BARE = r"(?=\s*(?:[(\[]\s*[A-L]{0,6}\s*[)\]]|[(\[《“])?\s*[一-鿿])"
_BARE = re.compile(rf"(?<![\d.第])\d{{1,12}}(?!\s*[题页章节条款项]|[年月日]){_BEHIND_BARE}")
# What stands behind such a number where it is that of a question: a stem, a blank or what ends a question, two options with signs.
_ASKS = re.compile(
    r"[^\n]{4,200}?(?:[(\[]\s*[)\]]|[?:])[\s。]*[(\[]?A\s?[.、:)](?=[^\n]*\n?[^\n]*?(?<![A-Za-z])B\s?[.、:)])"
)
_SAID = re.compile("答案|解析")
BARE_NUMBER = re.compile(rf"(\d{{1,5}})\s*{_BEHIND_BARE}")
_FIRST, _SECOND = (re.compile(rf"(?<![A-Za-z]){letter}(?![A-Za-z])") for letter in "AB")
_MARK = re.compile(rf"\s*{TYPE_MARK}\s*")
_MARK_BEFORE = re.compile(_MARK.pattern + "$")
_QUOTE = re.compile("[“”]")
_ANSWER = re.compile(rf"\s*[(\[]\s*{ANSWER}\s*[)\]][\s。.]*")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place that may be a number, and how that is written."""

    at: int
    value: int
    style: str
    marked: bool = False  # 【题干1】, or a type before or behind the number: a part may begin there, with 1
    decimal: bool = False  # 3.5倍, 3天, the 3 of 13: less likely the third question
    page: int = 0  # digits before it that are the number of a page
    sure: bool = True  # else it may as well be part of a number, or a number in a sentence: only the next in order is one


def spots_in(folded: str, begin: int, end: int, led: bool) -> list[Spot]:
    """The spots between `begin` and `end`, in order; `led` by answers are the numbers of the file."""
    signed = list(_signed(folded, begin, end, led))
    pages = {spot.at: spot for spot in _behind_pages(folded, begin, end)}
    tails = [spot for spot in _tails(_TAIL, folded, begin, end, "point", 1) if spot.at not in pages]
    tails += [*pages.values(), *_unsigned(folded, begin, end, signed)]
    values = {spot.value for spot in chain(signed, tails)}
    return sorted([*signed, *(tail for tail in tails if tail.value - 1 in values)], key=lambda spot: spot.at)


def bare_spots(folded: str, begin: int, end: int) -> list[Spot]:
    """The numbers with no sign, before or behind which the next one stands, with options between them.

    A number that counts on as a whole has no other one at its end.
    """
    found = list(_tails(_BARE, folded, begin, end, "bare", 0))
    earlier: dict[int, list[Spot]] = {}
    kept: set[Spot] = set()
    whole = 0  # how far a number reaches that counts on
    for spot in found:
        if spot.at < whole:
            continue
        for before in earlier.get(spot.value - 1, [])[-_NEAR:]:
            if spot.at - before.at <= LONGEST_QUESTION and _holds_options(folded, before.at, spot.at):
                kept |= {before, spot}
                whole = spot.at + len(str(spot.value))
        earlier.setdefault(spot.value, []).append(spot)
    return [spot for spot in found if spot in kept]


def _holds_options(folded: str, begin: int, end: int) -> bool:
    first = _FIRST.search(folded, begin, end)
    return first is not None and _SECOND.search(folded, first.end(), end) is not None


def _signed(folded: str, begin: int, end: int, led: bool) -> Iterator[Spot]:
    """Numbers with a sign or a word."""
    for match in NUMBER.finditer(folded, begin, end):
        near = max(begin, match.start() - LONGEST_QUESTION)  # what stands farther off tells nothing
        before = folded[max(near, folded.rfind("\n", near, match.start()) + 1) : match.start()]
        if before.count("“") > before.count("”") and _closes(folded, match.end()):
            continue  # a number within a quotation
        mark = _MARK_BEFORE.search(before, max(0, len(before) - _LONGEST_MARK))
        lead = before[: mark.start()] if mark else before
        behind = not led and _ANSWER.fullmatch(lead)  # the answer of the question before
        if lead.strip() and not behind and not re.search(r"\w", re.sub(r"[(\[][^()\[\]]*[)\]]", "", lead)):
            continue  # an answer or a sign before the number of a line
        at = match.start() - (len(mark[0]) if mark else 0)
        framed = match[0].startswith("[")  # 【题干1】 is nothing else
        marked = mark is not None or framed or _MARK.match(folded, match.end()) is not None
        decimal = folded[match.end() : match.end() + 1].isdigit()
        yield Spot(at, int(re.sub(r"\D", "", match[0])), match.lastgroup or "", marked, decimal)


def _closes(folded: str, at: int) -> bool:
    """Whether the quotation that is open at `at` is closed before another one opens."""
    sign = _QUOTE.search(folded, at, at + LONGEST_QUESTION)
    return sign is not None and sign[0] == "”"


def _behind_pages(folded: str, begin: int, end: int) -> Iterator[Spot]:
    """The numbers behind those of pages, which stand right behind an answer."""
    for match in _PAGED.finditer(folded, begin, end):
        first, stop = match.span("digits")
        for at in range(max(first + 1, stop - _LONGEST_TAIL), stop):
            if folded[at] != "0":
                yield Spot(at, int(folded[at:stop]), "point", page=at - first, sure=False)


def _unsigned(folded: str, begin: int, end: int, signed: Sequence[Spot]) -> Iterator[Spot]:
    """The numbers without a sign that are missing among the `signed` ones: 【解析】…30 日4 王某的…（ ）A、… B、…【解析】….

    The answer of the question before stands before such a number, and its own behind its options.
    """
    values = {spot.value for spot in signed}
    marks = [spot.at for spot in signed]
    for match in _BARE.finditer(folded, begin, end):
        value = int(match[0])
        missing = value - 1 in values and value not in values
        asks = _ASKS.match(folded, match.end()) if missing else None
        if asks is None:
            continue
        near = bisect_left(marks, match.start())  # no such number is one of the marks
        before = marks[near - 1] if near else begin
        behind = marks[near] if near < len(marks) else end
        if _SAID.search(folded, before, match.start()) and _SAID.search(folded, asks.end(), behind):
            yield Spot(match.start(), value, "point", decimal=True, sure=False)


def _tails(
    pattern: re.Pattern[str], folded: str, begin: int, end: int, style: str, kept: int
) -> Iterator[Spot]:
    """What the digits of each match end in, as numbers; at least `kept` digits stay before."""
    for match in pattern.finditer(folded, begin, end):
        first = match.start() + kept
        longest = _LONGEST_TAIL if kept or match.end() - first > _LONGEST_BARE else _LONGEST_BARE
        for at in range(max(first, match.end() - longest), match.end()):
            if folded[at] != "0":
                unlikely = at > match.start() + kept or _UNIT.match(folded, match.end()) is not None
                yield Spot(at, int(folded[at : match.end()]), style, decimal=unlikely, sure=False)
