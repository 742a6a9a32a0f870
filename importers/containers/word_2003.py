"""Word files that are one XML text, often named .doc: Word 2003's own markup, and a whole .docx package in one file.

The markup of 2003 has nearly the elements of today's under another namespace; it is renamed and then walked like a .docx.
"""

from __future__ import annotations

import base64
import binascii
import io
import zipfile
from pathlib import Path

from lxml import etree

from importers.containers import word
from importers.containers.binary_lists import FORMATS, node
from importers.containers.blocks import Contents
from importers.containers.word_drawings import IMAGE_DATA, REL
from importers.containers.word_runs import looks_of
from importers.containers.word_walk import Walk
from importers.draft import Unreadable
from importers.numbering import Numbering, W
from importers.safety import Limits, parse_xml

_OLD = "{http://schemas.microsoft.com/office/word/2003/wordml}"
_AUXILIARY = "{http://schemas.microsoft.com/office/word/2003/auxHint}"
_ANNOTATION = "{http://schemas.microsoft.com/aml/2001/core}annotation"
_PACKAGE = "{http://schemas.microsoft.com/office/2006/xmlPackage}"
_DAMAGED = "这个 Word XML 文件已损坏，打不开，请用 Word 打开后另存为 .docx 再上传。"


def read(path: Path, limits: Limits) -> Contents:
    """The contents of either kind. Raises Unreadable where the file is damaged or holds no text of Word's."""
    root = parse_xml(path.read_bytes(), _DAMAGED)
    if root.tag == _PACKAGE + "package":
        return word.read(_package(root), limits)
    pictures = _pictures(root)
    _rename(root)
    body = root.find(W + "body")
    if body is None:
        raise Unreadable("这个 Word XML 文件里没有正文，请用 Word 打开后另存为 .docx 再上传。", "damaged")
    styles = root.find(W + "styles")
    walk = Walk(
        Numbering(_numbering(root.find(W + "lists")), styles),
        word.styles_with(styles, "vanish"),
        word.styles_with(styles, None),
        word.ornaments(body),
        lambda _: None,
        part=pictures.get,
        looks=looks_of(styles),
    )
    return word.walked(body, walk, ())


def _package(root: etree._Element) -> io.BytesIO:
    """The parts of a package as the zip that they usually are."""
    archived = io.BytesIO()
    with zipfile.ZipFile(archived, "w") as archive:
        for part in root.iterfind(_PACKAGE + "part"):
            name = (part.get(_PACKAGE + "name") or "").lstrip("/")
            content = part.find(f"{_PACKAGE}xmlData/*")
            binary = part.findtext(_PACKAGE + "binaryData")
            if content is not None:
                archive.writestr(name, etree.tostring(content, encoding="UTF-8"))
            elif binary is not None:
                archive.writestr(name, _bytes(binary))
    archived.seek(0)
    return archived


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text)
    except (binascii.Error, ValueError):
        return b""


def _pictures(root: etree._Element) -> dict[str, bytes]:
    """The pictures by the name under which drawings show them; the drawings are made to ask for them as today's do."""
    found = {data.get(_OLD + "name") or "": _bytes(data.text or "") for data in root.iter(_OLD + "binData")}
    for shown in root.iter(IMAGE_DATA):
        shown.set(REL + "id", shown.get("src") or "")
    return found


def _rename(root: etree._Element) -> None:
    """Every element and attribute of Word's in today's namespace and under today's name."""
    for element in list(root.iter(etree.Element)):
        tag = str(element.tag)
        for name, value in list(element.attrib.items()):
            if str(name).startswith(_OLD):
                del element.attrib[name]
                element.set(W + str(name).removeprefix(_OLD), value)
        if tag.startswith(_OLD):
            element.tag = W + _TODAY.get(tag.removeprefix(_OLD), tag.removeprefix(_OLD))
        elif tag.startswith(_AUXILIARY):
            element.tag = W + "sdtContent"  # sections and the like: what is in them counts
        elif tag == _ANNOTATION and element.get(_OLD + "type", element.get(W + "type")) == "Word.Deletion":
            element.tag = W + "del"


_TODAY = {
    "listPr": "numPr",
    "ilfo": "numId",
    "listDef": "abstractNum",
    "list": "num",
    "ilst": "abstractNumId",
    "nfc": "numFmt",
}


def _numbering(lists: etree._Element | None) -> etree._Element | None:
    """The lists of 2003, already renamed, with their names as attributes and their formats as words."""
    if lists is None:
        return None
    root = node("numbering")
    for element in list(lists):
        for name in ("listDefId", "ilfo"):
            if (value := element.get(W + name)) is not None:
                element.set(W + {"listDefId": "abstractNumId", "ilfo": "numId"}[name], value)
        for kind in element.iter(W + "numFmt"):
            said = kind.get(W + "val") or ""
            number = int(said) if said.isascii() and said.isdigit() and len(said) < 4 else 0
            kind.set(W + "val", FORMATS.get(number, "decimal"))
        root.append(element)
    return root
