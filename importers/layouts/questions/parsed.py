"""A question while it is being read: the lines that belong to it, and what was found in them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from importers.account import remainder
from importers.checks import called, check_item
from importers.containers.blocks import Line
from importers.draft import DraftItem, DraftOption, ItemType, Place, Problem, Skipped
from importers.problems import problem

_QUOTED = re.compile("“([^“”]*)”")


@dataclass(frozen=True, slots=True)
class Block:
    """The lines of one question, its number taken off; `type` from its heading.

    `section` counts the headings, `at` the lines; `note` is what the heading says besides. `shared` are options that
    stand once before several questions.
    """

    number: str
    lines: tuple[Line, ...]
    type: ItemType | None
    section: int
    at: int = 0
    note: str = ""
    shared: tuple[DraftOption, ...] = ()

    @property
    def place(self) -> Place:
        return self.lines[0].place

    @property
    def text(self) -> str:
        return "\n".join(line.text for line in self.lines)


@dataclass(slots=True)
class Parsed:
    """A question while it is being read. `said` are its answers as written; `taken` is what else was read of the text
    and is no word of a field: labels, marks, blanks filled in. `signs` label options where letters do not (①②③);
    `indefinite` (不定项) tells that one answer may be right among several choices, `unlabelled` that its options are
    lines without labels. `marked`: a mark names the type; `ended`: it stands behind the first line and ends the stem."""

    block: Block
    type: ItemType | None = None
    inferred: bool = False
    indefinite: bool = False
    unlabelled: bool = False
    marked: bool = False
    ended: bool = False
    stem: str = ""
    options: tuple[DraftOption, ...] = ()
    answer: str | None = None
    said: list[str] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    signs: str = ""
    told_by: str = ""
    by_letter: str = ""
    explanation: str = ""
    citation: str = ""
    difficulty: int | None = None
    topics: tuple[str, ...] = ()
    problems: list[Problem] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    def warn(self, code: str, message: str) -> None:
        self.problems.append(problem(code, f"{self.name}{message}", self.block.place))

    def explain(self, text: str) -> None:
        """Add `text` to the explanation."""
        self.explanation = "\n".join(part for part in (self.explanation, text) if part)

    def tell_behind_answer(self, text: str) -> None:
        """Say that `text` behind the answer was kept as explanation though nothing calls it one."""
        shown = text if len(text) <= 20 else text[:20] + "…"
        self.warn("text-after-answer", f"的答案后面还有文字“{shown}”，已记入解析，请核对。")

    @property
    def name(self) -> str:
        return called(self.item())

    def item(self) -> DraftItem:
        return DraftItem(
            self.type, self.stem, self.options, self.answer, self.explanation, self.citation, self.difficulty,
            self.topics, self.block.place, self.block.number, tuple(self.problems),
            indefinite=self.indefinite and self.type == "multiple_choice",
        )  # fmt: skip

    def finished(self) -> DraftItem:
        if rest := self.unread():
            self.warn("text-unread", f"里的“{rest}”没有读进任何一栏，请核对。")
        found = check_item(self.item())
        unread = any(entry.code.startswith("answer-") for entry in self.problems)
        told = {"answer-missing"} if unread else set()
        kept = [entry for entry in found if entry.code not in told]
        self.problems += kept
        return self.item()

    def lettered(self, said: str) -> str:
        """An answer by signs (①③, （2）) in the letters that stand for them."""
        labels = (option.label for option in self.options)
        return said.translate({ord(sign): label for sign, label in zip(self.signs, labels, strict=False)})

    def unread(self) -> str:
        """What of the text is neither in a field, nor in a piece, nor quoted by a problem: nothing, in a sound reading."""
        options = (option.label + option.text for option in self.options)
        pieces = (piece.text for piece in self.skipped)
        quoted = (text for entry in self.problems for text in _QUOTED.findall(entry.message))
        fields = (self.stem, self.explanation, self.citation, *self.topics)
        return remainder(self.block.text, (*fields, *options, *pieces, *quoted, *self.said, *self.taken))
