"""The boxes of cell comments: an old drawing (VML) beside the sheet, in which other shapes may stand too."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from lxml import etree

from importers.remarks.cells import Cell
from importers.remarks.package import Edit

_KIND = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_VML = "{urn:schemas-microsoft-com:vml}"
_EXCEL = "{urn:schemas-microsoft-com:office:excel}"
_EMPTY = b"""<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" \
xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/>\
</o:shapelayout></xml>"""
_TYPE = """<v:shapetype xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" \
id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>\
<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>"""
_BOX = """<v:shape xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" \
xmlns:x="urn:schemas-microsoft-com:office:excel" id="_x0000_s{id}" type="#_x0000_t202" \
style="position:absolute;margin-left:60pt;margin-top:2pt;width:220pt;height:90pt;z-index:{order};visibility:hidden" \
fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>\
<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"/></v:textbox>\
<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>\
<x:Anchor>{left}, 15, {top}, 2, {right}, 15, {bottom}, 4</x:Anchor><x:AutoFill>False</x:AutoFill>\
<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"""
_WIDE, _HIGH = 4, 4
"""How many columns and rows a box covers when it is shown."""


@dataclass(slots=True)
class Boxes:
    """The drawing of one sheet; `name` is none while there is no part for it."""

    root: etree._Element
    name: str | None
    changed: bool = False

    @classmethod
    def of(cls, file: Edit, sheet: str) -> Boxes:
        """The drawing that `sheet` names as the one of its comments; a new one where it names none."""
        root = file.look(sheet)
        shown = root.find("{*}legacyDrawing") if root is not None else None
        ids = shown.attrib.values() if shown is not None else ()
        name = next((target for each in ids if (target := file.target(sheet, str(each)))), None)
        drawn = file.package.checked(name) if name in file.package.names() else b""
        return cls(_parsed(drawn or _EMPTY), name)

    def remove(self, cells: Collection[Cell]) -> None:
        """Take out the boxes of comments on these cells."""
        for shape in self.root.findall(_VML + "shape"):
            if _cell_of(shape) in cells:
                self.root.remove(shape)
                self.changed = True

    def add(self, cell: Cell) -> None:
        row, column = cell[0] - 1, cell[1] - 1
        if self.root.find(f"{_VML}shapetype[@id='_x0000_t202']") is None:
            self.root.append(etree.fromstring(_TYPE))
        ids = [
            int(number)
            for shape in self.root
            for number in re.findall(r"_x0000_s(\d+)", shape.get("id") or "")
        ]
        number = max(ids, default=1024) + 1
        self.root.append(
            etree.fromstring(
                _BOX.format(
                    id=number,
                    order=number - 1024,
                    left=column + 1,
                    right=column + 1 + _WIDE,
                    top=max(row - 1, 0),
                    bottom=max(row - 1, 0) + _HIGH,
                    row=row,
                    column=column,
                )
            )
        )
        self.changed = True

    def save(self, file: Edit, sheet: str, relate: Callable[[], str]) -> None:
        """Write the drawing; `relate` gives a name to a new one."""
        if self.changed:
            file.declare_ending("vml", _KIND)
            file.put_bytes(self.name or relate(), etree.tostring(self.root, encoding="UTF-8"))


def _parsed(data: bytes) -> etree._Element:
    """Excel leaves tags of this part open at times: read as browsers do, without entities."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True)
    root: etree._Element | None = etree.fromstring(data, parser)
    return root if root is not None else etree.fromstring(_EMPTY)


def _cell_of(shape: etree._Element) -> Cell | None:
    note = shape.find(f"{_EXCEL}ClientData[@ObjectType='Note']")
    if note is None:
        return None
    row, column = note.findtext(_EXCEL + "Row"), note.findtext(_EXCEL + "Column")
    return (int(row) + 1, int(column) + 1) if row and column else None
