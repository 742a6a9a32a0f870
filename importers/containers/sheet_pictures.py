"""Pictures of an .xlsx file: those anchored to a cell, and those that WPS keeps inside one (=DISPIMG)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from importers.containers.figures import Figures, described
from importers.safety import Package

_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_CELL_IMAGES = "xl/cellimages.xml"
_DISPLAYED = re.compile(r'=?\s*(?:_xlfn\.)?DISPIMG\(\s*"?([\w{}-]+)"?[^)]*\)', re.I)

# The signs of the pictures over a cell, by its row and column, both from 0.
Anchored = dict[tuple[int, int], str]


def anchored(package: Package, sheet: str, figures: Figures) -> Anchored:
    """The pictures that float over the cells of the sheet part `sheet`, each at the cell of its upper left corner."""
    found: Anchored = {}
    for drawing in package.targets(sheet, "drawing").values():
        root = package.xml(drawing)
        pictures = package.targets(drawing, "image")
        for anchor in root.iterchildren("{*}twoCellAnchor", "{*}oneCellAnchor") if root is not None else ():
            if (at := _corner(anchor)) is not None:
                signs = "".join(_signs(package, anchor, pictures, figures))
                found[at] = found.get(at, "") + signs
    return {at: signs for at, signs in found.items() if signs}


class CellImages:
    """The pictures that WPS keeps in cells, by the name in the formula that shows them."""

    def __init__(self, package: Package, figures: Figures) -> None:
        self._signs: dict[str, str] = {}
        root = package.xml(_CELL_IMAGES)
        pictures = package.targets(_CELL_IMAGES, "image")
        for picture in root.iter("{*}pic") if root is not None else ():
            name = next((node.get("name") for node in picture.iter("{*}cNvPr")), None)
            if name:
                self._signs[name] = "".join(_signs(package, picture, pictures, figures))

    def shown(self, text: str) -> str:
        """The text of a cell with the pictures in the place of their formulas."""
        if not self._signs or "DISPIMG" not in text:
            return text
        return _DISPLAYED.sub(lambda match: self._signs.get(match[1], match[0]), text)


def _corner(anchor: etree._Element) -> tuple[int, int] | None:
    said = [anchor.findtext(f"{{*}}from/{{*}}{name}") or "" for name in ("row", "col")]
    row, column = (int(text) if text.isascii() and text.isdigit() and len(text) < 8 else -1 for text in said)
    return (row, column) if row >= 0 and column >= 0 else None


def _signs(
    package: Package, anchor: etree._Element, pictures: dict[str, str], figures: Figures
) -> Iterator[str]:
    blips = list(anchor.iter("{*}blip"))
    alt = described(next((node.get("descr") or "" for node in anchor.iter("{*}cNvPr")), ""))
    for blip in blips:
        part = pictures.get(blip.get(_REL + "embed") or "", "")
        if part in package.names():
            yield figures.picture(package.stream(part), alt)
        else:
            yield figures.unread("图", "已丢失")
    if not blips and any(True for _ in anchor.iter("{*}chart")):
        yield figures.unread("图", "是图表")
