"""Boxes of Markdown, - [ ] and - [x], before options, decimals and numbers."""

from functools import partial
from pathlib import Path

from importers import ImportResult
from tests.importers.build import lines_read

_read = partial(lines_read, name="试题.md")


def _said(result: ImportResult) -> list[tuple[str | None, str, str, str | None]]:
    return [
        (item.type, item.stem, "/".join(option.text for option in item.options), item.answer)
        for item in result.items
    ]


def test_decimals_behind_boxes_are_options_and_the_stop_of_a_number_is_none_of_the_stem(
    tmp_path: Path,
) -> None:
    options = ("- [ ] 3", "- [ ] 1.25", "- [ ] 0.5", "- [x] 0.33")
    result = _read(
        tmp_path, "#### Q1。 甲的系数是多少？", "", *options, "", "#### Q2。 乙的系数是多少？", "", *options
    )
    assert _said(result) == [
        ("single_choice", f"{name}的系数是多少？", "3/1.25/0.5/0.33", "D") for name in "甲乙"
    ]


def test_a_number_behind_a_box_is_that_of_a_question(tmp_path: Path) -> None:
    asked = [
        line for at in (1, 2) for line in (f"- [ ] {at}. 第{at}证由谁发放？", "A. 甲局", "B. 乙局", "答案：B")
    ]
    assert [item.number for item in _read(tmp_path, *asked).items] == ["1", "2"]


_BOXED = (
    "### 甲证由（ ）发放", "", "- [x] 甲局", "- [ ] 乙局", "- [ ] 丙局", "",
    "### 乙证的内容有（ ）<br/>①编号②日期", "", "- [x] ①", "- [x] ②", "- [x] ①②", "",
    "### 丙证由（ ）发放", "", "- [ ] 甲局", "- [ ] 乙局", "- [x] 丙局", "",
)  # fmt: skip


def test_all_boxes_ticked_are_all_right_where_other_questions_have_open_ones(tmp_path: Path) -> None:
    result = _read(tmp_path, *_BOXED)
    assert [(item.type, item.answer) for item in result.items] == [
        ("single_choice", "A"),
        ("multiple_choice", "ABC"),
        ("single_choice", "C"),
    ]


def test_boxes_that_are_all_ticked_throughout_are_no_answers(tmp_path: Path) -> None:
    result = _read(tmp_path, *(line.replace("[ ]", "[x]") for line in _BOXED))
    assert {item.answer for item in result.items} == {None}
    assert all(item.problems for item in result.items)


def test_titles_and_notes_above_the_title_that_asks_are_named_and_no_part_of_its_stem(tmp_path: Path) -> None:
    note = ("# 甲证题库", "", "::: info", "全文搜索时只输入连续的文字。", ":::", "", "## 题目列表", "")
    result = _read(tmp_path, *note, *_BOXED)
    assert [item.stem for item in result.items][::2] == ["甲证由（ ）发放", "丙证由（ ）发放"]
    assert {"甲证题库", "全文搜索时只输入连续的文字。", "题目列表"} <= {
        piece.text for piece in result.skipped
    }
