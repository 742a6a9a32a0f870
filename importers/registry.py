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
class Container:
    """A kind of file. `begins` looks at the first bytes and the names in a zip; `read` may raise Unreadable."""

    name: str
    begins: Callable[[bytes, frozenset[str]], bool]
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


def _ole(word: str) -> Callable[[bytes, frozenset[str]], bool]:
    """An OLE2 file whose directory (UTF-16) names the stream `word`."""
    return lambda head, names: head.startswith(_OLE) and word.encode("utf-16-le") in head


CONTAINERS: tuple[Container, ...] = (
    Container("word", lambda head, names: any(name.startswith("word/") for name in names), _word),
    Container("sheet", lambda head, names: "xl/workbook.xml" in names, _sheet),
    Container("encrypted", _ole("EncryptedPackage"), _refuse("这个文件加了密码，请去掉密码后再上传。")),
    Container("legacy-word", _ole("WordDocument"), _refuse("这是旧版 Word 格式（.doc），请用 Word 或 WPS 另存为 .docx 后再上传。")),
    Container("legacy-sheet", _ole("Workbook"), _refuse("这是旧版 Excel 格式（.xls），请用 Excel 或 WPS 另存为 .xlsx 后再上传。")),
    Container("ole", lambda head, names: head.startswith(_OLE), _refuse("这是旧版 Office 格式，请另存为 .docx 或 .xlsx 后再上传。")),
    Container("binary-sheet", lambda head, names: "xl/workbook.bin" in names, _refuse("这是二进制表格（.xlsb），请另存为 .xlsx 后再上传。")),
    Container("zip", lambda head, names: head.startswith(b"PK"), _refuse("这不是 Word 或 Excel 文件，请上传 .docx、.xlsx 或 .txt 文件。")),
    Container("pdf", lambda head, names: head.startswith(b"%PDF"), _refuse("这是 PDF 文件，请上传 Word（.docx）或 Excel（.xlsx）文件。")),
    Container("rtf", lambda head, names: head.startswith(b"{\\rtf"), _refuse("这是 RTF 文件，请用 Word 另存为 .docx 后再上传。")),
    Container("web-page", lambda head, names: _is_markup(head), _refuse("这是网页或 XML 格式的文件，请用 Word 或 Excel 打开后另存为 .docx 或 .xlsx 再上传。")),
    Container("text", lambda head, names: True, _plain_text),
)  # fmt: skip


def _is_markup(head: bytes) -> bool:
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:200].lower()
    return start.startswith((b"<!doctype", b"<html", b"<?xml", b"mime-version"))


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
    return next(container for container in CONTAINERS if container.begins(head, names))
