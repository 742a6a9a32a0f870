"""Running text -> questions. Several readings are made, each is weighed by how well it explains the text, the best is kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from importers.account import unread
from importers.containers.blocks import Line
from importers.draft import BLANK_FORM, TYPE_NAMES, DraftItem, ItemType, Place, Problem, Skipped
from importers.layouts import emphasis, run_on, scores, truths
from importers.layouts import key as keys
from importers.layouts.apart import Zone, set_apart
from importers.layouts.doubts import UNCUT_NUMBER, tell_doubts
from importers.layouts.headings import Heading, claimed, counts_on, heading_of, is_key_heading
from importers.layouts.item import is_blank_form, parse
from importers.layouts.match import apply_key
from importers.layouts.parsed import Block, Parsed
from importers.layouts.settle import resolve
from importers.layouts.starts import ASKS, LAYOUTS, Start, Text, text_of
from importers.layouts.unspaced import unspaced
from importers.normalise import fold, squeeze, tidy
from importers.problems import problem

_SEPARATOR = re.compile(
    r"\s*[@#*=\-_—~…·.]{3,}\s*|\s*第?\s*\d+\s*页(?:\s*[,，/]?\s*共\s*\d+\s*页)?\s*|\s*[-—]\s*\d+\s*[-—]\s*"
)
_ERROR_COST = 0.6
_LEFT_OVER_COST = 1 / 60
_NUMBERED_GAIN = 0.05
_UNCUT_NUMBER_COST = 0.4
_NOTHING = 1e-6  # what adding many parts may lose
# 说明（题干）…, 填写须知：… tell how to fill in a form, with an empty bracket as example.
_GUIDE = re.compile(r"\s*(?:填写|答题)?(?:说明|须知)\s*[(:]")
_LONGEST_TITLE = 40
_SINGLE_BREAKS = 12  # more than that, and the numbers are a database's


@dataclass(slots=True)
class Reading:
    """One way to read the text. `name` is that of the layout; `unused` are keys where there is no question; `used` the lines that
    went into questions and keys."""

    name: str
    items: list[DraftItem] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    left_over: int = 0
    claims: list[tuple[int, Line]] = field(default_factory=list)
    unused: list[keys.Key] = field(default_factory=list)
    used: list[Line] = field(default_factory=list)

    def score(self) -> float:
        """Sound questions count one each, faulty ones less, text that belongs to none costs."""
        total = -self.left_over * _LEFT_OVER_COST
        total -= _ERROR_COST * sum(entry.code == "key-unmatched" for entry in self.problems)
        for item in self.items:
            faults = sum(
                entry.severity == "error" and entry.code != "answer-missing" for entry in item.problems
            )
            warnings = sum(entry.severity == "warning" for entry in item.problems)
            missing = any(entry.code == "answer-missing" for entry in item.problems)
            worth = 1.0 if item.type not in {"essay", "blank"} else 0.2
            total += worth - _ERROR_COST * min(faults, 3) - 0.1 * min(warnings, 3) - 0.3 * missing
            total += _NUMBERED_GAIN if item.number else 0.0
            total -= _UNCUT_NUMBER_COST if UNCUT_NUMBER.match(fold(item.stem)) else 0.0
            total -= max(0, len(item.stem) - 400) / 400
        return total


def read_flow(lines: Sequence[Line], key: keys.Key | None = None) -> Reading:
    """The best reading of `lines`, as they are or cut where questions run on. `key` holds the answers of a second file."""
    plain = _read_lines(lines, key)
    recut = run_on.recut(lines)
    best = max(plain, _read_lines(recut, key), key=Reading.score) if recut else plain
    best.problems += unread(lines, best.used, best.skipped)
    return best


def _read_lines(lines: Sequence[Line], key: keys.Key | None) -> Reading:
    body, zones, pieces = _prepare(lines)
    own = [(zone.at, keys.read_key(zone.lines)) for zone in zones]
    every_key = _Keys(own, key)
    headings = _headings(body)
    text = text_of(body, headings)
    best: Reading | None = None
    for name, layout in LAYOUTS:
        starts = layout(text)
        # No reading is worth more than all its questions sound: one that cannot win is not made.
        if starts and (best is None or len(starts) * (1 + _NUMBERED_GAIN) > best.score() + _NOTHING):
            reading = _read(name, _without_inner_headings(text, starts), starts, every_key)
            best = max((best, reading), key=Reading.score) if best else reading
    if best is None:
        best = Reading("none", skipped=[_skip(line, "没有认出试题") for line in body if line.text.strip()])
        best.unused = [entry for _, entry in own] + ([key] if key else [])
    best.skipped += pieces
    best.used += [line for zone in zones for line in zone.lines]
    for _, own_key in own:
        best.skipped += [_skip(line, "答案部分的标题") for line in own_key.headings]
        best.skipped += [_skip(line, "答案部分没有读懂的文字") for line in own_key.unread]
        best.problems += own_key.problems
    return best


def _skip(line: Line, reason: str) -> Skipped:
    return Skipped(line.place, tidy(line.text), reason)


def _prepare(lines: Sequence[Line]) -> tuple[list[Line], list[Zone], list[Skipped]]:
    """The lines of the questions, the keys that stand apart from them, and separators and page numbers."""
    pieces: list[Skipped] = []
    kept = []
    for line in unspaced(lines):
        if line.text.strip() and _SEPARATOR.fullmatch(line.text):
            pieces.append(_skip(line, "分隔线或页码"))
        else:
            kept.append(line)
    body, zones = set_apart(kept)
    return body, zones, pieces


def _headings(lines: Sequence[Line]) -> dict[int, Heading]:
    found = {}
    for at, line in enumerate(lines):
        if heading := heading_of(line.text):
            found[at] = heading
        elif is_key_heading(line.text):
            following = next((later.text for later in lines[at + 1 : at + 4] if later.text.strip()), "")
            if heading_of(following):
                found[at] = Heading(line.text, chapter=True)
    return found


def _without_inner_headings(text: Text, starts: dict[int, Start]) -> Text:
    """题型：单选题 heads a part only where a question follows it; inside a record it is the record's own."""
    kept = {}
    for at, heading in text.headings.items():
        following = next((line for line in range(at + 1, len(text.lines)) if text.folded[line].strip()), -1)
        own = heading.type_line and following not in starts and following not in text.headings
        if at not in starts and not own:
            kept[at] = heading
    return Text(text.lines, text.folded, kept)


