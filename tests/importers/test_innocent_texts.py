"""Sound files in which an innocent thing looks like what a rule for another form wants: points of lists, signs inside options, names in brackets."""

import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from importers import ImportResult, read
from importers.containers.blocks import Line
from importers.draft import Place
from importers.layouts.flow import read_flow
from tests.importers.build import lines_read, sheet

_CHOICES = ["A. 仅一项", "B. 两项", "答案：A"]


def _texts(result: ImportResult) -> list[list[str]]:
    return [[option.text for option in item.options] for item in result.items]


def test_points_with_brackets_inside_stems_begin_no_questions(tmp_path: Path) -> None:
    lines = []
    for number, name in enumerate(("发放", "换发", "注销", "补办"), 1):
        lines += [f"{number}. {name}甲证时应当核对：", "1）申请表", "2）照片", *_CHOICES]
    items = lines_read(tmp_path, *lines).items
    assert [(item.number, item.answer) for item in items] == [(number, "A") for number in "1234"]
    assert all(item.stem.endswith("2）照片") and not item.problems for item in items)


@pytest.mark.parametrize("points", [("（1）警告；", "（2）罚款。"), ("①警告；", "②罚款。")])
def test_a_statement_may_count_points_on_lines_of_their_own(tmp_path: Path, points: Sequence[str]) -> None:
    lines = ["一、判断题", "1. 当场可以处以：", *points, "答案：对", "2. 甲证可以转让。", "答案：错"]
    items = lines_read(tmp_path, *lines).items
    assert [(item.type, item.answer, item.options) for item in items] == [
        ("true_false", "T", ()),
        ("true_false", "F", ()),
    ]
    assert not [told for item in items for told in item.problems if told.severity == "error"]


def test_a_judgement_behind_the_last_point_of_a_statement_ticks_no_option(tmp_path: Path) -> None:
    lines = ["一、判断题", "1. 当场可以处以：", "（1）警告；", "（2）罚款。（√）", "2. 甲证可以转让。（×）"]
    items = lines_read(tmp_path, *lines).items
    assert [(item.answer, item.options) for item in items] == [("T", ()), ("F", ())]


def test_letters_in_brackets_behind_every_option_are_names(tmp_path: Path) -> None:
    lines = []
    for number in range(1, 5):
        lines += [f"{number}. 第{number}类机构的等次为", "A. 乙等（A）", "B. 甲等（B）", "C. 特等（C）"]
    result = lines_read(tmp_path, *lines)
    assert [item.answer for item in result.items] == [None] * 4
    assert _texts(result)[0] == ["乙等（A）", "甲等（B）", "特等（C）"]


def test_a_part_with_at_least_one_right_option_may_have_just_one(tmp_path: Path) -> None:
    lines = ["一、选择题（每题至少有一个正确选项）", "1. 甲证由谁发放？", "A. 甲局", "B. 乙局", "答案：A"]
    (item,) = lines_read(tmp_path, *lines).items
    assert (item.answer, item.problems) == ("A", ())


@pytest.mark.parametrize(
    ("cells", "options"),
    [
        (("A. x^2 B. y^2 C. 2x", "A. 2^3 B. 3^2 C. 8", "A. a^2 B. b^2 C. c"), ["x^2", "y^2", "2x"]),
        (("a@x.cn;b@x.cn;c@x.cn",) * 3, ["a@x.cn", "b@x.cn", "c@x.cn"]),
        (("1,000元、2,000元、3,000元",) * 3, ["1,000元", "2,000元", "3,000元"]),
        (("甲、乙，丙、丁，戊、己",) * 3, ["甲、乙，丙、丁，戊、己"]),
    ],
)
def test_signs_inside_the_options_of_a_cell_part_nothing(
    tmp_path: Path, cells: Sequence[str], options: list[str]
) -> None:
    rows = [(f"第{at}项是", cell, "A") for at, cell in enumerate(cells)]
    result = read(sheet(tmp_path / "试题.xlsx", 试题=[("题干", "选项", "答案"), *rows]))
    assert _texts(result)[0] == options


def test_numbers_with_five_digits_at_the_heads_of_lines_are_not_taken_apart() -> None:
    """Else each of their ends would be weighed as a number of its own, some hundred times as long."""
    lines = [f"{10001 + at}. 第{at}类印章由专人保管（√）" for at in range(800)]
    begun = time.process_time()
    reading = read_flow([Line(text, Place(line=at)) for at, text in enumerate(lines, 1)], None)
    assert len(reading.items) == len(lines)
    assert time.process_time() - begun < 3
