"""Answers behind a run of blanks at the end of the stem's line (…的是（ ）。     D, …可以转让。    F), where many lines end so."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from importers.containers.blocks import Line
from importers.draft import Skipped
from importers.layouts.lines.traces import Traces
from importers.layouts.shapes import FIRST_OPTION, OPTION
from importers.normalise import fold, tidy

_SAID = r"(?:[A-H](?:[,、]?[A-H])*|[T√×]|对|错|正确|错误)"
# Searched for, not matched with the stem before it: a long line must not be tried from each of its characters.
_ENDING = re.compile(rf"(?<=\S)(?:[^\S\n]{{2,}}|(?<=[。.?!;)])[^\S\n]+)(?P<said>{_SAID})\s*\Z")
_WORDED = re.compile(r"[^\W\d_].", re.S)
_SENTENCE = re.compile(r".*[。.!?;)\]:]\s*", re.S)
_LETTERS = re.compile("[A-H,、]+")
_TRUTH = re.compile("[TF√×对错]|正确|错误")
_OWN = re.compile(r".*答案\s*[:\]]")
# 甲班第2次课前练习题, right above such a line.
_TITLE = re.compile(r"[^。?!:;()]{2,40}(?:练习题?|作业|测[试验]题?|考试题?|试题|试卷|题库|修正版)")
_SHORTEST = 6
_FEWEST, _MOST = 3, 0.6
_TRACES = Traces(rf"[^\S\n]{_SAID}\s*\n")


def answers_labelled(lines: Sequence[Line]) -> tuple[list[Line], list[Skipped]]:
    """The lines with `答案：` in the place of such blanks, and the titles above them; only where most questions with options
    end so, and most statements are sentences."""
    if not _TRACES.stand_in(lines):
        return list(lines), []
    filled = [at for at, line in enumerate(lines) if line.text.strip()]
    folded = {at: fold(lines[at].text) for at in filled}
    found = {at: match for at in filled if (match := _match(folded[at]))}
    if len(found) < _FEWEST or any(map(_OWN.match, folded.values())):
        return list(lines), []
    asked, options = _choices(folded, found)
    judged = [at for at, match in found.items() if at not in asked and _TRUTH.fullmatch(match["said"])]
    sentences = sum(_SENTENCE.fullmatch(folded[at][: found[at].start()]) is not None for at in judged)
    ended = [
        *(asked if len(asked) >= _MOST * options else ()),
        *(judged if 2 * sentences >= len(judged) else ()),
    ]
    if len(ended) < max(_FEWEST, _MOST * len(found)):
        return list(lines), []
    kept, titles = list(lines), list[Skipped]()
    before = dict(zip(filled[1:], filled, strict=False))
    for at in ended:
        stop, above = found[at].start(), before.get(at, at)
        spans = tuple(span for span in lines[at].emphasis if span[1] <= stop)
        kept[at] = replace(
            lines[at], text=f"{lines[at].text[:stop]} 答案：{found[at]['said']}", emphasis=spans
        )
        if above not in found and _TITLE.fullmatch(folded[above].strip()):
            titles.append(Skipped(lines[above].place, tidy(lines[above].text), "标题"))
            kept[above] = lines[above].without(0, len(lines[above].text))
    return kept, titles


def _choices(folded: Mapping[int, str], found: Mapping[int, re.Match[str]]) -> tuple[list[int], int]:
    """Which of `found` name options that stand below, and how many questions of the text have options."""
    asked, options, last = list[int](), 0, -1
    for at, text in folded.items():
        if at in found:
            last = at if _LETTERS.fullmatch(found[at]["said"]) else -1
        elif FIRST_OPTION.match(text):
            asked += [last] if last >= 0 else []
            options, last = options + 1, -1
    return asked, options


def _match(folded: str) -> re.Match[str] | None:
    match = _ENDING.search(folded)
    if match is None or OPTION.match(folded):
        return None
    stem = folded[: match.start()]
    return match if len(stem.strip()) >= _SHORTEST and _WORDED.search(stem) else None
