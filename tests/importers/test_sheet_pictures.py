"""Pictures of a sheet belong to the cell they stand in."""

import hashlib
import zipfile
from pathlib import Path

from importers import read
from tests.importers.build import (
    RELATION,
    png,
    relations,
    sheet,
)

_FIRST, _SECOND = png(4, 3, 10), png(8, 2, 200)
_DRAWING = (
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)


def _picture(relation: str, name: str = "图片") -> str:
    return f'<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="1" name="{name}"/></xdr:nvPicPr><a:blip r:embed="{relation}"/></xdr:pic>'


def _anchor(row: int, column: int, relation: str) -> str:
    corner = f"<xdr:from><xdr:col>{column}</xdr:col><xdr:row>{row}</xdr:row></xdr:from>"
    return f"<xdr:twoCellAnchor>{corner}{_picture(relation)}</xdr:twoCellAnchor>"


def _images(**data: bytes) -> str:
    return relations(*(f'Id="{name}" Type="{RELATION}/image" Target="/xl/media/{name}"' for name in data))


def _book(path: Path, rows: list[list[str]], parts: dict[str, str], **data: bytes) -> Path:
    sheet(path, 试题=rows)
    with zipfile.ZipFile(path, "a") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
        for name, content in data.items():
            archive.writestr(f"xl/media/{name}", content)
    return path


_HEADER = ["题型", "题干", "选项A", "选项B", "答案"]


def test_pictures_over_cells_belong_to_the_cell_of_their_corner(tmp_path: Path) -> None:
    rows = [
        _HEADER,
        ["单选题", "图中标志表示什么", "停车", "缓行", "A"],
        ["单选题", "何者正确", "甲", "", "B"],
    ]
    parts = {
        "xl/worksheets/_rels/sheet1.xml.rels": relations(
            f'Id="d" Type="{RELATION}/drawing" Target="../drawings/d.xml"'
        ),
        "xl/drawings/d.xml": f"<xdr:wsDr {_DRAWING}>{_anchor(1, 7, 'p1')}{_anchor(2, 3, 'p2')}{_anchor(0, 1, 'p1')}</xdr:wsDr>",
        "xl/drawings/_rels/d.xml.rels": _images(p1=_FIRST, p2=_SECOND),
    }
    result = read(_book(tmp_path / "a.xlsx", rows, parts, p1=_FIRST, p2=_SECOND))
    assert [item.stem for item in result.items] == ["图中标志表示什么〔图1〕", "何者正确"]
    assert [option.text for option in result.items[1].options] == ["甲", "〔图1〕"]
    assert [[figure.digest for figure in item.figures] for item in result.items] == [
        [hashlib.sha256(_FIRST).hexdigest()],
        [hashlib.sha256(_SECOND).hexdigest()],
    ]


def test_pictures_that_wps_keeps_in_cells_are_found_by_their_formula(tmp_path: Path) -> None:
    rows = [
        _HEADER,
        ["单选题", "见图", "甲", ' =DISPIMG("ID_7A",1)', "B"],
        ["单选题", "见", "甲", ' =DISPIMG("ID_0",1)', "B"],
    ]
    parts = {
        "xl/cellimages.xml": f"<etc:cellImages xmlns:etc='x' {_DRAWING}><etc:cellImage>{_picture('p1', 'ID_7A')}</etc:cellImage></etc:cellImages>",
        "xl/_rels/cellimages.xml.rels": _images(p1=_FIRST),
    }
    items = read(_book(tmp_path / "a.xlsx", rows, parts, p1=_FIRST)).items
    assert [item.options[1].text for item in items] == ["〔图1〕", '=DISPIMG("ID_0",1)']
