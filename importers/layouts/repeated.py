"""A line that a form repeats below every answer, the same each time: 是否审核：是. It says nothing of the question."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from importers.answers import truth_of
from importers.containers.blocks import Line
from importers.draft import Problem, Skipped
from importers.field_words import field_of
from importers.layouts.questions.labels import label_of
from importers.normalise import fold, tidy
from importers.problems import problem

_SAYS = re.compile(r"\s*(?![A-La-l]\s*[.、:)]|\d)[^\s:][^:]{1,40}:\s*\S{1,6}\s*")
_FEWEST, _NEARLY_ALL = 5, 0.9


def without_repeated(lines: Sequence[Line]) -> tuple[list[Line], list[Skipped], list[Problem]]:
    """The lines without one that stands below nearly all judgements, or letters, or both; that by name, and once told."""
    filled = [at for at, line in enumerate(lines) if line.text.strip()]
    texts = [fold(lines[at].text) for at in filled]
    kinds = [_kind(text) for text in texts]
    below: dict[str, list[int]] = {}
    for place in range(1, len(filled)):
        if kinds[place - 1] and _SAYS.fullmatch(texts[place]) and not label_of(texts[place]):
            below.setdefault(texts[place].strip(), []).append(place)
    answers = Counter(kinds)
    pieces: dict[int, Skipped] = {}
    told: list[Problem] = []
    for places in below.values():
        concerned = sum(answers[kind] for kind in {kinds[place - 1] for place in places})
        if len(places) < max(_FEWEST, _NEARLY_ALL * concerned):
            continue
        line = lines[filled[places[0]]]
        for place in places:
            at = filled[place]
            pieces[at] = Skipped(lines[at].place, tidy(lines[at].text), "每个答案后重复的一行")
        message = f"{len(places)} 题的答案后面都有一行“{tidy(line.text)}”，没有读入试题，请核对。"
        told.append(problem("text-unread", message, line.place))
    kept = [line for at, line in enumerate(lines) if at not in pieces]
    return kept, list(pieces.values()), told


def _kind(text: str) -> str:
    """What an answer line tells, a judgement or something else; empty where the line is none."""
    label = label_of(text)
    if not label or field_of(label) != "answer":
        return ""
    return "judgement" if truth_of(text.partition(":")[2].strip(" ]")) else "choice"
