"""Remarks as cell comments: the part of the comments of a sheet, and the drawing (VML) that shows their boxes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from lxml import etree

from importers.draft import REMARK_AUTHOR, Place, Unreadable
from importers.remarks.boxes import Boxes
from importers.remarks.cells import Cell, Covered, cell_of, name_of
from importers.remarks.package import Edit
from importers.remarks.remark import Remark
from importers.safety import Limits

_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_STRICT = "http://purl.oclc.org/ooxml/"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BEHIND_BOXES = frozenset(
    (
        "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
        "AlternateContent",
    )
)  # fmt: skip
"""What stands behind `legacyDrawing` in a sheet by the schema's order, or wraps what does."""


def annotate(path: Path, remarks: Sequence[Remark], limits: Limits) -> bytes:
    """A copy of an .xlsx with the remarks as cell comments. Raises Unreadable where it has no sheet or breaks a limit."""
    file = Edit(path, limits)
    parts = _sheet_parts(file)
    if not parts:
        raise Unreadable("这个表格文件里没有工作表，写不进批注。", "damaged")
    first = next(iter(parts))
    wanted: dict[str, list[Remark]] = {name: [] for name in parts}
    for remark in remarks:
        sheet = remark.place.sheet if remark.place else None
        wanted[sheet if sheet in parts else first].append(remark)
    for name, part in parts.items():
        _annotate_sheet(file, part, wanted[name])
    return file.saved()


def _sheet_parts(file: Edit) -> dict[str, str]:
    """The part of each worksheet by its name, visible ones first, in the order of the book."""
    book = file.related("", "officeDocument") or "xl/workbook.xml"
    root = file.look(book)
    found: list[tuple[bool, str, str]] = []
    for sheet in root.iter("{*}sheet") if root is not None else ():
        relation = next((value for key, value in sheet.attrib.items() if str(key).endswith("}id")), "")
        part = file.target(book, str(relation))
        if part in file.package.names() and part.startswith("xl/worksheets/"):
            found.append((sheet.get("state", "visible") != "visible", sheet.get("name") or "", part))
    return {name: part for _hidden, name, part in sorted(found, key=lambda entry: entry[0])}


def _annotate_sheet(file: Edit, part: str, remarks: Sequence[Remark]) -> None:
    """Take our remarks of an earlier round out of one sheet, and write these into it."""
    name = file.related(part, "comments")
    comments = file.look(name) if name else None
    if not remarks and (comments is None or not _ours(comments)):
        return
    sheet = file.look(part)
    if sheet is None:
        raise Unreadable("工作表已损坏，写不进批注。", "damaged")
    if comments is None:
        comments = _new_comments(file, part, sheet)
    elif name is not None:
        file.change(name)
    boxes = Boxes.of(file, part)
    boxes.remove({cell_of(comment.get("ref") or "") for comment in _take_out(comments)})
    texts = _by_cell(remarks, Covered.of(sheet, comments))
    for cell, text in texts.items():
        _add(comments, cell, text)
        boxes.add(cell)
    boxes.save(file, part, lambda: _relate_boxes(file, part))


def _by_cell(remarks: Sequence[Remark], covered: Covered) -> dict[Cell, str]:
    """The text for each cell: a cell takes one comment, so remarks at one place stand below each other."""
    texts: dict[Cell, list[str]] = {}
    for remark in remarks:
        place = remark.place or Place()
        wanted = cell_of(f"{place.column or 'A'}{place.row or 1}")
        texts.setdefault(covered.nearest_free(wanted), []).append("\n".join(remark.lines))
    return {cell: "\n".join(said) for cell, said in texts.items()}


# The part of the comments -------------------------------------------------------------------------------------------


def _new_comments(file: Edit, part: str, sheet: etree._Element) -> etree._Element:
    space = etree.QName(sheet).namespace
    root = etree.fromstring(f'<comments xmlns="{space}"><authors/><commentList/></comments>')
    name = file.free_name("xl/comments{}.xml")
    file.put(name, root)
    file.declare(name, _KIND)
    file.relate(part, f"{_relations(sheet)}/comments", name)
    return root


def _authors(comments: etree._Element) -> list[str]:
    return [author.text or "" for author in comments.iterfind("{*}authors/{*}author")]


def _ours(comments: etree._Element) -> list[etree._Element]:
    ids = {str(at) for at, author in enumerate(_authors(comments)) if author == REMARK_AUTHOR}
    return [each for each in comments.iterfind("{*}commentList/{*}comment") if each.get("authorId") in ids]


def _take_out(comments: etree._Element) -> list[etree._Element]:
    ours = _ours(comments)
    for comment in ours:
        parent = comment.getparent()
        if parent is not None:
            parent.remove(comment)
    return ours


def _add(comments: etree._Element, cell: Cell, text: str) -> None:
    space = f"{{{etree.QName(comments).namespace}}}"
    authors, listed = comments.find("{*}authors"), comments.find("{*}commentList")
    if authors is None or listed is None:
        raise Unreadable("工作表的批注已损坏，写不进新的批注。", "damaged")
    names = _authors(comments)
    if REMARK_AUTHOR not in names:
        etree.SubElement(authors, space + "author").text = REMARK_AUTHOR
        names.append(REMARK_AUTHOR)
    comment = etree.SubElement(
        listed, space + "comment", ref=name_of(cell), authorId=str(names.index(REMARK_AUTHOR))
    )
    run = etree.SubElement(etree.SubElement(comment, space + "text"), space + "r")
    written = etree.SubElement(run, space + "t")
    written.text = text
    written.set(_SPACE, "preserve")


# The drawing --------------------------------------------------------------------------------------------------------


def _relate_boxes(file: Edit, part: str) -> str:
    """A name for a new drawing of comment boxes, the sheet related to it."""
    sheet = file.change(part)
    assert sheet is not None  # noqa: S101 - it was looked at before
    name = file.free_name("xl/drawings/vmlDrawing{}.vml")
    relations = _relations(sheet)
    drawing = etree.Element(f"{{{etree.QName(sheet).namespace}}}legacyDrawing", nsmap={"r": relations})
    drawing.set(f"{{{relations}}}id", file.relate(part, f"{relations}/vmlDrawing", name))
    behind = (at for at, child in enumerate(sheet) if re.sub("^{.*}", "", str(child.tag)) in _BEHIND_BOXES)
    sheet.insert(next(behind, len(sheet)), drawing)
    return name


def _relations(sheet: etree._Element) -> str:
    strict = (etree.QName(sheet).namespace or "").startswith(_STRICT)
    return _STRICT_RELATIONS if strict else _RELATIONS
