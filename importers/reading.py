"""A path in, an ImportResult out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from importers.account import unread_cells, untold
from importers.answers import type_of
from importers.checks import check_together
from importers.columns import Header, find_header
from importers.containers.blocks import Contents, Grid, Line, without_voids
from importers.draft import (
    BLANK_FORM,
    NO_QUESTION_FOUND,
    DraftItem,
    ImportResult,
    ItemType,
    Place,
    Problem,
    Skipped,
    Unreadable,
)
from importers.figures import keep_pictures, settle
from importers.layouts.counts import told_count
from importers.layouts.flow import read_flow
from importers.layouts.keys import key as keys
from importers.layouts.keys.key_table import key_lines
from importers.layouts.keys.match import apply_key, number_rows
from importers.layouts.lines.headings import claimed, heading_of
from importers.layouts.reading import Reading
from importers.layouts.sheets import cell_markup, json_cells
from importers.layouts.sheets.asides import guide_above
from importers.layouts.sheets.cards import card_lines
from importers.layouts.sheets.grids import turned
from importers.layouts.sheets.headed import SheetReading, is_guide, joined, read_grid
from importers.layouts.sheets.option_sheets import with_options_joined
from importers.layouts.sheets.option_tables import option_lines
from importers.layouts.sheets.parts import parts_of
from importers.layouts.sheets.pasted import with_pasted_tables
from importers.layouts.sheets.tables import as_lines, pasted_keys
from importers.layouts.sheets.unnamed import unnamed_header
from importers.normalise import fold
from importers.problems import problem
from importers.registry import recognise
from importers.safety import Limits, check_file

_ASKS = re.compile(r"\?|_{2,}|[(\[]\s*[)\]]")
_NOTHING = "没有在这个文件里认出试题，请使用征题模板，或检查题号、选项（A. B. C. D.）和答案的写法。"
_MARKED = "没有在这个文件里认出试题，文件里的标记（{}）不认识，请去掉这些标记，写明题号、选项（A. B. C. D.）和答案，再上传。"
_MARK = re.compile(r"[\[<{][A-Za-z]{1,12}[-_:](?:begin|end|start|stop)[\]>}]", re.I)
_FEWEST_MARKS = 2
_NOTHING_IN_SHEET = "没有在这个表格里找到表头，请在表头写明“题干”“选项A”“答案”等栏目，或使用征题模板。"


def read(
    path: Path | str,
    *,
    key_path: Path | str | None = None,
    limits: Limits | None = None,
    pictures: Path | None = None,
) -> ImportResult:
    """The questions in the file at `path`, with the answers of `key_path` where they stand in a second file.

    The pictures of the questions are written into the folder `pictures`, each under the digest of its bytes.
    Raises Unreadable, with one sentence for the clerk, where the file is no question file or breaks a limit.
    """
    path, limits = Path(path), limits or Limits()
    contents = contents_of(path, limits)
    key = _key_of(Path(key_path), limits) if key_path is not None else None
    in_sheet = contents.kind == "sheet"
    reading = _read_sheets(contents, key) if in_sheet else _read_document(contents, key)
    if not reading.items and not any(piece.reason == BLANK_FORM for piece in reading.skipped):
        nothing = contents.no_questions or (_NOTHING_IN_SHEET if in_sheet else _nothing(contents))
        raise Unreadable(nothing, "no-questions")
    problems = (*contents.problems, *reading.problems)
    skipped = (*contents.skipped, *reading.skipped)
    result = ImportResult(
        path.name, f"{contents.kind}/{reading.name}", tuple(reading.items), problems, skipped
    )
    result = settle(result, contents.figures)
    if pictures is not None:
        keep_pictures(result, contents.figures, pictures)
    return replace(result, items=check_together(result.items))


def _nothing(contents: Contents) -> str:
    """That there is no question; with the marks of a program around the parts of questions, if these hide them."""
    marks = Counter(
        mark for block in contents.flow if isinstance(block, Line) for mark in _MARK.findall(block.text)
    )
    often = [mark for mark, count in marks.items() if count >= _FEWEST_MARKS][:3]
    return _MARKED.format("、".join(often)) if often else _NOTHING


def contents_of(path: Path, limits: Limits) -> Contents:
    """The lines and grids of a file of any supported container."""
    check_file(path, limits)
    contents = recognise(path).read(path, limits)
    flow = (
        cell_markup.plain(json_cells.opened(block.shortened()))
        if isinstance(block, Grid)
        else block.shortened()
        for block in without_voids(contents.flow)
    )
    return replace(contents, flow=tuple(flow))


def _key_of(path: Path, limits: Limits) -> keys.Key:
    try:
        contents = contents_of(path, limits)
    except Unreadable as error:
        raise Unreadable(f"答案文件读不出来：{error.sentence}", error.code) from error
    aside = Reading("key")
    key = keys.read_key(list(_lines(contents.flow, aside)))
    key.problems += aside.problems
    if not any(section.filled for section in key.sections):
        raise Unreadable("没有在答案文件里认出答案，请写成“1-5 ABCDA”或“1.A 2.B”的样子。", "no-answers")
    return key


def _lines(flow: Iterable[Line | Grid], aside: Reading) -> Iterator[Line]:
    """The flow with its tables laid out as lines; what these do not hold is told in `aside`."""
    for block in flow:
        if isinstance(block, Line):
            yield block
            continue
        if options := option_lines(block):
            yield from options[0]
            aside.skipped += options[1]
            continue
        if cards := card_lines(block):
            yield from cards[0]
            aside.skipped += cards[1]
            continue
        in_key = key_lines(block)
        laid = list(as_lines(block) if in_key is None else in_key)
        for piece in unread_cells(block, laid):
            if in_key is not None:
                aside.skipped.append(piece)
            else:
                aside.problems.append(untold(piece.text, piece.place))
        yield from laid


def _pieces(flow: tuple[Line | Grid, ...]) -> Iterator[Line | Grid]:
    """Lines, and grids with one header each."""
    for block in pasted_keys(with_pasted_tables(flow)):
        yield from (block,) if isinstance(block, Line) else parts_of(turned(block))


def _read_document(contents: Contents, key: keys.Key | None) -> Reading:
    """Running text and layout tables are read as one flow; tables with a header each for themselves."""
    lines: list[Line] = []
    aside = Reading("table")
    tables: list[SheetReading] = []
    kind: ItemType | None = None
    # Headings of types, each with the tables below it; the first has none.
    heads: list[tuple[Line, list[SheetReading]]] = [(Line("", Place()), [])]
    for block in _pieces(contents.flow):
        if isinstance(block, Line):
            heading = heading_of(block.text)
            if heading and heading.type:
                kind = heading.type
                heads.append((block, []))
            lines.append(block)
        elif (
            not card_lines(block)
            and not option_lines(block)
            and (header := find_header(block) or unnamed_header(block))
            and len(block.rows) > header.row + 1
            and (found := read_grid(block, header, kind))
        ):
            tables.append(found)
            heads[-1][1].append(found)
            guide = guide_above(lines, block.rows[header.row].cells if header.row >= 0 else ())
            lines = [line for line in lines if line not in guide]
            aside.skipped += [Skipped(line.place, line.text, "填写说明") for line in reversed(guide)]
        else:
            lines += _lines((block,), aside)
    reading = read_flow(lines, key)
    if tables and reading.items and not any(map(_asks, reading.items)):
        reading = Reading("table", unused=reading.unused)
        for line in lines:
            if line.text.strip():
                reading.skip(line, NO_QUESTION_FOUND)
    reading = _with(reading, aside)
    if not tables:
        return reading
    if not reading.items:
        reading.name = aside.name
        reading.problems += _told_counts(heads)
    _finish(reading, tables, reading.unused)
    return reading


def _told_counts(heads: list[tuple[Line, list[SheetReading]]]) -> Iterator[Problem]:
    """A problem for each heading that promises another number of questions than its tables hold."""
    for line, below in heads:
        if below and (promised := claimed(line.text)):
            yield from told_count(promised, sum(len(table.parsed) for table in below), line)


def _asks(item: DraftItem) -> bool:
    """Whether anything but its number makes a question of an item: a type, options, an answer, or what asks in its stem."""
    return bool(item.type or item.options or item.answer or _ASKS.search(fold(item.stem)))


def _with(reading: Reading, aside: Reading) -> Reading:
    """The reading, and what was told of its tables while they were laid out."""
    reading.problems += aside.problems
    reading.skipped += aside.skipped
    return reading


def _finish(reading: Reading, sheets: list[SheetReading], found: list[keys.Key]) -> None:
    """Give the answers of the keys to the rows of all sheets, and take the rows over."""
    sections = [section for key in found for section in key.sections]
    if sections:
        parsed = [entry for sheet in sheets for entry in sheet.parsed]
        number_rows(parsed)
        reading.problems += apply_key(parsed, keys.Key(sections))
    for sheet in sheets:
        reading.items += sheet.finish()
        reading.problems += sheet.problems
        reading.skipped += sheet.skipped


def _read_sheets(contents: Contents, key: keys.Key | None) -> Reading:
    """Each sheet by its header. Where no sheet has one, the rows are read as running text."""
    pieces = [block for block in _pieces(contents.flow) if isinstance(block, Grid)]
    grids, joined_away = with_options_joined(pieces)
    sure = [grid for grid in grids if find_header(grid)]
    headed = [
        grid for grid in grids
        if grid in sure or ((header := unnamed_header(grid)) and _may_stand_beside(grid, header, sure))
    ]  # fmt: skip
    plain = [grid for grid in headed if not is_guide(grid.name)] or headed
    if not plain and not contents.no_questions:
        aside = Reading("sheet")
        return _with(read_flow(list(_lines(contents.flow, aside)), key), aside)
    reading = Reading("header", skipped=joined_away)
    sheets: list[SheetReading] = []
    found = [key] if key is not None else []
    for grid in grids:
        if grid in plain and (sheet := read_grid(grid)):
            sheets.append(sheet)
        elif key_lines(grid) is not None and not is_guide(grid.name):
            found.append(_own_key(list(_lines((grid,), reading)), reading))
        else:
            _leave_out(grid, reading)
    _finish(reading, sheets, found)
    return reading


def _may_stand_beside(grid: Grid, header: Header, sure: list[Grid]) -> bool:
    """Whether a grid whose columns only their contents tell holds questions, as the sheets with known headings do: it is no key,
    and without any header of its own it is called after a type or has its columns where one of those sheets has them."""
    if not sure:
        return True
    if key_lines(grid) is not None:
        return False
    columns = [
        (known.columns("stem"), known.columns("answer")) for known in filter(None, map(find_header, sure))
    ]
    alike = (header.columns("stem"), header.columns("answer")) in columns
    return header.row >= 0 or alike or type_of(grid.name) is not None


def _own_key(lines: list[Line], reading: Reading) -> keys.Key:
    """The key in a sheet of its own; what of it is no answer is named."""
    key = keys.read_key(lines)
    reading.problems += key.problems
    for line in (*key.headings, *key.unread):
        reading.skipped.append(Skipped(line.place, line.text, "答案表里的其他文字"))
    return key


def _leave_out(grid: Grid, reading: Reading) -> None:
    reason = "说明页，未读入" if is_guide(grid.name) else "没有表头的工作表，未读入"
    reading.skipped += [Skipped(row.place, joined(row), reason) for row in grid.rows if joined(row)]
    wide = [row for row in grid.rows if sum(bool(cell.strip()) for cell in row.cells) >= 4]
    if len(wide) >= 3 and not is_guide(grid.name):
        message = f"工作表“{grid.name}”没有认出表头，{len(grid.rows)} 行未读入，请核对。"
        reading.problems.append(problem("text-unread", message, wide[0].place))
