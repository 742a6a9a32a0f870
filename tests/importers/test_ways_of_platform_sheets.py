"""Sheets as platforms for exams import and export them: rows of options, headings that explain themselves, codes of types."""

from pathlib import Path

import pytest

from tests.importers.build import asked, codes_told, option_texts, sheet_read

_OPTIONS = ("甲局", "乙局", "丙局")


@pytest.mark.parametrize("below", ["empty", "repeated", "A", "1.1"])
def test_options_on_rows_below_their_stem_are_no_judgements(tmp_path: Path, below: str) -> None:
    rows: list[list[object]] = [["序号", "题型", "内容", "正确答案"]]
    for at, (kind, right) in enumerate((("单选题", "乙局"), ("多选题", "甲局丙局")), 1):
        rows.append([at, kind, asked(at), ""])
        for option in _OPTIONS:
            letter = "ABC"[_OPTIONS.index(option)]
            own = {"repeated": [at, kind], "A": [letter, ""], "1.1": [f"{at}.1", ""]}.get(below, ["", ""])
            rows.append([*own, option, "是" if option in right else "否"])
    rows += [[3, "判断题", "甲证可以转让。", "否"], [4, "判断题", "乙证可以补办。", "是"]]
    items = sheet_read(tmp_path, *rows).items
    assert [(item.type, item.answer) for item in items] == [
        ("single_choice", "B"),
        ("multiple_choice", "AC"),
        ("true_false", "F"),
        ("true_false", "T"),
    ]
    assert [option_texts(item) for item in items] == [[*_OPTIONS], [*_OPTIONS], [], []]


def test_rows_below_a_stem_are_its_options_where_its_answer_names_them(tmp_path: Path) -> None:
    rows: list[list[object]] = [["序号", "题型", "题目", "答案"]]
    for at, answer in ((1, "C"), (2, "A")):
        rows += [[at, "单选题", asked(at), answer], *(["", "", option, ""] for option in _OPTIONS)]
    items = sheet_read(tmp_path, *rows).items
    assert [(item.answer, option_texts(item)) for item in items] == [("C", [*_OPTIONS]), ("A", [*_OPTIONS])]


def test_rows_that_ask_are_no_options_of_the_question_above(tmp_path: Path) -> None:
    rows: list[list[object]] = [["序号", "题型", "题目", "答案"], [1, "单选题", asked(1) + "A.甲 B.乙", "B"]]
    rows += [["", "", asked(at) + "A.甲 B.乙", ""] for at in (2, 3)]
    assert [item.answer for item in sheet_read(tmp_path, *rows).items] == ["B", None, None]


def test_rows_of_options_below_stems_without_an_answer_need_no_number(tmp_path: Path) -> None:
    rows: list[list[object]] = [["题目", "答案"]]
    for at, right in ((1, "乙局"), (2, "甲局")):
        rows += [[asked(at), ""], *([option, "是" if option == right else "否"] for option in _OPTIONS)]
    items = sheet_read(tmp_path, *rows).items
    assert [(item.answer, option_texts(item)) for item in items] == [("B", [*_OPTIONS]), ("A", [*_OPTIONS])]


def test_judgements_below_one_without_an_answer_are_no_options(tmp_path: Path) -> None:
    rows: list[list[object]] = [["题目", "答案"]]
    rows += [[f"第{at}种证可以补办。", "" if at == 1 else "是"] for at in (1, 2, 3, 4)]
    assert [item.answer for item in sheet_read(tmp_path, *rows).items] == [None, "T", "T", "T"]


def test_judgements_with_a_type_and_a_number_of_their_own_stay_judgements(tmp_path: Path) -> None:
    rows: list[list[object]] = [["序号", "题型", "题目", "答案"], [1, "判断题", "甲证可以转让。", ""]]
    rows += [[at, "判断题", f"第{at}种证可以补办。", "是"] for at in (2, 3, 4)]
    items = sheet_read(tmp_path, *rows).items
    assert [(item.type, item.answer) for item in items] == [
        ("true_false", None), *[("true_false", "T")] * 3
    ]  # fmt: skip


@pytest.mark.parametrize("counted", ["of the question", "of all rows"])
def test_numbers_of_rows_of_options_part_no_questions(tmp_path: Path, counted: str) -> None:
    rows: list[list[object]] = [["题干", "序号", "选项", "是否正确"]]
    for at in (1, 2, 3):
        for option in _OPTIONS:
            number = _OPTIONS.index(option) + 1 if counted == "of the question" else len(rows)
            rows.append([asked(at), number, option, "是" if option == "乙局" else "否"])
    items = sheet_read(tmp_path, *rows).items
    assert [(item.answer, option_texts(item)) for item in items] == [("B", [*_OPTIONS])] * 3


def test_a_judgement_among_rows_of_options_is_answered_by_its_own_cell(tmp_path: Path) -> None:
    rows: list[list[object]] = [["题干", "选项", "是否正确"]]
    rows += [[asked(1), option, "是" if option == "乙局" else "否"] for option in _OPTIONS]
    rows += [["甲证可以转让。", "", "否"], ["乙证可以补办。", "", "是"]]
    assert [item.answer for item in sheet_read(tmp_path, *rows).items] == ["B", "F", "T"]


