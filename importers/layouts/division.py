"""The lines of a text as the blocks of its questions; what belongs to none is named in the reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from importers.containers.blocks import Line
from importers.draft import OF_NO_QUESTION, ItemType, Place
from importers.layouts.evidence import ASKS
from importers.layouts.lines.headings import Heading, claimed, counts_on
from importers.layouts.lines.pages import page_numbers
from importers.layouts.questions.parsed import Block
from importers.layouts.reading import Reading
from importers.layouts.shapes import ANSWER_WORD, number_of
from importers.layouts.starts.shared import Shared, names_shared, shared_of, tells_case
from importers.layouts.text import Start, Text
from importers.normalise import squeeze, tidy
from importers.problems import problem

# 说明（题干）…, 填写须知：… tell how to fill in a form, with an empty bracket as example.
_GUIDE = re.compile(r"\s*(?:填写|答题)?(?:说明|须知)\s*[(:]")
# A line that ends with its answer is a question, and 答案：B belongs to one, whatever stands around it.
_ANSWERED = re.compile(
    r"(?:\s*\d{1,4}\s*[.、](?!\d).*|.{6,})[(\[]\s*(?:[A-L]+|T|[√×✓✗]|对|错|正确|错误)\s*[)\]][\s。.]*$|"
    rf"\s*{ANSWER_WORD}\s*[\]:\s]\s*:?\s*(?:[A-L]{{1,8}}|[√×✓✗对错]|正确|错误)(?![A-Za-z\u4e00-\u9fff])"
)
_OPTION = re.compile(r"\s*(?:选项|[(\[])?\s*([A-H])\s*[.、:)\]]\s*\S")
_OPTIONS_BELOW = re.compile(r"\s*(?:备选项|选项|答案选项)\s*")  # alone above A. …
_LONGEST_TITLE = 40


@dataclass(slots=True)
class Section:
    """A part of the text: `count` questions, and `left` lines that belong to none."""

    heading: Heading
    place: Place
    count: int = 0
    left: int = 0


class Division:
    """Walks the lines of a text once: what the line before told (heading, material) holds for those that follow."""

    def __init__(self, text: Text, starts: dict[int, Start], reading: Reading) -> None:
        self.sections: list[Section] = []
        self._text, self._starts, self._reading = text, starts, reading
        self._pages = page_numbers(text.folded, starts, text.headings.keys())
        self._kind: ItemType | None = None
        self._note = ""
        self._heading = ""  # the words of the last one, without what stands below it
        self._shared: Shared | None = None
        self._start = Start("")
        self._lines: list[Line] = []
        self._at = 0

    def blocks(self) -> Iterator[Block]:
        for at, line in enumerate(self._text.lines):
            heading = self._text.headings.get(at)
            if (heading or at in self._starts) and self._lines:
                yield self._block()
                self._lines = []
            if at in self._pages:
                self._reading.skip(line, "页码")
            elif heading:
                self._head(heading, line)
            elif at in self._starts:
                self._begin(at)
                self._reading.used.append(line)
                self._lines = [line.without(*self._start.cut)]
            elif self._lines and _OPTIONS_BELOW.fullmatch(line.text) and self._options_follow(at):
                self._reading.skip(line, "选项的标题")
            elif self._lines:
                self._reading.used.append(line)
                self._lines.append(line)
            elif line.text.strip():
                self._leave(at, before_all=not self.sections and at < min(self._starts))
        if self._lines:
            yield self._block()

    def _begin(self, at: int) -> None:
        """A question begins; one that counts anew with options in a part of essays has left that part."""
        before, self._start, self._at = self._start.number, self._starts[at], at
        anew = self._start.number == "1" and before not in {"", "1"}
        if anew and self._kind in {"essay", "blank"} and self._lists_options(at + 1):
            self._kind, self._note = None, ""

    def _block(self) -> Block:
        number = self._start.number
        options = self._shared.options() if self._shared and self._shared.concerns(number) else ()
        return Block(
            number, tuple(self._lines), self._start.type or self._kind, len(self.sections), self._at, self._note,
            options,
        )  # fmt: skip

    def _head(self, heading: Heading, line: Line) -> None:
        if heading.continued:
            self._note += heading.text
            self._heading += heading.text
            self._reading.skip(line, "标题")
            return
        if heading.shared:
            self._shared = shared_of(line)
            self._reading.shared.append(self._shared)
            self._reading.skip(line, "几道题共用的内容")
            return
        beside = heading.chapter and self.sections and counts_on(heading, self.sections[-1].heading)
        self._kind = None if beside or heading.mixed else heading.type or self._kind
        self._note, self._heading, self._shared = heading.text, heading.text, None
        if heading.type or heading.mixed:
            self.sections.append(Section(heading, line.place))
        self._reading.skip(line, "标题")

    def _leave(self, at: int, *, before_all: bool) -> None:
        """A line that belongs to no question: material for several, or the name of the file, or unread."""
        line, folded = self._text.lines[at], self._text.folded[at]
        if not self._shared and (names_shared(line.text) or tells_case(line.text, self._heading)):
            self._shared = shared_of(line)
            self._reading.shared.append(self._shared)
            self._reading.skip(line, "几道题共用的内容")
            return
        if self._shared:
            self._shared.lines.append(line)
            self._reading.skip(line, "几道题共用的内容")
            return
        self._reading.skip(line, OF_NO_QUESTION)
        self._note += line.text
        if self.sections:
            self.sections[-1].left += 1
        if before_all and len(line.text) <= _LONGEST_TITLE and (count := claimed(line.text)):
            self._reading.claims.append((count, line))
        open_part = self._kind in {"essay", "blank"}  # its questions are not collected: nobody misses them
        self._reading.left_over += 0 if before_all or open_part else len(squeeze(line.text))
        asks = (
            ASKS.search(folded)
            or _ANSWERED.match(folded)
            or (self._lists_options(at) and not open_part)
            or self._counts_on(at)
        )
        if asks and not _GUIDE.match(folded):
            message = f"{line.place.in_words()}的“{tidy(line.text)[:30]}”不属于任何试题，没有读入，请核对。"
            self._reading.problems.append(problem("text-unread", message, line.place))

    def _lists_options(self, at: int) -> bool:
        """Whether options stand on the line and the next one: A. … and B. …"""
        following = next((text for text in self._text.folded[at + 1 : at + 4] if text.strip()), "")
        here = next(iter(self._text.folded[at : at + 1]), "")
        first, second = _OPTION.match(here), _OPTION.match(following)
        return first is not None and second is not None and ord(second[1]) == ord(first[1]) + 1

    def _options_follow(self, at: int) -> bool:
        following = [text for text in self._text.folded[at + 1 : at + 4] if text.strip()]
        option = _OPTION.match(following[0]) if following else None
        return option is not None and option[1] == "A"

    def _counts_on(self, at: int) -> bool:
        """Whether the first question that was read counts on from the number of the line: 1. … is none, and 2. … is one."""
        number = number_of(self._text.folded[at])
        first = min(self._starts)
        return number != "" and at < first and self._starts[first].number == str(int(number) + 1)
