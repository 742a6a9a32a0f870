"""A key as a table (题号 | 答案, with 题型 or 解析 beside them): laid out as the lines that `key.py` reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from importers.answers import type_of
from importers.column_names import plain_heading
from importers.columns import Header, named_columns
from importers.containers.blocks import Grid, Line, Row
from importers.draft import TYPE_NAMES
from importers.layouts.shapes import ANSWER
from importers.layouts.sheets.parts import within
from importers.normalise import fold, tidy

_HEADER_ROWS = 5
_FEWEST_PAIRED = 2
_ANSWER = re.compile(ANSWER)
_ENTRIES = re.compile(rf"(?:\s*\d{{1,3}}\s*[.、:]?\s*{ANSWER}[\s,;。]*)+")


def find_key_header(grid: Grid) -> Header | None:
    """The header of a table that numbers answers and holds no options."""
    for at, row in enumerate(grid.rows[:_HEADER_ROWS]):
        header = _parted(named_columns(row.cells, at), row)
        if header.columns("number") and header.columns("answer") and not header.labels:
            return header
    return None


def _parted(header: Header, row: Row) -> Header:
    """The header; where 大题 stands beside 小题, these are the part and the number."""
    plain = [plain_heading(cell) for cell in row.cells]
    part = next((at for at, name in enumerate(plain) if re.fullmatch("大题(?:题?号|序号)?", name)), None)
    if part is None:
        return header
    numbers = [at for at, name in enumerate(plain) if re.fullmatch("小题(?:题?号|序号)?|题号", name)]
    fields = {at: name for at, name in header.fields.items() if at != part}
    return replace(header, fields={**fields, part: "type", **dict.fromkeys(numbers[:1], "number")})


def key_lines(grid: Grid) -> Iterator[Line] | None:
    """The entries of a key in `grid`, as "1. A"; None where it is no such table."""
    if _is_by_types(grid):
        return _by_types(grid)
    if pairs := _in_pairs(grid):
        return chain.from_iterable(_paired(numbers, answers) for numbers, answers in pairs)
    header = find_key_header(grid)
    if header is None:
        return None
    beside = [within(grid, low, high) for low, high in _spans(grid.rows[header.row].cells)]
    headed = [(part, header) for part in beside if (header := find_key_header(part))]
    return chain.from_iterable(_lines(part, header) for part, header in headed)


def _is_by_types(grid: Grid) -> bool:
    """Whether types stand side by side, and below each its numbered answers: 单选题 | 判断题 above 1.B | 1.√."""
    if len(grid.rows) < 2 or len(grid.rows[0].cells) < 2 or not all(map(type_of, grid.rows[0].cells)):
        return False
    cells = [fold(cell) for row in grid.rows[1:] for cell in row.cells if cell.strip()]
    return bool(cells) and all(map(_ENTRIES.fullmatch, cells))


def _in_pairs(grid: Grid) -> list[tuple[Row, Row]]:
    """The rows, two and two, of a table that says no more than 一、单选题 | 1 | 2 | 3 above | B | D | A; empty for any other."""
    rows = [row for row in grid.rows if any(map(str.strip, row.cells))]
    pairs = list(zip(rows[::2], rows[1::2], strict=False))
    whole = len(rows) % 2 == 0 and all(_are_paired(*pair) for pair in pairs)
    # A table of nothing but numbers and answers is told by its header.
    typed = any(type_of(numbers.cell(0)) for numbers, _ in pairs)
    return pairs if whole and typed else []


def _are_paired(numbers: Row, answers: Row) -> bool:
    cells = [(fold(above).strip(), fold(answers.cell(at)).strip()) for at, above in enumerate(numbers.cells)]
    (head, beside), *others = cells
    entries = [
        (number, answer)
        for number, answer in ([(head, beside)] if head.isdigit() else []) + others
        if number or answer
    ]
    named = head.isdigit() or (type_of(head) is not None and beside in {"", head})
    counted = all(number.isdigit() and _ANSWER.fullmatch(answer) for number, answer in entries)
    return named and counted and len(entries) >= _FEWEST_PAIRED


def _paired(numbers: Row, answers: Row) -> Iterator[Line]:
    for at, cell in enumerate(numbers.cells):
        if fold(cell).strip().isdigit():
            yield Line(f"{cell.strip()}. {answers.cell(at).strip()}", answers.place)
        elif cell.strip():
            yield Line(tidy(cell), numbers.place)


def _by_types(grid: Grid) -> Iterator[Line]:
    head, *rows = grid.rows
    for column, name in enumerate(head.cells):
        yield Line(tidy(name), head.place)
        held = ((row.cells[column], row.place) for row in rows if column < len(row.cells))
        yield from (Line(tidy(cell), place) for cell, place in held if cell.strip())


def _spans(cells: tuple[str, ...]) -> Iterator[tuple[int, int | None]]:
    """题号 | 答案 | 题号 | 答案: the columns (from, to) of each pair."""
    plain = [plain_heading(cell) for cell in cells]
    first = next(cell for cell in plain if cell)
    begins = [at for at, cell in enumerate(plain) if cell == first]
    return zip(begins, [*begins[1:], None], strict=True)


def _lines(grid: Grid, header: Header) -> Iterator[Line]:
    named = type_of(grid.name) if grid.name else None
    if named:
        yield Line(TYPE_NAMES[named], grid.rows[0].place)
    for row in grid.rows[: header.row]:
        yield Line(tidy(" ".join(cell for cell in row.cells if cell)), row.place)
    ordinal = ""
    for row in grid.rows[header.row + 1 :]:
        part = header.text(row, "type")
        kind = type_of(part) or named
        numeral = re.fullmatch(r"第?([一二三四五六七八九十]{1,3})[、.．]?(?:大题|部分)?", part)
        ordinal = numeral[1] if numeral else "" if part else ordinal
        if kind != named and kind is not None:
            yield Line(TYPE_NAMES[kind], row.place)
            named = kind
        yield Line((f"{ordinal}、" if ordinal else "") + _entry(row, header), row.place)


def _entry(row: Row, header: Header) -> str:
    number, answer = header.text(row, "number"), header.text(row, "answer")
    rest = " ".join(text for name in ("explanation", "citation") if (text := header.text(row, name)))
    if not re.fullmatch(r"\d{1,4}", fold(number)) or not answer:
        return tidy(" ".join(cell for cell in row.cells if cell))
    return f"{number}. {answer}" + (f" 解析：{tidy(rest)}" if rest else "")
