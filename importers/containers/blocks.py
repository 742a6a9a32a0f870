"""What every container gives: lines of text and grids of cells, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

from importers.containers.figures import Figures
from importers.draft import Place, Problem, Skipped
from importers.normalise import visible

Emphasis = Literal["", "colour", "highlight", "underline", "bold"]
Span = tuple[int, int, Emphasis]
"""From, to, kind: characters that stand out."""
# How far apart the strongest and the weakest part of a colour are where a reader sees it as one.
_COLOURFUL = 0x60

# Patterns with several places for blanks try every way to share them out: a run must stay short, also one of drawn gaps.
_LONGEST_BLANK, _LONGEST_GAP = 40, 200
_LONG_BLANK = re.compile(
    rf"[^\S\n]{{{_LONGEST_BLANK}}}(?P<blanks>[^\S\n]+)|\n{{{_LONGEST_BLANK}}}(?P<lines>\n+)|_{{{_LONGEST_GAP}}}(?P<gap>_+)"
)


def is_colourful(colour: str) -> bool:
    """Whether six hexadecimal digits are a colour, and neither black, white nor a grey."""
    if not re.fullmatch("[0-9A-Fa-f]{6}", colour):
        return False
    parts = bytes.fromhex(colour)
    return max(parts) - min(parts) >= _COLOURFUL


@dataclass(frozen=True, slots=True)
class Line:
    """One visible line. A computed automatic number stands at the head of `text`.

    `emphasis` holds the characters that stand out; `title` is true where the format itself says that the line is one.
    """

    text: str
    place: Place
    emphasis: tuple[Span, ...] = ()
    title: bool = False

    def without(self, start: int, end: int) -> Line:
        """The line without the characters from `start` to `end`."""

        def moved(at: int) -> int:
            return min(at, start) if at < end else at - (end - start)

        spans = ((moved(low), moved(high), kind) for low, high, kind in self.emphasis)
        kept = tuple((low, high, kind) for low, high, kind in spans if low < high)
        return replace(self, text=self.text[:start] + self.text[end:], emphasis=kept)

    def inserted(self, at: int, words: str) -> Line:
        """The line with `words`, which stand out nowhere themselves, before the character `at`."""

        def moved(place: int) -> int:
            return place + len(words) if place >= at else place

        spans = tuple((moved(low), moved(high - 1) + 1, kind) for low, high, kind in self.emphasis)
        return replace(self, text=self.text[:at] + words + self.text[at:], emphasis=spans)

    def behind(self, words: str) -> Line:
        """The line with `words`, which stand out nowhere, before it."""
        return self.inserted(0, words)

    def shortened(self) -> Line:
        """The line with no run of blanks or underscores longer than any form needs."""
        line = self
        for blank in reversed(list(_LONG_BLANK.finditer(self.text))):
            line = line.without(*blank.span(blank.lastgroup or 0))
        return line


@dataclass(frozen=True, slots=True)
class Row:
    """A row of cells; `emphasis`, where a container tells it, has the spans of each cell.

    `above` holds, where a cell goes on from the row above (merged downwards), the text at its head.
    """

    cells: tuple[str, ...]
    place: Place
    emphasis: tuple[tuple[Span, ...], ...] = ()
    above: tuple[str, ...] = ()

    def cell(self, at: int) -> str:
        """The text of a cell; empty behind the last one, for rows may differ in length."""
        return self.cells[at] if at < len(self.cells) else ""

    def spans(self, cell: int, start: int, end: int, shift: int) -> tuple[Span, ...]:
        """What stands out between `start` and `end` of a cell, for a line in which `start` comes to stand at `shift`."""
        said = self.emphasis[cell] if cell < len(self.emphasis) else ()
        cut = ((max(low, start), min(high, end), kind) for low, high, kind in said)
        return tuple(
            (low - start + shift, high - start + shift, kind) for low, high, kind in cut if low < high
        )

    def shortened(self) -> Row:
        """The row with no run of blanks, empty lines or underscores in a cell longer than any form needs."""
        if not any(map(_LONG_BLANK.search, self.cells)):
            return self
        held = [
            Line(cell, self.place, self.emphasis[at] if at < len(self.emphasis) else ()).shortened()
            for at, cell in enumerate(self.cells)
        ]
        spans = tuple(line.emphasis for line in held) if self.emphasis else ()
        return replace(self, cells=tuple(line.text for line in held), emphasis=spans)


@dataclass(frozen=True, slots=True)
class Grid:
    """A sheet, or a table of a Word file (`name` empty)."""

    name: str
    rows: tuple[Row, ...]

    def shortened(self) -> Grid:
        return Grid(self.name, tuple(row.shortened() for row in self.rows))


@dataclass(frozen=True, slots=True)
class Contents:
    """What a file holds. `no_questions` is said of one whose grids hold none; they are no running text then."""

    kind: Literal["word", "sheet", "text"]
    flow: tuple[Line | Grid, ...]
    skipped: tuple[Skipped, ...] = ()
    problems: tuple[Problem, ...] = ()
    figures: Figures = field(default_factory=Figures)
    no_questions: str = ""


def without_voids(flow: Iterable[Line | Grid]) -> Iterator[Line | Grid]:
    """The flow with no run of empty lines longer than any form needs."""
    empty = 0
    for block in flow:
        empty = empty + 1 if isinstance(block, Line) and not block.text.strip() else 0
        if empty <= _LONGEST_BLANK:
            yield block


def lines_of(pieces: Iterable[tuple[str, Emphasis]], place: Place) -> Iterator[Line]:
    """The lines of one paragraph from its pieces, each with its emphasis."""
    text, spans = "", list[Span]()
    for piece, kind in pieces:
        for at, part in enumerate(visible(piece).split("\n")):
            if at:
                yield Line(text, place, tuple(spans))
                text, spans = "", []
            if kind and part.strip():
                spans.append((len(text), len(text) + len(part), kind))
            text += part
    yield Line(text, place, tuple(spans))
