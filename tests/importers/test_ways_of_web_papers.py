"""Papers of web pages: what the form offers below statements, years behind numbers, names above the parts."""

from pathlib import Path

import pytest

from tests.importers.build import ASKED, OPTIONS, lines_read


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


def test_names_between_blank_lines_above_each_question_one_head_the_parts(tmp_path: Path) -> None:
    part = [
        "",
        "  1. 甲证由（ ）发放。",
        "",
        "    • A. 甲局",
        "    • B. 乙局",
        "  2. 甲证由（ ）保管。",
        "",
        "    • A. 甲局",
        "    • B. 丙局",
        "",
    ]
    result = lines_read(tmp_path, "宪法知识", *part, "民法知识", *part)
    assert [item.options[-1].text for item in result.items] == ["乙局", "丙局", "乙局", "丙局"]
    assert {"宪法知识", "民法知识"} <= {piece.text for piece in result.skipped}


def test_words_that_blank_lines_set_apart_from_the_last_option_are_told(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "单选题", "1. 甲证由（A）发放。", "A. 甲局", "B. 由县级以上人民政府的主管部门负责统一发放", "",
        "竞赛采用线上答题的形式举行", "2. 甲证由（A）保管。", "A. 甲局", "B. 乙局"
    )  # fmt: skip
    assert [[told.code for told in item.problems] for item in result.items] == [["option-doubtful"], []]


def test_an_option_that_goes_on_where_all_lines_stand_apart_is_not_told(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "单选题", "", "1. 甲证由（A）发放。", "", "A. 由县级以上地方各级人民政府的主管部门负责审查", "",
        "B. 由县级以上地方各级人民政府的主管部门负责", "", "统一发放"
    )  # fmt: skip
    assert [item.problems for item in result.items] == [()]


def test_a_judgement_before_a_question_with_its_own_answer_is_that_of_the_question_above(
    tmp_path: Path,
) -> None:
    result = lines_read(
        tmp_path, "题库(包括答案)1、办证应当收费。", "", "(×)2、印章不得外借。", "", "(√)3、发证的有(AB)A、甲局B、乙局C、丙局4、公文应当编号。",
        "(√)5、保管的是(B)A、甲局B、乙局C、丙局"
    )  # fmt: skip
    assert [(item.number, item.answer) for item in result.items] == [
        ("1", "F"), ("2", "T"), ("3", "AB"), ("4", "T"), ("5", "B")
    ]  # fmt: skip


def test_a_number_whose_digits_were_read_as_letters_is_one_between_its_neighbours(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path,
        "判断题",
        "9. 办证应当收费。（×）",
        "lO. 公文应当编号。（√）",
        "II. 印章不得外借。（√）",
        "12. 公文不必归档。（×）",
    )
    assert [(item.number, item.answer) for item in result.items] == [
        ("9", "F"),
        ("10", "T"),
        ("11", "T"),
        ("12", "F"),
    ]


def test_roman_numbers_within_a_stem_stay_what_they_are(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "单选题", "1. 下列说法正确的有（A）。", "I. 办证不得收费", "II. 印章可以外借", "A. I", "B. II", "2. 公文编（A）。", "A. 号", "B. 书"
    )  # fmt: skip
    assert [item.stem for item in result.items] == [
        "下列说法正确的有（　　）。\nI. 办证不得收费\nII. 印章可以外借",
        "公文编（　　）。",
    ]


@pytest.mark.parametrize("end", ["应当（A）o", "应当（A）0", "的标准是Oo", "可以0。"])
def test_a_bracket_or_a_stop_that_was_read_as_a_letter_is_told(tmp_path: Path, end: str) -> None:
    result = lines_read(
        tmp_path,
        "单选题",
        f"1. 甲证由谁发放{end}",
        "A. 甲局",
        "B. 乙局",
        "答案：A",
        "2. 公文编（A）。",
        "A. 号",
        "B. 书",
    )
    assert [[told.code for told in item.problems] for item in result.items] == [["stem-doubtful"], []]


@pytest.mark.parametrize("mark", ["第 2 页：", "第2页: "])
def test_the_page_of_a_site_before_a_heading_is_named(tmp_path: Path, mark: str) -> None:
    result = lines_read(
        tmp_path,
        *("第 1 页：单项选择题", f"1. {ASKED}", *OPTIONS, f"{mark}判断题", "2. 甲局设在市区。（　　）"),
        *("第 3 页：答案部分", "1.[答案]：B", "2.[答案]：对"),
    )
    assert [(item.type, item.answer, item.problems) for item in result.items] == [
        ("single_choice", "B", ()),
        ("true_false", "T", ()),
    ]
    assert result.items[1].stem == "甲局设在市区。（　　）"
    assert mark.strip() in {piece.text for piece in result.skipped}


@pytest.mark.parametrize("label", ["解析：", "出处：甲书"])
def test_the_page_of_a_source_stays_with_its_name(tmp_path: Path, label: str) -> None:
    lines: list[str] = []
    for at in (1, 2, 3):
        lines += [f"{at}. 第{at}证由谁发放（ ）", *OPTIONS, "答案：B", label, f"第{at + 4}页：甲办法总则"]
    items = lines_read(tmp_path, *lines).items
    assert [(item.explanation + item.citation).split("\n")[-1] for item in items] == [
        f"第{at + 4}页：甲办法总则" for at in (1, 2, 3)
    ]
