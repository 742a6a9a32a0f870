"""What a walk through a Word file needs to know, and what it gathers on its way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from importers.containers.blocks import Contents, Emphasis
from importers.containers.figures import Figures
from importers.containers.word_notes import Notes
from importers.draft import Place, Problem, Skipped
from importers.numbering import Numbering


@dataclass(slots=True)
class Walk:
    numbering: Numbering
    hidden_styles: frozenset[str]
    contents_styles: frozenset[str]
    ornaments: frozenset[str]
    chunk: Callable[[str], Contents | None]
    """What another document holds that the body takes in, by the id of its relation; None where it is not read."""
    figures: Figures = field(default_factory=Figures)
    part: Callable[[str], bytes | None] = lambda _: None
    """The bytes of a part of the package, by the id of its relation."""
    looks: Mapping[str, Emphasis] = field(default_factory=dict)
    """How the text of a style stands out, by the id of the style."""
    notes: Notes = field(default_factory=dict)
    """The answers that stand in notes and comments."""
    told: set[tuple[str, str]] = field(default_factory=set)
    """Those of them that were read where they hang."""
    below: list[str] = field(default_factory=list)
    """Notes of the paragraph, which stand below it."""
    lettered: dict[int, tuple[str, str, int]] = field(default_factory=dict)
    """The paragraphs with an automatic letter, by number: the list, the label, the count."""
    look: Emphasis = ""
    """How the text of the paragraph stands out by its style or its fill."""
    elements: list[etree._Element] = field(default_factory=list)
    """What has been counted as a paragraph, in order: a place names one of them by its number."""
    skipped: list[Skipped] = field(default_factory=list)
    hidden: list[Skipped] = field(default_factory=list)
    deleted: list[Skipped] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    fields: list[str] = field(default_factory=list)
    """The instruction of each open field, or that its result has begun."""

    @property
    def paragraph(self) -> int:
        return len(self.elements)

    @property
    def place(self) -> Place:
        return Place(paragraph=self.paragraph)

    def picture(self, relation: str, alt: str) -> str:
        data = self.part(relation)
        return self.figures.picture(data, alt) if data is not None else self.figures.unread("图", "已丢失")
