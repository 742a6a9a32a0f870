"""What an .xlsx file says beside the cells of a sheet: text boxes, comments, pictures at no cell. It is named, not read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from importers.containers.figures import PICTURE
from importers.draft import REMARK_AUTHOR, Place, Skipped
from importers.normalise import tidy, visible
from importers.safety import Package

_BOX, _COMMENT, _LOOSE = "文本框里的文字，未读入", "批注", "不在单元格上的图片，未读入"
_ROW = re.compile(r"[A-Z]{1,3}([1-9]\d{0,6})")

Aside = tuple[int | None, str, str]
"""The row that it stands at, its text, the reason why it is not read."""


def asides_of(package: Package, sheet: str) -> tuple[Aside, ...]:
    """What stands beside the cells of the sheet part `sheet`."""
    drawn = [aside for part in _roots(package, sheet, "drawing") for aside in _drawn(part)]
    noted = [aside for part in _roots(package, sheet, "comments") for aside in _comments(part)]
    return (*drawn, *noted)


def skipped_of(asides: tuple[Aside, ...], name: str) -> Iterator[Skipped]:
    for row, text, reason in asides:
        yield Skipped(Place(sheet=name, row=row), text, reason)


def _roots(package: Package, sheet: str, kind: str) -> Iterator[etree._Element]:
    for part in package.targets(sheet, kind).values():
        if (root := package.xml(part)) is not None:
            yield root


def _drawn(drawing: etree._Element) -> Iterator[Aside]:
    for anchor in drawing:
        above = anchor.findtext("{*}from/{*}row") or ""
        row = int(above) + 1 if above.isascii() and above.isdigit() and len(above) < 8 else None
        for shape in anchor.iter("{*}txBody"):
            paragraphs = ("".join(node.text or "" for node in p.iter("{*}t")) for p in shape.iter("{*}p"))
            if text := tidy(visible("\n".join(paragraphs))):
                yield row, text, _BOX
        if row is None and next(anchor.iter("{*}blip"), None) is not None:
            yield None, PICTURE, _LOOSE


def _comments(part: etree._Element) -> Iterator[Aside]:
    """The comments of people; our own remarks on an earlier copy say nothing."""
    authors = [node.text or "" for node in part.iterfind("{*}authors/{*}author")]
    own = {str(at) for at, author in enumerate(authors) if author == REMARK_AUTHOR}
    for comment in part.iterfind("{*}commentList/{*}comment"):
        text = tidy(visible("".join(node.text or "" for node in comment.iter("{*}t"))))
        place = _ROW.fullmatch(comment.get("ref") or "")
        if text and comment.get("authorId") not in own:
            yield int(place[1]) if place else None, text, _COMMENT
