"""Spreadsheets (.xlsx): every sheet as a grid of texts, by python-calamine, after a check that it cannot choke on them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from importers.containers.blocks import Contents, Grid, Row
from importers.draft import Place, Problem, Skipped, Unreadable
from importers.normalise import tidy, visible
from importers.problems import problem
from importers.safety import Limits, Package

_CELL = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"[^>]*(?<!/)>')
_ROW = re.compile(rb'<(?:\w+:)?row\s[^>]*?\br="(\d{1,7})"[^>]*>')
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"')
_HIDDEN = re.compile(rb'\bhidden="(1|true)"')
_LARGE = "工作表里的单元格太多，不像试题文件，请把试题复制到新文件后再上传。"
Cell = int | float | str | bool | time | date | datetime | timedelta


@dataclass(frozen=True, slots=True)
class _Look:
    """What calamine does not tell of a sheet: cells merged downwards (column, first, last row; from 0), hidden rows."""

    merged: tuple[tuple[int, int, int], ...]
    hidden: tuple[int, ...]


def read(path: Path, limits: Limits) -> Contents:
    """All sheets of an .xlsx file. Raises Unreadable where it is none, or breaks a limit."""
    package = Package(path, limits)
    looks: dict[str, _Look] = {}
    for name in package.names():
        if name.endswith(".xml"):
            data = package.checked(name)
            if re.match(r"xl/worksheets/[^/]+$", name):
                looks[name] = _look(data, limits)
    try:
        book = CalamineWorkbook.from_path(str(path))
        return _contents(book, _parts(package, looks))
    except CalamineError as error:
        raise Unreadable(
            "这个表格文件已损坏，打不开，请用 Excel 打开后另存为 .xlsx 再上传。", "damaged"
        ) from error


def _parts(package: Package, looks: dict[str, _Look]) -> dict[str, _Look]:
    """Sheet name -> look, through the workbook's relations."""
    relations = package.xml("xl/_rels/workbook.xml.rels")
    book = package.xml("xl/workbook.xml")
    if relations is None or book is None:
        return {}
    targets = {node.get("Id"): "xl/" + (node.get("Target") or "").removeprefix("/xl/") for node in relations}
    found = {}
    for sheet in book.iter("{*}sheet"):
        key = next((value for name, value in sheet.attrib.items() if str(name).endswith("}id")), None)
        look = looks.get(targets.get(str(key), ""))
        if look is not None:
            found[sheet.get("name") or ""] = look
    return found


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1


def _look(data: bytes, limits: Limits) -> _Look:
    count, right, top, bottom = 0, 0, 1 << 30, 0
    left = 1 << 30
    for match in _CELL.finditer(data):
        count += 1
        column, row = _column(match[1]), int(match[2])
        left, right, top, bottom = min(left, column), max(right, column), min(top, row), max(bottom, row)
    area = (right - left + 1) * (bottom - top + 1) if count else 0
    if count > limits.cells or area > 5 * limits.cells:
        raise Unreadable(_LARGE, "too-large")
    merged = []
    for number, match in enumerate(_MERGE.finditer(data)):
        if number >= limits.merged:
            raise Unreadable("工作表里合并的单元格太多，请取消合并后再上传。", "too-large")
        first, last = int(match[2]) - 1, int(match[4]) - 1
        if match[1] == match[3] and first < last < bottom:
            merged.append((_column(match[1]), first, last))
    hidden = tuple(int(match[1]) for match in _ROW.finditer(data) if _HIDDEN.search(match[0]))
    return _Look(tuple(merged), hidden)


def _contents(book: CalamineWorkbook, looks: dict[str, _Look]) -> Contents:
    flow: list[Grid] = []
    skipped: list[Skipped] = []
    problems: list[Problem] = []
    for meta in book.sheets_metadata:
        if meta.typ != SheetTypeEnum.WorkSheet:
            skipped.append(Skipped(Place(sheet=meta.name), "〔图表〕", "不是工作表，未读入"))
            continue
        look = looks.get(meta.name, _Look((), ()))
        grid = _grid(book, meta.name, look)
        if meta.visible != SheetVisibleEnum.Visible:
            skipped += [Skipped(row.place, _joined(row), "隐藏的工作表，未读入") for row in grid.rows]
            continue
        flow.append(grid)
        problems += _hidden_rows(grid, look)
    return Contents("sheet", tuple(flow), tuple(skipped), tuple(problems))


def _joined(row: Row) -> str:
    return tidy(" ".join(cell for cell in row.cells if cell))


def _hidden_rows(grid: Grid, look: _Look) -> Iterator[Problem]:
    filled = {row.place.row for row in grid.rows}
    hidden = [row for row in look.hidden if row in filled]
    if hidden:
        place = Place(sheet=grid.name, row=hidden[0])
        message = f"工作表“{grid.name}”有 {len(hidden)} 行被隐藏，也已读入，首行是第 {hidden[0]} 行，请核对。"
        yield problem("hidden-rows", message, place)


def _grid(book: CalamineWorkbook, name: str, look: _Look) -> Grid:
    """The rows that hold anything. calamine leaves out the empty rows and columns before the first cell."""
    sheet = book.get_sheet_by_name(name)
    values = [[_text(cell) for cell in row] for row in sheet.to_python(skip_empty_area=False)]
    for column, first, last in look.merged:
        if last < len(values) and column < len(values[first]) and values[first][column]:
            for row in range(first + 1, last + 1):
                values[row][column] = values[row][column] or values[first][column]
    rows = (Row(tuple(cells), Place(sheet=name, row=at)) for at, cells in enumerate(values, 1) if any(cells))
    return Grid(name, tuple(rows))


def _text(value: Cell) -> str:
    """A cell as the clerk sees it: 110.0 is 110."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return tidy(visible(str(value)))
