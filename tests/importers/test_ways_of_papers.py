"""Ways of writing seen in papers of exams: labels for two things, ticks before bare labels, notes to candidates, lost numbers."""

from pathlib import Path

import pytest

from importers import ImportResult
from tests.importers.build import ASKED, OPTIONS, lines_read, one_read

_BARE = ("A 甲局", "B 乙局", "C 丙局")


def _answers(result: ImportResult) -> list[tuple[str, str | None, str | None]]:
    return [(item.number, item.type, item.answer) for item in result.items]


@pytest.mark.parametrize(
    "label",
    [
        "【答案及解析】B ",
        "答案与解析：B。",
        "【参考答案和解析】B，",
        "解析及答案：B。",
        "答案解析：【答案】B ",
    ],
)
def test_one_label_announces_answer_and_reason(tmp_path: Path, label: str) -> None:
    item = one_read(tmp_path, "单选题", f"1. {ASKED}", *OPTIONS, f"{label}见有关规定。")
    assert (item.answer, item.explanation, item.problems) == ("B", "见有关规定。", ())


def test_what_explains_an_option_behind_such_a_label_is_no_answer(tmp_path: Path) -> None:
    item = one_read(tmp_path, "单选题", f"1. {ASKED}", *OPTIONS, "答案：B", "【答案及解析】A 项不归甲局管。")
    assert (item.answer, item.explanation, item.problems) == ("B", "A 项不归甲局管。", ())


@pytest.mark.parametrize("label", ["【答案及解析】", "答案和解析：", "【解析】【答案】"])
def test_such_a_label_is_known_in_a_key(tmp_path: Path, label: str) -> None:
    result = lines_read(
        tmp_path,
        *(
            "一、单选题",
            f"1. {ASKED}",
            *OPTIONS,
            "二、判断题",
            "1. 甲局设在市区。（　　）",
            "2. 乙局设在县城。（　　）",
        ),
        *(
            "模拟题答案",
            "一、单选题",
            f"　　1.{label}C 见有关规定。",
            "借：甲款",
            "二、判断题",
            f"1.{label}× 应为县城。",
        ),
        f"2.{label}√",
    )
    assert _answers(result) == [
        ("1", "single_choice", "C"),
        ("1", "true_false", "F"),
        ("2", "true_false", "T"),
    ]
    assert (result.items[0].explanation, result.problems) == ("见有关规定。\n借：甲款", ())


@pytest.mark.parametrize("ticked", ["*B 乙局", "* B 乙局", "★B乙局", "√ B 乙局"])
def test_a_tick_before_a_label_without_a_point_is_the_answer(tmp_path: Path, ticked: str) -> None:
    result = lines_read(tmp_path, "单选题", f"1. {ASKED}", _BARE[0], ticked, _BARE[2])
    assert _answers(result) == [("1", "single_choice", "B")]
    assert [option.text for option in result.items[0].options] == ["甲局", "乙局", "丙局"]


def test_a_star_before_words_that_no_labels_stand_beside_is_no_tick(tmp_path: Path) -> None:
    result = lines_read(tmp_path, "判断题", "1. 本题说明如下：", "*A 级证件由甲局发放。（√）")
    assert [item.stem for item in result.items] == ["本题说明如下：\n*A 级证件由甲局发放。（　　）"]


def test_notes_to_candidates_are_no_stem_and_numbers_that_are_left_count_the_lost_ones(
    tmp_path: Path,
) -> None:
    result = lines_read(
        tmp_path,
        *(
            "一、A1型题",
            "答 题 说 明",
            "每一道考题下面有三个备选答案。请从中选择一个最佳答案，并在答题卡上涂黑。",
        ),
        *("甲证归谁管", _BARE[0], "*B 乙局", _BARE[2], "乙证归谁管", "*A 甲局", *_BARE[1:]),
        *("3.丙证归谁管", *_BARE[:2], "*C 丙局", "4.丁证归谁管", "*A 甲局", *_BARE[1:]),
    )
    assert [(number, answer) for number, _, answer in _answers(result)] == list(
        zip("1234", "BACA", strict=True)
    )
    assert result.items[0].stem == "甲证归谁管"


