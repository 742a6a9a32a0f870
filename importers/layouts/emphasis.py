"""Answers that no word tells: the options that stand out (red, marked, underlined, bold) or carry a tick."""

from __future__ import annotations

import re
from collections.abc import Iterator

from importers.containers.blocks import Emphasis, Line
from importers.draft import DraftOption, Problem
from importers.layouts.parsed import Parsed
from importers.normalise import fold, tidy
from importers.problems import problem

_KINDS: tuple[Emphasis, ...] = ("colour", "highlight", "underline", "bold")
_WORDS = {
    "colour": "有颜色",
    "highlight": "突出显示",
    "underline": "有下划线",
    "bold": "加粗",
    "tick": "打勾",
    "text": "括号里写出",
}
_TICKS, _BOXES = "√✓✔☑■", "□☐"
_TICK_BEFORE_LABEL = re.compile(rf"(?<!\S)([{_TICKS}{_BOXES}])((?:[(\[]?[A-L]\s?[.、:)\]]))")
_AT_HEAD = re.compile(rf"^\s*([{_TICKS}{_BOXES}])\s*")
_AT_TAIL = re.compile(rf"\s*[(\[]?\s*([{_TICKS}{_BOXES}])\s*[)\]]?\s*$")
# Of an option's characters this part must stand out: a single marked word inside it tells nothing.
_COVERED = 0.6
_SEVERAL = 2


def ticks_behind_labels(text: str) -> str:
    """`√A. ` as `A.√ `, of the same length: so the tick stays with its option."""
    folded = fold(text)
    for match in _TICK_BEFORE_LABEL.finditer(folded):
        start, end = match.span()
        text = text[:start] + text[match.start(2) : end] + text[start] + text[end:]
    return text


def take(parsed: Parsed) -> None:
    """Tell the answer of a question that has none by the options that stand out, where some do and some do not."""
    if len(parsed.options) < 2 or parsed.type in {"blank", "essay"}:
        return
    marks = [_tick(option) for option in parsed.options]
    ticked = [
        option.label for option, mark in zip(parsed.options, marks, strict=True) if mark and mark in _TICKS
    ]
    if 0 < len(ticked) < len(parsed.options):
        parsed.taken += marks
        parsed.options = tuple(_without_tick(option) for option in parsed.options)
        _tell(parsed, ticked, "tick")
        return
    for kind in _KINDS:
        standing_out = [option.label for option in parsed.options if _stands_out(option, parsed, kind)]
        if 0 < len(standing_out) < len(parsed.options):
            _tell(parsed, standing_out, kind)
            return


def _tell(parsed: Parsed, labels: list[str], kind: str) -> None:
    parsed.said.append("".join(labels))
    parsed.told_by = kind


def _tick(option: DraftOption) -> str:
    folded = fold(option.text)
    match = _AT_HEAD.search(folded) or _AT_TAIL.search(folded)
    return match[1] if match else ""


def _without_tick(option: DraftOption) -> DraftOption:
    folded = fold(option.text)
    match = _AT_HEAD.search(folded) or _AT_TAIL.search(folded)
    if match is None:
        return option
    return DraftOption(option.label, tidy(option.text[: match.start()] + option.text[match.end() :]))


def _stands_out(option: DraftOption, parsed: Parsed, kind: Emphasis) -> bool:
    first = option.text.split("\n")[0]
    if not first:
        return False
    wanted = re.compile(rf"(?<![A-Za-z]){option.label}[\W_]{{0,4}}?{re.escape(fold(first))}", re.I)
    for line in parsed.block.lines:
        spans = [(start, end) for start, end, name in line.emphasis if name == kind]
        match = wanted.search(fold(line.text)) if spans else None
        if match:
            return _covered(line, match.end() - len(first), match.end(), spans) or _covered(
                line, match.start(), match.start() + 1, spans
            )
    return False


def _covered(line: Line, start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    places = [at for at in range(start, end) if not line.text[at].isspace()]
    inside = sum(any(low <= at < high for low, high in spans) for at in places)
    return bool(places) and inside >= _COVERED * len(places)


def told(parsed: list[Parsed]) -> Iterator[Problem]:
    """Said once where the file tells its answers so throughout, else with each question."""
    found = [entry for entry in parsed if entry.told_by]
    kinds = {entry.told_by for entry in found}
    without = sum(not entry.said for entry in parsed)
    if len(kinds) != 1 or len(found) < _SEVERAL or len(found) <= 4 * without:
        for entry in found:
            message = f"没有写答案字母，按{_WORDS[entry.told_by]}的选项读取，请核对。"
            if entry.told_by == "text":
                entry.warn("answer-by-text", message)
            else:
                entry.warn("answer-by-emphasis", message)
        return
    kind, place = kinds.pop(), found[0].block.place
    message = f"有 {len(found)} 题没有写答案字母，按{_WORDS[kind]}的选项读取，请核对。"
    if kind == "text":
        yield problem("answer-by-text", message, place)
    else:
        yield problem("answers-by-emphasis", message, place)
