"""How the sheets of an .xls file look, by xlrd: calamine tells their texts alone."""

from __future__ import annotations

import io
import struct
from dataclasses import replace

import xlrd
from xlrd.biffh import XLRDError
from xlrd.book import Book
from xlrd.formatting import Font, XFBackground
from xlrd.sheet import Sheet

from importers.containers.blocks import Emphasis, is_colourful
from importers.containers.compound import Broken, Compound
from importers.containers.hidden import Hidden
from importers.containers.sheet_errors import BY_CODE, Errors
from importers.containers.sheet_looks import Look
from importers.containers.sheet_styles import Pieces, of_cell

_SOLID, _BOLD = 1, 600
_WHITE = (255, 255, 255)
# What xlrd meets in a file that does not hold together; calamine reads some of these all the same.
_BROKEN = (
    *(Broken, XLRDError, struct.error, AssertionError),
    *(LookupError, ValueError, TypeError, AttributeError, ArithmeticError),
)


def looks_of(data: bytes) -> dict[str, Look]:
    """The look of each sheet by its name; nothing where the file does not hold together."""
    try:
        # Our own reader of the compound file follows no circle of blocks, xlrd's would not end.
        compound = Compound(data)
        stream = compound.stream("Workbook") or compound.stream("Book")
        with xlrd.open_workbook(
            file_contents=stream, formatting_info=True, ragged_rows=True, logfile=io.StringIO()
        ) as book:
            formats = _of_formats(book)
            return {
                sheet.name: replace(
                    _look(book, sheet, formats), numbers=_numbers(book, sheet), errors=_errors(sheet)
                )
                for sheet in book.sheets()
            }
    except _BROKEN:
        return {}


def _of_formats(book: Book) -> list[Emphasis]:
    """What makes the cells of each format stand out."""
    found: list[Emphasis] = []
    for form in book.xf_list:
        of_font = _of_font(book, book.font_list[form.font_index])
        found.append(of_cell(of_font, _is_filled(book, form.background)))
    return found


def _is_filled(book: Book, fill: XFBackground | None) -> bool:
    """Whether a fill is solid and of a colour other than white."""
    if fill is None or fill.fill_pattern != _SOLID:
        return False
    return book.colour_map.get(fill.pattern_colour_index) not in {None, _WHITE}


def _of_font(book: Book, font: Font) -> Emphasis:
    colour = book.colour_map.get(font.colour_index)
    if colour is not None and is_colourful(bytes(colour).hex()):
        return "colour"
    if font.underline_type:
        return "underline"
    return "bold" if font.weight >= _BOLD else ""


def _look(book: Book, sheet: Sheet, formats: list[Emphasis]) -> Look:
    emphasis: dict[tuple[int, int], Emphasis] = {
        (row, column): kind
        for row in range(sheet.nrows)
        for column in range(sheet.row_len(row))
        if (kind := formats[sheet.cell_xf_index(row, column)])
    }
    rows = tuple(row + 1 for row, said in sorted(sheet.rowinfo_map.items()) if said.hidden)
    columns = tuple(column for column, said in sorted(sheet.colinfo_map.items()) if said.hidden)
    return Look(hidden=Hidden(rows, columns), emphasis=emphasis, pieces=_pieces(book, sheet))


def _numbers(book: Book, sheet: Sheet) -> dict[tuple[int, int], str]:
    """The formats of the cells that hold a number or a day."""
    kinds = {xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE}
    cells = ((row, column) for row in range(sheet.nrows) for column in range(sheet.row_len(row)))
    held = (at for at in cells if sheet.cell_type(*at) in kinds)
    forms = ((at, book.xf_list[sheet.cell_xf_index(*at)].format_key) for at in held)
    return {at: book.format_map[key].format_str for at, key in forms if key in book.format_map}


def _errors(sheet: Sheet) -> Errors:
    """What the cells show that hold an error."""
    cells = ((row, column) for row in range(sheet.nrows) for column in range(sheet.row_len(row)))
    held = (at for at in cells if sheet.cell_type(*at) == xlrd.XL_CELL_ERROR)
    return {at: BY_CODE.get(int(sheet.cell_value(*at)), "#N/A") for at in held}


def _pieces(book: Book, sheet: Sheet) -> dict[tuple[int, int], Pieces]:
    """The cells some words of which stand out. Their runs begin at a place of UTF-16, with the number of a font."""
    found: dict[tuple[int, int], Pieces] = {}
    for (row, column), runs in sheet.rich_text_runlist_map.items():
        text = str(sheet.cell_value(row, column)).encode("utf-16-le")
        first = book.xf_list[sheet.cell_xf_index(row, column)].font_index
        starts = [(0, first), *runs]
        ends = [at for at, _ in runs] + [len(text)]
        pieces = tuple(
            (text[2 * at : 2 * end].decode("utf-16-le", "replace"), _of_font(book, book.font_list[font]))
            for (at, font), end in zip(starts, ends, strict=True)
        )
        if any(kind for _, kind in pieces):
            found[row, column] = pieces
    return found
