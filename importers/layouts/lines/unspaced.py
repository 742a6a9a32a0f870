"""Lines as their writer meant them, where copying put a blank behind every character."""

from __future__ import annotations

import re
from collections.abc import Sequence

from importers.containers.blocks import Line

_SPACED = re.compile(r"\s*\S(?:\s+\S){3,}\s*")
_GAP = re.compile(r"(?<=\S) (?=\S)")
_MOST = 0.6
# 答 案：C2.水 准 仪: such a blank stands between Chinese characters alone, not around letters and figures.
_NEIGHBOURS = re.compile(r"(?<=[一-鿿])(?P<blank> ?)(?=[一-鿿])")
_SEAM = re.compile(r" (?:(?<=[一-鿿，。、；：] )(?=[一-鿿])|(?<=[一-鿿] )(?=[，。、；：？！]))")
_FEWEST, _NEARLY_ALL = 20, 0.9


def unspaced(lines: Sequence[Line]) -> Sequence[Line]:
    """`1 、 我 国 实 行` as `1、我国实行`, in a file where most lines are so, and `我 国 实 行C2.` where a blank parts nearly all
    characters that follow each other; else the lines as they are."""
    long = [line for line in lines if len(line.text.strip()) > 6]
    spaced = sum(_SPACED.fullmatch(line.text) is not None for line in long)
    if long and spaced >= _MOST * len(long):
        return [
            Line(_GAP.sub("", line.text), line.place) if _SPACED.fullmatch(line.text) else line
            for line in lines
        ]
    return [_closed(line) for line in lines] if _parts_characters(lines) else lines


def _parts_characters(lines: Sequence[Line]) -> bool:
    """Whether a blank stands between nearly all Chinese characters that follow each other."""
    if not any(_SEAM.search(line.text) for line in lines):  # as in nearly every file
        return False
    seams = [match["blank"] for line in lines for match in _NEIGHBOURS.finditer(line.text)]
    return len(seams) >= _FEWEST and sum(map(bool, seams)) >= _NEARLY_ALL * len(seams)


def _closed(line: Line) -> Line:
    for seam in reversed(list(_SEAM.finditer(line.text))):
        line = line.without(*seam.span())
    return line
