"""Points that a scan made to other signs: 1•, A・ and B- as 1., A. and B."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from importers.answers import LETTERS
from importers.containers.blocks import Line

_NUMBER = re.compile(r"\s*\d{1,3}([•・])(?=\D)")
_LABEL = re.compile(r"(?<![A-Za-z])([A-L])\s?([.．、•・·-])")  # points that were kept count on too
_LOST = "•・·-"
_BEFORE_OPTIONS = re.compile(r"(?:.*[)）。.?？:：])?\s*", re.DOTALL)  # the stem, or nothing
_FEWEST = 2


def points_restored(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines with points behind numbers and behind labels that count on, where several numbers lost theirs."""
    if sum(_NUMBER.match(line.text) is not None for line in lines) < _FEWEST:
        return lines
    return [replace(line, text=_restored(line.text)) for line in lines]


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
