"""Spreadsheets: every sheet as a grid of texts, by python-calamine, after a check that it cannot choke on them.

.xlsx, .xlsb and .ods are zips, whose parts are checked first; an .xls has no parts, only the limits of the child hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from importers.addresses import column_name
from importers.containers.binary_sheet_looks import (
    codes_of,
    errors_in,
    hidden_in,
    numbers_in,
    sheet_names,
)
from importers.containers.blocks import Contents, Grid, Row
from importers.containers.figures import Figures
from importers.containers.hidden import Hidden
from importers.containers.number_formats import shown
from importers.containers.sheet_asides import asides_of, skipped_of
from importers.containers.sheet_errors import behind_questions, told
from importers.containers.sheet_looks import DAMAGED_BOOK, TOO_MANY_CELLS, Look, Looks, spans
from importers.containers.sheet_pictures import CellImages, anchored
from importers.draft import Place, Problem, Skipped, Unreadable
from importers.normalise import tidy, visible
from importers.problems import problem
from importers.safety import Limits, Package

# A repeated row that holds a cell with a value; the empty rows to the end of the sheet are repeated too.
_REPEATED_ROW = re.compile(
    rb'<table:table-row\b[^>]*table:number-rows-repeated="(\d{1,9})"[^>]*>(?=((?:(?!</table:table-row>).)*?office:value))',
    re.S,
)
_BINARY_BOOK, _BINARY_STYLES = "xl/workbook.bin", "xl/styles.bin"
# A picture may say that it floats over any cell at all.
_MOST_ROWS, _MOST_COLUMNS = 100_000, 500
Cell = int | float | str | bool | time | date | datetime | timedelta


def read(path: Path, limits: Limits) -> Contents:
    """All sheets of an .xlsx file. Raises Unreadable where it is none, or breaks a limit."""
    package, figures = Package(path, limits), Figures()
    looks: dict[str, Look] = {}
    told = Looks(package, limits)
    for name in package.names():
        if name.endswith(".xml"):
            data = package.checked(name)
            if b"sheetData" in data:
                looks[name] = replace(
                    told.of(data),
                    pictures=anchored(package, name, figures),
                    asides=asides_of(package, name),
                )
    return _book(path, _parts(package, looks), figures, CellImages(package, figures))


def read_zipped(path: Path, limits: Limits) -> Contents:
    """An .xlsb or .ods file."""
    package = Package(path, limits)
    looks: dict[str, Look] = {}
    parts: dict[str, Look] = {}
    codes = codes_of(package.stream(_BINARY_STYLES)) if _BINARY_STYLES in package.names() else {}
    for name in package.names():
        data = package.checked(name) if name.endswith(".xml") else package.stream(name)
        if name == "content.xml":
            _check_repeats(data, limits)
            from importers.containers import (
                open_sheet_looks,
            )  # loaded when wanted: the child must start quickly

            looks = open_sheet_looks.looks_of(data, package.xml("styles.xml"))
        elif name.startswith("xl/worksheets/"):
            parts[name] = Look(
                hidden=hidden_in(data), numbers=numbers_in(data, codes), errors=errors_in(data)
            )
    if _BINARY_BOOK in package.names():
        targets = package.targets(_BINARY_BOOK, "worksheet")
        for relation, sheet in sheet_names(package.stream(_BINARY_BOOK)).items():
            looks[sheet] = parts.get(targets.get(relation, ""), Look())
    return _book(path, looks)


def read_old(path: Path, limits: Limits) -> Contents:
    """An .xls file (also of WPS, .et)."""
    from importers.containers import old_sheet_looks  # loaded when wanted: the child must start quickly

    return _book(path, old_sheet_looks.looks_of(path.read_bytes()))


def _book(
    path: Path, looks: dict[str, Look], figures: Figures | None = None, images: CellImages | None = None
) -> Contents:
    try:
        with path.open("rb") as file:  # by its path the reader would go by the ending
            contents = _contents(CalamineWorkbook.from_filelike(file), looks, images)
        return replace(contents, figures=figures or Figures())
    except CalamineError as error:
        if "password" in str(error).lower():
            raise Unreadable("这个文件加了密码，请去掉密码后再上传。", "encrypted") from error
        raise Unreadable(DAMAGED_BOOK, "damaged") from error
    except OSError as error:  # a part that ends too early
        raise Unreadable(DAMAGED_BOOK, "damaged") from error
    except BaseException as error:  # a panic of the reader's own code: nobody can import its class
        if type(error).__name__ != "PanicException":
            raise
        raise Unreadable(DAMAGED_BOOK, "damaged") from error


def _check_repeats(data: bytes, limits: Limits) -> None:
    """OpenDocument writes a run of equal cells once: a small file may stand for a huge sheet."""
    rows = 0
    for match in _REPEATED_ROW.finditer(data):
        rows += int(match[1]) if match[2] else 0
    if rows > limits.rows:
        raise Unreadable(TOO_MANY_CELLS, "too-large")


def _parts(package: Package, looks: dict[str, Look]) -> dict[str, Look]:
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


def _contents(book: CalamineWorkbook, looks: dict[str, Look], images: CellImages | None) -> Contents:
    flow: list[Grid] = []
    skipped: list[Skipped] = []
    problems: list[Problem] = []
    names = [meta.name for meta in book.sheets_metadata]
    if len(set(names)) < len(names):  # the reader finds a sheet by its name
        raise Unreadable("这个表格里有重名的工作表，读不全，请改成不同的名称后再上传。", "damaged")
    for meta in book.sheets_metadata:
        if meta.typ != SheetTypeEnum.WorkSheet:
            skipped.append(Skipped(Place(sheet=meta.name), "〔图表〕", "不是工作表，未读入"))
            continue
        look = looks.get(meta.name, Look())
        grid = _grid(book, meta.name, look, images)
        if meta.visible != SheetVisibleEnum.Visible:
            skipped += [Skipped(row.place, _joined(row), "隐藏的工作表，未读入") for row in grid.rows]
            continue
        idle = behind_questions(grid, look.errors)
        flow.append(replace(grid, rows=grid.rows[: len(grid.rows) - len(idle)]))
        skipped += [Skipped(row.place, _joined(row), "只有公式错误的行") for row in idle]
        skipped += skipped_of(look.asides, meta.name)
        problems += _told_hidden(grid, look.hidden)
        problems += told(grid, look.errors)
    return Contents("sheet", tuple(flow), tuple(skipped), tuple(problems))


def _joined(row: Row) -> str:
    return tidy(" ".join(cell for cell in row.cells if cell))


def _told_hidden(grid: Grid, hidden: Hidden) -> Iterator[Problem]:
    """Hidden rows and columns that hold something."""
    filled = {row.place.row for row in grid.rows}
    rows = [row for row in hidden.rows if row in filled]
    if rows:
        place = Place(sheet=grid.name, row=rows[0])
        message = f"工作表“{grid.name}”有 {len(rows)} 行被隐藏，也已读入，首行是第 {rows[0]} 行，请核对。"
        yield problem("hidden-rows", message, place)
    used = {at for row in grid.rows for at, cell in enumerate(row.cells) if cell}
    columns = [column for column in hidden.columns if column in used]
    if columns:
        first = column_name(columns[0] + 1)
        message = f"工作表“{grid.name}”有 {len(columns)} 列被隐藏，也已读入，首列是 {first} 列，请核对。"
        yield problem("hidden-columns", message, Place(sheet=grid.name, column=first))


def _grid(book: CalamineWorkbook, name: str, look: Look, images: CellImages | None) -> Grid:
    """The rows that hold anything. calamine leaves out the empty rows and columns before the first cell."""
    sheet = book.get_sheet_by_name(name)
    try:
        held = sheet.to_python(skip_empty_area=False)
    except OverflowError as error:
        sentence = "工作表里有以时间显示的数字太大，读不出来，请改成文字后再上传。"
        raise Unreadable(sentence, "damaged") from error
    codes, seen = look.numbers, look.shown | look.errors
    values = [
        [
            seen.get((row, column)) or _text(cell, codes.get((row, column), ""))
            for column, cell in enumerate(cells)
        ]
        for row, cells in enumerate(held)
    ]
    for column, first, last in look.merged or _merged(sheet.merged_cell_ranges):
        if last < len(values) and column < len(values[first]) and values[first][column]:
            for row in range(first + 1, last + 1):
                values[row][column] = values[row][column] or values[first][column]
    if images is not None:
        values = [[images.shown(cell) for cell in cells] for cells in values]
    for (row, column), signs in sorted(look.pictures.items()):
        _put(values, row, column, signs)
    rows = (
        Row(tuple(cells), Place(sheet=name, row=at), spans(cells, at - 1, look))
        for at, cells in enumerate(values, 1)
        if any(cells)
    )
    return Grid(name, tuple(rows))


def _put(values: list[list[str]], row: int, column: int, signs: str) -> None:
    """Add pictures to the cell over which they stand; beyond the widest or longest sheet, to the last cell."""
    row, column = min(row, _MOST_ROWS - 1), min(column, _MOST_COLUMNS - 1)
    values.extend([""] for _ in range(row + 1 - len(values)))
    values[row].extend("" for _ in range(column + 1 - len(values[row])))
    values[row][column] += signs


def _merged(
    ranges: list[tuple[tuple[int, int], tuple[int, int]]] | None,
) -> tuple[tuple[int, int, int], ...]:
    """Cells merged downwards in one column, as in `Look`."""
    return tuple(
        (left, top, bottom) for (top, left), (bottom, right) in ranges or () if left == right and top < bottom
    )


def _text(value: Cell, code: str) -> str:
    """A cell as the clerk sees it: 110.0 is 110, and 0.05 under the format 0% is 5%."""
    if isinstance(value, str):
        return tidy(visible(value))
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if code and not isinstance(value, timedelta) and (told := shown(value, code)) is not None:
        return told
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    return tidy(visible(str(value)))
