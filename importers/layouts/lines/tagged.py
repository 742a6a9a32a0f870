"""Lines that say of one question its type and its points (第1题 单选题 2分): they become the marks of that question."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Literal

from importers.answers import TYPE_WORDS
from importers.containers.blocks import Line
from importers.draft import Skipped
from importers.layouts.lines.traces import Traces
from importers.layouts.shapes import NUMBER_ALONE, TYPE_ALONE
from importers.normalise import fold, tidy

# 题型：单选题 客观题 分值10分 难度：简单 得分：10, 第1题 单选题 2分, 单选(2分)
_LEVEL = r"难(?:易程?)?度\s*:?\s*(?P<level>简单|容易|较易|一般|中等|较难|困难|[易中难])"
_POINTS = r"(?:分值|分数|得分|满分)\s*:?\s*\d{1,3}(?:\.\d{1,2})?\s*分?|\d{1,3}(?:\.\d{1,2})?\s*分"
_HEAD = re.compile(
    rf"\s*(?P<number>第\s*\d{{1,4}}\s*题|\d{{1,3}}(?=\s*/\s*\d{{1,3}}\s))?(?:\s*/\s*\d{{1,3}})?\s*(?:(?:题型|题目类型|试题类型)\s*:\s*)?\[?(?P<type>(?:{TYPE_WORDS})题?)\]?"
    rf"(?:\s*[,|]?\s*(?:[客主]观题|第\s*(?P<behind>\d{{1,4}})\s*题|{_LEVEL}|\(\s*(?:{_POINTS})\s*\)|{_POINTS}))+\s*"
)
_POINTS_ALONE = re.compile(r"\s*[(\[]?\s*\d{1,3}(?:\.\d{1,2})?\s*分\s*[)\]]?\s*")
_COUNTER = re.compile(r"\s*(?:题目|问题|试题|第)?\s*(\d{1,4})\s*/\s*(\d{1,4})\s*题?\s*")
_TYPED_NUMBER = re.compile(rf"\s*\[?(?P<type>(?:{TYPE_WORDS})题?)\]?\s*(?P<number>\d{{1,4}})\s*")  # 单选题1
_SEVERAL = 2
_NUMBERED = re.compile(r"\s*\d{1,4}\s*[.、](?!\d)\s*\S")
_Side = Literal["above", "below", "stem", ""]
# A type at the head of a line, or what counts the questions.
_TRACES = Traces(rf"\n[\s\d/第题]*(?:(?:题型|题目类型|试题类型)\s*:\s*)?\[?(?:{TYPE_WORDS})", r"\d\s*/\s*\d")


def heads_as_marks(lines: Sequence[Line]) -> tuple[list[Line], list[Skipped]]:
    """The lines with `第1题 [单选题]` for such heads, the numbers beside them on one line with them, and the heads by name."""
    if not _TRACES.stand_in(lines):
        return list(lines), []
    lines, counted = _counted(lines)
    lines, typed = _typed_numbers(lines)
    lines, pieces = _points_beside_types(lines)
    lines, above = _numbers_above_types(lines)
    pieces += counted + typed + above
    filled = [at for at, line in enumerate(lines) if line.text.strip()]
    texts = [fold(lines[at].text) for at in filled]
    heads = _heads(texts)
    side = _side(texts, heads)
    changed: dict[int, Line | None] = {}
    for place, head in heads.items():
        line = lines[filled[place]]
        marks = f"[{head['type']}]" + (f"[难度：{head['level']}]" if head["level"] else "")
        pieces.append(Skipped(line.place, tidy(line.text), "题型和分值"))
        if side == "stem":
            stem = lines[filled[place - 1]]
            changed[filled[place - 1]] = replace(stem, text=f"{stem.text} {marks}")
            changed[filled[place]] = None
            continue
        number = _number(head)
        if side:
            at = filled[place + (1 if side == "below" else -1)]
            number = lines[at].text.strip(" .．、\t\u3000") + ". "
            pieces.append(Skipped(lines[at].place, tidy(lines[at].text), "题号"))
            changed[at] = None
        changed[filled[place]] = Line(number + marks, line.place)
    after = [changed.get(at, line) for at, line in enumerate(lines)]
    return [line for line in after if line is not None], pieces


def _counted(lines: Sequence[Line]) -> tuple[list[Line], list[Skipped]]:
    """The lines, what counts the questions (题目 2 / 7, 1/7 above a type) as numbers (第1题), where several count on to the same last one."""
    filled = [at for at, line in enumerate(lines) if line.text.strip()]
    found = {
        first: match
        for first, second in pairwise(filled)
        if (match := _COUNTER.fullmatch(fold(lines[first].text)))
        and (lines[first].text.strip()[0] in "题问试第" or TYPE_ALONE.match(fold(lines[second].text)))
    }
    pairs = list(pairwise(found.values()))
    on = all(int(second[1]) == int(first[1]) + 1 and first[2] == second[2] for first, second in pairs)
    kept, pieces = list(lines), list[Skipped]()
    for at, count in found.items() if len(pairs) >= _SEVERAL and on else ():
        kept[at] = Line(f"第{count[1]}题", lines[at].place)
        pieces.append(Skipped(lines[at].place, tidy(lines[at].text), "题号"))
    return kept, pieces


def _typed_numbers(lines: Sequence[Line]) -> tuple[list[Line], list[Skipped]]:
    """The lines, what names questions by type and number (单选题1, 单选题2, 判断题1) as their marks, where they count on."""
    found = {
        at: match
        for at, line in enumerate(lines)
        if line.text.strip()[-1:].isdigit() and (match := _TYPED_NUMBER.fullmatch(fold(line.text)))
    }
    pairs = [(match["type"], int(match["number"])) for match in found.values()]
    follows = [number == last + 1 for (_, last), (_, number) in pairwise(pairs)]
    same = any(
        on and before == kind for on, ((before, _), (kind, _)) in zip(follows, pairwise(pairs), strict=True)
    )
    whole = all(on or number == 1 for on, (_, number) in zip([False, *follows], pairs, strict=False))
    kept, pieces = list(lines), list[Skipped]()
    for at, match in found.items() if whole and same else ():
        kept[at] = Line(f"第{match['number']}题 [{match['type']}]", lines[at].place)
        pieces.append(Skipped(lines[at].place, tidy(lines[at].text), "题型和题号"))
    return kept, pieces


def _points_beside_types(lines: Sequence[Line]) -> tuple[list[Line], list[Skipped]]:
    """The lines, and pieces of them: points alone below a type (单选题, then 2分) on one line with it, where several stand so."""
    filled = [at for at, line in enumerate(lines) if line.text.strip()]
    types = {
        second: first
        for first, second in pairwise(filled)
        if TYPE_ALONE.fullmatch(fold(lines[first].text)) and _POINTS_ALONE.fullmatch(fold(lines[second].text))
    }
    kept, pieces = list(lines), list[Skipped]()
    for points, at in types.items() if len(types) >= _SEVERAL else ():
        kept[at] = replace(lines[at], text=f"{lines[at].text.rstrip()} {lines[points].text.strip()}")
        kept[points] = replace(lines[points], text="", emphasis=())
        pieces.append(Skipped(lines[points].place, tidy(lines[points].text), "分值"))
    return kept, pieces


def _numbers_above_types(lines: Sequence[Line]) -> tuple[list[Line], list[Skipped]]:
    """The lines, a number alone above a type alone (2, then 多选题) as the marks of their question, where they count on."""
    filled = [at for at, line in enumerate(lines) if line.text.strip()]
    found = {
        at: (below, match[1])
        for at, below in pairwise(filled)
        if TYPE_ALONE.fullmatch(fold(lines[below].text))
        and (match := NUMBER_ALONE.fullmatch(fold(lines[at].text)))
    }
    on = sum(int(after[1]) in {int(before[1]) + 1, 1} for before, after in pairwise(found.values()))
    kept, pieces = list(lines), list[Skipped]()
    for at, (below, number) in found.items() if len(found) > _SEVERAL and on * 2 >= len(found) else ():
        kept[at] = Line(f"第{number}题 [{fold(lines[below].text).strip(' []')}]", lines[at].place)
        kept[below] = replace(lines[below], text="", emphasis=())
        pieces += [
            Skipped(lines[place].place, tidy(lines[place].text), "题型和题号") for place in (at, below)
        ]
    return kept, pieces


def _heads(texts: Sequence[str]) -> dict[int, re.Match[str]]:
    """Where such heads stand. Of those without 第1题 two in a row are the same: what heads a part stands once."""
    found = {place: head for place, text in enumerate(texts) if (head := _HEAD.fullmatch(text))}
    if any(first[0] == second[0] for first, second in pairwise(found.values())):
        return found
    return {place: head for place, head in found.items() if _number(head)}


def _number(head: re.Match[str]) -> str:
    """The number that a head holds itself, as it stands before a stem."""
    if head["behind"]:
        return f"第{head['behind']}题 "
    number = head["number"] or ""
    return number and number + (". " if number.isdigit() else " ")


def _side(texts: Sequence[str], heads: Mapping[int, re.Match[str]]) -> _Side:
    """Where the numbers of all heads stand: alone above or below them, or before the stems above them."""
    sides: tuple[tuple[_Side, int, re.Pattern[str]], ...] = (
        ("above", -1, NUMBER_ALONE), ("below", 1, NUMBER_ALONE), ("stem", -1, _NUMBERED),
    )  # fmt: skip
    for side, step, pattern in sides:
        beside = [texts[place + step] if 0 <= place + step < len(texts) else "" for place in heads]
        whole = all((pattern.match if side == "stem" else pattern.fullmatch)(text) for text in beside)
        if beside and whole and not any(_number(head) for head in heads.values()):
            return side
    return ""
