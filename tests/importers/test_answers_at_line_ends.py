"""Answers that close the line of the stem, behind blanks or in a bracket above a program; stems in braces, options as lists."""

from pathlib import Path

import pytest

from importers import ImportResult
from tests.importers.build import lines_read

_PLACES = ("A. 城东", "B. 城西", "C. 城南")
_PROGRAM = ("int a = 1; // 初值", "a = a + 1;")


def _said(result: ImportResult) -> list[tuple[str | None, str, str, str | None]]:
    return [
        (item.type, item.stem, "/".join(option.text for option in item.options), item.answer)
        for item in result.items
    ]


def _codes(result: ImportResult) -> set[str]:
    return {problem.code for item in result.items for problem in item.problems}


@pytest.mark.parametrize("numbers", [("", "", "", "", ""), ("1. ", "2. ", "3. ", "4. ", "5. ")])
def test_answers_behind_blanks_close_the_line_of_the_stem(tmp_path: Path, numbers: tuple[str, ...]) -> None:
    first, second, third, fourth, fifth = numbers
    result = lines_read(
        tmp_path, f"{first}甲证在哪里发放？      B", *_PLACES, f"{second}乙证可以转让。    F", f"{third}丙证免费办理。\tT",
        f"{fourth}下列程序的结果是。     C", *_PROGRAM, *_PLACES, f"{fifth}关于丁证，正确的有（）      AC", "①要收费", "②要登记", *_PLACES,
    )  # fmt: skip
    assert _said(result) == [
        ("single_choice", "甲证在哪里发放？", "城东/城西/城南", "B"),
        ("true_false", "乙证可以转让。", "", "F"),
        ("true_false", "丙证免费办理。", "", "T"),
        ("single_choice", "\n".join(("下列程序的结果是。", *_PROGRAM)), "城东/城西/城南", "C"),
        ("multiple_choice", "关于丁证，正确的有（）\n①要收费\n②要登记", "城东/城西/城南", "AC"),
    ]
    assert _codes(result) <= {"stem-doubtful"}


def test_titles_and_essays_above_such_lines_stay_out_of_their_stems(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "甲班第1次练习题", "甲证可以转让。     F", "乙证在哪里发放？     B", *_PLACES, "办证流程", "写出甲证的办理流程。",
        "按先后列出。", "甲班第2次练习题", "丙证在哪里发放？     C", *_PLACES,
    )  # fmt: skip
    stems = [item.stem for item in result.items]
    assert [stems[0], stems[1], stems[-1]] == ["甲证可以转让。", "乙证在哪里发放？", "丙证在哪里发放？"]
    assert [item.answer for item in result.items if item.answer] == ["F", "B", "C"]
    assert [option.text for option in result.items[1].options] == ["城东", "城西", "城南"]
    assert {piece.text for piece in result.skipped if piece.reason == "标题"} == {
        "甲班第1次练习题",
        "甲班第2次练习题",
    }


def test_grades_behind_names_are_no_answers(tmp_path: Path) -> None:
    names = ("城东办事大厅      A", "城西办事大厅      B", "城南办事大厅      A")
    result = lines_read(
        tmp_path, "1. 各厅等级如下：", *names, "等级最高的是（C）", *_PLACES, "2. 乙证在（B）", *_PLACES
    )
    assert [item.answer for item in result.items] == ["C", "B"]
    assert all(name in result.items[0].stem for name in names)


def test_an_answer_in_a_bracket_closes_the_line_above_a_program(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "1. 下列程序的结果是（C）", "class Demo {", '  void show() { print("甲"); }', "}", *_PLACES,
        "2. 关于甲证（AB）", "①要收费", "②要登记", *_PLACES, "3. 下列哪项属于（B）类公告（ ）", *_PLACES, "答案：C",
    )  # fmt: skip
    assert [item.answer for item in result.items] == ["C", "AB", "C"]
    assert result.items[2].stem == "下列哪项属于（B）类公告（ ）"


@pytest.mark.parametrize("number", ["{} ", "{}.", "{}、"])
@pytest.mark.parametrize("frame", ["{}", "()", "<>"])
def test_stems_in_brackets_below_a_count_are_questions(tmp_path: Path, number: str, frame: str) -> None:
    said = (("甲证免费。", "T", ""), ("乙证可以转让。", "F", " (不可转让)"), ("丙证每年审验。", "T", ""))
    lines = (
        f"{number.format(at)}{frame[0]}{stem}{frame[1]} 正确答案:{answer}{reason}"
        for at, (stem, answer, reason) in enumerate(said, 1)
    )
    result = lines_read(tmp_path, "120", *lines)
    assert _said(result) == [("true_false", stem, "", answer) for stem, answer, _ in said]
    assert [item.explanation for item in result.items] == ["", "不可转让", ""]
    assert ("120", "题数") in [(piece.text, piece.reason) for piece in result.skipped]


def test_marks_and_fields_in_brackets_below_numbers_stay(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path,
        *(
            line
            for at in "123"
            for line in (f"{at}.【考核点：办证；难度：中】", f"证件{at}在（B）", *_PLACES)
        ),
    )
    assert [item.answer for item in result.items] == ["B"] * 3
    assert [item.difficulty or item.topics or item.stem for item in result.items].count("证件1在") <= 1


def test_several_answers_in_one_question_are_told(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path,
        "1. 甲证在哪里？",
        *_PLACES,
        "答案：A",
        "乙证在哪里 答案：B",
        "丙证在哪里 答案：C",
        "2. 丁证在哪里？",
        *_PLACES,
        "答案：A",
    )
    assert "stem-doubtful" in {problem.code for problem in result.items[0].problems}


@pytest.mark.parametrize(
    "words", ["['城东', '城西', '城南']", '["城东", "城西", "城南"]', "选项：['城东'，'城西'，'城南']"]
)
def test_a_list_below_the_words_of_the_answer_gives_the_options(tmp_path: Path, words: str) -> None:
    result = lines_read(tmp_path, "1. 甲证在哪里？", "城西", words, "", "2. 乙证在哪里？", "城南", words)
    assert _said(result) == [
        ("single_choice", "甲证在哪里？", "城东/城西/城南", "B"),
        ("single_choice", "乙证在哪里？", "城东/城西/城南", "C"),
    ]
    assert not _codes(result) and all(problem.code == "types-inferred" for problem in result.problems)


def test_a_list_in_a_question_about_programs_stays(tmp_path: Path) -> None:
    result = lines_read(tmp_path, "1. 下面列表的长度是（C）", "['a', 'b', 'c']", "A. 1", "B. 2", "C. 3")
    assert _said(result) == [("single_choice", "下面列表的长度是（　　）\n['a', 'b', 'c']", "1/2/3", "C")]
