"""Options that are counted as points are, 1）甲 2）乙 above 答案：2: their numbers as signs, which label options."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from importers.containers.blocks import Line
from importers.layouts.lines.traces import Traces
from importers.layouts.shapes import ANSWER_WORD
from importers.normalise import fold

_LABEL = re.compile(r"(?<!\S)([1-9])\)(?=\s*[^\s\d])")
_ANSWER = re.compile(rf"\s*{ANSWER_WORD}\]?\s*:?\s*[(\[]?(?P<said>[1-9](?:[,、;\s]*[1-9])*)[)\]]?[\s。.;]*")
_CIRCLES = " ①②③④⑤⑥⑦⑧⑨"
_FEWEST, _MOST = 2, 9
_TRACES = Traces(r"答案\]?\s*:?\s*[(\[]?[1-9]")


def counted_options_signed(lines: Sequence[Line]) -> list[Line]:
    """The lines; where several questions have such options right above an answer by number, both with ① for 1）."""
    if not _TRACES.stand_in(lines):
        return list(lines)
    filled = [at for at, line in enumerate(lines) if line.text.strip()]
    found = [
        (answer, told.span("said"), options)
        for place, answer in enumerate(filled)
        if (told := _ANSWER.fullmatch(fold(lines[answer].text)))
        and (options := _options(lines, filled[max(place - _MOST, 0) : place]))
    ]
    kept = list(lines)
    for answer, (start, end), options in found if len(found) >= _FEWEST else []:
        text = lines[answer].text
        said = "".join(_CIRCLES[int(sign)] if sign.isdigit() else sign for sign in text[start:end])
        kept[answer] = replace(lines[answer], text=text[:start] + said + text[end:])
        for at in options:
            signed = list(lines[at].text)
            for match in _LABEL.finditer(fold(lines[at].text)):
                signed[match.start() : match.end()] = [_CIRCLES[int(match[1])], " "]
            kept[at] = replace(lines[at], text="".join(signed))
    return kept


def _options(lines: Sequence[Line], above: Sequence[int]) -> list[int]:
    """The lines right above that hold such options, counted from 1; none where they do not count on."""
    found: list[int] = []
    numbers: list[int] = []
    for at in reversed(above):
        folded = fold(lines[at].text)
        labels = list(_LABEL.finditer(folded))
        if not labels or folded[: labels[0].start()].strip():
            return []
        found.append(at)
        numbers = [int(match[1]) for match in labels] + numbers
        if numbers[0] == 1:
            break
    counts = len(numbers) >= _FEWEST and numbers == list(range(1, len(numbers) + 1))
    return found if counts else []
