"""Answers above their questions, in keys of one line, in tables of parts and numbers, in boxes and behind wide blanks."""

from __future__ import annotations

from pathlib import Path

import pytest

from importers import read
from tests.importers.build import ASKED, OPTIONS, lines_read, paragraph, sheet, table, word

PAPER = (
    "甲局业务考试",
    "一、单选题",
    "1. 甲证由谁发放（　　）。", *OPTIONS,
    "2. 乙证由谁发放（　　）。", *OPTIONS,
    "二、多选题",
    "1. 丙证由哪些机关发放（　　）。", *OPTIONS,
    "2. 丁证由哪些机关发放（　　）。", *OPTIONS,
    "三、判断题",
    "1. 甲证当天发放。",
    "2. 乙证不收费。",
)  # fmt: skip
ANSWERS = ["A", "B", "ABC", "AD", "T", "F"]


def test_an_answer_above_each_question_is_that_of_the_question_below_it(tmp_path: Path) -> None:
    lines = [
        line
        for answer in "BCD"
        for line in (f"答案：{answer}", f"{'BCD'.index(answer) + 1}. {ASKED}", *OPTIONS)
    ]
    result = lines_read(tmp_path, "一、单选题", *lines)
    assert [item.answer for item in result.items] == ["B", "C", "D"]
    assert not result.problems or all(said.code != "text-unread" for said in result.problems)


def test_answers_below_their_questions_stay_there_though_the_last_has_none(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "单选题", "1. 甲证由谁发放（　　）。", *OPTIONS, "答案：B", "2. 乙证由谁发放（　　）。", *OPTIONS,
        "答案：C", "3. 丙证由谁发放（　　）。", *OPTIONS,
    )  # fmt: skip
    assert [item.answer for item in result.items] == ["B", "C", None]


@pytest.mark.parametrize(
    "key",
    [
        ("参考答案：一、1.A；2.B 二、1.ABC；2.AD 三、1.√；2.×",),
        ("参考答案", "一、A B", "二、ABC AD", "三、√ ×"),
        ("参考答案", "一、AB", "二、ABC AD", "三、√×"),
        ("参考答案", "一、单选题", "1\t2", "A\tB", "二、多选题", "1\t2", "ABC\tAD", "三、判断题", "1\t2", "√\t×"),
        ("甲局业务考试", "参考答案", "一、1.A 2.B", "二、1.ABC 2.AD", "三、1.√ 2.×"),
    ],
)  # fmt: skip
def test_a_key_answers_each_part(tmp_path: Path, key: tuple[str, ...]) -> None:
    result = lines_read(tmp_path, *PAPER, *key)
    assert [item.answer for item in result.items] == ANSWERS
    assert result.items[-1].stem == "乙证不收费。"
    assert not result.problems


@pytest.mark.parametrize("again", ["", "same"])
def test_a_key_table_names_part_and_number(tmp_path: Path, again: str) -> None:
    numbers = ["一", "一", "二", "二", "三", "三"]
    parts = [number if again or not at % 2 else "" for at, number in enumerate(numbers)]
    said = ["A", "B", "ABC", "AD", "√", "×"]
    rows = [("大题", "小题", "答案", "分值")]
    rows += [
        (part, str(at % 2 + 1), answer, "2")
        for at, (part, answer) in enumerate(zip(parts, said, strict=True))
    ]
    path = word(tmp_path / "卷.docx", *map(paragraph, [*PAPER, "参考答案"]), table(rows))
    result = read(path)
    assert [item.answer for item in result.items] == ANSWERS
    assert not result.problems


def test_a_key_in_one_line_answers_questions_with_chinese_numbers(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "一、甲证由谁发放（　　）。", *OPTIONS, "二、乙证由谁发放（　　）。", *OPTIONS, "三、丙证由谁发放（　　）。", *OPTIONS,
        "答案：一、A 二、C 三、B",
    )  # fmt: skip
    assert [(item.stem[0], item.answer) for item in result.items] == [("甲", "A"), ("乙", "C"), ("丙", "B")]
    assert [said.code for said in result.problems] == ["types-inferred"]


def test_the_signs_that_part_options_on_one_line_belong_to_none(tmp_path: Path) -> None:
    result = lines_read(tmp_path, "单选题", "1. 何时办结？", "选项：A.当天；B.三日内；C.五日内。", "答案：B")
    assert [option.text for option in result.items[0].options] == ["当天", "三日内", "五日内"]


