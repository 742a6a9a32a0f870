"""What heads a part, a key or a stem: types before a colon, notes in brackets, parts that come twice."""

from pathlib import Path

import pytest

from importers import ImportResult
from importers.layouts.lines.headings import heading_of
from tests.importers.build import lines_read

_OPTIONS = ["A. 甲局", "B. 乙局", "C. 丙局"]
_CHOICES = [
    line for at, stem in enumerate(["甲证由谁发放？", "乙证由谁发放？"], 1) for line in (f"{at}. {stem}", *_OPTIONS)
]  # fmt: skip


def _told(result: ImportResult) -> list[tuple[str | None, str, str | None]]:
    return [(item.type, item.stem, item.answer) for item in result.items]


@pytest.mark.parametrize(
    "heading",
    [
        "第二部分：多选题（68题）",
        "模块一：多选题（68道）",
        "（二）：多选题（共68题）",
        "题型二：多选题（68题）",
        "第二题：多选题（共68道）",
        "第贰部分：多选题（共68道）",
        "【第二部分：多选题（68题）】",
        "Part 2：多选题（68题）",
    ],
)
def test_a_part_may_name_its_type_and_count_behind_a_colon(tmp_path: Path, heading: str) -> None:
    result = lines_read(tmp_path, heading, "1. 甲证由谁发放（B）。", *_OPTIONS)
    assert _told(result) == [("multiple_choice", "甲证由谁发放（　　）。", "B")]
    assert {entry.code for entry in result.problems} == {"count-differs"}


@pytest.mark.parametrize(
    "heading",
    [
        "参考答案（仅供参考）",
        "✅ 答案与解析（请在完成题目后查看）",
        "参考答案及解析（教师版）：",
        "【参考答案】（仅供参考）",
        "参 考 答 案",
        "答案/详细解析",
        "（参考答案）",
        "Answer Key",
    ],
)
def test_a_note_behind_the_heading_of_a_key_hides_no_answer(tmp_path: Path, heading: str) -> None:
    parts = ["一、多选题", *_CHOICES, "二、判断题", "1. 甲局设在市区。", "2. 乙局设在市区。"]
    key = ["一、多选题", "1. A,B（见附注）", "2. B,C", "二、判断题", "1. ✅ 正确", "2. ❌ 错误（设在县城）"]
    result = lines_read(tmp_path, *parts, heading, *key)
    assert [item.answer for item in result.items] == ["AB", "BC", "T", "F"]
    assert [item.explanation for item in result.items] == ["（见附注）", "", "", "（设在县城）"]
    assert not [item.problems for item in result.items if item.problems]


def test_an_answer_in_brackets_before_the_next_part_stays_an_answer(tmp_path: Path) -> None:
    parts = [
        "一、单选题",
        "1. 甲证由谁发放？",
        *_OPTIONS,
        "参考答案：（甲局）",
        "二、判断题",
        "1. 甲局设在市区。",
        "参考答案：（对）",
    ]
    assert [item.type for item in lines_read(tmp_path, *parts).items] == ["single_choice", "true_false"]
    assert [piece.text for piece in lines_read(tmp_path, *parts).skipped] == ["一、单选题", "二、判断题"]


def test_an_answer_in_the_bracket_behind_its_label_heads_no_key(tmp_path: Path) -> None:
    result = lines_read(tmp_path, "1. 甲证由谁发放？", *_OPTIONS, "参考答案（AB）", "2. 甲局设在市区。（√）")
    assert [item.stem for item in result.items] == ["甲证由谁发放？", "甲局设在市区。（　　）"]


def test_a_type_before_a_colon_is_no_part_of_the_stem(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "1. 多选题：甲证由谁发放？", *_OPTIONS, "答案：AB", "2. 乙证由谁发放？", *_OPTIONS, "答案：A",
        "3. 判断题：甲局设在市区。", "答案：对", "4. 填空题：甲局设在____。", "答案：市区",
        "5. 选择题：丙证由谁发放？", *_OPTIONS, "答案：B",
    )  # fmt: skip
    assert _told(result) == [
        ("multiple_choice", "甲证由谁发放？", "AB"), ("single_choice", "乙证由谁发放？", "A"),
        ("true_false", "甲局设在市区。", "T"), ("blank", "甲局设在____。", None),
        ("single_choice", "丙证由谁发放？", "B"),
    ]  # fmt: skip