@dataclass(slots=True)
class _Section:
    heading: Heading
    place: Place
    count: int = 0


@dataclass(frozen=True, slots=True)
class _Keys:
    """The keys of the file itself, each with the line it stands before, and that of a second file."""

    own: list[tuple[int, keys.Key]]
    second: keys.Key | None

    def applied(self, parsed: list[Parsed]) -> Iterator[Problem]:
        """Each key answers the questions before it, back to the key before; one that has none there, all of them."""
        spans = [0, *(at for at, _ in self.own[:-1]), len(parsed) and parsed[-1].block.at + 1]
        groups = [
            [entry for entry in parsed if low <= entry.block.at < high] for low, high in pairwise(spans)
        ]
        if len(self.own) > 1 and all(groups):
            for (_, key), group in zip(self.own, groups, strict=True):
                yield from apply_key(group, key)
        elif self.own:
            sections = [section for _, key in self.own for section in key.sections]
            yield from apply_key(parsed, keys.Key(sections))
        if self.second is not None:
            yield from apply_key(parsed, self.second)


def _read(name: str, text: Text, starts: dict[int, Start], every_key: _Keys) -> Reading:
    reading = Reading(name)
    sections: list[_Section] = []
    parsed: list[Parsed] = []
    for block in _blocks(text, starts, reading, sections):
        if is_blank_form(block):
            shown = f"{block.number}. {block.text}" if block.number else block.text
            reading.skipped.append(Skipped(block.place, tidy(shown), BLANK_FORM))
            continue
        parsed.append(parse(block))
        if sections:
            sections[-1].count += 1
    reading.problems += every_key.applied(parsed)
    scores.take(parsed)
    for entry in parsed:
        resolve(entry)
    default = _default_type(parsed)
    for entry in parsed:
        if entry.type is None and default is not None:
            entry.type, entry.inferred = default, True
    _tell_inferred(parsed, reading)
    reading.problems += emphasis.told(parsed)
    reading.problems += truths.told(parsed)
    tell_doubts(parsed, name)
    reading.items = [entry.finished() for entry in parsed]
    for entry in parsed:
        reading.skipped += entry.skipped
    reading.problems += _counts(sections)
    for count, line in reading.claims:
        reading.problems += _count(count, len(parsed), line)
    if name == "numbered":
        reading.problems += _numbers(parsed)
    return reading


