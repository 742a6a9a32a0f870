"""Grids brought into the ordinary shape, a question a row: turned ones, options on rows of their own, columns without a header."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Literal

from importers.answers import letters_of, truth_of, type_of
from importers.column_names import ColumnField, plain_heading
from importers.columns import Header, find_header, header_of
from importers.columns import letters_of as name_of
from importers.containers.blocks import Grid, Row, Span
from importers.fields import difficulty_of
from importers.layouts.lines.headings import Heading, heading_of
from importers.layouts.sheets.cells import split_cell
from importers.layouts.sheets.rows import ANSWER_LABEL
from importers.normalise import fold

_LABELLED = re.compile(r"\s*[(\[]?\s*[A-L]\s*[.、:)\]]\s*\S")
_APART = re.compile(r"\s*[A-L]\s+\S")  # under 选项 alone: a stem may begin with A 公司
_NUMBER = re.compile(r"\s*\d{1,5}\s*[.、]?\s*")
_CHAPTER = re.compile(r"\s*第[\d一二三四五六七八九十]{1,3}[章节编篇讲单课]")
_FEWEST = 2
_NARROWEST = 2
_FEWEST_EVEN = 5
_SHORTEST_STEM = 6
_MOST = 0.8
_AGAIN = 2
_LONGEST_TYPE = 10  # characters
_FEW_VALUES = 4  # rows for each, where codes or points stand between stems and options


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
            replace(top.place, column=name_of(at + 1)),
            tuple(_spans(row, at) for row in grid.rows),
        )
        for at, cells in enumerate(columns[first:], first)
        if any(cells)
    )
    return Grid(grid.name, tuple(rows))


def _spans(row: Row, at: int) -> tuple[Span, ...]:
    return row.emphasis[at] if at < len(row.emphasis) else ()


def types_carried_down(grid: Grid, header: Header) -> Grid:
    """The grid with the type in each row of a cell that is merged over several questions."""
    columns = set(header.columns("type"))
    rows = []
    for row in grid.rows:
        cells = (
            above if at in columns and not cell.strip() else cell
            for at, (cell, above) in enumerate(zip_longest(row.cells, row.above, fillvalue=""))
        )
        rows.append(replace(row, cells=tuple(cells)) if any(row.above) else row)
    return replace(grid, rows=tuple(rows))


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


def unnamed_header(grid: Grid) -> Header | None:
    """The columns of a grid without a header, by what they hold: numbers, stems, options, answers; else None."""
    rows = [row for row in grid.rows if any(cell.strip() for cell in row.cells) and part_of(row) is None]
    width = max((len(row.cells) for row in rows), default=0)
    if len(rows) < _FEWEST or width < _NARROWEST:
        return None
    columns = [[row.cells[at].strip() for row in rows if at < len(row.cells)] for at in range(width)]
    answers = [at for at, cells in enumerate(columns) if _mostly(cells, _answers, rows)]
    numbers = [at for at, cells in enumerate(columns) if _mostly(cells, _NUMBER.fullmatch, rows)]
    first = numbers[0] + 1 if numbers and numbers[0] == 0 else 0
    before = _before_stems(columns, first)
    stems = [
        at for at in range(first, width) if at not in before and sum(map(bool, columns[at])) == len(rows)
    ]
    # A column of one value alone is that of scores.
    numbered = not answers and width - 1 in numbers and first < width - 1 and len(set(columns[-1])) > 1
    answers = [width - 1] if numbered else answers
    if len(answers) != 1 or not stems or stems[0] >= answers[0]:
        return None
    fields: dict[int, ColumnField] = {**before, stems[0]: "stem", answers[0]: "answer"}
    fields |= dict.fromkeys(numbers[:1] if first else [], "number")
    asides = {at: _aside(columns[at], rows) for at in range(stems[0] + 1, answers[0])}
    fields |= {at: field for at, field in asides.items() if field and field != "other"}
    between = [at for at, field in asides.items() if any(columns[at]) and field is None]
    joined = len(between) == 1 and _mostly(columns[between[0]], lambda cell: len(split_cell(cell)) > 1, rows)
    labels = {} if joined else dict(zip(between, "ABCDEFGHIJKL", strict=False))
    fields |= dict.fromkeys(between, "options" if joined else "option")
    lengths = [len(cell) for cell in columns[stems[0]]]
    judged = all(truth_of(cell) for cell in columns[answers[0]] if cell)
    behind = range(answers[0] + 1, width)
    fields |= {at: "topics" for at in behind if _mostly(columns[at], _CHAPTER.match, rows)}
    # The stems hold their options, or need none.
    told = (
        joined
        or len(labels) >= 2
        or (not numbered and (first or before or width == _NARROWEST or judged) and not labels)
    )
    sure = told and sum(lengths) >= _SHORTEST_STEM * len(lengths)
    return Header(-1, fields, labels, numbered=numbered) if sure else None


def _aside(cells: Sequence[str], rows: Sequence[Row]) -> ColumnField | Literal["other"] | None:
    """What a column between stems and answers holds where it holds no options: types, difficulties, or few values (codes,
    points) in every row; None for options."""
    filled = [cell for cell in cells if cell]
    if len(filled) < len(rows) or any(map(truth_of, filled)):
        return None
    if all(len(cell) <= _LONGEST_TYPE and type_of(cell) for cell in filled):
        return "type"
    if all(map(difficulty_of, filled)):
        return "difficulty"
    return "other" if len(set(filled)) * _FEW_VALUES <= len(rows) else None


def part_of(row: Row) -> Heading | None:
    """The heading of a type that a row is, 二、多选题 alone in its row."""
    filled = {
        cell.strip() for cell in row.cells if cell.strip()
    }  # a merged cell may be filled in several times
    heading = heading_of(filled.pop()) if len(filled) == 1 else None
    return heading if heading and heading.type else None


def _before_stems(columns: Sequence[Sequence[str]], first: int) -> dict[int, ColumnField]:
    """Columns of topics and difficulties before the stems: a few values that stand again and again."""
    found: dict[int, ColumnField] = {}
    for at in range(first, len(columns)):
        values = {cell for cell in columns[at] if cell}
        if len(values) * _AGAIN > len(columns[at]):
            break
        found[at] = "difficulty" if all(map(difficulty_of, values)) else "topics"
    return found


def _answers(text: str) -> bool:
    said = ANSWER_LABEL.sub("", text, count=1)
    return letters_of(said) is not None or truth_of(said) is not None


def _mostly(cells: Sequence[str], is_one: Callable[[str], object], rows: Sequence[Row]) -> bool:
    filled = [cell for cell in cells if cell]
    return len(filled) >= _MOST * len(rows) and sum(bool(is_one(cell)) for cell in filled) >= _MOST * len(
        filled
    )
