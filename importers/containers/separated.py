"""Sheets written as text (.csv, .tsv, also under the name .xlsx or .xls): told by a header whose columns are known, or by quoted cells of
several lines."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Literal

from importers.columns import header_of, named_columns
from importers.containers.blocks import Contents, Grid, Row
from importers.containers.plain_text import decode
from importers.draft import Place, Unreadable
from importers.normalise import tidy, visible
from importers.safety import Limits

_SEPARATORS = (",", "\t", ";", "|", "，")
_HEADER_ROWS = 15
_FEWEST_BROKEN, _NARROWEST = 2, 3  # rows with a cell of several lines, and cells of a row
_FEWEST_OPTIONS = 3
_LONGEST_CELL = 1 << 20


def separator_of(data: bytes) -> str | None:
    """The sign between the cells, where one of the first rows is a header or cells are quoted over lines; None where this is no sheet."""
    try:
        text = decode(data)[0]
    except Unreadable:
        return None
    head = "\n".join(text.splitlines()[: 2 * _HEADER_ROWS])
    for separator in _SEPARATORS:
        rows = [row for _, row in _rows(head, separator)][:_HEADER_ROWS]
        if any(_is_header(row) for row in rows):
            return separator
    return next((sign for sign in _SEPARATORS if _holds_broken_cells(text, sign)), None)


def _is_header(cells: list[str]) -> bool:
    """Whether cells are headings: those of a question, or of several options and their answer, whatever the stems are called."""
    if header_of(cells, 0) is not None:
        return True
    named = named_columns(cells, 0)
    return len(named.labels) >= _FEWEST_OPTIONS and bool(named.columns("answer"))


def _holds_broken_cells(text: str, separator: str) -> bool:
    """Whether quoted cells go on over several lines, in rows of as many cells each: a sheet, whatever heads it; of few cells
    where most rows are so."""
    if text.count('"') < 2 * _FEWEST_BROKEN:
        return False
    lines = text.splitlines()
    quotes = list(accumulate(line.count('"') for line in lines))
    closed = max((at for at, count in enumerate(quotes, 1) if count % 2 == 0), default=0)
    rows = [row for _, row in _rows("\n".join(lines[:closed]), separator) if any(row)]  # the head of a file
    broken = sum(any("\n" in cell for cell in row) for row in rows)
    widths = {len(row) for row in rows}
    sure = broken >= _FEWEST_BROKEN and len(widths) == 1
    return sure and (min(widths) >= _NARROWEST or broken * 2 > len(rows))


def read(path: Path, limits: Limits) -> Contents:
    """The rows of the file as one sheet; a row stands at the line where it begins."""
    data = path.read_bytes()
    text, problems = decode(data)
    separator = separator_of(data)
    rows = []
    for line, cells in _rows(text, separator or ","):
        if any(cells):
            rows.append(Row(tuple(cells), Place(line=line)))
        if len(rows) > limits.rows:
            raise Unreadable("这个文件的行数太多，不像试题文件，请分成几个文件后再上传。", "too-large")
    return Contents("sheet", (Grid("", tuple(rows)),), (), problems)


def _rows(text: str, separator: str) -> Iterator[tuple[int, list[str]]]:
    """(line where it begins, cells) of each row. A quote that is never closed is a sign like any other."""
    csv.field_size_limit(_LONGEST_CELL)
    lines = visible(text).split("\n")
    quoting: Literal[0, 3] = csv.QUOTE_MINIMAL if text.count('"') % 2 == 0 else csv.QUOTE_NONE
    reader = csv.reader(
        (line + "\n" for line in lines), delimiter=separator, quoting=quoting, skipinitialspace=True
    )
    begin = 1
    try:
        for row in reader:
            yield begin, [tidy(cell) for cell in row]
            begin = reader.line_num + 1
    except csv.Error as error:
        raise Unreadable(
            f"第 {begin} 行的内容太长或引号不成对，读不出来，请另存为 .xlsx 后再上传。", "damaged"
        ) from error
