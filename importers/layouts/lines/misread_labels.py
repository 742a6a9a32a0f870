"""A（甲 B（乙 C（丙: signs behind the labels of options that were read as brackets, which nothing closes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from importers.answers import LETTERS
from importers.containers.blocks import Line
from importers.layouts.shapes import number_of
from importers.normalise import fold

_LABEL = re.compile(r"(?<![A-Za-z(\[])([A-L])[^\S\n]*(?:(?P<open>[(\[])|[.、:)\]]|(?<=^[A-L])[^\S\n])", re.M)

_OPEN = re.compile(r"[A-LＡ-Ｌ](?<![A-Za-zＡ-Ｚ].)\s*[(（\[【]")


def labels_restored_from_brackets(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines with points for such brackets, where the letters count on: A before B, or B behind A."""
    if not any(_OPEN.search(line.text) for line in lines):
        return lines
    kept = list(lines)
    run: list[tuple[int, re.Match[str]]] = []
    filled = (at for at, line in enumerate(lines) if line.text.strip())
    for before, at in pairwise(chain([-1], filled)):
        folded = fold(lines[at].text)
        if number_of(folded):
            _mend(kept, run)
            run = []
        for match in _labels(folded):
            if not run or LETTERS.index(match[1]) != LETTERS.index(run[-1][1][1]) + 1:
                if not (
                    match[1] == "A" and run and run[-1][0] >= before
                ):  # right above options A（ names something
                    _mend(kept, run)
                run = []
            run.append((at, match))
    _mend(kept, run)
    return kept


def _labels(folded: str) -> Iterator[re.Match[str]]:
    """What may be the label of an option, with a bracket behind it only where that is not closed before the next one."""
    found = list(_LABEL.finditer(folded))
    for at, match in enumerate(found):
        stop = found[at + 1].start() if at + 1 < len(found) else len(folded)
        opened = 1
        for sign in folded[match.end() : stop] if match["open"] else "":
            opened += (sign in "([") - (sign in ")]")
            if not opened:
                break
        if opened:
            yield match


def _mend(kept: list[Line], run: Sequence[tuple[int, re.Match[str]]]) -> None:
    """Put points into the lines of a `run` of labels that begins with A and goes on."""
    if len(run) < 2 or run[0][1][1] != "A":
        return
    for at, match in run:
        if match["open"]:
            text = kept[at].text
            place = match.start("open")
            kept[at] = replace(kept[at], text=f"{text[:place]}.{text[place + 1 :]}")