@pytest.mark.parametrize("text", ["Question Text", "题目"])
def test_a_column_of_numbers_is_no_stem_beside_a_column_of_texts(tmp_path: Path, text: str) -> None:
    head = ["Question #", text, "Answer 1", "Answer 2", "Answer 3 (Optional)", "Correct Answer(s)"]
    result = sheet_read(tmp_path, head, *([at, asked(at), *_OPTIONS, at] for at in (1, 2, 3)))
    assert [(item.number, item.stem, item.answer) for item in result.items] == [
        (str(at), asked(at), letter) for at, letter in ((1, "A"), (2, "B"), (3, "C"))
    ]
    assert "header-missing" not in codes_told(result)


def test_types_under_the_heading_of_stems_are_types_beside_stems(tmp_path: Path) -> None:
    rows: list[list[object]] = [["多选题", asked(at), *_OPTIONS, "AB"] for at in (1, 2)]
    items = sheet_read(tmp_path, ["题目", "题干", "A", "B", "C", "答案"], *rows).items
    assert [(item.type, item.stem) for item in items] == [("multiple_choice", asked(at)) for at in (1, 2)]


def test_a_stem_that_no_heading_calls_so_is_told(tmp_path: Path) -> None:
    head = ["试题", "正文栏", "选项A", "选项B", "选项C", "答案"]
    result = sheet_read(tmp_path, head, *([at, asked(at), *_OPTIONS, "B"] for at in (1, 2)))
    assert [item.stem for item in result.items] == [asked(1), asked(2)]
    assert "header-missing" in codes_told(result)


@pytest.mark.parametrize(
    ("stem", "option", "answer"),
    [
        ("Question - max 120 characters", "Answer {} - max 75 characters", "Correct answer(s) - choose at least one"),
        ("题目描述", "选项{}：必填，不超过200字", "正确答案，对于选择题只能取1、2、3其中之一"),
        ("题干（必填）：题目内容不超过500字", "选项{}", "正确答案（必填），多选用逗号隔开，如1,2"),
        ("Question", "Option {}", "Correct Option Number"),
        ("试题（题干）", "试题（选项{}）", "答案\n只填序号"),
    ],
)  # fmt: skip
def test_headings_may_carry_what_explains_them(tmp_path: Path, stem: str, option: str, answer: str) -> None:
    head = ["", stem, *(option.format(at) for at in (1, 2, 3)), answer]
    helps: list[list[object]] = [["", "How to use this template"], ["", "Choose one answer at least"], []]
    rows: list[list[object]] = [[at, asked(at), *_OPTIONS, "2"] for at in (1, 2)]
    result = sheet_read(tmp_path, *helps, head, *rows, [3], [4])
    assert [(item.number, item.answer, option_texts(item)) for item in result.items] == [
        ("1", "B", [*_OPTIONS]),
        ("2", "B", [*_OPTIONS]),
    ]


@pytest.mark.parametrize(
    "legend",
    ["：1单选 2多选 3判断 4填空（填写对应的数字）", " 1:单选题 2:多选题 3:判断题", "（单选1，多选2，判断3）"],
)
def test_codes_of_types_mean_what_the_heading_says(tmp_path: Path, legend: str) -> None:
    head = ["题目类型（1:文字 2:图片）", "题目", "题型" + legend, "选项", "答案"]
    rows: list[list[object]] = [
        [1, asked(1), 1, "甲局;乙局;丙局", "B"],
        [1, asked(2), 2, "甲局;乙局;丙局", "A"],
        [1, "甲证可以转让。", 3, "正确;错误", "B"],
    ]
    items = sheet_read(tmp_path, head, *rows).items
    assert [(item.type, item.answer) for item in items] == [
        ("single_choice", "B"),
        ("multiple_choice", "A"),
        ("true_false", "F"),
    ]


def test_the_column_that_names_types_is_that_of_types(tmp_path: Path) -> None:
    rows: list[list[object]] = [["试题内容", "考题类型", "试题类型", "判断题正确答案"]]
    rows += [["甲证可以转让。", "证照", "判断题", "错误"], ["乙证可以补办。", "窗口", "判断题", "正确"]]
    result = sheet_read(tmp_path, *rows)
    assert [(item.type, item.answer) for item in result.items] == [("true_false", "F"), ("true_false", "T")]
    assert "考题类型；证照；窗口" in {piece.text for piece in result.skipped}


def test_answers_of_which_each_says_whether_it_is_right_are_options(tmp_path: Path) -> None:
    head = ["Question", *(word for at in (1, 2, 3) for word in (f"Answer{at}", "Correctness", "Explanation"))]
    rows: list[list[object]] = []
    for at, right in ((1, "乙局"), (2, "甲局丙局")):
        told = ([option, str(option in right), ""] for option in _OPTIONS)
        rows.append([asked(at), *(cell for cells in told for cell in cells)])
    items = sheet_read(tmp_path, head, *rows).items
    assert [(item.answer, option_texts(item)) for item in items] == [("B", [*_OPTIONS]), ("AC", [*_OPTIONS])]


