"""A text whose headings are known, and where a question begins in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from importers.containers.blocks import Line
from importers.draft import ItemType
from importers.layouts.lines.headings import Heading


@dataclass(frozen=True, slots=True)
class Start:
    """A question begins on this line: its number, the characters (from, to) that hold it, the type it names (判断题1：)."""

    number: str
    cut: tuple[int, int] = (0, 0)
    type: ItemType | None = None


@dataclass(frozen=True, slots=True)
class Text:
    lines: Sequence[Line]
    folded: Sequence[str]
    headings: dict[int, Heading]
