"""Points and stops that a scan made to other signs: 1•, A・, B- and Dx as 1., A., B. and D、, （B）oA、 as （B）。A、."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from importers.answers import LETTERS
from importers.containers.blocks import Line
from importers.layouts.lines.traces import Traces

_NUMBER = re.compile(r"\s*\d{1,3}([•・])(?=\D)")
_LABEL = re.compile(r"(?<![A-Za-z])([A-L])\s?([.．、•・·-])")  # points that were kept count on too
_LOST = "•・·-"
_BEFORE_OPTIONS = re.compile(r"(?:.*[)）。.?？:：])?\s*", re.DOTALL)  # the stem, or nothing
_FEWEST = 2
_STOP = re.compile(r"(?<=[)）])[oO0](?=\s?A[.．、])")
_LABELLED = re.compile(r"\s*([A-K])\s?[.．、]")
_CROSSED = re.compile(
    r"\s*([B-L])([xX×])(?=[^\x00-\xff、。，])"
)  # at the head of a line, below the label before
_TRACES = Traces("[•・]", r"\)[oO0]\s?A", r"\n\s*[B-L][xX×]")


def points_restored(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines with points behind numbers and behind labels that count on, where several numbers lost theirs; with stops
    between an answer and the first option, and points behind labels that stand below the one before."""
    if not _TRACES.stand_in(lines):
        return lines
    lines = _labels_pointed([replace(line, text=_STOP.sub("。", line.text)) for line in lines])
    if sum(_NUMBER.match(line.text) is not None for line in lines) < _FEWEST:
        return lines
    return [replace(line, text=_restored(line.text)) for line in lines]


def _labels_pointed(lines: Sequence[Line]) -> list[Line]:
    kept = list(lines)
    filled = [at for at, line in enumerate(lines) if line.text.strip()]
    for above, at in pairwise(filled):
        crossed = _CROSSED.match(lines[at].text)
        label = _LABELLED.match(lines[above].text) if crossed else None
        if crossed and label and ord(crossed[1]) == ord(label[1]) + 1:
            text, place = lines[at].text, crossed.start(2)
            kept[at] = replace(lines[at], text=f"{text[:place]}、{text[place + 1 :]}")
    return kept


def _restored(text: str) -> str:
    labels = list(_LABEL.finditer(text))
    letters = "".join(match[1] for match in labels)
    before = text[: labels[0].start()] if labels else ""
    written = all(text[first.end() : second.start()].strip() for first, second in pairwise(labels))
    counts_on = written and (_BEFORE_OPTIONS.fullmatch(before) if len(letters) > 1 else not before.strip())
    signs = (
        [match.start(2) for match in labels if match[2] in _LOST] if counts_on and letters in LETTERS else []
    )
    if match := _NUMBER.match(text):
        signs.append(match.start(1))
    return "".join("." if at in signs else char for at, char in enumerate(text))
