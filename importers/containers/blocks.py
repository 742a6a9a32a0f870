"""What every container gives: lines of text and grids of cells, each with its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from importers.containers.figures import Figures
from importers.draft import Place, Problem, Skipped
from importers.normalise import visible

Emphasis = Literal["", "colour", "highlight", "underline", "bold"]


@dataclass(frozen=True, slots=True)
class Line:
    """One visible line. A computed automatic number stands at the head of `text`.

    `emphasis` holds (from, to, kind) of the characters that stand out.
    """

    text: str
    place: Place
    emphasis: tuple[tuple[int, int, Emphasis], ...] = ()


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
    figures: Figures = field(default_factory=Figures)


def lines_of(pieces: Iterable[tuple[str, Emphasis]], place: Place) -> Iterator[Line]:
    """The lines of one paragraph from its pieces, each with its emphasis."""
    text, spans = "", list[tuple[int, int, Emphasis]]()
    for piece, kind in pieces:
        for at, part in enumerate(visible(piece).split("\n")):
            if at:
                yield Line(text, place, tuple(spans))
                text, spans = "", []
            if kind and part.strip():
                spans.append((len(text), len(text) + len(part), kind))
            text += part
    yield Line(text, place, tuple(spans))
