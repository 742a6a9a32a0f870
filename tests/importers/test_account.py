"""The account that the reading itself keeps: what no field, piece or problem holds is told with its place."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers import Limits, read
from importers.account import counted, remainder, unread_in_key
from importers.columns import Header
from importers.containers.blocks import Grid, Line
from importers.draft import ImportResult, Place
from importers.layouts.keys.key import read_key
from importers.layouts.lines.unspaced import unspaced
from importers.layouts.questions.parsed import Parsed
from importers.layouts.sheets import rows
from importers.layouts.sheets.grids import upright
from tests.importers import sheets
from tests.importers.build import paragraph, sheet, table, word
from tests.importers.golden.files import cases, needs_office
from tests.importers.mixtures import Choose, paper, style, written

_TEXT = "\n".join(
    (
        "一、单选题",
        "1. 甲证由谁发放（　　）",
        "A. 甲局",
        "B. 乙局",
        "答案：B",
        "解析：见示例条例。",
        "2. 乙证（A）",
        "A. 一",
        "B. 二",
    )
)


def _without_account(result: ImportResult) -> list[str]:
    return [problem.message for problem in result.all_problems() if problem.code == "text-unread"]


def _read(folder: Path) -> ImportResult:
    path = folder / "试题.txt"
    path.write_text(_TEXT, "utf-8")
    return read(path)


@given(st.text(max_size=30), st.text(max_size=30))
def test_nothing_remains_of_a_text_that_is_told_in_any_order(first: str, second: str) -> None:
    assert remainder(first + second, (second, first)) == ""


@given(st.text(max_size=30), st.text(min_size=1, max_size=5))
def test_what_is_not_told_remains(told: str, lost: str) -> None:
    assert sorted(remainder(told + lost, (told,))) == sorted(counted(told + lost)[len(counted(told)) :]) or (
        len(counted(told + lost))
        != len(counted(told)) + len(counted(lost))  # marks that join across the seam
    )


def test_a_sound_reading_leaves_nothing_over(tmp_path: Path) -> None:
    assert _without_account(_read(tmp_path)) == []


def test_a_field_that_is_dropped_is_told_with_the_place_of_its_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def drop(parsed: Parsed) -> None:
        parsed.options = parsed.options[:-1]

    monkeypatch.setattr("importers.layouts.questions.trailing.take", drop)
    problems = _read(tmp_path).items[0].problems
    told = [problem for problem in problems if problem.code == "text-unread"]
    assert [problem.message for problem in told] == ["第 1 题里的“乙局b”没有读进任何一栏，请核对。"]
    assert told[0].place is not None and told[0].place.line == 2


def test_a_line_that_is_dropped_is_told_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def drop(lines: Sequence[Line]) -> Sequence[Line]:
        return [line for line in unspaced(lines) if "解析" not in line.text]

    monkeypatch.setattr("importers.layouts.ready.unspaced", drop)
    (told,) = [problem for problem in _read(tmp_path).problems if problem.code == "text-unread"]
    assert told.message == "第 6 行的“解析见示例条例”没有读入，请核对。"


_SHEET = [
    ["序号", "题型", "题干", "选项A", "选项B", "答案", "备注"],
    ["1", "单选题", "甲证由谁发放", "甲局", "乙局", "B", "甲注"],
    ["2", "单选题", "乙证由谁发放", "丙局", "丁局", "A", "乙注"],
]


def _told(result: ImportResult) -> list[tuple[str, Place | None]]:
    return [(problem.message, problem.place) for problem in result.problems if problem.code == "text-unread"]


def test_the_account_of_a_sheet_is_kept_row_by_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = sheet(tmp_path / "a.xlsx", 试题=_SHEET)
    assert _told(read(path)) == []
    whole = rows.lines_of
    monkeypatch.setattr(rows, "lines_of", lambda row, header: whole(row, header)[:-1])
    assert _told(read(path)) == [
        ("工作表“试题”第 2 行的“b”没有读入，请核对。", Place(sheet="试题", row=2)),
        ("工作表“试题”第 3 行的“a”没有读入，请核对。", Place(sheet="试题", row=3)),
    ]


def test_a_column_that_is_not_named_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importers.layouts.sheets.headed._unused", lambda grid, header: ())
    told = _told(read(sheet(tmp_path / "a.xlsx", 试题=_SHEET)))
    assert [message for message, _ in told] == [
        "工作表“试题”第 2 行的“甲注”没有读入，请核对。",
        "工作表“试题”第 3 行的“乙注”没有读入，请核对。",
    ]


def test_a_row_joined_to_another_is_accounted_for_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [["题型", "题目", "答案"], ["单选题", "甲证由谁发放", "B"], ["", "A.甲局", ""], ["", "B.乙局", ""]]
    path = sheet(tmp_path / "a.xlsx", 试题=rows)
    assert _told(read(path)) == []

    def short(grid: Grid, header: Header) -> Grid:
        kept = upright(grid, header)
        last = kept.rows[-1]
        return replace(
            kept, rows=(*kept.rows[:-1], replace(last, cells=tuple(cell[:9] for cell in last.cells)))
        )

    monkeypatch.setattr("importers.layouts.sheets.headed.upright", short)
    assert [message for message, _ in _told(read(path))] == [
        "工作表“试题”第 2 行的“甲局b乙局”没有读入，请核对。"
    ]


def test_a_column_without_use_of_a_sheet_without_a_header_is_named(tmp_path: Path) -> None:
    rows = [[*row[2:6], row[6], row[6]] for row in _SHEET[1:]]
    result = read(sheet(tmp_path / "a.xlsx", 试题=[[*row, "很长的一段说明文字"] for row in rows]))
    assert _told(result) == []
    assert any("很长的一段说明文字" in piece.text for piece in result.skipped)


@pytest.mark.parametrize("seed", range(40))
def test_the_account_of_every_ordinary_sheet_is_even(tmp_path: Path, seed: int) -> None:
    choose = Choose(Random(seed).randrange)
    asked = sheets.questions(choose)
    path = sheet(tmp_path / "a.xlsx", 试题=sheets.rows(asked, sheets.columns(choose)))
    assert _without_account(read(path)) == []


@pytest.mark.parametrize("seed", range(40))
def test_the_account_of_every_ordinary_text_and_its_key_is_even(tmp_path: Path, seed: int) -> None:
    choose = Choose(Random(seed).randrange)
    how = style(choose)
    path = tmp_path / "a.txt"
    path.write_text(written(paper(choose, how), how), "utf-8")
    assert _without_account(read(path)) == []


_KEY = ["参考答案", "一、单选题", "1-2 BA", "3. B 解析：见甲例", "又见乙例", "附注文字"]


def test_a_key_is_accounted_for_as_a_whole() -> None:
    lines = [Line(text, Place(line=at)) for at, text in enumerate(_KEY, 1)]
    key = read_key(lines)
    assert key.problems == []
    (told,) = unread_in_key(lines, [text for text in key.told() if "乙例" not in text])
    assert (told.message, told.place) == ("第 5 行的“又见乙例”没有读入，请核对。", Place(line=5))


def test_an_explanation_whose_number_no_question_has_is_told_with_its_answer(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(_TEXT.split("\n答案")[0] + "\n参考答案\n1. B\n7. A 解析：见丙例\n", "utf-8")
    (told,) = [problem for problem in read(path).problems if problem.code == "key-unmatched"]
    assert "见丙例" in told.message


def test_columns_of_a_key_that_nothing_uses_are_named(tmp_path: Path) -> None:
    key = [["题号", "答案", "来源"], ["1", "B", "甲书"], ["2", "A", "乙书"]]
    rows = [[*row[:5]] for row in _SHEET]
    result = read(sheet(tmp_path / "a.xlsx", 试题=rows, 答案=key))
    assert [item.answer for item in result.items] == ["B", "A"]
    assert [piece.text for piece in result.skipped if piece.reason == "表格里没有用到的文字"] == [
        "来源",
        "甲书",
        "乙书",
    ]
    assert _told(result) == []


def test_cells_that_no_line_of_a_table_holds_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [["甲证由谁发放", "甲局"], ["乙证由谁发放", "丁局"]]
    monkeypatch.setattr(
        "importers.reading.as_lines", lambda grid: iter((Line("乙证由谁发放", grid.rows[1].place),))
    )
    body = [paragraph(line) for line in _TEXT.split("\n")]
    told = _told(read(word(tmp_path / "a.docx", *body, table(rows))))
    assert [message for message, _ in told][:2] == [
        "第 10 段的“甲甲局”没有读入，请核对。",
        "第 12 段的“丁局”没有读入，请核对。",
    ]


@pytest.mark.parametrize(
    "path", [path for path in cases() if not needs_office(path)], ids=lambda path: path.name
)
def test_the_account_of_every_golden_file_is_even(path: Path) -> None:
    assert _without_account(read(path)) == []


def test_the_account_of_real_files_is_even(shared_dir: Path) -> None:
    for path in sorted((shared_dir / "realfiles" / "files").glob("*")):
        if not needs_office(path):
            assert _without_account(read(path, limits=Limits(seconds=120))) == [], path.name