def test_answers_under_a_heading_that_nobody_knows_are_told(tmp_path: Path) -> None:
    head = ["内容", "选项A", "选项B", "选项C", "选择题和判断题需要填,其他题不需要", "选择1,判断2,填空3"]
    rows: list[list[object]] = [[asked(1), *_OPTIONS, "B", 1], [asked(2), *_OPTIONS, "C", 1]]
    result = sheet_read(tmp_path, head, *rows, ["甲证可以转让。", "", "", "", "错", 2])
    assert [(item.type, item.answer) for item in result.items] == [
        ("single_choice", "B"),
        ("single_choice", "C"),
        ("true_false", "F"),
    ]
    assert "header-missing" in codes_told(result)


@pytest.mark.parametrize(
    ("cell", "answers"), [("甲局,乙局,丙、丁局", "丙、丁局"), ("甲局，乙局，丙、丁局", "甲局，丙、丁局")]
)
def test_the_words_of_answers_tell_the_sign_between_options(tmp_path: Path, cell: str, answers: str) -> None:
    rows = [
        [asked(1), cell, answers],
        [asked(2), cell, "甲局"],
        [asked(3), cell.replace("甲局", "一局"), "乙局"],
    ]
    items = sheet_read(tmp_path, ["题干", "选项", "答案"], *rows).items
    assert option_texts(items[0]) == ["甲局", "乙局", "丙、丁局"]
    assert [item.answer for item in items] == ["AC" if "，" in cell else "C", "A", "B"]


def test_a_sign_within_a_number_parts_no_options_in_silence(tmp_path: Path) -> None:
    rows: list[list[object]] = [[asked(at), "1,000,2,000,500", "1,000"] for at in (1, 2, 3)]
    items = sheet_read(tmp_path, ["题干", "选项", "答案"], *rows).items
    assert all(item.problems for item in items)


def test_hyphens_behind_the_letters_of_options_are_no_text_of_them(tmp_path: Path) -> None:
    rows: list[list[object]] = [["题型", "题干", "选项", "答案"]]
    rows += [["单选题", asked(at), "A-甲局$;$B-乙局$;$C-丙-1局", "B"] for at in (1, 2)]
    rows.append(["判断题", "甲证可以转让。", "A-正确$;$B-错误", "B"])
    items = sheet_read(tmp_path, *rows).items
    assert [option_texts(item) for item in items] == [["甲局", "乙局", "丙-1局"]] * 2 + [[]]
    assert [item.answer for item in items] == ["B", "B", "F"]


@pytest.mark.parametrize("other", ["multiple answer", "MULTIPLE_ANSWER", "Checkbox"])
def test_multiple_choice_beside_a_word_for_several_answers_is_a_single_choice(
    tmp_path: Path, other: str
) -> None:
    head = ["Question", "Question Type", "A", "B", "C", "Answer"]
    rows: list[list[object]] = [[asked(at), "Multiple Choice", *_OPTIONS, "B"] for at in (1, 2)]
    result = sheet_read(tmp_path, head, *rows, [asked(3), other, *_OPTIONS, "AC"])
    assert [item.type for item in result.items] == ["single_choice", "single_choice", "multiple_choice"]
    assert not codes_told(result)


def test_multiple_choice_alone_with_one_answer_each_is_a_single_choice_which_is_told_once(
    tmp_path: Path,
) -> None:
    head = ["Question", "Question Type", "A", "B", "C", "Answer"]
    help_row = ["Text of the question\n(required)", "Type\n(default is Multiple Choice)", "Text\n(optional)"]
    rows: list[list[object]] = [[asked(at), "Multiple Choice", *_OPTIONS, "B"] for at in (1, 2)]
    result = sheet_read(tmp_path, head, help_row, *rows)
    assert [item.type for item in result.items] == ["single_choice", "single_choice"]
    assert codes_told(result) == {"types-inferred"}


def test_multiple_choice_with_several_answers_or_beside_single_choice_means_several(tmp_path: Path) -> None:
    head = ["Question", "Question Type", "A", "B", "C", "Answer"]
    for kind, answer in (("Multiple Choice", "AB"), ("Single Choice", "A")):
        rows = [[asked(1), "Multiple Choice", *_OPTIONS, "B"], [asked(2), kind, *_OPTIONS, answer]]
        assert sheet_read(tmp_path, head, *rows).items[0].type == "multiple_choice"


@pytest.mark.parametrize(("code", "kept"), [("(P:0)", False), ("（Lv=2）", False), ("(A:1)", True)])
def test_codes_behind_all_stems_are_no_part_of_them(tmp_path: Path, code: str, kept: bool) -> None:
    rows: list[list[object]] = [[asked(at) + code, *_OPTIONS, "B"] for at in (1, 2, 3)]
    result = sheet_read(tmp_path, ["题干", "A", "B", "C", "答案"], *rows)
    assert [item.stem for item in result.items] == [asked(at) + code * kept for at in (1, 2, 3)]
    assert [piece.text for piece in result.skipped].count(code) == 3 * (not kept)
