"""What the sheets of an .xlsb file hide (MS-XLSB): its parts are records, each with its kind and its size before it."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from importers.containers.hidden import Hidden

_ROW, _COLUMNS, _SHEET = 0, 60, 156
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
