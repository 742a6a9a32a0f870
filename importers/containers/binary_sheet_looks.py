"""What the sheets of an .xlsb file hide, and how they show numbers (MS-XLSB): its parts are records, each with its kind and its size before it."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from importers.containers.hidden import Hidden
from importers.containers.number_formats import BUILT_IN
from importers.containers.sheet_errors import BY_CODE, Errors

_ROW, _COLUMNS, _SHEET = 0, 60, 156
_NUMBERS = {2, 5, 9}  # cells that hold a short number, a long one, or one that was worked out
_ERRORS = {3, 11}  # cells that hold an error, or whose formula gave one
_CODE, _FORM, _FORMS, _FORMS_END = 44, 47, 617, 618
_ROW_HIDDEN, _COLUMN_HIDDEN = 0x10, 0x01
_MOST_COLUMNS = 1 << 14


def hidden_in(sheet: bytes) -> Hidden:
    """What one sheet part hides; nothing where it does not hold together."""
    rows: list[int] = []
    columns: list[int] = []
    try:
        for kind, body in _records(sheet):
            if kind == _ROW and body[11] & _ROW_HIDDEN:
                rows.append(struct.unpack_from("<I", body)[0] + 1)
            elif kind == _COLUMNS and body[16] & _COLUMN_HIDDEN:
                first, last = struct.unpack_from("<II", body)
                columns += range(first, min(last, _MOST_COLUMNS) + 1)
    except (struct.error, IndexError):
        return Hidden()
    return Hidden(tuple(rows), tuple(columns))


def codes_of(styles: bytes) -> dict[int, str]:
    """How the cells of a format show their numbers, by the number of the format, in the part of the styles."""
    codes, forms = dict(BUILT_IN), list[int]()
    of_cells = False  # else of the named styles
    try:
        for kind, body in _records(styles):
            if kind == _CODE:
                codes[struct.unpack_from("<H", body)[0]], _ = _text(body, 2)
            elif kind in {_FORMS, _FORMS_END}:
                of_cells = kind == _FORMS
            elif kind == _FORM and of_cells:
                forms.append(struct.unpack_from("<H", body, 2)[0])
    except (struct.error, IndexError, UnicodeDecodeError):
        return {}
    return {at: code for at, form in enumerate(forms) if (code := codes.get(form, ""))}


def numbers_in(sheet: bytes, codes: dict[int, str]) -> dict[tuple[int, int], str]:
    """How the numbers of one sheet part are shown, by row and column from 0; nothing where it does not hold together."""
    found: dict[tuple[int, int], str] = {}
    row = 0
    try:
        for kind, body in _records(sheet) if codes else ():
            if kind == _ROW:
                (row,) = struct.unpack_from("<I", body)
            elif kind in _NUMBERS:
                column, form = struct.unpack_from("<II", body)
                if code := codes.get(form & 0xFFFFFF):
                    found[row, column] = code
    except (struct.error, IndexError):
        return {}
    return found


def errors_in(sheet: bytes) -> Errors:
    """What the cells of one sheet part show that hold an error; nothing where the part does not hold together."""
    found: Errors = {}
    row = 0
    try:
        for kind, body in _records(sheet):
            if kind == _ROW:
                (row,) = struct.unpack_from("<I", body)
            elif kind in _ERRORS:
                found[row, struct.unpack_from("<I", body)[0]] = BY_CODE.get(body[8], "#N/A")
    except (struct.error, IndexError):
        return {}
    return found


def sheet_names(book: bytes) -> dict[str, str]:
    """The names of the sheets by the ids of their relations, in the part of the workbook."""
    found: dict[str, str] = {}
    try:
        for kind, body in _records(book):
            if kind == _SHEET:
                relation, end = _text(body, 8)
                found[relation], _ = _text(body, end)
    except (struct.error, IndexError, UnicodeDecodeError):
        return {}
    return found


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    while at < len(data):
        kind, at = _number(data, at, 2)
        size, at = _number(data, at, 4)
        yield kind, data[at : at + size]
        at += size


def _number(data: bytes, at: int, longest: int) -> tuple[int, int]:
    """A number in up to `longest` bytes of seven bits each, the lowest first, and where it ends."""
    value = 0
    for place in range(longest):
        byte = data[at + place]
        value |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            return value, at + place + 1
    return value, at + longest


def _text(data: bytes, at: int) -> tuple[str, int]:
    """A text with its length before it, and where it ends."""
    (size,) = struct.unpack_from("<I", data, at)
    end = at + 4 + 2 * size
    return data[at + 4 : end].decode("utf-16-le"), end