def _blocks(
    text: Text, starts: dict[int, Start], reading: Reading, sections: list[_Section]
) -> Iterator[Block]:
    kind: ItemType | None = None
    own: ItemType | None = None
    number, lines, first, note = "", list[Line](), 0, ""
    for at, line in enumerate(text.lines):
        heading = text.headings.get(at)
        if (heading or at in starts) and lines:
            yield Block(number, tuple(lines), own or kind, len(sections), first, note)
            lines = []
        if heading:
            beside = heading.chapter and sections and counts_on(heading, sections[-1].heading)
            kind = None if beside else heading.type or kind
            note = line.text
            if heading.type:
                sections.append(_Section(heading, line.place))
            reading.skipped.append(_skip(line, "标题"))
        elif at in starts:
            reading.used.append(line)
            start = starts[at]
            number, first = start.number, at
            lines = [_without(line, *start.cut)]
            own = start.type
        elif lines:
            reading.used.append(line)
            lines.append(line)
        elif line.text.strip():
            reading.skipped.append(_skip(line, "不属于任何试题的文字"))
            note += line.text
            before_all = not sections and not reading.items and at < min(starts)
            if before_all and len(line.text) <= _LONGEST_TITLE and (count := claimed(line.text)):
                reading.claims.append((count, line))
            reading.left_over += 0 if before_all else len(squeeze(line.text))
            if ASKS.search(fold(line.text)) and not _GUIDE.match(fold(line.text)):
                message = (
                    f"{line.place.in_words()}的“{tidy(line.text)[:30]}”不属于任何试题，没有读入，请核对。"
                )
                reading.problems.append(problem("text-unread", message, line.place))
    if lines:
        yield Block(number, tuple(lines), own or kind, len(sections), first, note)


def _without(line: Line, start: int, end: int) -> Line:
    """The line without the characters from `start` to `end`: its number."""
    gone = end - start
    moved = tuple((max(low - gone, 0), high - gone, kind) for low, high, kind in line.emphasis if high > end)
    return Line(line.text[:start] + line.text[end:], line.place, moved)


def _default_type(parsed: list[Parsed]) -> ItemType | None:
    """The type of a question that shows none, in a file where all others agree."""
    kinds = {entry.type for entry in parsed if entry.type}
    return kinds.pop() if len(kinds) == 1 and len(parsed) >= 3 else None


def _tell_inferred(parsed: list[Parsed], reading: Reading) -> None:
    """Types that nobody wrote: said once where the whole file has none, else with each question."""
    inferred = [entry for entry in parsed if entry.inferred]
    if not inferred:
        return
    if len(inferred) * 2 > len(parsed):
        place = inferred[0].block.place
        message = f"文件没有写明题型，{len(inferred)} 题按答案的个数判定为单选、多选或判断，请核对。"
        reading.problems.append(problem("types-inferred", message, place))
        return
    for entry in inferred:
        if entry.type:
            entry.warn("type-inferred", f"没有写明题型，按答案判定为{TYPE_NAMES[entry.type]}，请核对。")


def _numbers(parsed: list[Parsed]) -> Iterator[Problem]:
    """Where numbers do not follow each other: a question may be lost there. One problem where that is so throughout."""
    breaks = []
    for before, after in pairwise(parsed):
        numbers = before.block.number, after.block.number
        together = before.block.section == after.block.section and all(number.isdigit() for number in numbers)
        if together and int(numbers[1]) not in {int(numbers[0]) + 1, 1}:
            breaks.append((numbers, after.block.place))
    for (last, this), place in breaks if len(breaks) <= _SINGLE_BREAKS else ():
        message = f"第 {last} 题之后为第 {this} 题，请核对有无漏题。"
        yield problem("number-doubtful", message, place)
    if len(breaks) > _SINGLE_BREAKS:
        (last, this), place = breaks[0]
        message = f"题号有 {len(breaks)} 处不连续，首处是第 {last} 题之后为第 {this} 题，请核对有无漏题。"
        yield problem("number-doubtful", message, place)


def _counts(sections: list[_Section]) -> Iterator[Problem]:
    for section in sections:
        if section.heading.claimed is not None and section.count:
            yield from _count(
                section.heading.claimed, section.count, Line(section.heading.text, section.place)
            )


def _count(promised: int, found: int, line: Line) -> Iterator[Problem]:
    if promised != found:
        message = f"“{tidy(line.text)[:30]}”写明 {promised} 题，实际读到 {found} 题，请核对。"
        yield problem("count-differs", message, line.place)