def test_the_key_of_a_part_that_comes_again_answers_the_one_without_answers(tmp_path: Path) -> None:
    again = ["1. 丙证由谁发放？", *_OPTIONS, "2. 丁证由谁发放？", *_OPTIONS]
    result = lines_read(
        tmp_path, "一、单项选择题", "1. 甲证由谁发放？", *_OPTIONS, "答案：A", "二、多项选择题", "1. 乙证由谁发放？", *_OPTIONS,
        "答案：AB", "一、单项选择题", *again, "参考答案及解析", "一、单项选择题", "1. C", "【解析】见条例。", "2. A",
    )  # fmt: skip
    assert [item.answer for item in result.items] == ["A", "AB", "C", "A"]
    assert not result.problems


def test_keys_of_two_parts_among_answered_ones_go_to_these_in_order(tmp_path: Path) -> None:
    def part(*stems: str) -> list[str]:
        numbered = [(f"{at}. {stem}", *_OPTIONS) for at, stem in enumerate(stems, 1)]
        return ["一、单项选择题", *(line for lines in numbered for line in lines)]

    key = ["参考答案", "单选题", "1. C", "2. B", "单选题", "1. A", "2. C"]
    answered = [*part("甲证由谁发放？"), "答案：A", *part("乙证由谁发放？", "丙证由谁发放？")]
    result = lines_read(tmp_path, *answered, *part("丁证由谁发放？", "戊证由谁发放？"), *key)
    assert [item.answer for item in result.items] == ["A", "C", "B", "A", "C"]


@pytest.mark.parametrize(
    ("said", "answer"),
    [("A、甲局", "A"), ("C、丙局", "C"), ("A、甲局；C、丙局", "AC"), ("A、丙局", None), ("A、甲局等", None)],
)
def test_an_answer_may_repeat_the_words_of_its_options(tmp_path: Path, said: str, answer: str | None) -> None:
    (item,) = lines_read(tmp_path, "1. 甲证由谁发放？", *_OPTIONS, f"正确答案：{said}").items
    assert item.answer == answer


def test_an_answer_below_its_label_is_no_option_of_a_question_that_has_its_own(tmp_path: Path) -> None:
    fields = [
        "题目：",
        "甲证由谁发放？",
        "选项：",
        "A 甲局",
        "B 乙局",
        "正确答案：",
        "A 甲局",
        "解析：",
        "见条例。",
    ]
    again = [line.replace("甲证", "乙证") for line in fields]
    result = lines_read(tmp_path, *fields, *again)
    assert [(len(item.options), item.answer) for item in result.items] == [(2, "A"), (2, "A")]


def test_statements_judged_by_letters_before_a_part_of_choices_are_read(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "1. 甲局设在市区。（T）", "2. 乙局设在市区。（F）", "三、选择题", "1. 甲证由谁发放（BC）。（多选）",
        *_OPTIONS, "2. 乙证由谁发放（A）。", *_OPTIONS,
    )  # fmt: skip
    assert _told(result) == [
        ("true_false", "甲局设在市区。（　　）", "T"), ("true_false", "乙局设在市区。（　　）", "F"),
        ("multiple_choice", "甲证由谁发放（　　）。", "BC"), ("single_choice", "乙证由谁发放（　　）。", "A"),
    ]  # fmt: skip


def test_a_letter_that_names_a_quantity_judges_no_statement(tmp_path: Path) -> None:
    (item, _) = lines_read(tmp_path, "1. 甲局设在温度（T）", "2. 乙局设在市区。（√）").items
    assert (item.stem, item.answer) == ("甲局设在温度（T）", None)


def test_an_answered_question_before_the_first_that_is_read_is_told(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path,
        "3. 甲局设在（B）",
        "题目：乙证由谁发放？",
        *_OPTIONS,
        "答案：A",
        "题目：丙证由谁发放？",
        *_OPTIONS,
    )
    assert len(result.items) == 2 and "text-unread" in {entry.code for entry in result.problems}


