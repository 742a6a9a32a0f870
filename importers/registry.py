"""The readers, and the one way in: a file is recognised by what it holds, not by its name."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from importers.containers.blocks import Contents
from importers.draft import Unreadable
from importers.safety import Limits

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


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
        return self.starts(_OLE) and name.encode("utf-16-le") in self.data

    def is_markup(self) -> bool:
        start = self.data.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower()
        return start.startswith((b"<!doctype", b"<html", b"<?xml", b"mime-version"))


@dataclass(frozen=True, slots=True)
class Container:
    """A kind of file, recognised by content. `read` may raise Unreadable."""

    name: str
    is_it: Callable[[Head], bool]
    read: Callable[[Path, Limits], Contents]


def _word(path: Path, limits: Limits) -> Contents:
    from importers.containers import word  # loaded when wanted: the child must start quickly

    return word.read(path, limits)


def _sheet(path: Path, limits: Limits) -> Contents:
    from importers.containers import sheet  # loaded when wanted: the child must start quickly

    return sheet.read(path, limits)


def _plain_text(path: Path, limits: Limits) -> Contents:
    from importers.containers import plain_text  # loaded when wanted: the child must start quickly

    return plain_text.read(path, limits)


def _refuse(sentence: str) -> Callable[[Path, Limits], Contents]:
    def read(path: Path, limits: Limits) -> Contents:
        raise Unreadable(sentence, "not-supported")

    return read


_SAVE_AS = "请用 Word 或 Excel 打开后另存为 .docx 或 .xlsx 再上传。"
CONTAINERS: tuple[Container, ...] = (
    Container("word", lambda head: head.holds("word/"), _word),
    Container("sheet", lambda head: head.holds("xl/workbook.xml"), _sheet),
    Container(
        "encrypted",
        lambda head: head.streams("EncryptedPackage"),
        _refuse("这个文件加了密码，请去掉密码后再上传。"),
    ),
    Container(
        "legacy-word",
        lambda head: head.streams("WordDocument"),
        _refuse("这是旧版 Word 格式（.doc），请用 Word 或 WPS 另存为 .docx 后再上传。"),
    ),
    Container(
        "legacy-sheet",
        lambda head: head.streams("Workbook"),
        _refuse("这是旧版 Excel 格式（.xls），请用 Excel 或 WPS 另存为 .xlsx 后再上传。"),
    ),
    Container("ole", lambda head: head.starts(_OLE), _refuse("这是旧版 Office 格式，" + _SAVE_AS)),
    Container(
        "binary-sheet", lambda head: head.holds("xl/"), _refuse("这种表格（.xlsb）读不了，" + _SAVE_AS)
    ),
    Container("zip", lambda head: head.starts(b"PK"), _refuse("这是压缩文件，请解压后上传其中的试题文件。")),
    Container(
        "pdf", lambda head: head.starts(b"%PDF"), _refuse("这是 PDF 文件，请上传 Word 或 Excel 文件。")
    ),
    Container("rtf", lambda head: head.starts(b"{\\rtf"), _refuse("这是 RTF 文件，" + _SAVE_AS)),
    Container("web-page", Head.is_markup, _refuse("这是网页或 XML 格式的文件，" + _SAVE_AS)),
    Container("text", lambda _: True, _plain_text),
)


def recognise(path: Path) -> Container:
    """The container of the file at `path`, by its content."""
    with path.open("rb") as source:
        head = source.read(1 << 16)
        if head.startswith(_OLE):
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
