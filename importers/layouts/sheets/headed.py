"""Grids with a header: sheets, and tables of Word files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from importers.account import unread_rows, untold
from importers.answers import (
    beside_type,
    is_indefinite,
    letters_of,
    ticked_type_of,
    truth_of,
    truth_options,
    type_of,
)
from importers.column_names import plain_heading
from importers.columns import Header, find_header
from importers.containers.blocks import Grid, Line, Row
from importers.draft import DraftItem, ItemType, Place, Problem, Skipped
from importers.fields import topics_of
from importers.layouts.evidence import ASKS
from importers.layouts.lines.headings import Heading, heading_of
from importers.layouts.questions import emphasis, scores, trailing, truths
from importers.layouts.questions.item import take_field
from importers.layouts.questions.labels import Segment, cut
from importers.layouts.questions.marks import take_marks
from importers.layouts.questions.options import find_options
from importers.layouts.questions.parsed import Block, Parsed
from importers.layouts.questions.settle import only_chooses, resolve
from importers.layouts.sheets import by_content, codes, indices, rows
from importers.layouts.sheets.asides import aside
from importers.layouts.sheets.at_cells import at_cells
from importers.layouts.sheets.cells import plain_cell, signs_in
from importers.layouts.sheets.grids import (
    part_of,
    types_carried_down,
    unmerged,
    upright,
    without_even_emphasis,
)
from importers.layouts.sheets.idle import signs_are_idle, take_shifted, tell_lone_sign
from importers.layouts.sheets.joints import with_lines
from importers.layouts.sheets.nothing import emptied
from importers.layouts.sheets.option_rows import gathered
from importers.layouts.sheets.stem_numbers import counts_stems, without_number
from importers.layouts.sheets.unnamed import unnamed_header
from importers.normalise import fold, tidy
from importers.problems import problem

_GUIDE = re.compile("说明|须知|示例|样例|范例|字典|指南|帮助|readme|instructions", re.I)
_OF_PROGRAMS = re.compile(r"""\s*(?:\[\s*)?\{\s*['"]\w+['"]\s*:""")  # an object that could not be read
_FEWEST_OPTIONS = 2
_FEWEST_ABOVE = 2  # questions above a header; one alone is an example


@dataclass(slots=True)
class SheetReading:
    """The questions of one grid, while a key may still answer them; `idle`: signs stand where there is no option;
    `counted`: the stems have numbers of their own; `nothing`: cells that say that they hold none, by their places."""

    header: Header
    grid: Grid
    kept: Grid
    parsed: list[Parsed] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    idle: bool = False
    counted: bool = False
    nothing: list[tuple[Place, str]] = field(default_factory=list)

    def finish(self) -> list[DraftItem]:
        """Settle all questions; what is to be said of the grid is in `problems` and `skipped` then."""
        scores.take(self.parsed)
        truths.take_untyped(self.parsed)
        for entry in self.parsed:
            resolve(entry)
        emphasis.take_whole(self.parsed)
        _tell_inferred(self.parsed, self)
        self.problems += emphasis.told(self.parsed)
        self.problems += truths.told(self.parsed)
        items = [at_cells(entry.finished(), self.header) for entry in self.parsed]
        for entry in self.parsed:
            self.skipped += entry.skipped
        self.problems += self._unread()
        return items

    def _unread(self) -> Iterator[Problem]:
        """What the account of the rows leaves over; `kept` is `grid` brought into the ordinary shape."""
        told = [(entry.block.place, entry.block.text) for entry in self.parsed]
        told += [(piece.place, piece.text) for piece in self.skipped] + self.nothing
        plain = (replace(row, cells=tuple(map(plain_cell, row.cells))) for row in self.grid.rows)
        named = set(_unused(self.kept, self.header))
        return unread_rows(replace(self.grid, rows=tuple(plain)), self.kept, told, named)


def is_guide(name: str) -> bool:
    """Whether a sheet of this name explains the template instead of holding questions."""
    return _GUIDE.search(name) is not None


def joined(row: Row) -> str:
    return tidy(" ".join(cell for cell in row.cells if cell.strip()))


def read_grid(grid: Grid, header: Header | None = None, kind: ItemType | None = None) -> SheetReading | None:
    """The questions of a grid with a header, of type `kind` where it does not say; None where it has none."""
    header = header or find_header(grid) or unnamed_header(grid)
    if header is None:
        return None
    grid = unmerged(grid, header)
    whole, (header, told) = grid, by_content.told_by_content(grid, header)
    grid, header = gathered(without_even_emphasis(upright(grid, header), header), header)
    freed = emptied(types_carried_down(grid, header), header)
    grid = with_lines(freed.grid, header)
    reading = SheetReading(header, whole, grid, problems=told + freed.problems, skipped=freed.skipped)
    reading.idle, reading.nothing = signs_are_idle(grid, header), freed.nothing
    reading.counted = counts_stems(grid, header)
    kind, note = (type_of(grid.name) if grid.name else None) or kind, grid.name
    kind, note = _read_above(reading, kind, note)
    if header.row >= 0:
        top = grid.rows[header.row]
        reading.skipped.append(Skipped(top.place, joined(top), "表头"))
        asked = "".join(top.cell(column) for column in header.columns("stem"))
        kind, note = (named, asked) if (named := type_of(asked)) else (kind, note)
        kind = "true_false" if header.sides else kind
        if header.right_first:
            message = "选项由正确答案和错误答案各栏合成，正确的都排在 A，请核对。"
            reading.problems.append(problem("options-unlabelled", message, top.place))
    else:
        message = "没有表头，各栏按内容认作题干、选项和答案，请核对，或在第一行写明栏目。"
        reading.problems.append(problem("header-missing", message, grid.rows[0].place))
    for row in grid.rows[header.row + 1 :]:
        if part := _part(row, header):
            kind, note = part.type, part.text
            reading.skipped.append(Skipped(row.place, joined(row), "标题"))
        elif entry := _row(row, header, kind, note, reading):
            reading.parsed.append(entry)
    codes.types(reading.parsed, grid, header)
    codes.untyped(reading.parsed)
    reading.problems += indices.told(reading.parsed, grid, header)
    reading.problems += codes.english(reading.parsed)
    codes.judged_beside(reading.parsed, grid, header)
    reading.problems += codes.truths(reading.parsed, grid, header)
    reading.problems += codes.difficulties(reading.parsed, grid, header)
    reading.skipped += _unused_columns(grid, header)
    return reading


def _read_above(reading: SheetReading, kind: ItemType | None, note: str) -> tuple[ItemType | None, str]:
    """Name the rows above the header, or read them where they are questions; the type that they name for those below."""
    header = reading.header
    above = reading.kept.rows[: max(header.row, 0)]
    asking = [row for row in above if _asks(row, header)]
    for row in above:
        if row in asking and len(asking) >= _FEWEST_ABOVE:
            reading.parsed.append(_parse(row, header, kind, note, reading))
        elif joined(row):
            reading.skipped.append(Skipped(row.place, joined(row), "表头以前的文字"))
            found = heading_of(joined(row))
            if found and found.type:
                kind, note = found.type, found.text
    if reading.parsed:
        message = f"有 {len(reading.parsed)} 题在表头以前，按下面的表头读入，请核对。"
        reading.problems.append(problem("header-missing", message, reading.parsed[0].block.place))
    return kind, note


def _asks(row: Row, header: Header) -> bool:
    """Whether a row above the header is a question in the same columns: with a stem, an answer, and options where there are any."""
    answer, options = header.text(row, "answer"), [row.cell(at).strip() for at in header.labels]
    answered = letters_of(answer) is not None or truth_of(answer) is not None
    offered = not header.labels or sum(map(bool, options)) >= _FEWEST_OPTIONS
    return bool(header.text(row, "stem").strip()) and answered and offered


def _part(row: Row, header: Header) -> Heading | None:
    """The heading of a type that a row is; what stands in the column of answers is one."""
    return None if header.columns("answer") and header.text(row, "answer") else part_of(row)


def _row(row: Row, header: Header, kind: ItemType | None, note: str, reading: SheetReading) -> Parsed | None:
    if reason := aside(row, header, begun=bool(reading.parsed)):
        reading.skipped.append(Skipped(row.place, joined(row), reason))
        if reason == "备注行" and ASKS.search(fold(joined(row))):
            reading.problems.append(untold(joined(row), row.place))
        return None
    return _parse(row, header, kind, note, reading) if joined(row) else None


def _parse(row: Row, header: Header, kind: ItemType | None, note: str, reading: SheetReading) -> Parsed:
    stem, number = header.text(row, "stem"), header.text(row, "number").removesuffix(".0")
    named = header.text(row, "type")
    own = ticked_type_of(named) if named else None
    lines = rows.lines_of(row, header) or (Line("", row.place),)
    block = Block(number, lines, own or kind, 0, note=named if own else note)
    parsed = Parsed(block, own or kind)
    parsed.indefinite = is_indefinite(block.note)
    parsed.taken += [header.text(row, name) for name in ("number", "type", "tick", "right")]
    parsed.options = rows.options_of(row, header, reading.idle)
    parsed.taken += signs_in(header.text(row, "options"))
    marks, stem = take_marks(without_number(stem, parsed, reading.counted), parsed)
    stem = without_number(stem, parsed, reading.counted) if parsed.marked else stem  # 【单选】1. …
    said = ""
    if not header.columns("answer"):
        stem, said, fields = _parted(stem, parsed)
        marks += fields
    _take_stem(stem, header.text(row, "answer"), parsed)
    parsed.stem += rows.loose_figures(row, header)
    trailing.take(parsed)
    if _OF_PROGRAMS.match(parsed.stem):
        parsed.warn("stem-doubtful", "的题干是程序写的数据，没有拆开，请核对。")
    answer = rows.said_of(row, header) or said
    rows.take_bar(parsed)
    tell_lone_sign(parsed, answer)
    if parsed.type in {"blank", "essay"}:
        parsed.explanation = tidy(answer)
    elif not answer:
        take_shifted(parsed, judged_there=header.row < 0 and bool(header.ticks))
    else:
        parsed.said.append(rows.explained(rows.answer_of(row, answer, header, parsed), parsed))
    explained = tidy(header.text(row, "explanation"))
    parsed.explain(explained)
    parsed.citation = tidy(header.text(row, "citation"))
    parsed.topics = topics_of(header.text(row, "topics"))
    for mark in marks:
        take_field(mark, parsed)
    if own is not None and beside_type(named):
        parsed.skipped.append(Skipped(row.place, named, "题型后的标注"))
    if named and own is None and not codes.is_code(named):
        parsed.skipped.append(Skipped(row.place, named, "认不出的题型"))
    return parsed


def _take_stem(stem: str, answer: str, parsed: Parsed) -> None:
    """The stem, and the options that stand behind it in its cell; a statement to judge keeps all but true and false."""
    parsed.stem = tidy(stem)
    if parsed.options or parsed.type in {"blank", "essay"}:
        return
    judges = parsed.type == "true_false"
    found = find_options(stem)
    if found and (not judges or truth_options(found.options)):
        parsed.stem, parsed.options = tidy(stem[: found.start]), found.options
    elif not judges and (joint := rows.joined_options(stem, answer)):
        parsed.stem, parsed.options = joint


def _parted(stem: str, parsed: Parsed) -> tuple[str, str, list[Segment]]:
    """A cell with labels in it (甲证由谁发（ ） 正确答案:B 解析:…): the stem with its options, the answer, the other fields."""
    segments = cut(stem)
    said = [segment for segment in segments if segment.field == "answer"]
    if len(said) != 1 or not segments[0].text.strip():
        return stem, "", []
    parsed.taken += [segment.label for segment in segments]
    asked = [segment.text for segment in segments if segment.field in {"stem", "options"}]
    others = [segment for segment in segments if segment.field not in {"stem", "options", "answer"}]
    return "\n".join(asked), tidy(said[0].text), others


def _tell_inferred(parsed: list[Parsed], reading: SheetReading) -> None:
    """Types that nobody wrote: said once where the sheet names none or few, else with each question."""
    inferred = [entry for entry in parsed if entry.inferred]
    unnamed = not any(entry.block.type and not only_chooses(entry.block.note) for entry in parsed)
    if inferred and (unnamed or len(inferred) * 2 > len(parsed)):
        message = f"{len(inferred)} 题没有写明题型，按答案的个数判定，请核对。"
        reading.problems.append(problem("types-inferred", message, inferred[0].block.place))
        return
    for entry in inferred:
        entry.warn("type-inferred", "没有写明题型，按答案判定，请核对。")


def _unused(grid: Grid, header: Header) -> Iterator[int]:
    """The columns that no field takes and that hold something below the header."""
    width = max((len(row.cells) for row in grid.rows), default=0)
    for column in range(width):
        below = grid.rows[header.row + 1 :]
        if column not in header.fields and any(
            column < len(row.cells) and row.cells[column].strip() for row in below
        ):
            yield column


def _unused_columns(grid: Grid, header: Header) -> Iterator[Skipped]:
    """Columns that no field takes, once each with all that stands in them."""
    begin = max(header.row, 0)
    for column in _unused(grid, header):
        values = [row.cells[column].strip() for row in grid.rows[begin:] if column < len(row.cells)]
        seen = dict.fromkeys(value for value in values if value)
        reason = "没有用到的列" if header.row >= 0 and plain_heading(values[0]) else "没有表头的列"
        yield Skipped(grid.rows[begin].place, "；".join(seen), reason)
