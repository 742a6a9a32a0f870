"""Tiny makers of the files under test: Word paragraphs from texts or raw XML, sheets from rows."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from openpyxl import Workbook

from importers import DraftItem, ImportResult, read

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


ASKED = "甲证由谁发放（　　）。"
OPTIONS = ("A. 甲局", "B. 乙局", "C. 丙局", "D. 丁局")
THREE_OPTIONS = ("A. 甲局", "B. 乙局", "C. 丙局")


def one_read(folder: Path, *lines: str) -> DraftItem:
    """The one question that is read of a text with these lines."""
    (item,) = lines_read(folder, *lines).items
    return item


def lines_read(folder: Path, *lines: str, name: str = "试题.txt") -> ImportResult:
    """What is read of a text with these lines."""
    path = folder / name
    path.write_text("\n".join(lines), "utf-8")
    return read(path)


def rows_read(folder: Path, *rows: str) -> ImportResult:
    """What is read of a sheet kept as text, with these rows."""
    return lines_read(folder, *rows, name="a.csv")


def sheet_read(folder: Path, *rows: Sequence[object]) -> ImportResult:
    """What is read of a workbook whose one sheet has these rows."""
    return read(sheet(folder / "a.xlsx", 试题=rows))


def asked(at: int) -> str:
    """A stem for each number."""
    return f"第{at}种甲证由哪个局发放（ ）。"


def option_texts(item: DraftItem) -> list[str]:
    """The texts of the options of a question."""
    return [option.text for option in item.options]


def codes_told(result: ImportResult) -> set[str]:
    """The codes of all problems, of the file and of its questions."""
    return {entry.code for entry in result.all_problems()}


def relations(*entries: str) -> str:
    inside = "".join(f"<Relationship {entry}/>" for entry in entries)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inside}</Relationships>'
    )


def paragraph(text: str, properties: str = "") -> str:
    """One w:p; a line break in `text` is a soft break, a tab a tab."""
    runs = []
    for at, line in enumerate(text.split("\n")):
        parts = line.split("\t")
        joined = "<w:tab/>".join(f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in parts)
        runs.append(("<w:br/>" if at else "") + joined)
    return f"<w:p>{properties}<w:r>{''.join(runs)}</w:r></w:p>"


def table(rows: Sequence[Sequence[str]]) -> str:
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def word(path: Path, *body: str, parts: Mapping[str, str | bytes] | None = None, head: str = "") -> Path:
    """A .docx whose body is the given XML; `parts` are further parts by name; `head` stands before the root."""
    files: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": relations(f'Id="r1" Type="{RELATION}/officeDocument" Target="word/document.xml"'),
        "word/document.xml": f'<?xml version="1.0" encoding="UTF-8"?>{head}'
        f"<w:document {NAMES}><w:body>{''.join(body)}</w:body></w:document>",
        **(parts or {}),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return path


def word_of(path: Path, text: str) -> Path:
    """A .docx with one paragraph for each line of `text`."""
    return word(path, *(paragraph(line) for line in text.split("\n")))


def numbering(*levels: str, style: str = "") -> str:
    """A numbering part with list 1; each level is its w:lvl content."""
    inside = "".join(f'<w:lvl w:ilvl="{at}">{level}</w:lvl>' for at, level in enumerate(levels))
    return (
        f'<w:numbering {NAMES}><w:abstractNum w:abstractNumId="0">{inside}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/>'
        "</w:lvlOverride></w:num></w:numbering>"
    )


def sheet(path: Path, **sheets: Sequence[Sequence[object]]) -> Path:
    """An .xlsx with one sheet for each keyword."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(list(row))
    book.save(path)
    book.close()
    return path


def png(width: int = 4, height: int = 3, shade: int = 0) -> bytes:
    """A grey picture; another `shade` makes other bytes."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress((b"\0" + bytes([shade]) * width) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def drawing(relation: str, described: str = "") -> str:
    """A run with a picture in it."""
    properties = f'<wp:docPr id="1" name="图片" descr="{described}"/>'
    return (
        f'<w:r><w:drawing><wp:inline>{properties}<a:blip r:embed="{relation}"/></wp:inline></w:drawing></w:r>'
    )


def pictures(**data: bytes) -> dict[str, str | bytes]:
    """Parts for `word`: pictures by the id of their relation."""
    entries = (f'Id="{name}" Type="{RELATION}/image" Target="media/{name}"' for name in data)
    parts: dict[str, str | bytes] = {f"word/media/{name}": content for name, content in data.items()}
    return {**parts, "word/_rels/document.xml.rels": relations(*entries)}


def with_runs(text: str, *runs: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r>{"".join(runs)}</w:p>'
