"""Images over the cells of a workbook: parts that the library which writes the cells cannot make with their descriptions."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from importers import Limits
from importers.remarks.package import Edit
from qbank.items.content import Block
from qbank.items.figures import digest_of
from qbank.items.word_figures import EMU, Pictures, fitted, picture_of

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SHEETS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_KIND = "application/vnd.openxmlformats-officedocument.drawing+xml"
_SHEET = "xl/worksheets/sheet1.xml"
_PART = "xl/drawings/drawing1.xml"
TALLEST = 160
LIMITS = Limits(
    file_size=1 << 30, entries=60_000, unpacked=2 << 30, xml_part=1 << 30, lines=2_000_000, cells=5_000_000
)
"""For files that we wrote ourselves."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An image at a cell, counted from 0; `down` pixels below its upper edge, at most `widest` pixels wide."""

    image: Block
    row: int
    column: int
    down: int
    widest: int

    @property
    def size(self) -> tuple[int, int]:
        return fitted(self.image["width"], self.image["height"], self.widest, TALLEST)


def with_pictures(book: bytes, placed: Sequence[Placed], pictures: Pictures) -> bytes:
    """The workbook with images over the cells of its first sheet."""
    with tempfile.TemporaryDirectory(prefix="qbank-export-") as folder:
        path = Path(folder) / "book.xlsx"
        path.write_bytes(book)
        edit = Edit(path, LIMITS)
        relations = {
            digest: _add(edit, digest, pictures)
            for digest in dict.fromkeys(digest_of(one.image) for one in placed)
        }
        root = etree.Element(f"{{{_DRAWING}}}wsDr", nsmap={"xdr": _DRAWING, "a": _MAIN, "r": _OFFICE})
        for number, one in enumerate(placed, start=1):
            root.append(_anchor(one, number, relations[digest_of(one.image)]))
        edit.put(_PART, root)
        edit.declare(_PART, _KIND)
        relation = edit.relate(_SHEET, f"{_OFFICE}/drawing", _PART)
        sheet = edit.change(_SHEET)
        assert sheet is not None  # noqa: S101 - the writer of the cells names its first sheet so
        etree.SubElement(sheet, f"{{{_SHEETS}}}drawing", {f"{{{_OFFICE}}}id": relation})
        return edit.saved()


def _add(edit: Edit, digest: str, pictures: Pictures) -> str:
    """The relation of an image that is put into the file."""
    data, media_type = picture_of(pictures, digest)
    ending = media_type.removeprefix("image/")
    name = f"xl/media/{digest[:16]}.{ending}"
    edit.put_bytes(name, data)
    edit.declare_ending(ending, media_type)
    return edit.relate(_PART, f"{_OFFICE}/image", name)


def _anchor(placed: Placed, number: int, relation: str) -> etree._Element:
    width, height = placed.size
    extent = f'cx="{width * EMU}" cy="{height * EMU}"'
    anchor = etree.fromstring(
        f'<xdr:oneCellAnchor xmlns:xdr="{_DRAWING}" xmlns:a="{_MAIN}" xmlns:r="{_OFFICE}">'
        f"<xdr:from><xdr:col>{placed.column}</xdr:col><xdr:colOff>{4 * EMU}</xdr:colOff>"
        f"<xdr:row>{placed.row}</xdr:row><xdr:rowOff>{placed.down * EMU}</xdr:rowOff></xdr:from><xdr:ext {extent}/>"
        f'<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="{number}" name="Figure {number}"/><xdr:cNvPicPr/></xdr:nvPicPr>'
        f'<xdr:blipFill><a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></xdr:blipFill>'
        f'<xdr:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm><a:prstGeom prst="rect"/></xdr:spPr>'
        "</xdr:pic><xdr:clientData/></xdr:oneCellAnchor>"
    )
    for named in anchor.iter(f"{{{_DRAWING}}}cNvPr"):
        named.set("descr", placed.image["alt"])
    return anchor
