"""What a copy of a file with remarks holds, for the tests of remarks."""

import subprocess
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from lxml import etree
from openpyxl import load_workbook

from importers import ImportResult, read
from importers.containers.legacy_word import office
from importers.remarks import Remark
from tests.importers.office import require_office

WHEN = datetime(2026, 5, 18, 10, 30, tzinfo=UTC)


QUESTION = "单选题\n1. 何者正确（  ）。\nA. 甲\nB. 乙\n答案：A"


ROWS = [["题干", "选项A", "选项B", "答案"], ["何者正确", "甲", "乙", "A"], ["何者可行", "丙", "丁", "B"]]


def remarks_of(result: ImportResult) -> list[Remark]:
    """One remark at each question, each problem at its place, and one that has none."""
    found = [Remark(f"看过“{item.number}”", item.place) for item in result.items]
    found += [Remark(each.message, each.place) for each in result.all_problems()]
    return [*found, Remark("多选还差 1 道。\n请补上。")]


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {info.filename: archive.read(info) for info in archive.infolist()}


def reading(path: Path) -> dict[str, object]:
    return read(path).as_json() | {"file": ""}


def kept(tmp_path: Path, name: str, content: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def word_comments(content: bytes) -> list[tuple[str, str]]:
    """Author and text of each comment, in the order of the file."""
    root = etree.fromstring(parts(content)["word/comments.xml"])
    return [
        (next(v for k, v in each.attrib.items() if str(k).endswith("author")), "".join(each.itertext()))
        for each in root
    ]


def anchored(content: bytes, part: str = "word/document.xml") -> list[str]:
    """The text of the paragraph at which each comment is anchored, by the number of the comment."""
    root = etree.fromstring(parts(content)[part])
    found = {}
    for reference in root.iter("{*}commentReference"):
        place = next(reference.iterancestors("{*}p"))
        number = next(v for k, v in reference.attrib.items() if str(k).endswith("id"))
        found[int(number)] = "".join(
            node.text or "" for node in place.iterchildren("{*}r") for node in node.iter("{*}t")
        )
    return [found[number] for number in sorted(found)]


def cell_comments(content: bytes) -> dict[str, dict[str, tuple[str, str]]]:
    """Author and text by sheet and cell."""
    book = load_workbook(BytesIO(content))
    return {
        page.title: {
            cell.coordinate: (cell.comment.author, cell.comment.text)
            for row in page.iter_rows()
            for cell in row
            if cell.comment
        }
        for page in book.worksheets
    }


def opened_by_office(path: Path, folder: Path) -> Path:
    """The file as LibreOffice opens and writes it again."""
    require_office()
    program = office()
    assert program is not None
    out = folder / "again"
    command = [
        program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", path.suffix[1:],
        "--outdir", str(out), str(path),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    return out / path.name
