"""Remarks as Word comments, each anchored at its paragraph."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from lxml import etree

from importers.containers.word_body import paragraphs
from importers.draft import REMARK_AUTHOR, Unreadable
from importers.numbering import W as ORDINARY
from importers.remarks.package import Edit
from importers.remarks.remark import Remark
from importers.safety import Limits

_KIND = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_STRICT_RELATION = "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_COMPANIONS = ("commentsExtended", "commentsIds", "commentsExtensible")
"""Parts that Word keeps beside its comments, in the order in which the ids of one lead to those of the next."""


def annotate(path: Path, remarks: Sequence[Remark], when: datetime, limits: Limits) -> bytes:
    """A copy of a .docx with one comment a remark. Raises Unreadable where it has no body or breaks a limit."""
    file = Edit(path, limits)
    main = file.related("", "officeDocument") or "word/document.xml"
    root = file.change(main)
    places = _counted(file, main, root) if root is not None else None
    if root is None or places is None:
        raise Unreadable("这个 Word 文件里没有正文，写不进批注。", "damaged")
    space = f"{{{etree.QName(root).namespace}}}"
    comments = _comments(file, main, space)
    _take_out_ours(file, main, root, comments, space)
    first_free = max((int(each.get(space + "id") or 0) for each in comments), default=-1) + 1
    for number, remark in enumerate(remarks, start=first_free):
        comments.append(_comment(remark, number, when, space))
        wanted = remark.place.paragraph if remark.place else None
        _anchor(_paragraph_at(root, places, wanted or 1, space), number, space)
    return file.saved()


def _counted(file: Edit, main: str, root: etree._Element) -> list[etree._Element] | None:
    """The elements of `root` that places count; None where there is no body.

    They are found in the part as it is read; the part as it was written differs in its namespaces at most.
    """
    as_read = file.package.xml(main)
    body = as_read.find(ORDINARY + "body") if as_read is not None else None
    if as_read is None or body is None:
        return None
    position = {element: at for at, element in enumerate(as_read.iter())}
    elements = list(root.iter())
    return [elements[position[element]] for element in paragraphs(body)]


def _comments(file: Edit, main: str, space: str) -> etree._Element:
    """The root of the part with the comments, made where the file has none."""
    name = file.related(main, "comments")
    root = file.change(name) if name else None
    if root is None:
        folder = posixpath.dirname(main)
        plain = posixpath.join(folder, "comments.xml")
        name = plain if plain not in file.package.names() else file.free_name(f"{folder}/comments{{}}.xml")
        root = etree.Element(space + "comments", nsmap={"w": space[1:-1]})
        file.put(name, root)
        file.declare(name, _KIND)
        file.relate(main, _RELATION if space == ORDINARY else _STRICT_RELATION, name)
    return root


def _comment(remark: Remark, number: int, when: datetime, space: str) -> etree._Element:
    comment = etree.Element(space + "comment")
    comment.set(space + "id", str(number))
    comment.set(space + "author", REMARK_AUTHOR)
    comment.set(space + "date", f"{when:%Y-%m-%dT%H:%M:%SZ}")  # Word writes local times with this Z
    comment.set(space + "initials", REMARK_AUTHOR)
    for at, line in enumerate(remark.lines):
        paragraph = etree.SubElement(comment, space + "p")
        if at == 0:
            etree.SubElement(etree.SubElement(paragraph, space + "r"), space + "annotationRef")
        text = etree.SubElement(etree.SubElement(paragraph, space + "r"), space + "t")
        text.text = line
        text.set(_SPACE, "preserve")
    return comment


def _anchor(paragraph: etree._Element, number: int, space: str) -> None:
    start, end = etree.Element(space + "commentRangeStart"), etree.Element(space + "commentRangeEnd")
    run = etree.Element(space + "r")
    reference = etree.SubElement(run, space + "commentReference")
    for element in (start, end, reference):
        element.set(space + "id", str(number))
    properties = paragraph.find(space + "pPr")
    paragraph.insert(paragraph.index(properties) + 1 if properties is not None else 0, start)
    paragraph.append(end)
    paragraph.append(run)


def _paragraph_at(
    root: etree._Element, places: list[etree._Element], wanted: int, space: str
) -> etree._Element:
    """The paragraph of that number; for a document taken in the one before it, or the nearest behind it."""
    before, behind = places[:wanted][::-1], places[wanted:]
    for element in (*before, *behind):
        if element.tag == space + "p":
            return _outside_boxes(element, space)
    return _new_paragraph(root, space)


def _outside_boxes(paragraph: etree._Element, space: str) -> etree._Element:
    """Word takes no comment inside a text box: the paragraph that the box hangs on."""
    while (box := next(paragraph.iterancestors(space + "txbxContent"), None)) is not None:
        host = next(box.iterancestors(space + "p"), None)
        if host is None:
            return paragraph
        paragraph = host
    return paragraph


def _new_paragraph(root: etree._Element, space: str) -> etree._Element:
    """A last paragraph, for a body that only takes in other documents: behind them, so that no place moves."""
    body = root.find(space + "body")
    assert body is not None  # noqa: S101 - `_counted` has found it
    paragraph = etree.Element(space + "p")
    section = body.find(space + "sectPr")
    body.insert(body.index(section) if section is not None else len(body), paragraph)
    return paragraph


# Remarks of an earlier round ----------------------------------------------------------------------------------------


def _take_out_ours(file: Edit, main: str, root: etree._Element, comments: etree._Element, space: str) -> None:
    ours = [each for each in comments if each.get(space + "author") == REMARK_AUTHOR]
    ids = {each.get(space + "id") for each in ours}
    anchors = root.iter(space + "commentRangeStart", space + "commentRangeEnd", space + "commentReference")
    for element in [each for each in anchors if each.get(space + "id") in ids]:
        _remove(element, space)
    paragraph_ids = {_said(paragraph, "paraId") for each in ours for paragraph in each.iter(space + "p")}
    for each in ours:
        comments.remove(each)
    _forget(file, main, paragraph_ids - {""})


def _remove(element: etree._Element, space: str) -> None:
    """Take an element out, and the run that holds nothing else."""
    parent = element.getparent()
    if parent is None:
        return
    parent.remove(element)
    if parent.tag == space + "r" and all(each.tag == space + "rPr" for each in parent):
        _remove(parent, space)


def _forget(file: Edit, main: str, gone: set[str]) -> None:
    """Take what Word noted of these comments out of the parts beside them; a reply to one becomes a comment."""
    for kind in _COMPANIONS:
        name = file.related(main, kind)
        root = file.look(name) if name else None
        if name is None or root is None:
            continue
        for row in list(root):
            if _said(row, "paraId") in gone or _said(row, "durableId") in gone:
                gone |= {_said(row, "durableId")} - {""}
                root.remove(row)
                file.change(name)
            elif _said(row, "paraIdParent") in gone:
                del row.attrib[_key(row, "paraIdParent")]
                file.change(name)


def _key(element: etree._Element, name: str) -> str:
    """The attribute `name` in whichever of Word's namespaces; empty where there is none."""
    return next((str(key) for key in element.attrib if str(key).endswith("}" + name)), "")


def _said(element: etree._Element, name: str) -> str:
    key = _key(element, name)
    return element.get(key) or "" if key else ""
