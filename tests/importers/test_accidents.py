"""Accidents of pasting and typing that lose part of a question are told; what can be read for sure is read."""

import pytest

from importers.containers.blocks import Line
from importers.draft import Place
from importers.layouts.flow import read_flow
from importers.layouts.reading import Reading


def _read(text: str) -> Reading:
    return read_flow([Line(line, Place(line=at)) for at, line in enumerate(text.split("\n"), 1)])


def _told(reading: Reading) -> list[list[str]]:
    return [[problem.code for problem in item.problems] for item in reading.items]


@pytest.mark.parametrize("answer", ["（错）（错）", "（×）（×）。", "(错误) (错误)"])
def test_an_answer_pasted_twice_leaves_one_blank(answer: str) -> None:
    first, _ = _read(f"一、判断题\n1. 印章可以外借{answer}\n2. 公文应当编号（对）").items
    assert (first.answer, first.stem.count("（　　）"), first.problems) == ("F", 1, ())
    assert "错" not in first.stem


def test_a_judgement_left_in_a_statement_is_an_error() -> None:
    reading = _read("一、判断题\n1. 印章（错误）可以外借（对）\n2. 会议应当记录。（对）")
    assert "answer-in-text" in _told(reading)[0]


@pytest.mark.parametrize("line", ["12", "B", "注：以新办法为准", "2024年业务题库", "（此处再改一下）"])
def test_a_line_behind_the_blank_of_a_statement_is_told(line: str) -> None:
    reading = _read(
        f"判断题\n1、印章可以外借。（　　）\n{line}\n答案：错\n2、公文应当编号。（　　）\n答案：对"
    )
    assert _told(reading) == [["stem-doubtful"], []]


@pytest.mark.parametrize("line", ["12", "B", "注：以新办法为准"])
def test_a_stray_line_between_a_stem_and_its_options_is_told(line: str) -> None:
    reading = _read(
        f"单选题\n1、印章由谁保管（　　）。\n{line}\nA、专人    B、来客\n答案：A\n2、公文编（　　）。\nA、号    B、书\n答案：A"
    )
    assert _told(reading) == [["stem-doubtful"], []]


def test_statements_below_the_blank_of_a_choice_belong_to_its_stem() -> None:
    reading = _read(
        "单选题\n1、正确的有（　　）。\n①专人保管 ②登记\nA、①    B、①②\n答案：B\n2、公文编（　　）。\nA、号    B、书\n答案：A"
    )
    assert _told(reading) == [[], []]


def test_options_behind_the_answer_are_told() -> None:
    reading = _read(
        "单选题\n1. 印章由谁保管（　　）。\nA. 专人\nB. 来客\nC. 司机\n【答案】A【解析】须专人保管。\nD. 门卫\n2. 公文编（　　）。\nA. 号\nB. 书\n【答案】A【解析】公文有号。"
    )
    assert _told(reading) == [["option-doubtful"], []]


def test_an_explanation_that_goes_through_the_options_is_no_option() -> None:
    reading = _read(
        "单选题\n1. 印章由谁保管（　　）。\nA. 专人\nB. 来客\n答案：A\n解析：须专人保管。\nA. 正确。\nB. 错误。\n2. 公文编（　　）。\nA. 号\nB. 书\n答案：A"
    )
    assert _told(reading) == [[], []]


@pytest.mark.parametrize("left", ["", "A. 号\nB. 书\n", ".2公文编（　　）。\nA. 号\nB. 书\n"])
def test_a_question_that_lost_its_number_or_stem_is_told_where_its_answer_ended(left: str) -> None:
    reading = _read(
        f"单选题\n1. 印章由谁保管（　　）。\nA. 专人\nB. 来客\n答案：A\n解析：须专人保管。\n{left}答案：A\n解析：公文有号。\n"
        "判断题\n1. 会议应当记录。（　　）\n答案：对\n解析：见规定。"
    )
    assert _told(reading)[0] == ["stem-doubtful"]
    assert _told(reading)[-1] == []


@pytest.mark.parametrize(
    "behind", ["多项选择题", "（二）多项选择题", "\n4 会议由谁记录（　　）。", "\n判断题(1)会议须记录（对）"]
)
def test_the_heading_or_stem_that_follows_in_the_last_option_is_told(behind: str) -> None:
    reading = _read(
        f"单项选择题\n1. 印章由谁保管（A）。\nA. 专职的管理人员\nB. 来访人员{behind}\n2. 公文编（A）。\nA. 号\nB. 书"
    )
    assert _told(reading)[0] in (["option-doubtful"], ["stem-doubtful"])


def test_kinds_of_questions_may_be_options() -> None:
    reading = _read(
        "单项选择题\n1. 客观题包括（A）。\nA. 单选题和多选题\nB. 判断题\n2. 公文编（A）。\nA. 号\nB. 书"
    )
    assert _told(reading) == [[], []]


@pytest.mark.parametrize(
    "left", ["印章不得擅自外借（错）", "【答案】错【解析】须经批准。", "印章由谁保管（ A ）。"]
)
def test_a_question_without_a_number_behind_a_heading_is_told(left: str) -> None:
    reading = _read(
        f"一、判断题\n1. 会议应当记录（对）\n二、判断题\n{left}\n1. 公文应当编号（对）\n2. 公文应当归档（对）"
    )
    assert [problem.code for problem in reading.problems] == ["text-unread"]


@pytest.mark.parametrize(
    "case",
    [
        "材料：某单位印章由司机保管，后来遗失。",
        "【案情】某单位印章遗失。",
        "某单位印章遗失。\n根据以上材料，回答下列问题。",
    ],
)
def test_material_above_the_first_questions_is_told(case: str) -> None:
    reading = _read(
        f"{case}\n单选题\n1. 印章由谁保管（A）。\nA. 专人\nB. 来客\n2. 公文编（A）。\nA. 号\nB. 书"
    )
    assert [problem.code for problem in reading.problems] == ["material-shared"]
    assert _told(reading) == [[], []]


def test_the_fences_of_a_box_are_no_words_of_a_question() -> None:
    reading = _read(
        "判断题\n1、印章可以外借。（　　）\n::: tip\n答案：错\n:::\n2、公文应当编号。（　　）\n::: tip\n答案：对\n:::"
    )
    assert [item.stem for item in reading.items] == ["印章可以外借。（　　）", "公文应当编号。（　　）"]


def test_pages_below_each_other_are_options() -> None:
    first, _ = _read(
        "单选题\n1. 适用范围写在文件的（A）。\n第1页\n第2页\n第3页\n第4页\n2. 公文编（A）。\nA. 号\nB. 书"
    ).items
    assert [option.text for option in first.options] == ["第1页", "第2页", "第3页", "第4页"]


@pytest.mark.parametrize("number", ["2. ", "第2题 ", ""])
def test_a_stem_behind_a_short_field_is_told(number: str) -> None:
    reading = _read(
        f"单选题\n1. 印章由谁保管（A）。\nA. 专人\nB. 来客\n分值：2分{number}公文的编号应当采用（A）。\n2. 公文编（A）。\nA. 号\nB. 书\n分值：2分"
    )
    assert _told(reading) == [["stem-doubtful"], []]
