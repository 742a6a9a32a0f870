"""Drawings of a Word file: their pictures, the text boxes that hang on them, and the words that only they hold."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from importers.containers.figures import PICTURE, described
from importers.containers.word_walk import Walk
from importers.draft import Skipped
from importers.numbering import W

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/"
_VML = "{urn:schemas-microsoft-com:vml}"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
ALTERNATIVES = _MC + "AlternateContent"
BLIP, IMAGE_DATA = _DRAWING + "main}blip", _VML + "imagedata"
OLE_OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"
_BOX = W + "txbxContent"
_PROPERTIES = _DRAWING + "wordprocessingDrawing}docPr"
_WORD_ART, _SHAPE_TEXT = _VML + "textpath", _DRAWING + "main}t"
# What is drawn from another part of the package, of which nothing is read.
_DRAWN_ELSEWHERE = {_DRAWING + "chart}chart": "是图表", _DRAWING + "diagram}relIds": "是 SmartArt 图形"}


def picture_of(element: etree._Element) -> str | None:
    return element.get(REL + "embed") or element.get(REL + "id") or element.get(REL + "link")


def alternative(element: etree._Element) -> etree._Element:
    """The one that is read of several ways to show the same: the first, but an empty one loses to what stands in for it."""
    choice, fallback = element.find(_MC + "Choice"), element.find(_MC + "Fallback")
    if choice is not None and (len(choice) or fallback is None):
        return choice
    return fallback if fallback is not None else element


def read_drawing(element: etree._Element, walk: Walk, boxes: list[etree._Element]) -> Iterator[str]:
    """What a drawing shows in its place; the text boxes on it are added to `boxes`."""
    parts = list(_parts(element))
    boxes += [node for node in parts if node.tag == _BOX]
    if any((node.get("ProgID") or "").startswith("Equation") for node in parts if node.tag == OLE_OBJECT):
        yield walk.figures.unread("公式", "是旧式公式对象，没有读入")
        return
    names = [name for node in parts if node.tag in (BLIP, IMAGE_DATA) and (name := picture_of(node))]
    if any(name in walk.ornaments for name in names):
        if not any(piece.reason.startswith("重复出现") for piece in walk.skipped):
            walk.skipped.append(Skipped(walk.place, PICTURE, "重复出现的装饰图片，未读入"))
    elif names:
        alt = _alternative_text(parts)
        yield "".join(walk.picture(name, alt) for name in names)
    elif note := next((_DRAWN_ELSEWHERE[node.tag] for node in parts if node.tag in _DRAWN_ELSEWHERE), ""):
        yield walk.figures.unread("图", note)
    if words := "".join(map(_words, parts)).strip():
        walk.skipped.append(Skipped(walk.place, words, "图形里的文字，未读入"))


def _parts(element: etree._Element) -> Iterator[etree._Element]:
    """What belongs to a drawing itself. What a text box holds is read with the box, which may hold others."""
    for child in element:
        if child.tag == ALTERNATIVES:
            yield from _parts(alternative(child))
            continue
        yield child
        if child.tag != _BOX:
            yield from _parts(child)


def _words(node: etree._Element) -> str:
    """The words that a shape itself holds: WordArt, the text of a shape without a box."""
    if node.tag == _WORD_ART:
        return node.get("string") or ""
    return (node.text or "") if node.tag == _SHAPE_TEXT else ""


def _alternative_text(parts: list[etree._Element]) -> str:
    node = next((node for node in parts if node.tag == _PROPERTIES), None)
    return described((node.get("descr") or "") if node is not None else "")