def test_a_first_question_without_its_number_is_read_below_the_title(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path,
        *("证件知识考试题", "甲证归谁管（　　）。", *OPTIONS, "2.", "乙证归谁管（　　）。", *OPTIONS),
        *("答案", "1.A 2.B"),
    )
    assert [(item.number, item.stem, item.answer) for item in result.items] == [
        ("1", "甲证归谁管（　　）。", "A"),
        ("2", "乙证归谁管（　　）。", "B"),
    ]


@pytest.mark.parametrize("first", [("甲证由谁发放，又由", "谁保管（　　）。")])
def test_a_first_question_that_is_not_sure_is_told(tmp_path: Path, first: tuple[str, ...]) -> None:
    result = lines_read(
        tmp_path, *first, *OPTIONS, "2.乙证归谁管（　　）。", *OPTIONS, "3.丙证归谁管（　　）。", *OPTIONS
    )
    assert [item.number for item in result.items] == ["2", "3"]
    assert "text-unread" in {problem.code for problem in result.problems}


@pytest.mark.parametrize("written", ["{}", "【{}】", "（{}）", "{}（2分）"])
def test_a_type_between_stem_and_options_belongs_to_that_question(tmp_path: Path, written: str) -> None:
    single, judged = written.format("单项选择题"), written.format("判断题")
    result = lines_read(
        tmp_path,
        *("1、甲证归谁管。", single, *OPTIONS, "【答案】A"),
        *("2、甲局设在市区。", judged, "对", "错", "【答案】错误"),
        *("3、乙局设在县城。", judged, "对", "错", "【答案】正确"),
    )
    assert _answers(result) == [
        ("1", "single_choice", "A"),
        ("2", "true_false", "F"),
        ("3", "true_false", "T"),
    ]
    assert [item.stem for item in result.items] == ["甲证归谁管。", "甲局设在市区。", "乙局设在县城。"]


def test_bare_words_behind_statements_judge_them_without_a_heading(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path,
        "1.甲局设在市区，对吗？ 对",
        "2.乙局设在县城。错 市区",
        "3.丙局管档案。\xa0\xa0错。 丁局",
        "4.丁局管照片。——正确",
    )
    assert [item.answer for item in result.items] == ["T", "F", "F", "T"]
    assert [item.explanation for item in result.items] == ["", "市区", "丁局", ""]
    assert {item.type for item in result.items} == {"true_false"}


def test_one_bare_word_among_questions_that_ask_makes_no_statement(tmp_path: Path) -> None:
    result = lines_read(tmp_path, "1.甲证归谁管？", "2.乙证归谁管？", "3.丙证归谁管，分不分对错。对")
    assert [item.type for item in result.items] == [None, None, None]


def test_two_statements_read_as_one_are_a_doubt(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path,
        *("判断题", "10.甲局设在市区。（　　）", "Ⅱ.乙局设在县城。（　　）", "12.丙局管档案。（　　）"),
        *("答案", "10.√ 12.×"),
    )
    assert [problem.code for problem in result.items[0].problems] == ["stem-doubtful"]


def test_letters_between_blanks_in_the_place_of_the_gap_are_the_answers(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path,
        *(
            "一、单选题",
            "1．应当在 B 内送达。",
            *OPTIONS,
            "2．甲证（下称证）归 C 管。",
            *OPTIONS,
            "3．乙证归 A 。",
            *OPTIONS,
        ),
        *("二、多选题", "1．丙证归 ABD ，丁证也是。", *OPTIONS),
    )
    assert [item.answer for item in result.items] == ["B", "C", "A", "ABD"]
    assert result.items[0].stem == "应当在（　　）内送达。"
    assert [problem.code for problem in result.problems] == ["answers-by-emphasis"]


def test_a_letter_between_blanks_in_one_of_many_questions_is_a_word(tmp_path: Path) -> None:
    questions = [line for at in (1, 2, 3) for line in (f"{at}．第{at}证归谁管。", *OPTIONS)]
    result = lines_read(tmp_path, "一、单选题", *questions, "4．维生素 C 有什么用。", *OPTIONS)
    assert [item.answer for item in result.items] == [None] * 4
