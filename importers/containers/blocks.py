"""What every container gives: lines of text and grids of cells, each with its place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from importers.draft import Place, Problem, Skipped

PICTURE = "〔图〕"
FORMULA = "〔公式〕"


@dataclass(frozen=True, slots=True)
class Line:
    """One visible line. A computed automatic number stands at the head of `text`."""

    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Row:
    cells: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet, or a table of a Word file (`name` empty)."""

    name: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    kind: Literal["word", "sheet", "text"]
    flow: tuple[Line | Grid, ...]
    skipped: tuple[Skipped, ...] = ()
    problems: tuple[Problem, ...] = ()
