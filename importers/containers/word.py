"""Word files (.docx): every visible character, in the order in which it is read.

The XML is walked by hand because the common libraries each drop something without a word: tracked insertions, smart
tags, content controls, text boxes, fields, automatic numbers. Tracked changes are read as accepted.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from importers.containers.blocks import FORMULA, PICTURE, Contents, Grid, Line, Row
from importers.draft import Place, Problem, Skipped, Unreadable
from importers.normalise import tidy, visible
from importers.numbering import Numbering, W
from importers.problems import problem
from importers.safety import Limits, Package

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_IMAGE_DATA = "{urn:schemas-microsoft-com:vml}imagedata"
_SYMBOLS = {
    "F0FC": "√",
    "F0FB": "×",
    "F050": "√",
    "F04F": "×",
    "F0FE": "√",
    "F052": "√",
    "F0D6": "√",
    "F0B4": "×",
}
_PARTS = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注", "comments": "批注"}
# A picture that stands in so many places is a bullet or a button, not part of a question.
_ORNAMENT = 8


@dataclass(slots=True)
class _Walk:
    numbering: Numbering
    hidden_styles: frozenset[str]
    contents_styles: frozenset[str]
    ornaments: frozenset[str]
    paragraph: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    hidden: list[Skipped] = field(default_factory=list)
    deleted: list[Skipped] = field(default_factory=list)

    @property
    def place(self) -> Place:
        return Place(paragraph=self.paragraph)


def read(path: Path, limits: Limits) -> Contents:
    """The lines and tables of a .docx file. Raises Unreadable where it is none, or breaks a limit."""
    package = Package(path, limits)
    main = _main_part(package)
    root = package.xml(main)
    body = root.find(W + "body") if root is not None else None
    if root is None or body is None:
        raise Unreadable(
            "这个 Word 文件里没有正文，可能已损坏，请用 Word 打开后另存为 .docx 再上传。", "damaged"
        )
    folder = posixpath.dirname(main)
    styles = package.xml(f"{folder}/styles.xml")
    walk = _Walk(
        Numbering(package.xml(f"{folder}/numbering.xml"), styles),
        _styles(styles, "vanish"),
        _styles(styles, None),
        _ornaments(root),
    )
    flow = tuple(_blocks(body, walk))
    walk.skipped += _outside(package, folder)
    return Contents("word", flow, (*walk.skipped, *walk.hidden, *walk.deleted), tuple(_told(walk)))


def _told(walk: _Walk) -> Iterator[Problem]:
    if walk.hidden:
        count, place = len(walk.hidden), walk.hidden[0].place
        yield problem(
            "hidden-text", f"文件有 {count} 处隐藏文字未读入，首处在{place.in_words()}，请核对。", place
        )
    if walk.deleted:
        count, place = len(walk.deleted), walk.deleted[0].place
        yield problem(
            "deleted-text",
            f"文件有 {count} 处修订删除的文字未读入，首处在{place.in_words()}，请核对。",
            place,
        )


def _main_part(package: Package) -> str:
    relations = package.xml("_rels/.rels")
    for relation in relations if relations is not None else ():
        if (relation.get("Type") or "").endswith("/officeDocument"):
            return (relation.get("Target") or "").lstrip("/")
    return "word/document.xml"


def _on(element: etree._Element | None) -> bool:
    return element is not None and element.get(W + "val") not in {"0", "false", "off"}


def _styles(root: etree._Element | None, switch: str | None) -> frozenset[str]:
    """Styles whose runs carry `switch`; without one, the styles of a table of contents."""
    found = set()
    for style in root.iterfind(W + "style") if root is not None else ():
        name = style.find(W + "name")
        title = (name.get(W + "val") or "") if name is not None else ""
        marked = _on(style.find(f"{W}rPr/{W}{switch}")) if switch else bool(re.match(r"(?i)toc \d", title))
        if marked:
            found.add(style.get(W + "styleId") or "")
    return frozenset(found)


def _picture(element: etree._Element) -> str | None:
    return element.get(_REL + "embed") or element.get(_REL + "id") or element.get(_REL + "link")


def _ornaments(root: etree._Element) -> frozenset[str]:
    uses: dict[str, int] = {}
    for element in root.iter(_BLIP, _IMAGE_DATA):
        if name := _picture(element):
            uses[name] = uses.get(name, 0) + 1
    return frozenset(name for name, count in uses.items() if count >= _ORNAMENT)


def _blocks(parent: etree._Element, walk: _Walk) -> Iterator[Line | Grid]:
    for element in parent:
        if element.tag == W + "p":
            yield from _paragraph(element, walk)
        elif element.tag == W + "tbl":
            yield _table(element, walk)
        elif element.tag == W + "altChunk":
            walk.paragraph += 1
            walk.skipped.append(Skipped(walk.place, "〔嵌入的文档〕", "嵌入的另一份文档，未读入"))
        elif element.tag in {
            W + "sdt",
            W + "ins",
            W + "moveTo",
            W + "customXml",
            W + "sdtContent",
            W + "smartTag",
        }:
            yield from _blocks(element, walk)


def _paragraph(element: etree._Element, walk: _Walk) -> Iterator[Line | Grid]:
    walk.paragraph += 1
    place = walk.place
    properties = element.find(W + "pPr")
    label = walk.numbering.label(properties)
    boxes: list[etree._Element] = []
    text = label + "".join(_inline(element, walk, boxes))
    style = properties.find(W + "pStyle") if properties is not None else None
    if style is not None and (style.get(W + "val") or "") in walk.contents_styles:
        if text.strip():
            walk.skipped.append(Skipped(place, tidy(text), "目录"))
    else:
        for line in visible(text).split("\n"):
            yield Line(line, place)
    for box in boxes:
        yield from _blocks(box, walk)


def _inline(parent: etree._Element, walk: _Walk, boxes: list[etree._Element]) -> Iterator[str]:
    for element in parent:
        tag = element.tag
        if tag == W + "r":
            yield from _run(element, walk, boxes)
        elif tag in {W + "del", W + "moveFrom"}:
            gone = "".join(str(node.text or "") for node in element.iter(W + "delText", W + "t"))
            if gone.strip():
                walk.deleted.append(Skipped(walk.place, gone, "修订中删除的文字"))
        elif tag in {_MATH + "oMath", _MATH + "oMathPara"}:
            yield FORMULA + "".join(str(node.text or "") for node in element.iter(_MATH + "t"))
        elif tag == _MC + "AlternateContent":
            yield from _inline(_alternative(element), walk, boxes)
        elif isinstance(tag, str) and tag not in {W + "pPr", W + "rPr", W + "sdtPr"}:
            yield from _inline(element, walk, boxes)


def _alternative(element: etree._Element) -> etree._Element:
    choice = element.find(_MC + "Choice")
    fallback = element.find(_MC + "Fallback")
    chosen = choice if choice is not None else fallback
    return chosen if chosen is not None else element


def _run(run: etree._Element, walk: _Walk, boxes: list[etree._Element]) -> Iterator[str]:
    pieces = "".join(_run_pieces(run, walk, boxes))
    properties = run.find(W + "rPr")
    style = properties.find(W + "rStyle") if properties is not None else None
    own = properties.find(W + "vanish") if properties is not None else None
    by_style = style is not None and (style.get(W + "val") or "") in walk.hidden_styles
    if _on(own) or (own is None and by_style):
        if pieces.strip():
            walk.hidden.append(Skipped(walk.place, pieces, "隐藏文字"))
        return
    yield pieces


def _run_pieces(run: etree._Element, walk: _Walk, boxes: list[etree._Element]) -> Iterator[str]:
    for element in run:
        tag = element.tag
        if tag == W + "t":
            yield element.text or ""
        elif tag in {W + "tab", W + "ptab"}:
            yield "\t"
        elif tag in {W + "br", W + "cr"}:
            yield "\n"
        elif tag == W + "noBreakHyphen":
            yield "-"
        elif tag == W + "sym":
            yield _SYMBOLS.get((element.get(W + "char") or "").upper(), "〔符号〕")
        elif tag == _MC + "AlternateContent":
            yield from _run_pieces(_alternative(element), walk, boxes)
        elif tag in {W + "drawing", W + "pict", W + "object"}:
            yield from _drawing(element, walk, boxes)


def _drawing(element: etree._Element, walk: _Walk, boxes: list[etree._Element]) -> Iterator[str]:
    found = list(element.iter(W + "txbxContent"))
    boxes += found
    inside = {id(node) for box in found for node in box.iter()}
    pictures = [node for node in element.iter(_BLIP, _IMAGE_DATA) if id(node) not in inside]
    names = [name for node in pictures if (name := _picture(node))]
    if any(name in walk.ornaments for name in names):
        if not any(piece.reason.startswith("重复出现") for piece in walk.skipped):
            walk.skipped.append(Skipped(walk.place, PICTURE, "重复出现的装饰图片，未读入"))
    elif names or "/chart" in etree.tostring(element, encoding="unicode")[:3000]:
        yield PICTURE


def _table(table: etree._Element, walk: _Walk) -> Grid:
    rows = []
    for row in table.iter(W + "tr"):
        if next(row.iterancestors(W + "tbl"), None) is not table:
            continue
        start = Place(paragraph=walk.paragraph + 1)
        cells: list[str] = []
        for cell in row.iter(W + "tc"):
            if next(cell.iterancestors(W + "tr"), None) is row:
                cells += [_cell(cell, walk), *[""] * (_span(cell) - 1)]
        rows.append(Row(tuple(cells), start))
    return Grid("", tuple(rows))


def _span(cell: etree._Element) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    value = (span.get(W + "val") or "1") if span is not None else "1"
    return min(int(value), 64) if value.isdigit() else 1


def _cell(cell: etree._Element, walk: _Walk) -> str:
    lines = []
    for block in _blocks(cell, walk):
        if isinstance(block, Line):
            lines.append(block.text)
        else:
            lines += ["\t".join(row.cells) for row in block.rows]
    return "\n".join(lines)


def _outside(package: Package, folder: str) -> Iterator[Skipped]:
    """Text outside the body, named once a part; page numbers and empty parts say nothing."""
    for name in package.names():
        match = re.fullmatch(
            re.escape(folder) + r"/(header|footer|footnotes|endnotes|comments)\d*\.xml", name
        )
        if not match:
            continue
        root = package.xml(name)
        text = "".join(node.text or "" for node in root.iter(W + "t")) if root is not None else ""
        if text.strip():
            yield Skipped(Place(part=_PARTS[match[1]]), tidy(text), _PARTS[match[1]])


def is_word(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        return any(name.startswith("word/") for name in archive.namelist())
