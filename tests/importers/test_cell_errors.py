"""Cells that show the error of a formula are read as they show it, and told."""

import struct
from pathlib import Path

import pytest
from openpyxl import load_workbook

from importers import read
from importers.containers.binary_sheet_looks import errors_in
from tests.importers.build import sheet
from tests.importers.office import converted


def _book(path: Path) -> Path:
    rows: list[list[object]] = [["题型", "题干", "选项A", "选项B", "选项C", "答案"]]
    for number in range(1, 6):
        third, answer = "#N/A" if number == 2 else "丙局", "#REF!" if number == 4 else "A"
        rows.append(["单选题", f"第{number}件事由谁办理", "甲局", "乙局", third, answer])
    return sheet(path, 试题=rows)


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_an_error_in_a_cell_is_shown_and_told(tmp_path: Path, ending: str) -> None:
    path = _book(tmp_path / "a.xlsx")
    result = read(path if ending == "xlsx" else converted(path, ending))
    assert [(found.code, found.message) for found in result.problems] == [
        (
            "cell-errors",
            "工作表“试题”有 2 个单元格显示公式错误（#N/A、#REF!），首个在第 3 行 E 列，请改成正确的内容后再上传。",
        )
    ]
    assert [option.text for option in result.items[1].options] == ["甲局", "乙局", "#N/A"]
    assert [problem.code for problem in result.items[3].problems] == ["answer-unreadable"]


def test_the_errors_of_a_binary_sheet_are_found() -> None:
    def record(kind: int, body: bytes) -> bytes:
        return bytes([kind, len(body)]) + body

    cell = struct.pack("<II", 4, 0)
    sheet = (
        record(0, struct.pack("<I", 2))
        + record(3, cell + b"\x2a")
        + record(11, struct.pack("<II", 5, 0) + b"\x17")
    )
    other = record(0, struct.pack("<I", 3)) + record(11, cell + b"\x07")
    assert errors_in(sheet + other) == {(2, 4): "#N/A", (2, 5): "#REF!", (3, 4): "#DIV/0!"}
    assert errors_in(sheet[:-3]) == {}


@pytest.mark.parametrize("cells", [["#REF!"] * 6, ["", "", "", "", "", "#N/A"]])
def test_rows_of_errors_behind_the_last_question_ask_nothing(tmp_path: Path, cells: list[str]) -> None:
    path = _book(tmp_path / "a.xlsx")
    book = load_workbook(path)
    for _ in range(3):
        book.worksheets[0].append([cell or None for cell in cells])
    book.save(path)
    result = read(path)
    assert len(result.items) == 5
    assert [piece.reason for piece in result.skipped].count("只有公式错误的行") == 3
    assert "cell-errors" in {told.code for told in result.problems}
