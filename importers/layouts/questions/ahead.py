"""Topics and types before stems that no mark sets apart for sure ([第一章] …, 单选题石头…, 单选(1分)…): told by all stems of a file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from importers.answers import TYPE_WORDS, truth_options
from importers.field_words import is_label
from importers.fields import difficulty_of
from importers.layouts.evidence import NAMED
from importers.layouts.questions.labels import cut
from importers.layouts.questions.marks import is_mark
from importers.layouts.questions.options import find_options
from importers.layouts.questions.parsed import Block
from importers.layouts.shapes import ANSWER_ALONE, POINTS, TYPE_WORD
from importers.normalise import fold

_TAG = re.compile(r"\s*\[\s*([^\[\]\n;,|·•]{1,20}?)\s*\]\s*")
_EXAMPLE = re.compile(rf"{NAMED}\s*")
_TYPE_LINE = re.compile(rf"(?:{TYPE_WORDS})题?\s*")
# 【初级】 before most stems: no topic, but how difficult they are.
_LEVELS = {"初级": "易", "中级": "中", "高级": "难", "基础": "易", "进阶": "中", "提高": "难"}
_LEVEL = re.compile("|".join(_LEVELS))
_LEVEL_TAG = re.compile(rf"\s*\[\s*({_LEVEL.pattern})\s*\]\s*(?=\S)")
_OPEN_TYPE = "选择题"  # leaves open which of the two, and is no mark in brackets
# 单选题石头…, 多选 石头…, 判断(1分)石头…, 单选(石头…: perhaps points, in a bracket that may lack its end.
_TYPE = re.compile(
    rf"\s*(?P<kind>{TYPE_WORD}|{_OPEN_TYPE})(?:\s*[(\[]\s*(?P<points>{POINTS})\s*[)\]]?+\s*(?=\S)|(?P<apart>\s+(?=\S)|\((?![^()\n]*\)))|"
    r"(?=[“\"《]|[^\s题:、。,?\[(]|\(\s*[A-L√×]*\s*\)\S))"
)
# Behind a type of which a stem itself may speak: 单选按钮…, 多选为…, but 单选为什么….
_SPOKEN = re.compile("[的和与及或是中里有应将框键制]|按(?!照)|为(?!什么|何)")
# No stem begins so: the type is its subject, or part of that. 单选题的分值…, 单选题和多选题…, 多选题每题…
_SUBJECT = re.compile(rf"\s*(?:的|每小?题|[和与及或]\s*(?:{TYPE_WORD}))")
_FEWEST = 5  # questions of which one can say that nearly all begin so
_SEVERAL = 2


def with_marks(blocks: Sequence[Block]) -> list[Block]:
    """The blocks; what stands before their stems and is no part of them as marks: [知识点：第一章][单选][1分]…"""
    return _with_types(_with_levels(_with_topics(blocks)))


def _with_levels(blocks: Sequence[Block]) -> list[Block]:
    """A level in brackets before most stems as the difficulty: [难度：易]."""
    found = {at: match for at, block in enumerate(blocks) if (match := _LEVEL_TAG.match(_head(block)))}
    if len(blocks) < _FEWEST or len(found) * 2 <= len(blocks):
        return list(blocks)
    return [
        _marked(block, found[at].end(), f"[难度：{_LEVELS[found[at][1]]}]") if at in found else block
        for at, block in enumerate(blocks)
    ]


def _with_topics(blocks: Sequence[Block]) -> list[Block]:
    """A word in brackets before nearly all stems: one of a few, or with a type behind it that ends the line."""
    found = {at: tag for at, block in enumerate(blocks) if (tag := _topic_of(_head(block)))}
    typed = [tag for tag in found.values() if _TYPE_LINE.fullmatch(tag.string, tag.end())]
    few = len({tag[1] for tag in found.values()}) * _SEVERAL <= len(found)
    nearly_all = len(blocks) >= _FEWEST and len(found) * 10 >= len(blocks) * 9
    if not (nearly_all and few) and not (len(found) == len(typed) >= _FEWEST):
        return list(blocks)
    return [
        _marked(block, found[at].end(), f"[知识点：{found[at][1]}]") if at in found else block
        for at, block in enumerate(blocks)
    ]


def _topic_of(head: str) -> re.Match[str] | None:
    tag = _TAG.match(head)
    if tag is None or is_label(tag[1]) or is_mark(tag[1]):
        return None
    other = any(pattern.fullmatch(tag[1]) for pattern in (ANSWER_ALONE, _LEVEL))
    return None if other or difficulty_of(tag[1]) or _EXAMPLE.fullmatch(tag[0]) else tag


def _with_types(blocks: Sequence[Block]) -> list[Block]:
    """A type before the stem, where half of them at least begin with one for sure.

    单选题由… may speak of types itself, unless nearly all others begin with one, or half where no heading names types.
    Points make sure of a single one.
    """
    found = {
        at: match
        for at, block in enumerate(blocks)
        if (match := _TYPE.match(_head(block)))
        and (_is_apart(match) or not _SUBJECT.match(match.string, match.end()))
    }
    several = any(match["kind"] != "判断" for match in found.values())
    fits = {
        at: match
        for at, match in found.items()
        if match["kind"] != "判断" or _is_apart(match) or (several and _is_judged(blocks[at]))
    }
    sure = {at: match for at, match in fits.items() if _is_plain(match)}
    told = {at: match for at, match in fits.items() if match["points"]}
    named = any(block.type for block in blocks)
    if len(sure) * 2 >= len(blocks) and (not named or len(fits) * 4 >= len(blocks) * 3):
        told = fits if len(sure) * 4 >= len(blocks) * 3 else sure
    return [_with_type(block, told[at]) if at in told else block for at, block in enumerate(blocks)]


def _with_type(block: Block, match: re.Match[str]) -> Block:
    if match["kind"] == _OPEN_TYPE:
        return _marked(block, match.end("kind"), f"{_OPEN_TYPE}：")
    points = f"[{match['points']}]" if match["points"] else ""
    return _marked(block, match.end(), f"[{match['kind']}]{points}")


def begins_with_type(stem: str) -> bool:
    """Whether the stem begins with a type of which it does not speak itself; 判断 may well be its verb."""
    match = _TYPE.match(fold(stem))
    return match is not None and match["kind"] != "判断" and _is_plain(match)


def _is_plain(match: re.Match[str]) -> bool:
    return _is_apart(match) or _SPOKEN.match(match.string, match.end()) is None


def _is_apart(match: re.Match[str]) -> bool:
    return match["points"] is not None or match["apart"] is not None


def _is_judged(block: Block) -> bool:
    """Whether there are no options but true and false: 判断甲证的依据是 A. … asks for more, and names no type."""
    asked = (part.text for part in cut(block.text) if part.field in {"stem", "options"})
    found = find_options("\n".join(asked))
    return found is None or truth_options(found.options) is not None


def _at(block: Block) -> int:
    return next((at for at, line in enumerate(block.lines) if line.text.strip()), 0)


def _head(block: Block) -> str:
    """The first line behind the number, which may stand alone on its line."""
    return fold(block.lines[_at(block)].text)


def _marked(block: Block, end: int, mark: str) -> Block:
    at = _at(block)
    line = block.lines[at].without(0, end).behind(mark)
    return replace(block, lines=(*block.lines[:at], line, *block.lines[at + 1 :]))
