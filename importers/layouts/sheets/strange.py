"""Headers of words that nobody knows: a row above columns whose contents tell what they hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice

from importers.answers import letters_of, truth_of, type_of
from importers.column_names import LONGEST_HEADING, ColumnField, plain_heading
from importers.columns import HEADER_ROWS, Header, named_columns
from importers.containers.blocks import Grid, Row
from importers.layouts.questions.brackets import answers
from importers.layouts.questions.parsed import Block, Parsed
from importers.layouts.sheets.by_content import told_by_content
from importers.layouts.sheets.grids import part_of
from importers.layouts.sheets.rows import lines_of, options_of, said_of

_FEWEST, _MOST = 2, 0.8
_SIDES = 2  # options, 对 and 错
_TRIED = 3  # rows that may be headers
_NO_HEADING = re.compile(r"[。？?！!；;]|_{2}|[（(]\s*[）)]")
_STATED = re.compile(r"(?:[。.；;]|[（(]\s*[）)])\s*$")
_SAYING: tuple[ColumnField, ...] = ("answer", "tick", "right")
_PLACE = re.compile(r"[(（]?\d{1,2}[.、)）]?")  # 2): the second option
_ABOVE: tuple[ColumnField, ...] = ("stem", *_SAYING)


def strange_header(grid: Grid) -> Header | None:
    """The columns that a header names of which too few are known, where the contents tell the others; None where they do not."""
    tops = (at for at, row in enumerate(grid.rows[:HEADER_ROWS]) if may_head(row.cells))
    for at in islice(tops, _TRIED):
        named = named_columns(grid.rows[at].cells, at)
        whole, _ = told_by_content(grid, named)
        known = bool(named.columns("stem"))
        if whole.columns("stem") and _heads(grid, whole) and _asks(grid, whole, known):
            return named
    return None


def may_head(cells: Sequence[str]) -> bool:
    """Whether a row holds several short words, each another, and none of a sentence."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    short = all(
        len(plain_heading(cell)) <= LONGEST_HEADING and not _NO_HEADING.search(cell) for cell in filled
    )
    return len(filled) >= _FEWEST and short and len({*filled}) == len(filled)


def _heads(grid: Grid, header: Header) -> bool:
    """Whether the cells above stems and answers are words for these: such a row answers no question."""
    above = grid.rows[header.row]
    cells = [(above.cell(at).strip(), at) for field in _ABOVE for at in header.columns(field)]
    return all(cell and not truth_of(cell) and not _answers_too(cell, grid, header, at) for cell, at in cells)


def _answers_too(cell: str, grid: Grid, header: Header, column: int) -> bool:
    """Whether a heading is letters, in the case of those that answer below it: `da` above B and C is a word."""
    said = "".join(row.cell(column) for row in grid.rows[header.row + 1 :])
    return letters_of(cell) is not None and cell.islower() == said.islower()


def _asks(grid: Grid, header: Header, known: bool) -> bool:
    """Whether the rows below are questions: nearly all have a stem and are answered, by a column or in their stems; `known`:
    the heading of the stems says so."""
    rows = [
        row for row in grid.rows[header.row + 1 :] if any(map(str.strip, row.cells)) and part_of(row) is None
    ]
    answered = sum(_is_answered(row, header, known) for row in rows if header.text(row, "stem"))
    return len(rows) >= _FEWEST and answered >= _MOST * len(rows)


def _is_answered(row: Row, header: Header, known: bool) -> bool:
    """Whether a row answers its question. Many a list says 是 and 否 (是否党员, 是否达标): of statements they are the sides
    where these are known for such, have a type or end as sentences do."""
    options = options_of(row, header, idle=True)
    said, stem = said_of(row, header), header.text(row, "stem")
    if not said:
        return answers(Parsed(Block("", lines_of(row, header), None, 0), options=options, stem=stem))
    if truth_of(said) is None or (options and (letters_of(said) or _PLACE.fullmatch(said.strip()))):
        return len(options) >= _FEWEST
    known = known or type_of(header.text(row, "type")) is not None
    return len(options) == _SIDES or (not options and (known or _STATED.search(stem) is not None))
