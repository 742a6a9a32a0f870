"""Rows and columns that a sheet hides, by its name: calamine does not tell them. They are read, and that is said."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ROW = re.compile(rb"""<(?:\w+:)?row\s[^<>]*?\br=["'](\d{1,7})["'][^<>]*>""")
_COLUMNS = re.compile(rb"<(?:\w+:)?col\s[^<>]*>")
_HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']""")
_COLUMNS_OF_SHEET = 1 << 14
_BOUND = re.compile(rb"""\b(min|max)=["'](\d{1,5})["']""")


@dataclass(frozen=True, slots=True)
class Hidden:
    """Row numbers from 1, columns from 0."""

    rows: tuple[int, ...] = ()
    columns: tuple[int, ...] = ()


def in_xlsx(sheet: bytes) -> Hidden:
    """What the XML of one sheet hides."""
    columns = bytearray(_COLUMNS_OF_SHEET)  # marked, for a file may name them without end
    for tag in _COLUMNS.findall(sheet):
        if _HIDDEN.search(tag):
            bounds = {name: int(number) for name, number in _BOUND.findall(tag)}
            first, last = bounds.get(b"min", 1) - 1, min(bounds.get(b"max", 0), len(columns))
            if 0 <= first < last:
                columns[first:last] = b"\1" * (last - first)
    rows = (int(match[1]) for match in _ROW.finditer(sheet) if _HIDDEN.search(match[0]))
    return Hidden(tuple(rows), tuple(at for at, hidden in enumerate(columns) if hidden))
