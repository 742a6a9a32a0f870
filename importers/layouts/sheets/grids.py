"""Grids brought into the ordinary shape, a question a row: turned ones, and options on rows of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from importers.addresses import column_name
from importers.answers import type_of
from importers.column_names import plain_heading
from importers.columns import Header, find_header, header_of
from importers.containers.blocks import Grid, Row, Span
from importers.layouts.lines.headings import Heading, heading_of
from importers.normalise import fold

_LABELLED = re.compile(r"\s*[(\[]?\s*[A-L]\s*[.、:)\]]\s*\S")
_APART = re.compile(r"\s*[A-L]\s+\S")  # under 选项 alone: a stem may begin with A 公司
_NARROWEST = 2
_FEWEST_EVEN = 5
_FEWEST_MERGED = 4  # lines of a cell that were those of several


def turned(grid: Grid) -> Grid:
    """A sheet with its headings in one column and a question in each of the others, turned; any other grid as it is.

    Nothing else may be named in that column but a title, and the stem no more than once (as it is in cards).
    """
    width = max((len(row.cells) for row in grid.rows), default=0)
    if width <= _NARROWEST or grid.rows[0].place.sheet is None or find_header(grid) is not None:
        return grid
    columns = [[row.cell(at) for row in grid.rows] for at in range(width)]
    first = next(at for at, cells in enumerate(columns) if any(cells))
    names = columns[first]
    header = header_of(names, 0)
    if header is None or not header.columns("answer") or len(names) - len(header.fields) > 1:
        return grid
    (stem,) = header.columns("stem")
    top = grid.rows[stem]
    if sum(plain_heading(name) == plain_heading(names[stem]) for name in names) > 1:
        return grid
    rows = (
        Row(
            tuple(cells),
            replace(top.place, column=column_name(at + 1)),
            tuple(_spans(row, at) for row in grid.rows),
        )
        for at, cells in enumerate(columns[first:], first)
        if any(cells)
    )
    return Grid(grid.name, tuple(rows))


def _spans(row: Row, at: int) -> tuple[Span, ...]:
    return row.emphasis[at] if at < len(row.emphasis) else ()


def types_carried_down(grid: Grid, header: Header) -> Grid:
    """The grid with the type in each row of a cell that is merged over several questions, or that only the first row of
    those of its type has."""
    columns = set(header.columns("type"))
    rows = []
    for row in grid.rows:
        cells = (
            above if at in columns and not cell.strip() else cell
            for at, (cell, above) in enumerate(zip_longest(row.cells, row.above, fillvalue=""))
        )
        rows.append(replace(row, cells=tuple(cells)) if any(row.above) else row)
    whole = replace(grid, rows=tuple(rows))
    for column in columns:
        whole = _from_first_rows(whole, header, column)
    return whole


def _from_first_rows(grid: Grid, header: Header, column: int) -> Grid:
    """The grid with the types of a column in the empty cells below them, where each stands once, above all of its questions."""
    begin = header.row + 1
    asked = [row for row in grid.rows[begin:] if header.text(row, "stem")]
    named = [text for row in asked if (text := row.cell(column).strip())]
    once = len({type_of(text) for text in named} - {None}) == len(named) > 1
    if not once or not asked[0].cell(column).strip() or len(named) * 2 > len(asked):
        return grid
    rows, above = list(grid.rows), ""
    for at, row in enumerate(grid.rows[begin:], begin):
        above = row.cell(column).strip() or above
        if header.text(row, "stem") and column < len(row.cells):
            rows[at] = replace(row, cells=(*row.cells[:column], above, *row.cells[column + 1 :]))
    return replace(grid, rows=tuple(rows))


def unmerged(grid: Grid, header: Header) -> Grid:
    """The grid with rows whose cells somebody merged, which put their texts on lines of one, parted again: as many lines as
    there are columns."""
    if header.row < 0:
        return grid
    columns = [at for at, cell in enumerate(grid.rows[header.row].cells) if cell.strip()]
    return replace(grid, rows=tuple(_unmerged(row, columns) for row in grid.rows))


def _unmerged(row: Row, columns: Sequence[int]) -> Row:
    filled = [cell for cell in row.cells if cell.strip()]
    lines = filled[0].strip().split("\n") if len(filled) == 1 else []
    if len(lines) < _FEWEST_MERGED or len(lines) != len(columns):
        return row
    cells = [""] * (columns[-1] + 1)
    for column, line in zip(columns, lines, strict=True):
        cells[column] = line.strip()
    return replace(row, cells=tuple(cells), emphasis=())


def upright(grid: Grid, header: Header) -> Grid:
    """The grid with rows that hold nothing but a labelled option joined to the row of their stem.

    Number, type and answer may be merged over all rows of a question: they stand in each of them then.
    """
    held = header.columns("options") or header.columns("stem")
    if header.labels or not held:
        return grid
    column, apart = held[0], bool(header.columns("options"))
    rows: list[Row] = []
    for at, row in enumerate(grid.rows):
        if at > header.row + 1 and _goes_on(row, rows[-1], column, under_options=apart):
            cells = [above or cell for above, cell in zip_longest(rows[-1].cells, row.cells, fillvalue="")]
            cells[column] = rows[-1].cell(column) + "\n" + row.cells[column].strip()
            rows[-1] = replace(rows[-1], cells=tuple(cells))
        else:
            rows.append(row)
    return Grid(grid.name, tuple(rows))


def _goes_on(row: Row, above: Row, column: int, *, under_options: bool) -> bool:
    """Whether `row` holds a labelled option in `column`, and besides only what its question above holds, or lacks."""
    text = fold(row.cells[column]) if column < len(row.cells) else ""
    if not (_LABELLED.match(text) or (under_options and _APART.match(text))):
        return False
    others = [at for at, cell in enumerate(row.cells) if at != column and cell.strip()]
    held = (above.cell(at) for at in others)
    return all(cell in {"", row.cells[at]} for at, cell in zip(others, held, strict=True))


def without_even_emphasis(grid: Grid, header: Header) -> Grid:
    """The grid; without any emphasis where a column of options stands out from top to bottom, for then it tells no answers."""
    rows = grid.rows[header.row + 1 :]
    for column in header.labels:
        held = [_spans(row, column) for row in rows if column < len(row.cells) and row.cells[column].strip()]
        if len(held) >= _FEWEST_EVEN and all(held):
            return Grid(grid.name, tuple(replace(row, emphasis=()) for row in grid.rows))
    return grid


def part_of(row: Row) -> Heading | None:
    """The heading of a type that a row is, 二、多选题 alone in its row."""
    filled = {
        cell.strip() for cell in row.cells if cell.strip()
    }  # a merged cell may be filled in several times
    heading = heading_of(filled.pop()) if len(filled) == 1 else None
    return heading if heading and heading.type else None
