"""A grid as the grids that it holds: two lists side by side, or several below each other, each with a header of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from importers.column_names import field_called, plain_heading
from importers.columns import HEADER_ROWS, Header, find_header, header_of, named_columns
from importers.containers.blocks import Grid, Row

_WIDEST = 20  # columns of one of several lists


def parts_of(grid: Grid) -> Iterator[Grid]:
    """The grids in `grid`, in the order of reading; `grid` itself where it holds no more than one.

    Each keeps the places and the columns of the sheet: what belongs to another is left empty.
    """
    header = find_header(grid)
    spans = _spans(grid.rows[header.row].cells) if header else _spans_without_whole(grid)
    for low, high in spans:
        yield from _below_each_other(within(grid, low, high) if low or high else grid)


def _spans_without_whole(grid: Grid) -> list[tuple[int, int | None]]:
    """The spans of the first row that heads several lists and is no header as a whole: 单选题 | 答案 | 判断题 | 答案."""
    tops = (row.cells for row in grid.rows[:HEADER_ROWS] if _answers_twice(row.cells))
    return next((spans for cells in tops if len(spans := _spans(cells)) > 1), [(0, None)])


def _answers_twice(cells: Sequence[str]) -> bool:
    return sum(field_called(plain_heading(cell)) == "answer" for cell in cells) > 1


def _spans(cells: Sequence[str]) -> list[tuple[int, int | None]]:
    """Columns (from, to) of the headers that stand in one row, each with stem and answer; (0, None) for a single one."""
    cuts, several = [0], _answers_twice(cells)
    for at in range(1, len(cells)):
        before, behind = (named_columns(part, 0) for part in (cells[cuts[-1] : at], cells[at:]))
        behind = _first_list(cells[at:]) if several and not _whole(behind) else behind
        again = {behind.fields.get(0)} & {"number", "type", "stem"} & set(before.fields.values())
        if again and _whole(before) and _whole(behind):
            cuts.append(at)
    return list(zip(cuts, [*cuts[1:], None], strict=True))


def _first_list(cells: Sequence[str]) -> Header:
    """The header of as few of these columns as are one: a further list must not hide the first. Else that of all."""
    ends = [end for end in range(1, min(len(cells), _WIDEST) + 1) if cells[end - 1].strip()]
    found = (named_columns(cells[:end], 0) for end in ends)
    return next(filter(_whole, found), named_columns(cells, 0))


def _whole(header: Header) -> bool:
    names = set(header.fields.values())
    return "stem" in names and bool(names & {"answer", "tick"})


def within(grid: Grid, low: int, high: int | None) -> Grid:
    """The grid with the columns from `low` to `high` alone; those before them are left empty."""
    return Grid(grid.name, tuple(_within(row, low, high) for row in grid.rows))


def _within(row: Row, low: int, high: int | None) -> Row:
    cells = tuple("" for _ in row.cells[:low]) + row.cells[low:high]
    spans = tuple(() for _ in row.emphasis[:low]) + row.emphasis[low:high]
    return replace(row, cells=cells, emphasis=spans)


def _below_each_other(grid: Grid) -> Iterator[Grid]:
    """Cut above each later header with other columns, and above the lines that head its part (二、判断题)."""
    header = find_header(grid)
    begin = 0
    for at, row in enumerate(grid.rows):
        found = header_of(row.cells, 0) if header and at > header.row else None
        if header is None or found is None or not _whole(found):
            continue
        if _repeats(found, header) or _holds_question(row, header):
            continue
        head = at
        while head - 1 > begin and _alone(grid.rows[head - 1]):
            head -= 1
        yield Grid(grid.name, grid.rows[begin:head])
        begin, header = head, found
    yield Grid(grid.name, grid.rows[begin:]) if begin else grid


def _holds_question(row: Row, header: Header) -> bool:
    """Whether a text stands under 题干 that is no heading, or a number under 序号: a question whose words are those of headings."""
    stems = (row.cells[at] for at, field in header.fields.items() if field == "stem" and at < len(row.cells))
    numbered = header.text(row, "number").rstrip(".、．").isdigit()
    return numbered or any(stem.strip() and not named_columns([stem], 0).fields for stem in stems)


def _repeats(found: Header, header: Header) -> bool:
    return found.fields.items() <= header.fields.items()


def _alone(row: Row) -> bool:
    """Whether one text fills the row, perhaps merged over several cells."""
    return len({cell.strip() for cell in row.cells if cell.strip()}) == 1
