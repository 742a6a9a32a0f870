"""Answers that stand as bare letters on lines of their own below the options: they get the label they lack."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from importers.answers import LETTERS
from importers.containers.blocks import Line
from importers.layouts.shapes import OPTION
from importers.normalise import fold

_LETTERS = re.compile(r"\s*([A-H]{1,8})\s*")
_NUMBER = re.compile(r"\s*\[?(?:第\s*)?\d{1,4}(?![\d.]*\d)")
_FILLED = re.compile(r"[(\[]\s*[A-H]{1,8}\s*[)\]]")  # the stem has its answer
_FEWEST = 3


def bare_answers_labelled(lines: Sequence[Line]) -> list[Line]:
    """The lines with `答案：` before letters alone that name options above them, where the question ends behind them."""
    filled = [at for at, line in enumerate(lines) if line.text.strip()]
    texts = [fold(lines[at].text) for at in filled]
    found: dict[int, str] = {}
    labels = ""  # of the options above, in order
    answered = False
    for place, text in enumerate(texts):
        option, letters = OPTION.match(text), _LETTERS.fullmatch(text)
        if option:
            labels = labels + option[1] if option[1] == LETTERS[len(labels)] else ""
            continue
        ends = (
            place + 1 == len(texts)
            or filled[place + 1] > filled[place] + 1
            or _NUMBER.match(texts[place + 1])
        )
        if letters and not answered and len(labels) > 1 and set(letters[1]) <= set(labels) and ends:
            found[filled[place]] = letters[1]
        answered = _FILLED.search(text) is not None or (answered and not labels and not _NUMBER.match(text))
        labels = ""
    if len(found) < _FEWEST:
        return list(lines)
    return [
        replace(line, text="答案：" + found[at], emphasis=()) if at in found else line
        for at, line in enumerate(lines)
    ]
