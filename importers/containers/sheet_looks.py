"""What calamine does not tell of a sheet of an .xlsx file: merged and hidden cells, and what stands out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter

from lxml import etree

from importers.addresses import column_named
from importers.containers.blocks import Emphasis, Span
from importers.containers.hidden import Hidden, in_xlsx
from importers.containers.sheet_asides import Aside
from importers.containers.sheet_errors import Errors
from importers.containers.sheet_pictures import Anchored
from importers.containers.sheet_styles import Pieces, Styles
from importers.draft import Unreadable
from importers.normalise import visible
from importers.safety import Limits, Package, parse_xml

# No tag holds a "<": what looks like the head of one ends there, or a file of nothing else would be searched for ever.
_CELL = re.compile(rb"""<(?:\w+:)?c\s[^<>]*?\br=["']([A-Za-z]{1,9})(\d{1,10})["'][^<>]*(?<!/)>""")
# A row that begins with a cell which does not say where it stands.
_UNPLACED = re.compile(
    rb"""<(?:\w+:)?row\s[^<>]*?\br=["'](\d{1,7})["'][^<>]*(?<!/)>\s*<(?:\w+:)?c(?=[\s/>])(?![^<>]*\br=)"""
)
_SHARED = re.compile(
    rb"""<(?:\w+:)?c\s[^<>]*?\br=["']([A-Z]{1,3})(\d{1,7})["'][^<>]*?\bt=["']s["'][^<>]*>\s*<(?:\w+:)?v>\s*(\d{1,7})\s*<"""
)
_FORMAT = re.compile(rb"""\ss=["'](\d{1,6})["']""")
_MERGE = re.compile(
    rb"""<(?:\w+:)?mergeCell\s[^<>]*?\bref=["']([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})["']"""
)
_ADDRESS = re.compile(rb"([A-Z]{1,3})(\d{1,7})")
_STRINGS, _RUN = "xl/sharedStrings.xml", b"rPr>"
_ERROR = re.compile(rb"""\bt=["']e["']""")
DAMAGED_BOOK = "这个表格文件已损坏，打不开，请用 Excel 打开后另存为 .xlsx 再上传。"
TOO_MANY_CELLS = "工作表里的单元格太多，不像试题文件，请把试题复制到新文件后再上传。"


@dataclass(frozen=True, slots=True)
class Look:
    """What calamine does not tell of a sheet: cells merged downwards (column, first, last row; from 0), what is hidden or stands out, how numbers are shown:
    the code of their format, or the words that the file itself keeps."""

    merged: tuple[tuple[int, int, int], ...] = ()
    hidden: Hidden = field(default_factory=Hidden)
    pictures: Anchored = field(default_factory=dict)
    emphasis: dict[tuple[int, int], Emphasis] = field(default_factory=dict)
    pieces: dict[tuple[int, int], Pieces] = field(default_factory=dict)
    numbers: dict[tuple[int, int], str] = field(default_factory=dict)
    shown: dict[tuple[int, int], str] = field(default_factory=dict)
    errors: Errors = field(default_factory=dict)
    asides: tuple[Aside, ...] = ()


class Looks:
    """How the sheets of one file look."""

    def __init__(self, package: Package, limits: Limits) -> None:
        self._styles, self._limits = Styles(package), limits
        strings = package.xml(_STRINGS) if _RUN in _bytes(package, _STRINGS) else None
        self._shared: dict[int, Pieces] = {}
        for at, string in enumerate(strings.iterfind("{*}si") if strings is not None else ()):
            if pieces := self._styles.pieces(string):
                self._shared[at] = pieces

    def of(self, data: bytes) -> Look:
        """The look of the sheet that a part holds. Raises Unreadable where it has too many cells."""
        emphasis: dict[tuple[int, int], Emphasis] = {}
        numbers: dict[tuple[int, int], str] = {}
        formats, codes = self._styles.of_cells, self._styles.numbers
        count, right, top, bottom = 0, 0, 1 << 30, 0
        left = 1 << 30
        for match in _CELL.finditer(data):
            count += 1
            column, row = column_named(match[1]), int(match[2])
            form = _FORMAT.search(match[0]) if formats or codes else None
            if form and (kind := formats.get(int(form[1]))):
                emphasis[row - 1, column] = kind
            if form and (code := codes.get(int(form[1]))):
                numbers[row - 1, column] = code
            left, right, top, bottom = min(left, column), max(right, column), min(top, row), max(bottom, row)
        for match in _UNPLACED.finditer(data):
            row = int(match[1])
            count, left, right = count + 1, 0, max(right, 0)
            top, bottom = min(top, row), max(bottom, row)
        area = (right - left + 1) * (bottom - top + 1) if count else 0
        if count > self._limits.cells or area > 5 * self._limits.cells:
            raise Unreadable(TOO_MANY_CELLS, "too-large")
        merged, hidden = self._merged(data, bottom), in_xlsx(data)
        pieces, errors = self._pieces(data), _errors(data)
        return Look(merged, hidden, emphasis=emphasis, pieces=pieces, numbers=numbers, errors=errors)

    def _merged(self, data: bytes, bottom: int) -> tuple[tuple[int, int, int], ...]:
        merged = []
        held = 0  # ranges that overlap may hold more cells than there are
        for number, match in enumerate(_MERGE.finditer(data)):
            if number >= self._limits.merged or held > self._limits.cells:
                raise Unreadable("工作表里合并的单元格太多，请取消合并后再上传。", "too-large")
            first, last = int(match[2]) - 1, int(match[4]) - 1
            if match[1] == match[3] and first < last < bottom:
                merged.append((column_named(match[1]), first, last))
                held += last - first
        return tuple(merged)

    def _pieces(self, data: bytes) -> dict[tuple[int, int], Pieces]:
        """The cells some words of which stand out, by row and column from 0."""
        found: dict[tuple[int, int], Pieces] = {}
        for match in _SHARED.finditer(data) if self._shared else ():
            if pieces := self._shared.get(int(match[3])):
                found[int(match[2]) - 1, column_named(match[1])] = pieces
        for cell in parse_xml(data, DAMAGED_BOOK).iter("{*}c") if _RUN in data else ():
            at, held = _place(cell), cell.find("{*}is")
            if at and held is not None and (pieces := self._styles.pieces(held)):
                found[at] = pieces
        return found


def _errors(data: bytes) -> Errors:
    """What the cells show that hold an error."""
    if not _ERROR.search(data):  # as of nearly all sheets
        return {}
    cells = (cell for cell in parse_xml(data, DAMAGED_BOOK).iter("{*}c") if cell.get("t") == "e")
    told = ((_place(cell), cell.findtext("{*}v")) for cell in cells)
    return {at: words for at, words in told if at and words}


def _place(cell: etree._Element) -> tuple[int, int] | None:
    """Row and column of a cell, from 0; None where it does not say where it stands."""
    address = _ADDRESS.fullmatch((cell.get("r") or "").encode())
    return (int(address[2]) - 1, column_named(address[1])) if address else None


def _bytes(package: Package, name: str) -> bytes:
    return package.stream(name) if name in package.names() else b""


def spans(cells: list[str], row: int, look: Look) -> tuple[tuple[Span, ...], ...]:
    """What stands out in the cells of a row: all of a cell, by its format, or some of its words."""
    found = [_of_cell(cell, (row, column), look) for column, cell in enumerate(cells)]
    return tuple(found) if any(found) else ()


def _of_cell(cell: str, at: tuple[int, int], look: Look) -> tuple[Span, ...]:
    pieces, kind = look.pieces.get(at), look.emphasis.get(at, "")
    if pieces is None or kind == "highlight":  # a fill is behind all words
        return ((0, len(cell), kind),) if cell and kind else ()
    # The cell has other white space than its pieces, and nothing else is different.
    places = [place for place, char in enumerate(cell) if not char.isspace()]
    kinds = [shown for text, shown in pieces for char in visible(text) if not char.isspace()]
    if len(places) != len(kinds):
        return ()
    found: list[Span] = []
    for shown, group in groupby(zip(places, kinds, strict=True), key=itemgetter(1)):
        held = [place for place, _ in group]
        if shown:
            found.append((held[0], held[-1] + 1, shown))
    return tuple(found)
