"""Footnotes, endnotes and comments of Word: those that hold an answer stand below the paragraph they hang on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from importers.draft import REMARK_AUTHOR
from importers.numbering import W
from importers.safety import Package

_KINDS = {"footnotes": "footnote", "endnotes": "endnote", "comments": "comment"}
REFERENCES = {W + kind + "Reference": kind for kind in _KINDS.values()}
_LABELLED = re.compile(r"\s*[【\[]?(?:正确|参考|标准)?答案\s*[】\]:：]\s*\S")
_ALONE = re.compile(r"\s*(?:[A-L](?:[\s,，、]*[A-L])*|(?P<side>[√×]|对|错|正确|错误))[\s。.]*")

Notes = dict[tuple[str, str], str]
"""Lines by the kind of a note and its id."""


def text_of(part: etree._Element) -> str:
    """What a part of a header, a note or a comment says; our own remarks on an earlier copy say nothing."""
    if part.get(W + "author") == REMARK_AUTHOR and part.tag == W + "comment":
        return ""
    return "".join(node.text or "" for node in part.iter(W + "t"))


def key_of(part: etree._Element) -> tuple[str, str]:
    """The kind and the id of a note or a comment, or of the reference to one."""
    tag = str(part.tag)
    return REFERENCES.get(tag, tag.removeprefix(W)), part.get(W + "id") or ""


def answers_in(package: Package, folder: str) -> Notes:
    """The notes and comments that are answers, each as the line of one."""
    return {key_of(part): line for part in _parts(package, folder) if (line := _answer(part))}


def _parts(package: Package, folder: str) -> Iterator[etree._Element]:
    for name in _KINDS:
        root = package.xml(f"{folder}/{name}.xml")
        yield from root if root is not None else ()


def _answer(part: etree._Element) -> str:
    paragraphs = ("".join(node.text or "" for node in p.iter(W + "t")) for p in part.iter(W + "p"))
    text = "\n".join(filter(None, map(str.strip, paragraphs))) if text_of(part) else ""
    if _LABELLED.match(text):
        return text
    alone = _ALONE.fullmatch(text)
    if alone is None or (
        alone["side"] and part.tag == W + "comment"
    ):  # 对 may be what a reviewer thinks of it
        return ""
    return f"答案：{text}"
