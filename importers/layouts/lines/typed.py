"""Types on lines of their own between a stem and its options or answer: they belong to that question (类型：单选题)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from importers.answers import TYPE_WORDS, truth_of, type_of
from importers.containers.blocks import Line
from importers.draft import Skipped
from importers.layouts.lines.headings import LETTERED, heading_of
from importers.layouts.lines.traces import Traces
from importers.layouts.shapes import ANSWER_LABEL, FIRST_BARE, FIRST_OPTION
from importers.normalise import fold, tidy

_TYPE = re.compile(
    rf"\s*[\[(]?\s*(?P<type>(?:{TYPE_WORDS})题?)\s*(?P<score>\(?\s*\d{{1,3}}(?:\.\d)?\s*分\s*\)?)?[\])]?\s*[.。:]?\s*"
)
_BEGINS = re.compile(r"\s*[\[(]?\s*(?:[单多不判是填简问论案名材]|选择|对错|[A-DX]\d?型)")
_LABEL = re.compile(r"\s*\[?[^\s:\]]{0,4}(?:答案|解析|依据|难度|题型)\]?")
_SEVERAL = 2
# 此题为判断题（对，错）。 on a line of its own; behind the stem only with both sides.
_SIDES = r"\(\s*(?:对|正确|√)\s*[,、/]?\s*(?:错误?|×)\s*\)"
_SAID = re.compile(
    rf"(?P<before>[本此该]题[为是]\s*)(?P<type>(?:{TYPE_WORDS})题?)(?P<sides>\s*{_SIDES})?[\s。.]*$"
)
_TRACES = Traces("[本此该]题[为是]")


def types_labelled(lines: Sequence[Line]) -> list[Line]:
    """The lines with 类型： before such types, where nearly all types on lines of their own stand so."""
    filled = [at for at, line in enumerate(lines) if line.text.strip()]
    typed = [place for place, at in enumerate(filled) if _names_type(lines[at].text)]
    inside = [
        filled[place]
        for place in typed
        if 0 < place < len(filled) - 1
        and _is_stem(lines[filled[place - 1]].text)
        and _goes_on(lines[filled[place + 1]].text)
    ]
    if len(inside) < _SEVERAL or len(inside) * 2 <= len(typed):
        return list(lines)
    kept = list(lines)
    for at in inside:
        if match := _TYPE.fullmatch(fold(lines[at].text)):
            kept[at] = replace(lines[at], text="类型：" + match["type"] + (match["score"] or ""), emphasis=())
    return kept


def said_types_labelled(lines: Sequence[Line]) -> tuple[list[Line], list[Skipped]]:
    """The lines with 类型：判断题 for 此题为判断题（对，错）。 between a stem and its options or answer, where several say so."""
    if not _TRACES.stand_in(lines):
        return list(lines), []
    filled = [at for at, line in enumerate(lines) if line.text.strip()]
    said = {
        at: match for at, below in pairwise(filled)
        if "题" in lines[at].text and (match := _SAID.search(fold(lines[at].text)))
        and (match["sides"] or not lines[at].text[: match.start()].strip()) and _goes_on(lines[below].text)
    }  # fmt: skip
    if len(said) < _SEVERAL:
        return list(lines), []
    kept: list[Line] = []
    pieces: list[Skipped] = []
    for at, line in enumerate(lines):
        if (match := said.get(at)) is None:
            kept.append(line)
            continue
        kept.append(line.without(match.start(), len(line.text)))
        kept.append(Line("类型：" + match["type"], line.place))
        around = line.text[slice(*match.span("before"))] + line.text[match.end("type") :]
        pieces.append(Skipped(line.place, tidy(around), "题型后的标注"))
    return kept, pieces


def _names_type(text: str) -> bool:
    folded = fold(text)
    return (
        _BEGINS.match(folded) is not None
        and _TYPE.fullmatch(folded) is not None
        and type_of(folded) is not None
    )


def _is_stem(text: str) -> bool:
    folded = fold(text)
    return not (LETTERED.match(folded) or _LABEL.match(folded) or truth_of(folded) or heading_of(text))


def _goes_on(text: str) -> bool:
    folded = fold(text)
    option = FIRST_OPTION.match(folded) or FIRST_BARE.match(folded)
    return option is not None or ANSWER_LABEL.match(folded) is not None or truth_of(folded) is not None
