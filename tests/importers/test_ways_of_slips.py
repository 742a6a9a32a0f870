"""Numbers, headings, marks and keys in forms that few choose and everybody reads."""

from pathlib import Path

import pytest

from importers import ImportResult
from tests.importers.build import OPTIONS, lines_read


def _told(result: ImportResult) -> list[tuple[str | None, str, str | None]]:
    return [(item.type, item.stem, item.answer) for item in result.items]


def test_a_full_stop_may_slip_in_behind_a_number(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "1.（单选题）甲证由（　　）发放。", *OPTIONS, "答案：A", "2。（单选题）乙证由（　　）发放。", *OPTIONS, "答案：B",
    )  # fmt: skip
    assert _told(result)[1] == ("single_choice", "乙证由（　　）发放。", "B")


def test_an_empty_bracket_may_stand_before_the_numbers_of_statements(tmp_path: Path) -> None:
    judged = ("二、判断题", "（   ）1、甲局设在市区。", "（   ）2、乙局设在郊区。")
    key = ("答案", "一、选择题：1-2 CA", "二、判断题：1-2 √×")
    asked = ("1、甲证由（　　）发放。", *OPTIONS, "2、乙证由（　　）发放。", *OPTIONS)
    result = lines_read(tmp_path, "一、选择题", *asked, *judged, *key)
    assert [item.answer for item in result.items] == ["C", "A", "T", "F"]


def test_a_key_may_begin_with_the_type_on_the_line_that_calls_it_so(tmp_path: Path) -> None:
    asked = [
        line
        for name in "甲乙丙"
        for line in (f"{'甲乙丙'.index(name) + 1}. {name}证由（　　）发放。", *OPTIONS)
    ]
    judged = ("二、判断题", "1. 甲局设在市区。", "2. 乙局设在郊区。", "3. 丙局设在郊区。")
    result = lines_read(tmp_path, "一、单选题", *asked, *judged, "答案：单选题：B C A", "判断题：√ × √")
    assert [item.answer for item in result.items] == ["B", "C", "A", "T", "F", "T"]


def test_numbers_in_heavy_brackets_and_answers_before_a_semicolon_of_the_reason_are_read(
    tmp_path: Path,
) -> None:
    result = lines_read(
        tmp_path, "一、单选题", "【第1题】甲证由（ ）发放。", "A 甲局", "B 乙局", "[答案解析]：A；见示例办法第三条",
        "【第2题】乙证由（ ）发放。", "A 甲局", "B 乙局", "[答案解析]：B；见示例办法第四条",
    )  # fmt: skip
    assert [(item.stem, item.answer) for item in result.items] == [
        ("甲证由（ ）发放。", "A"),
        ("乙证由（ ）发放。", "B"),
    ]


def test_a_multiple_choice_whose_options_are_all_called_right_is_answered_by_all(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "1.下列属于办证机关的有（ ）。 [多选题] *", *(f"{option}(正确答案)" for option in OPTIONS),
        "2.甲证由（ ）发放。 [单选题] *", OPTIONS[0] + "(正确答案)", *OPTIONS[1:],
    )  # fmt: skip
    assert [item.answer for item in result.items] == ["ABCD", "A"]


@pytest.mark.parametrize("sign", ["★", "◆", "■"])
def test_a_heading_may_stand_between_ornaments(tmp_path: Path, sign: str) -> None:
    result = lines_read(
        tmp_path, f"{sign}单选题{sign}", "1. 甲证由（　　）发放。", *OPTIONS, "答案：A",
        f"{sign}判断题{sign}", "1. 甲局设在市区。", "答案：对",
    )  # fmt: skip
    assert [item.type for item in result.items] == ["single_choice", "true_false"]
    assert not list(result.all_problems())


@pytest.mark.parametrize("sign", ["：", ".", "、"])
def test_a_break_between_label_and_sign_parts_no_option(tmp_path: Path, sign: str) -> None:
    cut = (f"A{sign}甲局", "B", f"{sign}乙局", f"C{sign}丙局  D", f"{sign}丁局")
    result = lines_read(tmp_path, "1. 甲证由（B）发放。", *cut, "2. 乙证由（A）发放。", *OPTIONS)
    assert [option.text for option in result.items[0].options] == ["甲局", "乙局", "丙局", "丁局"]


def test_a_type_before_a_colon_may_be_short(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "1. 单选：甲证由（　　）发放。", *OPTIONS, "答案：A", "2. 判断：甲局设在市区。", "答案：对"
    )
    assert _told(result) == [
        ("single_choice", "甲证由（　　）发放。", "A"),
        ("true_false", "甲局设在市区。", "T"),
    ]
