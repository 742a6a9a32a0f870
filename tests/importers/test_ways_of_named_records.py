"""Records whose labels, cells and marks name themselves: numbers above 题目：, types behind it, rows with 正确答案：B in a cell."""

from pathlib import Path

import pytest

from importers.columns import header_of
from tests.importers.build import ASKED, OPTIONS, lines_read, one_read


@pytest.mark.parametrize("head", ["典型例题{}：", "例{}", "【例题{}】", "第{}题"])
def test_a_numbered_name_above_the_labelled_stem_is_its_number(tmp_path: Path, head: str) -> None:
    lines: list[str] = []
    for at in (1, 2, 3):
        lines += [head.format(at), f"题目：第{at}件事由谁办理？", *OPTIONS, "答案：B", "解析：见办法。"]
    result = lines_read(tmp_path, *lines)
    assert [(item.number, item.stem, item.explanation) for item in result.items] == [
        (str(at), f"第{at}件事由谁办理？", "见办法。") for at in (1, 2, 3)
    ]


@pytest.mark.parametrize("mark", ["（多选）", "【多选题】", "[多选题][2分]", "多选题："])
def test_a_type_behind_the_label_of_the_stem_is_that_of_the_question(tmp_path: Path, mark: str) -> None:
    result = lines_read(
        tmp_path,
        *(f"题目：{mark}{ASKED}", *OPTIONS, "答案：AB"),
        *("题目：（判断）办证不得收费。", "答案：错误"),
    )
    assert [(item.type, item.stem, item.problems) for item in result.items] == [
        ("multiple_choice", ASKED, ()),
        ("true_false", "办证不得收费。", ()),
    ]


@pytest.mark.parametrize("sign", ["\t", " | ", "｜"])
def test_rows_whose_cells_name_themselves_are_records(tmp_path: Path, sign: str) -> None:
    rows = [
        ("3512", ASKED, "正确答案：ABD", "A.甲局", "B.乙局C.丙局", "D.丁局"),
        ("3511", "乙证由谁发放（　　）。A.甲局", "正确答案：AB", "B.乙局", "C.丙局D.丁局", ""),
        ("3514", "丙证由谁发放（　　）。", "正确答案：C", "A：甲局", "B：乙局C：丙局", "D：丁局"),
        ("3509", "丁证可以外借。", "正确答案：B", "A．错误", "B．正确"),
    ]
    result = lines_read(tmp_path, *(sign.join(row) for row in rows))
    assert [(item.number, item.stem, item.answer, len(item.options)) for item in result.items] == [
        ("3512", ASKED, "ABD", 4),
        ("3511", "乙证由谁发放（　　）。", "AB", 4),
        ("3514", "丙证由谁发放（　　）。", "C", 4),
        ("3509", "丁证可以外借。", "T", 0),
    ]


def test_a_row_whose_cells_name_themselves_is_no_header() -> None:
    row = ["3512", ASKED, "正确答案：AB", "A.甲局", "B.乙局", "C.丙局"]
    assert header_of(row, 0) is None


@pytest.mark.parametrize("answer", ["A,C：", "AC ：", "A、C:"])
def test_a_colon_behind_an_answer_says_nothing(tmp_path: Path, answer: str) -> None:
    item = one_read(tmp_path, "多选题", f"1. {ASKED}", *OPTIONS, f"正确答案:{answer}")
    assert (item.answer, item.problems) == ("AC", ())


@pytest.mark.parametrize("mark", [" ← 正确答案", "（正确答案）", " <- 正确答案", " ←正确选项", " => 正确"])
def test_words_behind_an_arrow_mark_the_right_option_and_leave_it(tmp_path: Path, mark: str) -> None:
    lines = [f"1. {ASKED}", "A. 甲局", f"B. 乙局{mark}", "C. 丙局", "正确选项: B"]
    item = one_read(tmp_path, "单选题", *lines)
    assert ([option.text for option in item.options], item.answer) == (["甲局", "乙局", "丙局"], "B")
    alone = lines_read(tmp_path, "单选题", *lines[:-1]).items[0]
    assert ([option.text for option in alone.options], alone.answer) == (["甲局", "乙局", "丙局"], "B")


def test_a_statement_below_the_label_of_its_stem_is_a_question_of_its_own(tmp_path: Path) -> None:
    lines: list[str] = []
    for at in range(1, 8):
        lines += [f"[{at}] [甲业务练习题（一）]", f"题目: 第{at}号证由谁发放（ ）。"]
        asks = ["选项:", "  A. 甲局", "  B. 乙局", "正确选项: B"]
        lines += ["题型: 判断题", "正确选项: FALSE"] if at in {4, 6} else asks
        lines += ["", "-" * 20, ""]
    items = lines_read(tmp_path, *lines).items
    assert [(item.number, item.answer) for item in items] == [
        (str(at), "F" if at in {4, 6} else "B") for at in range(1, 8)
    ]


