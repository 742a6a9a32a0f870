"""Fields on lines of their own, attempts that repeat the words of options, and statements among choices."""

from pathlib import Path

from tests.importers.build import lines_read

_ASKED = "甲证由谁发放（　　）。"
_TEXTS = ["甲局", "乙局", "丙局", "丁局"]
_OPTIONS = [f"{label}. {text}" for label, text in zip("ABCD", _TEXTS, strict=True)]


def test_answers_of_a_candidate_that_repeat_the_words_are_taken_where_no_others_stand_and_that_is_told(
    tmp_path: Path,
) -> None:
    lines = [
        "一、单选题",
        f"1. {_ASKED}",
        *_OPTIONS,
        "我的答案：C：丙局 ;",
        "2. 乙证由谁发放（　　）。",
        *_OPTIONS,
        "我的答案:A:甲局;",
    ]
    more = ["二、多选题", "1. 丙证由谁发放（　　）。", *_OPTIONS, "我的答案:BC:乙局; 丙局;"]
    result = lines_read(tmp_path, *lines, *more)
    assert [item.answer for item in result.items] == ["C", "A", "BC"]
    (told,) = (entry for entry in result.problems if entry.code == "answers-by-emphasis")
    assert "可能有错" in told.message
    apart = lines_read(tmp_path, *lines, *more[:-1], "我的答案：B：丙局")
    assert [item.answer for item in apart.items] == [None, None, None]
    marked = lines_read(tmp_path, *lines, *more, "正确答案：AB")
    assert [item.answer for item in marked.items] == [None, None, "AB"]


def test_true_and_false_as_options_are_a_statement_under_a_heading_that_says_choice(tmp_path: Path) -> None:
    sides = ["A 对", "B 错"]
    lines = [f"1、{_ASKED}", *_OPTIONS, "标准答案：A", "2、甲局设在市区。", *sides, "标准答案：B"]
    assert [(item.type, item.answer) for item in lines_read(tmp_path, "选择题", *lines).items] == [
        ("single_choice", "A"),
        ("true_false", "F"),
    ]
    single = lines_read(tmp_path, "一、单选题", *lines)
    assert [item.type for item in single.items] == ["single_choice", "single_choice"]


def test_a_type_on_a_line_of_its_own_and_a_bracket_beside_the_number_are_no_stem(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "【第 1 题】 (ID: 7)", f"题干: {_ASKED}", "类型: 多选", *(f"{text} ✅" for text in _OPTIONS), "解析: 甲。",
        "【第 2 题】 (ID: )", "题干: 乙证由谁发放？", "类型: 单选", *_OPTIONS[:3], "D. 丁局", "的分局 ✅",
    )  # fmt: skip
    assert [(item.type, item.stem, item.answer) for item in result.items] == [
        ("multiple_choice", _ASKED, "ABCD"),
        ("single_choice", "乙证由谁发放？", "D"),
    ]
    assert {"(ID: 7)", "(ID: )"} <= {piece.text for piece in result.skipped}
    (item,) = lines_read(
        tmp_path, "1. 按下列划分", "类型：甲、乙", "由谁发放（　　）。", *_OPTIONS, "答案：B"
    ).items
    assert "类型：甲、乙" in item.stem
