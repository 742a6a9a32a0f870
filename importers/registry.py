"""The readers, and the one way in: a file is recognised by what it holds, not by its name."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from importers.containers.blocks import Contents
from importers.draft import Unreadable
from importers.safety import OLE, Limits


@dataclass(frozen=True, slots=True)
class Head:
    """What a file is recognised by: its first bytes (all, of an OLE2 file) and the names in a zip."""

    data: bytes
    names: frozenset[str]

    def starts(self, mark: bytes) -> bool:
        return self.data.startswith(mark)

    def holds(self, folder: str) -> bool:
        return any(name.startswith(folder) for name in self.names)

    def streams(self, name: str) -> bool:
        """An OLE2 file whose directory (UTF-16) names the stream."""
        return self.starts(OLE) and name.encode("utf-16-le") in self.data

    def is_web_page(self) -> bool:
        from importers.containers import web_page  # loaded when wanted: the child must start quickly

        return self._start().startswith((b"<", b"mime")) and web_page.is_web_page(self.data)

    def is_word_markup(self) -> bool:
        """Word-2003 XML, or a package written as one XML file."""
        marks = (b"word.document", b"schemas.microsoft.com/office/word/2003", b"office/2006/xmlpackage")
        return self.is_markup() and any(mark in self.data[:4000].lower() for mark in marks)

    def is_markup(self) -> bool:
        return self._start().startswith((b"<?xml", b"<!doctype"))

    def is_open_document(self, kind: str) -> bool:
        """The first entry of an OpenDocument file names its kind, unpacked."""
        return f"mimetypeapplication/vnd.oasis.opendocument.{kind}".encode() in self.data[:200]

    def _start(self) -> bytes:
        return self.data.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower()


@dataclass(frozen=True, slots=True)
class Container:
    """A kind of file, recognised by content. `read` may raise Unreadable."""

    name: str
    is_it: Callable[[Head], bool]
    read: Callable[[Path, Limits], Contents]


def _by(module: str, function: str = "read") -> Callable[[Path, Limits], Contents]:
    """A reader of `containers`, loaded when wanted: the child must start quickly."""

    def read(path: Path, limits: Limits) -> Contents:
        reader = getattr(import_module(f"importers.containers.{module}"), function)
        contents: Contents = reader(path, limits)
        return contents

    return read


def _is_separated(head: Head) -> bool:
    from importers.containers import markdown, separated  # loaded when wanted: the child must start quickly

    return not markdown.has_table(head.data) and separated.separator_of(head.data) is not None


def _is_markdown(head: Head) -> bool:
    from importers.containers import markdown  # loaded when wanted: the child must start quickly

    return markdown.is_markdown(head.data)


def _is_records(head: Head) -> bool:
    from importers.containers import json_records  # loaded when wanted: the child must start quickly

    return json_records.is_records(head.data)


def _is_gift(head: Head) -> bool:
    from importers.containers import gift  # loaded when wanted: the child must start quickly

    return gift.is_gift(head.data)


def _refuse(sentence: str, code: str = "not-supported") -> Callable[[Path, Limits], Contents]:
    def read(path: Path, limits: Limits) -> Contents:
        raise Unreadable(sentence, code)

    return read


_SAVE_AS = "请用 Word 或 Excel 打开后另存为 .docx 或 .xlsx 再上传。"
_MACROS = "这个文件带有宏，未读取，请另存为不带宏的 .docx 或 .xlsx 后再上传。"
CONTAINERS: tuple[Container, ...] = (
    Container("word", lambda head: head.holds("word/"), _by("word")),
    Container("sheet", lambda head: head.holds("xl/workbook.xml"), _by("sheet")),
    Container("binary-sheet", lambda head: head.holds("xl/workbook.bin"), _by("sheet", "read_zipped")),
    Container("open-sheet", lambda head: head.is_open_document("spreadsheet"), _by("sheet", "read_zipped")),
    Container(
        "open-text", lambda head: head.is_open_document("text"), _by("legacy_word", "read_open_document")
    ),
    Container(
        "encrypted",
        lambda head: head.streams("EncryptedPackage"),
        _refuse("这个文件加了密码，请去掉密码后再上传。", "encrypted"),
    ),
    Container("macros", lambda head: head.streams("_VBA_PROJECT"), _refuse(_MACROS, "macros")),
    Container("legacy-word", lambda head: head.streams("WordDocument"), _by("legacy_word")),
    Container(
        "legacy-sheet",
        lambda head: head.streams("Workbook") or head.streams("Book"),
        _by("sheet", "read_old"),
    ),
    Container("ole", lambda head: head.starts(OLE), _refuse("这是旧版 Office 格式，" + _SAVE_AS)),
    Container("zip", lambda head: head.starts(b"PK"), _refuse("这是压缩文件，请解压后上传其中的试题文件。")),
    Container(
        "pdf", lambda head: head.starts(b"%PDF"), _refuse("这是 PDF 文件，请上传 Word 或 Excel 文件。")
    ),
    Container("rich-text", lambda head: head.starts(b"{\\rtf"), _by("legacy_word", "read_rich_text")),
    Container("word-markup", Head.is_word_markup, _by("word_2003")),
    Container("web-page", Head.is_web_page, _by("web_page")),
    Container("markup", Head.is_markup, _refuse("这是 XML 格式的文件，" + _SAVE_AS)),
    Container("json", _is_records, _by("json_records")),
    Container("gift", _is_gift, _by("gift")),
    Container("separated", _is_separated, _by("separated")),
    Container("markdown", _is_markdown, _by("markdown")),
    Container("text", lambda _: True, _by("plain_text")),
)


def recognise(path: Path) -> Container:
    """The container of the file at `path`, by its content."""
    with path.open("rb") as source:
        head = source.read(1 << 16)
        if head.startswith(OLE):
            head += source.read()
    names: frozenset[str] = frozenset()
    if head.startswith(b"PK"):
        try:
            with zipfile.ZipFile(path) as archive:
                names = frozenset(archive.namelist())
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            sentence = "这个文件已损坏，打不开，请用 Word 或 Excel 打开后另存一份再上传。"
            raise Unreadable(sentence, "damaged") from error
    found = Head(head, names)
    return next(container for container in CONTAINERS if container.is_it(found))
