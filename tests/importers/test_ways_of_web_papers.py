"""Papers of web pages: what the form offers below statements, years behind numbers, names above the parts."""

from pathlib import Path

import pytest

from tests.importers.build import lines_read


@pytest.mark.parametrize(
    "offered", ["正确/错误", "正确 / 错误", "对 错", "○正确 ○错误", "（正确/错误）", "对、错", "√/×"]
)
def test_both_sides_below_a_statement_are_no_part_of_it(tmp_path: Path, offered: str) -> None:
    result = lines_read(
        tmp_path, "二、判断题", "1. 办证不得收费。", offered, "答案：正确", "2. 印章可以外借。", offered, "答案：错误"
    )  # fmt: skip
    assert [(item.stem, item.answer) for item in result.items] == [
        ("办证不得收费。", "T"),
        ("印章可以外借。", "F"),
    ]
    assert not list(result.all_problems())


def test_both_sides_in_the_bracket_behind_a_statement_are_no_part_of_it(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path,
        "二、判断题",
        "1. 办证不得收费。（正确/错误）",
        "答案：正确",
        "2. 印章可以外借（√/×）。",
        "答案：错误",
    )
    assert [(item.stem, item.answer) for item in result.items] == [
        ("办证不得收费。", "T"),
        ("印章可以外借。", "F"),
    ]


def test_a_question_that_begins_with_a_year_is_cut_from_the_option_before(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path,
        "1、甲证由（A）发放。A、甲局B、乙局C、行业协会2、2019年以来，检查的重点是（B）。A、完整B、公开"
        "C、十万元以下3、甲证由（C）保管。A、甲局B、乙局C、丙局",
    )
    assert [(item.number, item.stem[:5], item.options[-1].text, item.answer) for item in result.items] == [
        ("1", "甲证由（　", "行业协会", "A"),
        ("2", "2019年", "十万元以下", "B"),
        ("3", "甲证由（　", "丙局", "C"),
    ]


def test_a_sentence_below_the_name_of_a_file_is_no_case(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path,
        "某省综合知识题库", "- 2、文档以预览为准，平台不提供其他服务。", "一、单选题", "1. 甲证由（A）发放。", "A. 甲局", "B. 乙局"
    )  # fmt: skip
    assert not list(result.all_problems())
    assert "- 2、文档以预览为准，平台不提供其他服务。" in [piece.text for piece in result.skipped]
