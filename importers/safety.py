"""What a hostile file may cost: nothing but one clear sentence.

Limits are checked before and while unpacking; the parsing itself runs in a child process (`sandbox.py`).
"""

from __future__ import annotations

import lzma
import posixpath
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from lxml import etree

from importers.draft import Unreadable

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_CHUNK = 1 << 16
_DAMAGED = "这个文件已损坏，打不开，请用 Word 或 Excel 打开后另存一份再上传。"
_MACRO = re.compile(r"(?i)(^|/)(vbaProject\.bin|vbaData\.xml|macrosheets/)")
_EMBEDDED = re.compile(r"(?i)(^|/)(embeddings|activeX)/.")
_STRICT = re.compile(
    rb'http://purl\.oclc\.org/ooxml/(wordprocessingml/main|officeDocument/relationships|officeDocument/math|drawingml/main)(?=["\'])'
)
_ORDINARY = {
    b"wordprocessingml/main": b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    b"officeDocument/relationships": b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    b"officeDocument/math": b"http://schemas.openxmlformats.org/officeDocument/2006/math",
    b"drawingml/main": b"http://schemas.openxmlformats.org/drawingml/2006/main",
}
_REMOTE = re.compile(r"(?i)\s*(https?|ftp):|[\\/]{2}")


@dataclass(frozen=True, slots=True)
class Limits:
    """The most a question file may be. Sizes in bytes, times in seconds."""

    file_size: int = 20 << 20
    entries: int = 2000
    unpacked: int = 200 << 20
    xml_part: int = 100 << 20
    ratio: int = 250
    cells: int = 1_000_000
    rows: int = 100_000
    columns: int = 500
    merged: int = 20_000
    lines: int = 200_000
    memory: int = 512 << 20
    seconds: int = 20


class Package:
    """A zipped Office file whose parts are unpacked under limits. Raises Unreadable for whatever breaks one."""

    def __init__(self, path: Path | BinaryIO, limits: Limits) -> None:
        self._limits = limits
        self._unpacked = 0
        try:
            self._archive = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise Unreadable(_DAMAGED, "damaged") from error
        self._entries = {info.filename: info for info in self._archive.infolist()}
        self._check_entries()
        for name in self._entries:
            if name.endswith(".rels"):
                self._check_relations(name)

    def names(self) -> tuple[str, ...]:
        return tuple(self._entries)

    def stream(self, name: str) -> bytes:
        """The bytes of one part. The size is counted while unpacking, as the directory of a zip may lie."""
        pieces: list[bytes] = []
        info = self._entries[name]
        size = 0
        try:
            with self._archive.open(info) as source:
                while chunk := source.read(_CHUNK):
                    size += len(chunk)
                    self._unpacked += len(chunk)
                    self._check_size(size, info.compress_size)
                    pieces.append(chunk)
        except (
            zipfile.BadZipFile,
            zlib.error,
            lzma.LZMAError,
            EOFError,
            OSError,
            NotImplementedError,
            RuntimeError,
            ValueError,
            struct.error,
        ) as error:
            raise Unreadable(_DAMAGED, "damaged") from error
        return b"".join(pieces)

    def xml(self, name: str, *, as_written: bool = False) -> etree._Element | None:
        """The root of one XML part, without entities and network; None where there is no such part.

        Office Open XML has two sets of namespaces; a part in the strict one is read as in the other, but `as_written`.
        """
        if name not in self._entries:
            return None
        data = self.stream(name)
        if not as_written:
            data = _STRICT.sub(lambda match: _ORDINARY[match[1]], data)
        return parse_xml(data, _DAMAGED, as_written=as_written)

    def targets(self, part: str, kind: str) -> dict[str, str]:
        """The names of the parts that `part` takes in, by the id of their relation, which is of type `kind`."""
        folder, name = posixpath.split(part)
        relations = self.xml(f"{folder}/_rels/{name}.rels")
        return {
            node.get("Id") or "": posixpath.normpath(
                posixpath.join("/", folder, node.get("Target") or "")
            ).lstrip("/")
            for node in (relations if relations is not None else ())
            if (node.get("Type") or "").endswith(f"/{kind}")
        }

    def checked(self, name: str) -> bytes:
        """The bytes of one XML part that declares no document type, and so no entities."""
        data = self.stream(name)
        refuse_document_type(data)
        return data

    def _check_entries(self) -> None:
        if len(self._archive.infolist()) > len(self._entries):
            raise Unreadable(
                _DAMAGED, "damaged"
            )  # which of two parts of one name is read, every program decides anew
        if len(self._entries) > self._limits.entries:
            raise Unreadable(
                "这个文件里的部件太多，不像试题文件，请把试题复制到新文件后再上传。", "too-large"
            )
        for name, info in self._entries.items():
            if _MACRO.search(name):
                raise Unreadable(
                    "这个文件带有宏，未读取，请另存为不带宏的 .docx 或 .xlsx 后再上传。", "macros"
                )
            if _EMBEDDED.search(name) and not self._is_equation(name):
                raise Unreadable(
                    "这个文件嵌入了其他文件或控件，未读取，请删去嵌入的对象后再上传。", "embedded"
                )
            if info.flag_bits & 1:
                raise Unreadable("这个文件加了密码，请去掉密码后再上传。", "encrypted")
            if name.startswith("/") or ".." in name.split("/"):
                raise Unreadable(_DAMAGED, "damaged")

    def _is_equation(self, name: str) -> bool:
        """An object of the old formula editor, which holds no program; a picture stands for it in the text."""
        return name.endswith(".bin") and holds_equation_alone(self.stream(name))

    def _check_relations(self, name: str) -> None:
        root = self.xml(name)
        for relation in root if root is not None else ():
            if relation.get("TargetMode") == "External" and not _harmless(relation):
                raise Unreadable(
                    "这个文件引用了文件以外的内容（如链接的图片），未读取，请把内容粘贴进文件后再上传。",
                    "external",
                )

    def _check_size(self, size: int, packed: int) -> None:
        if size > self._limits.xml_part or self._unpacked > self._limits.unpacked:
            raise Unreadable("这个文件解开后太大，未读取，请删去图片或分成几个文件后再上传。", "too-large")
        if size > 1 << 20 and size > self._limits.ratio * max(packed, 1):
            raise Unreadable("这个文件压缩得异常，可能有害，未读取，请把试题复制到新文件后再上传。", "ratio")


