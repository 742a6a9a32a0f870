"""How the sheets of an OpenDocument file look: what is hidden, what stands out in cells and words of cells, how numbers are shown."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from importers.containers.blocks import Emphasis, is_colourful
from importers.containers.hidden import Hidden
from importers.containers.sheet_errors import BY_CODE, Errors
from importers.containers.sheet_looks import DAMAGED_BOOK, Look
from importers.containers.sheet_styles import Pieces, of_cell
from importers.safety import parse_xml

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FORMAT = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TYPE = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
_FORMULA = _TABLE + "formula"
_ERRORS = {*BY_CODE.values()}
_NUMBERS = {"float", "percentage", "currency", "date", "time"}
_CELLS = (_TABLE + "table-cell", _TABLE + "covered-table-cell")
_HIDDEN = {"collapse", "filter"}
# The last rows and columns of a sheet are repeated to its end: what is empty there is no look.
_MOST_ROWS, _MOST_COLUMNS = 100_000, 500


def looks_of(content: bytes, named: etree._Element | None = None) -> dict[str, Look]:
    """The look of each sheet by its name, from content.xml and the root of styles.xml. Raises Unreadable where the former is no XML."""
    root = parse_xml(content, DAMAGED_BOOK)
    styles = {name: kind for part in (named, root) if part is not None for name, kind in _styles(part)}
    return {table.get(_TABLE + "name") or "": _look(table, styles) for table in root.iter(_TABLE + "table")}


def _styles(root: etree._Element) -> Iterator[tuple[str, Emphasis]]:
    for style in root.iter(_STYLE + "style"):
        of_font = _of_font(style.find(_STYLE + "text-properties"))
        cell = style.find(_STYLE + "table-cell-properties")
        fill = cell.get(_FORMAT + "background-color", "") if cell is not None else ""
        filled = fill not in {"", "transparent", "#ffffff"}
        yield style.get(_STYLE + "name") or "", of_cell(of_font, filled)


def _of_font(font: etree._Element | None) -> Emphasis:
    if font is None:
        return ""
    if is_colourful((font.get(_FORMAT + "color") or "").removeprefix("#")):
        return "colour"
    if font.get(_STYLE + "text-underline-style", "none") != "none":
        return "underline"
    return "bold" if font.get(_FORMAT + "font-weight") == "bold" else ""


def _look(table: etree._Element, styles: dict[str, Emphasis]) -> Look:
    emphasis: dict[tuple[int, int], Emphasis] = {}
    pieces: dict[tuple[int, int], Pieces] = {}
    shown: dict[tuple[int, int], str] = {}
    errors: Errors = {}
    columns = [
        column for column, at in _repeated(table.iter(_TABLE + "table-column"), _MOST_COLUMNS) for _ in at
    ]
    hidden_rows: list[int] = []
    for row, rows in _repeated(table.iter(_TABLE + "table-row"), _MOST_ROWS):
        if row.get(_TABLE + "visibility") in _HIDDEN:
            hidden_rows += (at + 1 for at in rows)
        for cell, across in _repeated(row.iter(*_CELLS), _MOST_COLUMNS):
            if len(cell) == 0:
                continue
            words, seen, error = _pieces(cell, styles), _shown(cell), _error(cell)
            for column in across:
                default = (
                    columns[column].get(_TABLE + "default-cell-style-name") if column < len(columns) else ""
                )
                kind = styles.get(cell.get(_TABLE + "style-name") or default or "", "")
                emphasis |= {(at, column): kind for at in rows if kind}
                pieces |= {(at, column): words for at in rows if words}
                shown |= {(at, column): seen for at in rows if seen}
                errors |= {(at, column): error for at in rows if error}
    hidden = tuple(at for at, column in enumerate(columns) if column.get(_TABLE + "visibility") in _HIDDEN)
    return Look(
        hidden=Hidden(tuple(hidden_rows), hidden),
        emphasis=emphasis,
        pieces=pieces,
        shown=shown,
        errors=errors,
    )


def _repeated(nodes: Iterator[etree._Element], most: int) -> Iterator[tuple[etree._Element, range]]:
    """Each row, column or cell with the places from 0 for which it stands."""
    at = 0
    for node in nodes:
        kind = "rows" if node.tag == _TABLE + "table-row" else "columns"
        said = node.get(f"{_TABLE}number-{kind}-repeated") or "1"
        count = int(said) if said.isascii() and said.isdigit() and len(said) < 8 else 1
        yield node, range(min(at, most), min(at + count, most))
        at += count


def _pieces(cell: etree._Element, styles: dict[str, Emphasis]) -> Pieces:
    """The words of a cell in pieces; nothing where none stands out."""
    found: list[tuple[str, Emphasis]] = []
    for node in cell.iterfind(_TEXT + "p"):
        found.append((node.text or "", ""))
        for span in node:
            kind = styles.get(span.get(_TEXT + "style-name") or "", "") if span.tag == _TEXT + "span" else ""
            found += [(str(span.xpath("string()")), kind), (span.tail or "", "")]
    return tuple(found) if any(kind for _, kind in found) else ()


def _error(cell: etree._Element) -> str:
    """The error that a cell shows; empty where it shows none."""
    words = (
        str(cell.xpath("string()")).strip() if cell.get(_TYPE) == "error" or _FORMULA in cell.attrib else ""
    )
    return words if words in _ERRORS else ""


def _shown(cell: etree._Element) -> str:
    """The words that a cell with a number or a day shows; empty where they say no more than the number itself (2.00), or
    found no place (###)."""
    if cell.get(_OFFICE + "value-type") not in _NUMBERS:
        return ""
    words = " ".join(str(line.xpath("string()")) for line in cell.iterfind(_TEXT + "p")).strip()
    value = cell.get(_OFFICE + "value") or ""
    try:
        plain = float(words) == float(value) and float(value).is_integer() and not words.startswith("0")
    except ValueError:
        plain = False
    return words if words.strip("#") and not plain else ""