def test_statements_and_essays_stand_beside_rows_whose_cells_name_themselves(tmp_path: Path) -> None:
    rows = [f"{at} | 第{at}证由谁发放（ ）。 | 答案：B | A.甲局 | B.乙局" for at in range(1, 9)]
    others = ["9 | 第9证可以外借。 | 答案：错误", "10 | 简述甲证的办理。 | 答案：先申请，后领取。"]
    items = lines_read(tmp_path, *rows, *others).items
    assert [(item.stem, item.answer, item.explanation) for item in items[7:]] == [
        ("第8证由谁发放（ ）。", "B", ""),
        ("第9证可以外借。", "F", ""),
        ("简述甲证的办理。", None, "先申请，后领取。"),
    ]


@pytest.mark.parametrize("sign", [",", ";", "##"])
def test_cells_with_labels_between_other_signs_stay_columns(tmp_path: Path, sign: str) -> None:
    rows = [
        sign.join((str(at), f"第{at}证由谁发放（ ）", "答案：B", "A.甲局", "B.乙局")) for at in range(1, 6)
    ]
    items = lines_read(tmp_path, *rows).items
    assert [(item.stem, item.answer) for item in items] == [
        (f"第{at}证由谁发放（ ）", "B") for at in range(1, 6)
    ]


@pytest.mark.parametrize("reference", ["参见例题{}", "同例{}", "见案例{}"])
def test_a_reference_at_the_end_of_an_explanation_numbers_no_record(tmp_path: Path, reference: str) -> None:
    lines: list[str] = []
    for at in (1, 2, 3):
        lines += [f"题目：第{at}件事由谁办理？", *OPTIONS, "答案：B", "解析：见办法。", reference.format(at)]
    result = lines_read(tmp_path, *lines)
    assert [(item.number, item.explanation) for item in result.items] == [
        ("", f"见办法。\n{reference.format(at)}") for at in (1, 2, 3)
    ]


def test_how_many_questions_of_a_type_follow_is_the_number_of_none(tmp_path: Path) -> None:
    lines: list[str] = []
    for head in ("单选题20", "判断题 10"):
        lines += [
            head,
            *(line for what in "甲乙" for line in (f"题目：{head[:2]}{what}证免费。", "答案：错")),
        ]
    assert [item.number for item in lines_read(tmp_path, *lines).items] == [""] * 4


def test_a_colon_behind_the_words_of_an_answer_is_theirs(tmp_path: Path) -> None:
    item = one_read(tmp_path, "单选题", f"1. {ASKED}", "A. 甲局：", "B. 乙局：", "C. 丙局", "答案：乙局：")
    assert (item.answer, item.problems) == ("B", ())


def test_signs_of_full_width_part_records_as_others_do(tmp_path: Path) -> None:
    lines = [line for at in range(4) for line in (f"＠第{at}证由谁发放", "＃甲局＃乙局", "＃丙局", "％Ｂ")]
    items = lines_read(tmp_path, *lines).items
    assert [(item.stem, len(item.options), item.answer) for item in items] == [
        (f"第{at}证由谁发放", 3, "B") for at in range(4)
    ]


def test_a_bracket_before_a_stem_whose_type_a_field_names_is_its_own(tmp_path: Path) -> None:
    item = one_read(tmp_path, "题型：单选题", f"题目：（多选的情形）{ASKED}", *OPTIONS, "答案：B")
    assert (item.type, item.stem) == ("single_choice", f"（多选的情形）{ASKED}")


def test_the_cell_of_the_stem_makes_a_header_whatever_its_answers_are_called() -> None:
    assert header_of(["题型", "题目", "A", "B", "答案：A"], 0) is not None


def test_bars_within_texts_stay_where_others_between_blanks_part_the_cells(tmp_path: Path) -> None:
    rows = [f"{at} | 第{at}证按“甲|乙”由谁发放（ ） | A. 甲|局 | B. 乙局 | 答案：B" for at in range(1, 6)]
    items = lines_read(tmp_path, *rows).items
    assert [(item.stem, item.options[0].text) for item in items] == [
        (f"第{at}证按“甲|乙”由谁发放（ ）", "甲|局") for at in range(1, 6)
    ]
