"""Marks in brackets, and types between number and stem, are no part of a stem."""

from pathlib import Path

import pytest

from importers import read
from tests.importers.build import lines_read, sheet

_OPTIONS = ("A. 甲局", "B. 乙局", "C. 丙局")


@pytest.mark.parametrize(
    "head",
    [
        "1. [单选题][2分][难度3]甲证由谁发放（　　）。",
        "[单选题][2分][难度3]\n甲证由谁发放（　　）。",
        "1.【考核点：发证；题型：单选题；难度：中；类型：专业】\n甲证由谁发放（　　）。",
        "1、_[单选]_甲证由谁发放（　　）。",
        "1. 甲证由谁发放（　　）。[单选题][分数：5][全部]",
        "1. 甲证由谁发放（　　）。（单选题 5分） X",
        "1. 甲证由谁发放（　　）。 [单选题][6分]*",
    ],
)
def test_marks_before_and_behind_a_stem_are_read_and_leave_it(tmp_path: Path, head: str) -> None:
    result = lines_read(tmp_path, "综合练习", head, *_OPTIONS, "正确答案：B")
    (item,) = result.items
    assert (item.type, item.stem, item.answer) == ("single_choice", "甲证由谁发放（　　）。", "B")
    assert list(result.all_problems()) == []


def test_an_answer_in_a_mark_is_read_with_lines_as_options(tmp_path: Path) -> None:
    lines = ["1. 甲证的申请材料包括[多选题][答案：A、C][分数：4][部分]", "申请书", "照片", "证明"]
    lines += ["=== 分页 ===", "2. 甲证应当公示。[判断题][答案：A][分数：3]", "对", "错"]
    result = lines_read(tmp_path, *lines)
    assert [(item.type, item.answer, len(item.options)) for item in result.items] == [
        ("multiple_choice", "AC", 3), ("true_false", "T", 0),
    ]  # fmt: skip
    assert [item.problems for item in result.items] == [(), ()]


def test_a_sign_behind_the_mark_of_an_attempt_is_no_answer(tmp_path: Path) -> None:
    (item,) = lines_read(tmp_path, "一、测验", "1. 甲证应当公示。（判断题 5分） √", "正确答案：错").items
    assert (item.type, item.answer, item.problems) == ("true_false", "F", ())


@pytest.mark.parametrize("gap", [" ", ""])
def test_a_type_between_number_and_stem_is_taken_where_most_questions_have_one(
    tmp_path: Path, gap: str
) -> None:
    lines: list[str] = []
    for number, kind, answer in ((11, "单选题", "A"), (12, "多选题", "AB"), (13, "单选题", "C")):
        lines += [f"{number}、{kind}{gap}甲证第{number}项由谁审批（　　）。", *_OPTIONS, f"答案：{answer}"]
    result = lines_read(tmp_path, *lines)
    assert [(item.type, item.stem) for item in result.items] == [
        (kind, f"甲证第{number}项由谁审批（　　）。")
        for number, kind in ((11, "single_choice"), (12, "multiple_choice"), (13, "single_choice"))
    ]
    assert list(result.all_problems()) == []


def test_a_stem_that_speaks_of_a_type_keeps_its_words(tmp_path: Path) -> None:
    lines = ["一、单选题", "1. 判断题属于哪一类试题（A）。", *_OPTIONS, "2. 判断下列说法（B）。", *_OPTIONS]
    result = lines_read(tmp_path, *lines, "3. 甲证由谁发放（C）。", *_OPTIONS)
    assert result.items[0].stem == "判断题属于哪一类试题（　　）。"
    assert [item.type for item in result.items] == ["single_choice"] * 3


def test_a_mark_in_a_cell_gives_its_difficulty_too(tmp_path: Path) -> None:
    header = ["题干", "选项A", "选项B", "答案"]
    row = ["【题型：单选题；难度：难】甲证由谁发放？", "甲局", "乙局", "A"]
    (item,) = read(sheet(tmp_path / "题.xlsx", 试题=[header, row])).items
    assert (item.type, item.stem, item.answer) == ("single_choice", "甲证由谁发放？", "A")
    assert item.difficulty is not None


def test_a_column_behind_each_option_tells_whether_it_is_right(tmp_path: Path) -> None:
    header = ["题型", "题干", "选项A", "是否正确", "选项B", "是否正确", "选项C", "是否正确"]
    rows = [
        ["多选题", "甲证的申请材料包括？", "申请书", "是", "照片", "否", "证明", "是"],
        ["单选题", "甲证由谁发放？", "甲局", "是", "乙局", "否", "丙局", "否"],
    ]
    result = read(sheet(tmp_path / "题.xlsx", 试题=[header, *rows]))
    assert [item.answer for item in result.items] == ["AC", "A"]
