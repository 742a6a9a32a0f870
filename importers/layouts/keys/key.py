"""A key at the end, or in a second file: 1-5: ABCDA, 1.A 2.B, a list in order, an answer with its explanation."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from importers.account import unread_in_key
from importers.answers import type_of
from importers.containers.blocks import Line
from importers.draft import ItemType, Problem
from importers.layouts.keys.entries import (
    Range,
    entries_of,
    is_entry,
    joined_entry,
    listed_in,
    ordinal_of,
    ranges_of,
    without_announcement,
    without_heading,
)
from importers.layouts.keys.explained import share_out, without_label
from importers.layouts.lines.headings import Heading, heading_of, is_key_heading, names_paper, numeral_of
from importers.normalise import fold
from importers.problems import problem


@dataclass(slots=True)
class Answer:
    """`rivals` are other answers that the key gives to the same number, `labels` those of its explanation."""

    text: str
    line: Line
    explanation: list[str] = field(default_factory=list)
    rivals: tuple[str, ...] = ()
    labels: list[str] = field(default_factory=list)

    def explain(self, text: str) -> None:
        """Add what stands behind the answer, or on a line below it."""
        label, rest = without_label(text)
        self.labels.append(label)
        self.explanation += rest


@dataclass(frozen=True, slots=True)
class WrongRange:
    """1-5: ABCD: a range with another number of answers (`count`)."""

    first: str
    text: str
    count: int
    line: Line


@dataclass(slots=True)
class KeySection:
    """Answers by number under one heading of the key, or under its number alone (`ordinal`).

    `numeral` is that of a heading that names a type too. `listed` are those that came without a number, in order; `unread` is what is no answer: words to fill in, perhaps.
    """

    type: ItemType | None
    ordinal: str = ""
    answers: dict[str, Answer] = field(default_factory=dict)
    listed: list[Answer] = field(default_factory=list)
    wrong: list[WrongRange] = field(default_factory=list)
    unread: list[Line] = field(default_factory=list)
    numeral: str = ""

    @property
    def filled(self) -> bool:
        return bool(self.answers or self.listed or self.wrong)


@dataclass(slots=True)
class Key:
    sections: list[KeySection] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    headings: list[Line] = field(default_factory=list)

    @property
    def unread(self) -> list[Line]:
        return [line for section in self.sections for line in section.unread]

    def told(self) -> Iterator[str]:
        """All that was made of the lines of the key."""
        yield from (line.text for line in (*self.headings, *self.unread))
        yield from (said.message for said in self.problems)
        for section in self.sections:
            yield from section.answers
            yield from (wrong.text for wrong in section.wrong)
            for answer in (*section.answers.values(), *section.listed):
                yield from (answer.text, *answer.labels, *answer.explanation)


def read_key(lines: Sequence[Line]) -> Key:
    """The key in `lines`. What is no entry belongs to the explanation before it, or is a problem with its place."""
    key = Key()
    last: Answer | None = None
    texts = [line.text.strip() for line in lines]
    number = ""
    for at, line in enumerate(lines):
        text = f"{number} {texts[at]}".strip()
        if not re.search(r"\w|[√×✓✗✅❌]", text):
            continue
        following = next((later for later in texts[at + 1 :] if later), "")
        number = text if joined_entry(text, following) else ""
        if number:
            key.headings.append(line)
            continue
        announced, rest = without_announcement(text)
        inline, rest = without_heading(rest)
        head = announced + inline
        found = heading_of(inline or text) if inline or not is_entry(text) else None
        if found is None or found.chapter:  # 一、单选题答案及解析
            found = _heading_in(announced or (text if is_key_heading(text) else "")) or found
        title = not at and is_key_heading(following) and not is_entry(text)
        named = title or is_key_heading(text) or (names_paper(text) and not is_entry(text))
        if found is not None or head or named:
            key.headings.append(Line(head or text, line.place))
            _open(key, found)
            if ordinal := ordinal_of(text):
                key.sections.append(KeySection(None, ordinal))
            last = None
            if not head:
                continue
        if not key.sections:
            key.sections.append(KeySection(None))
        if (read := _read_line(rest, line, key)) is not None:
            last = read
        elif last is not None:
            last.explain(rest)
        else:
            key.sections[-1].unread.append(line)
    key.problems += unread_in_key(lines, key.told())
    for section in key.sections:
        share_out({number: answer.explanation for number, answer in section.answers.items()})
    return key


def _heading_in(announced: str) -> Heading | None:
    kind = type_of(announced) if announced else None
    return Heading(announced, kind) if kind else None


def _open(key: Key, heading: Heading | None) -> None:
    if heading is not None and heading.type is not None:
        key.sections.append(KeySection(heading.type, numeral=numeral_of(heading.text)))
    elif key.sections and key.sections[-1].filled:
        key.sections.append(KeySection(key.sections[-1].type))


def _read_line(text: str, line: Line, key: Key) -> Answer | None:
    """Put the answers of one line into the last section; the last of them is returned."""
    folded = fold(text).strip()
    section = key.sections[-1]
    if ranges := ranges_of(folded):
        return _read_ranges(ranges, line, key)
    if entries := entries_of(folded):
        for entry in entries:
            last = Answer(entry.said, line)
            if entry.rest is not None:
                last.explain(text.strip()[entry.rest : entry.stop])
            _put(section, entry.number, last, key)
        return last
    listed = [Answer(said, line) for said in listed_in(folded)]
    section.listed += listed
    return listed[-1] if listed else None


def _put(section: KeySection, number: str, answer: Answer, key: Key) -> None:
    number = str(int(number))
    if number in section.answers and section.answers[number].text != answer.text:
        said = f"{section.answers[number].text}、{answer.text}"
        message = f"答案部分第 {number} 题的答案出现两次且不同（{said}），采用了后一个，请核对。"
        key.problems.append(problem("key-ambiguous", message, answer.line.place))
        answer.rivals = (*section.answers[number].rivals, section.answers[number].text)
    section.answers[number] = answer


def _read_ranges(ranges: list[Range], line: Line, key: Key) -> Answer | None:
    section = key.sections[-1]
    last: Answer | None = None
    for found in ranges:
        if not found.fits:
            written = f"{found.written} {found.said}"
            section.wrong.append(WrongRange(str(found.numbers.start), written, len(found.parts), line))
            last = last or Answer(found.said, line)
            continue
        for number, part in zip(found.numbers, found.parts, strict=True):
            last = Answer(part, line)
            _put(section, str(number), last, key)
    return last
