"""Rows and columns that a sheet hides, by its name: calamine does not tell them. They are read, and that is said."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from importers.containers.compound import Broken, Compound

_ROW = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\br=["'](\d{1,7})["'][^>]*>""")
_COLUMNS = re.compile(rb"<(?:\w+:)?col\s[^>]*>")
_HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']""")
_BOUND = re.compile(rb"""\b(min|max)=["'](\d{1,5})["']""")
_OPEN_TAGS = re.compile(rb"<table:(table|table-row|table-column)\s[^>]*>")
_OPEN_NAME = re.compile(rb'\btable:name="([^"]*)"')
_OPEN_HIDDEN = re.compile(rb'\btable:visibility="(?:collapse|filter)"')
_OPEN_REPEATED = re.compile(rb'\btable:number-(?:rows|columns)-repeated="(\d{1,7})"')
_MOST = 100_000
_SHEET, _ROW_RECORD, _COLUMN_RECORD, _END = 0x0085, 0x0208, 0x007D, 0x000A


@dataclass(frozen=True, slots=True)
class Hidden:
    """Row numbers from 1, columns from 0."""

    rows: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()


def in_xlsx(sheet: bytes) -> Hidden:
    """What the XML of one sheet hides."""
    columns: list[int] = []
    for tag in _COLUMNS.findall(sheet):
        if _HIDDEN.search(tag):
            bounds = {name: int(number) for name, number in _BOUND.findall(tag)}
            columns += range(bounds.get(b"min", 1) - 1, min(bounds.get(b"max", 0), 1 << 14))
    rows = (int(match[1]) for match in _ROW.finditer(sheet) if _HIDDEN.search(match[0]))
    return Hidden(tuple(rows), tuple(columns))


def in_ods(content: bytes) -> dict[str, Hidden]:
    """What each sheet of an OpenDocument file hides; a tag may stand for many rows or columns."""
    found: dict[str, Hidden] = {}
    name, counts = "", {b"table-row": 0, b"table-column": 0}
    hidden: dict[bytes, list[int]] = {kind: [] for kind in counts}
    for match in _OPEN_TAGS.finditer(content):
        kind, tag = match[1], match[0]
        if kind == b"table":
            title = _OPEN_NAME.search(tag)
            name = unescape(title[1].decode("utf-8", "replace")) if title else ""
            counts, hidden = dict.fromkeys(counts, 0), {each: [] for each in counts}
            continue
        repeated = _OPEN_REPEATED.search(tag)
        count = int(repeated[1]) if repeated else 1
        if _OPEN_HIDDEN.search(tag):
            hidden[kind] += range(counts[kind], counts[kind] + min(count, _MOST))
            rows = tuple(row + 1 for row in hidden[b"table-row"][:_MOST])
            found[name] = Hidden(rows, tuple(hidden[b"table-column"][:_MOST]))
        counts[kind] += count
    return found


def in_xls(data: bytes) -> dict[str, Hidden]:
    """What each sheet of a binary file of Excel 5 and later hides (MS-XLS); nothing where the file does not hold together."""
    try:
        compound = Compound(data)
        stream = compound.stream("Workbook") or compound.stream("Book")
        sheets = [_sheet(body) for kind, body in _records(stream, 0) if kind == _SHEET]
        return {name: _hidden_in_stream(stream, at) for at, name in sheets}
    except (Broken, struct.error, IndexError, UnicodeDecodeError):
        return {}


def _records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """The records from `at` to the end of their part."""
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        if kind == _END:
            return
        yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _sheet(body: bytes) -> tuple[int, str]:
    (at,) = struct.unpack_from("<I", body, 0)
    letters, wide = body[6], body[7] & 1
    name = body[8 : 8 + 2 * letters].decode("utf-16-le") if wide else body[8 : 8 + letters].decode("latin-1")
    return at, name


def _hidden_in_stream(stream: bytes, at: int) -> Hidden:
    rows: list[int] = []
    columns: list[int] = []
    for kind, body in _records(stream, at):
        if kind == _ROW_RECORD and body[12] & 0x20:
            rows.append(struct.unpack_from("<H", body)[0] + 1)
        elif kind == _COLUMN_RECORD and body[8] & 1:
            first, last = struct.unpack_from("<HH", body)
            columns += range(first, min(last, 255) + 1)
    return Hidden(tuple(rows), tuple(columns))