@pytest.mark.parametrize("first", ["判断题1", "判断题3"])
def test_a_type_with_a_number_alone_is_the_mark_of_the_question_below(tmp_path: Path, first: str) -> None:
    result = lines_read(
        tmp_path, "单选题1", ASKED, *OPTIONS, "答案：A", "单选题2", "乙证由谁发放（　　）。", *OPTIONS, "答案：B",
        first, "甲证当天发放。", "答案：正确",
    )  # fmt: skip
    assert [(item.type, item.stem[0], item.answer) for item in result.items] == [
        ("single_choice", "甲", "A"), ("single_choice", "乙", "B"), ("true_false", "甲", "T"),
    ]  # fmt: skip
    assert not any(item.problems for item in result.items)


def test_a_label_may_repeat_the_number_of_its_question(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path,
        "试题1",
        ASKED,
        *OPTIONS,
        "试题1答案：A",
        "试题2",
        "乙证由谁发放（　　）。",
        *OPTIONS,
        "试题2答案：BC",
    )
    assert [(item.type, item.answer) for item in result.items] == [
        ("single_choice", "A"),
        ("multiple_choice", "BC"),
    ]


def test_the_note_of_a_part_names_its_type(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "一、选一选（单选，每题2分）", f"1. {ASKED}", *OPTIONS, "答案：A",
        "二、挑一挑（多选，每题3分）", "1. 乙证由谁发放（　　）。", *OPTIONS, "答案：BC",
    )  # fmt: skip
    assert [item.type for item in result.items] == ["single_choice", "multiple_choice"]
    assert not any(item.problems for item in result.items)


def test_boxes_of_markdown_tick_options_with_labels(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "单选题", "1. 谁发放甲证？", "[ ] A. 甲局", "[x] B. 乙局", "[ ] C. 丙局",
        "2. 谁发放乙证？", "[x] A. 甲局", "[ ] B. 乙局", "[ ] C. 丙局",
    )  # fmt: skip
    assert [item.answer for item in result.items] == ["B", "A"]
    assert [option.text for option in result.items[0].options] == ["甲局", "乙局", "丙局"]


def test_a_framed_letter_behind_the_last_option_is_the_answer(tmp_path: Path) -> None:
    result = lines_read(tmp_path, "单选题", "1. 谁发放甲证？", "A. 甲局 B. 乙局 C. 丙局 【B】")
    assert result.items[0].answer == "B"
    assert result.items[0].options[-1].text == "丙局"


def test_a_letter_behind_a_wide_blank_judges(tmp_path: Path) -> None:
    result = lines_read(tmp_path, "判断题", "1. 甲证当天发放。        Y", "2. 乙证不收费。        N")
    assert [(item.stem, item.answer) for item in result.items] == [
        ("甲证当天发放。", "T"),
        ("乙证不收费。", "F"),
    ]


def test_a_table_may_tick_options_behind_their_text(tmp_path: Path) -> None:
    rows = [("选项", "内容", "答案"), ("A", "甲局", ""), ("B", "乙局", "√"), ("C", "丙局", "")]
    path = word(
        tmp_path / "卷.docx",
        paragraph("单选题"),
        paragraph("1. 谁发放甲证？"),
        table(rows),
        paragraph("2. 谁发放乙证？"),
        table(rows),
    )
    result = read(path)
    assert [(item.answer, len(item.options)) for item in result.items] == [("B", 3), ("B", 3)]


def test_signs_stand_for_options_that_a_row_has_not(tmp_path: Path) -> None:
    path = sheet(
        tmp_path / "题.xlsx",
        题目=[
            ["题型", "题干", "选项A", "选项B", "选项C", "选项D", "答案"],
            ["单选题", "谁发放甲证？", "甲局", "乙局", "丙局", "/", "A"],
            ["判断题", "甲证当天发放。", "——", "——", "——", "——", "正确"],
            ["单选题", "哪个符号表示除？", "+", "-", "*", "/", "D"],
            ["……", "……", "……", "", "", "", "……"],
        ],
    )
    result = read(path)
    assert [(len(item.options), item.answer) for item in result.items] == [(3, "A"), (0, "T"), (4, "D")]
    assert not result.problems and not any(item.problems for item in result.items)


@pytest.mark.parametrize("part", ["一、单选题", ""])
def test_numbered_rules_of_an_exam_are_no_questions(tmp_path: Path, part: str) -> None:
    rules = (
        "注意事项：",
        "1. 满分100分。",
        "2. 请用黑色签字笔作答。",
        "3. 答案写在答题纸上，写在试卷上无效。",
    )
    result = lines_read(
        tmp_path,
        "甲局考试",
        *rules,
        part,
        "1. 甲证由谁发放（　　）。",
        *OPTIONS,
        "答案：A",
        "2. 乙证由谁发放（　　）。",
        *OPTIONS,
        "答案：B",
    )
    assert [item.answer for item in result.items] == ["A", "B"]
    assert not any(said.code == "text-unread" for said in result.problems)
