"""Hidden rows, columns and sheets are said, in every kind of spreadsheet that tells them."""

import struct
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from importers import read
from importers.containers import old_sheet_looks, open_sheet_looks
from importers.containers.binary_sheet_looks import codes_of, hidden_in, numbers_in, sheet_names
from importers.containers.hidden import Hidden, in_xlsx
from tests.importers.binary import compound
from tests.importers.golden.files import HERE
from tests.importers.office import converted


def _book(path: Path) -> Path:
    book = Workbook()
    page = book.worksheets[0]
    page.title = "试题"
    page.append(["题型", "题干", "选项A", "选项B", "答案", "解析"])
    for number in range(1, 5):
        page.append(["单选题", f"第{number}件事由谁办理", "甲局", "乙局", "A", "见办法"])
    page.row_dimensions[3].hidden = True
    page.column_dimensions["F"].hidden = True
    page.column_dimensions["K"].hidden = True
    aside = book.create_sheet("旧题")
    aside.append(["不要的题"])
    aside.sheet_state = "hidden"
    book.save(path)
    book.close()
    return path


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_what_is_hidden_is_said(tmp_path: Path, ending: str) -> None:
    path = _book(tmp_path / "a.xlsx")
    result = read(path if ending == "xlsx" else converted(path, ending))
    said = {problem.code: problem.message for problem in result.problems}
    assert said == {
        "hidden-rows": "工作表“试题”有 1 行被隐藏，也已读入，首行是第 3 行，请核对。",
        "hidden-columns": "工作表“试题”有 1 列被隐藏，也已读入，首列是 F 列，请核对。",
    }
    assert len(result.items) == 4
    assert [(piece.text, piece.reason) for piece in result.skipped if piece.place.sheet == "旧题"] == [
        ("不要的题", "隐藏的工作表，未读入")
    ]


def _record(kind: int, body: bytes) -> bytes:
    head = bytes([kind]) if kind < 0x80 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return head + bytes([len(body)]) + body


def test_what_a_binary_sheet_hides_is_said(tmp_path: Path) -> None:
    with zipfile.ZipFile(HERE / "containers" / "old-sheet.xlsb") as old:
        parts = {name: old.read(name) for name in old.namelist()}
    name = "xl/worksheets/sheet1.bin"
    columns = _record(60, struct.pack("<IIIIH", 3, 3, 2304, 0, 1))
    data = parts[name].replace(b"\x91\x01\x00", columns + b"\x91\x01\x00", 1)
    third = b"\x00\x19" + struct.pack("<IIH", 2, 0, 300)
    parts[name] = data.replace(third + b"\0\0", third + b"\0\x10")
    path = tmp_path / "a.xlsb"
    with zipfile.ZipFile(path, "w") as new:
        for part, content in parts.items():
            new.writestr(part, content)
    result = read(path)
    said = {problem.code: problem.message for problem in result.problems}
    assert said["hidden-rows"] == "工作表“试题”有 1 行被隐藏，也已读入，首行是第 3 行，请核对。"
    assert said["hidden-columns"] == "工作表“试题”有 1 列被隐藏，也已读入，首列是 D 列，请核对。"


@given(st.binary(max_size=80))
def test_a_binary_part_that_does_not_hold_together_tells_nothing(data: bytes) -> None:
    assert all(row >= 1 for row in hidden_in(data).rows)
    assert all(isinstance(name, str) for name in sheet_names(data).values())
    assert all(code for code in codes_of(data).values())
    assert set(numbers_in(data, {0: "0%"}).values()) <= {"0%"}


def test_rows_and_columns_are_counted_through_repeated_ones() -> None:
    content = (
        '<a xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0">'
        '<table:table table:name="一&amp;二"><table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:visibility="collapse"/><table:table-row table:number-rows-repeated="5"/>'
        '<table:table-row table:visibility="filter" table:number-rows-repeated="2"/></table:table></a>'
    )
    looks = open_sheet_looks.looks_of(content.encode())
    assert {name: look.hidden for name, look in looks.items()} == {"一&二": Hidden((6, 7), (2,))}


def test_hidden_columns_of_a_sheet_come_in_ranges() -> None:
    assert in_xlsx(
        b"<cols><col min='2' max=\"3\" hidden='1'/><col min='5' max='5'/></cols><row r='7' hidden='true'>"
    ) == Hidden((7,), (1, 2))


def test_records_that_are_cut_off_tell_nothing() -> None:
    sheet = (
        struct.pack("<HHIBBBB", 0x85, 9, 13, 0, 0, 1, 0) + b"a" + struct.pack("<HH", 0x0208, 4) + b"\0\0\0\0"
    )
    assert old_sheet_looks.looks_of(compound({"Workbook": sheet})) == {}
    assert old_sheet_looks.looks_of(b"") == {}
