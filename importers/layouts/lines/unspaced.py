"""Lines as their writer meant them, where copying put a blank behind every character."""

from __future__ import annotations

import re
from collections.abc import Sequence

from importers.containers.blocks import Line

_SPACED = re.compile(r"\s*\S(?:\s+\S){3,}\s*")
_GAP = re.compile(r"(?<=\S) (?=\S)")
_MOST = 0.6


def unspaced(lines: Sequence[Line]) -> Sequence[Line]:
    """`1 、 我 国 实 行` as `1、我国实行`, in a file where most lines are so; else the lines as they are."""
    long = [line for line in lines if len(line.text.strip()) > 6]
    spaced = sum(_SPACED.fullmatch(line.text) is not None for line in long)
    if not long or spaced < _MOST * len(long):
        return lines
    return [
        Line(_GAP.sub("", line.text), line.place) if _SPACED.fullmatch(line.text) else line for line in lines
    ]