@pytest.mark.parametrize("first", [1, 9])
def test_numbers_that_begin_anew_may_have_another_separator(tmp_path: Path, first: int) -> None:
    lines = [
        f"{first}．甲局设在市区。", "答案：F", f"{first + 1}．乙局设在市区。", "答案：T",
        "1、 丙局设在市区。", "答案：T", "2、 丁局设在市区。", "答案：F",
    ]  # fmt: skip
    result = lines_read(tmp_path, *lines)
    assert [item.number for item in result.items] == [str(first), str(first + 1), "1", "2"]
    assert [(item.stem, item.answer) for item in result.items] == [
        ("甲局设在市区。", "F"), ("乙局设在市区。", "T"), ("丙局设在市区。", "T"), ("丁局设在市区。", "F"),
    ]  # fmt: skip


def test_points_of_reasons_between_questions_are_no_part_that_begins_anew(tmp_path: Path) -> None:
    reasons = ["解析：", "1、应当登记（见条例）", "2、应当公示（见条例）"]
    lines = [line for at in (1, 2, 3) for line in (f"{at}. 第{at}证由谁发放（A）。", *_OPTIONS, *reasons)]
    assert [item.number for item in lines_read(tmp_path, *lines).items] == ["1", "2", "3"]


def test_a_reason_may_stand_before_the_answer_of_a_statement_without_number(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "甲证由谁发放？", *_OPTIONS, "解析：见条例。", "答案：A", "", "甲局设在市区。", "解析：见地图。", "答案：对",
        "", "乙证由谁发放？", *_OPTIONS, "解析：见条例。", "答案：B",
    )  # fmt: skip
    assert _told(result) == [
        ("single_choice", "甲证由谁发放？", "A"), ("true_false", "甲局设在市区。", "T"), ("single_choice", "乙证由谁发放？", "B"),
    ]  # fmt: skip


def test_a_second_line_of_a_reason_is_no_statement(tmp_path: Path) -> None:
    more = ["答案：A", "解析：见条例。", "另见通知。", "依据：条例第三条"]
    result = lines_read(tmp_path, "甲证由谁发放？", *_OPTIONS, *more, "乙证由谁发放？", *_OPTIONS, "答案：B")
    assert [item.stem for item in result.items] == ["甲证由谁发放？", "乙证由谁发放？"]


def test_a_long_essay_that_is_not_collected_costs_the_choices_no_number(tmp_path: Path) -> None:
    essay = [
        "简述甲证的作用。",
        "参考答案：",
        *(f"{sign}说明甲证的用处，并举例说明办理各事项的要点，使人明白其意义；" * 3 for sign in "①②③④⑤"),
    ]
    choice = ["证由谁发放？", *_OPTIONS, "答案：B", "解析：见条例。"]
    result = lines_read(
        tmp_path, "一、证件概述", "一、单项选择题", f"1.甲{choice[0]}", *choice[1:], "二、简答题", *essay, "二、证件办理",
        "一、单项选择题", f"2.乙{choice[0]}", *choice[1:],
    )  # fmt: skip
    assert [(item.number, item.stem) for item in result.items if item.type == "single_choice"] == [
        ("1", "甲证由谁发放？"), ("2", "乙证由谁发放？"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "guide",
    [
        "：正确的打√，错误的打×。（每题1分，共5分）",
        "（对的打“√”，错的打“×”）",
        "。你认为正确的请填√，错误的填×。",
    ],
)
def test_how_to_judge_behind_a_type_leaves_it_a_heading(guide: str) -> None:
    heading = heading_of(f"三、判断题{guide}")
    assert heading is not None
    assert heading.type == "true_false"


@pytest.mark.parametrize(
    "statement",
    ["错误的用药会伤身。", "正确的用电顺序是先断后合。", "对的选择写作A证。", "正确的填写应为“甲局”。"],
)
def test_a_statement_behind_its_type_is_no_guide_to_judging(statement: str) -> None:
    assert heading_of(f"二、判断题：{statement}") is None