def _harmless(relation: etree._Element) -> bool:
    """A hyperlink, or the template on the clerk's own disk, which Word notes in ordinary files."""
    kind = relation.get("Type") or ""
    if kind.endswith("/attachedTemplate"):
        return not _REMOTE.match(relation.get("Target") or "")
    return kind.endswith("/hyperlink")


def _wide_doctype(data: bytes) -> bool:
    """A declaration hidden by UTF-16: Office itself writes its parts in UTF-8."""
    return data[:2] in (b"\xff\xfe", b"\xfe\xff") and b"!DOCTYPE" in data.replace(b"\0", b"")


def parse_xml(data: bytes, damaged: str, *, as_written: bool = False) -> etree._Element:
    """The root of XML without a document type, entities and network; `damaged` is the sentence for what is no XML.

    Without comments and processing instructions, but `as_written`.
    """
    refuse_document_type(data)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        # They part a text in two, of which only the first would be read.
        remove_comments=not as_written,
        remove_pis=not as_written,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(damaged, "damaged") from error
    if root.getroottree().docinfo.internalDTD is not None:  # written in an encoding that hid it so far
        raise _document_type()
    return root


def refuse_document_type(data: bytes) -> None:
    """Refuse XML that declares a document type, and so may declare entities."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data or _wide_doctype(data):
        raise _document_type()


def _document_type() -> Unreadable:
    return Unreadable(
        "这个文件含有不允许的文档类型声明，未读取，请用 Word 或 Excel 另存一份再上传。", "doctype"
    )


def holds_equation_alone(data: bytes) -> bool:
    """Whether an OLE2 file is a formula: its directory (UTF-16) names what is in it."""
    names = ("Equation Native", "Package", "Ole10Native", "_VBA_PROJECT")
    equation, *others = (name.encode("utf-16-le") in data for name in names)
    return data.startswith(OLE) and equation and not any(others)


def check_file(path: Path, limits: Limits) -> None:
    """Refuse a file that is empty, too big, or no file."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise Unreadable(f"找不到文件“{path.name}”，请检查路径。", "not-found") from error
    if not path.is_file():
        raise Unreadable(f"“{path.name}”不是文件，请给出一个试题文件。", "not-found")
    if size == 0:
        raise Unreadable("这个文件是空的，请填写试题后再上传。", "empty")
    if size > limits.file_size:
        most = limits.file_size >> 20
        raise Unreadable(f"这个文件超过 {most} MB，请删去图片或分成几个文件后再上传。", "too-large")
