"""Questions copied out of forms and pages of exams: a word beside each label, a line for each cell, the words of an attempt."""

from pathlib import Path

import pytest

from importers import ImportResult
from tests.importers.build import lines_read

_FIRST, _SECOND = ["甲局", "乙局", "丙局"], ["一日", "二日", "三日"]


def _sure(result: ImportResult) -> list[tuple[str | None, str, list[str], str | None]]:
    """Type, stem, options and answer of each question, none of which has a problem."""
    assert [entry.code for item in result.items for entry in item.problems] == []
    assert [entry.code for entry in result.problems if entry.code != "types-inferred"] == []
    return [
        (item.type, item.stem, [each.text for each in item.options], item.answer) for item in result.items
    ]


_TWO = [
    ("single_choice", "甲证由谁发放（）", _FIRST, "B"),
    ("single_choice", "乙证几日内发放（）", _SECOND, "C"),
]


@pytest.mark.parametrize(
    "label",
    ["选项{}：{}", "选项{}、{}", "选项 {} {}", "选项{}\n{}", "{}选项：{}", "Option {}. {}", "备选项{}.{}"],
)
@pytest.mark.parametrize("numbers", [("1. ", "2. "), ("", "")], ids=["numbered", "unnumbered"])
def test_a_word_beside_the_letter_belongs_to_the_label(
    tmp_path: Path, label: str, numbers: tuple[str, str]
) -> None:
    lines: list[str] = []
    for number, (_, stem, options, answer) in zip(numbers, _TWO, strict=True):
        lines.append(number + stem)
        lines += [label.format(*pair) for pair in zip("ABC", options, strict=True)]
        lines.append(f"答案：{answer}")
    assert _sure(lines_read(tmp_path, *lines)) == _TWO


def test_named_labels_may_share_a_line_with_each_other_and_with_the_stem(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "1. 甲证由谁发放（）选项A：甲局 选项B：乙局 选项C：丙局", "答案：B",
        "2. 乙证几日内发放（）", "选项A：一日 选项B：二日", "选项C：三日", "答案：C",
    )  # fmt: skip
    assert _sure(result) == _TWO


def test_what_an_explanation_says_of_options_is_no_label(tmp_path: Path) -> None:
    (item,) = lines_read(
        tmp_path,
        "1. 甲证由谁发放（B）",
        "A. 甲局",
        "B. 乙局",
        "解析：见办法。",
        "选项A：甲局不管。",
        "B选项：正确。",
    ).items
    assert [option.text for option in item.options] == ["甲局", "乙局"]
    assert item.explanation == "见办法。\n选项A：甲局不管。\nB选项：正确。"


def test_a_number_beside_the_type_above_the_stem_begins_a_question(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "第1题 单选题 (2分)", "甲证由谁发放（）", "A 甲局", "B 乙局", "C 丙局", "标准答案 B",
        "第2题 多选题 (2分)", "乙证由谁发放（）", "A 甲局", "B 乙局", "C 丙局", "标准答案 A,C",
        "第3题 判断题 (2分)", "丁证不收费。", "标准答案 错误",
    )  # fmt: skip
    assert [(kind, answer) for kind, _, _, answer in _sure(result)] == [
        ("single_choice", "B"), ("multiple_choice", "AC"), ("true_false", "F"),
    ]  # fmt: skip


def test_records_with_a_line_for_each_cell_are_read(tmp_path: Path) -> None:
    options = ["A", "甲局", "B", "乙局", "C", "丙局"]
    result = lines_read(
        tmp_path, "1", "单选题", "甲证由谁发放", *options, "正确答案", "B", "2", "多选题", "乙证由谁发放", *options,
        "正确答案", "A B C", "3", "判断题", "丁证不收费", "正确答案", "错误",
    )  # fmt: skip
    assert _sure(result) == [
        ("single_choice", "甲证由谁发放", _FIRST, "B"), ("multiple_choice", "乙证由谁发放", _FIRST, "ABC"),
        ("true_false", "丁证不收费", [], "F"),
    ]  # fmt: skip
    assert [item.number for item in result.items] == ["1", "2", "3"]


def test_heads_of_a_key_for_several_questions_stay_heads(tmp_path: Path) -> None:
    lines: list[str] = []
    for chapter in ("第一章 甲", "第二章 乙", "第三章 丙"):
        lines += [chapter, "单选题"]
        for number in (1, 2, 3):
            lines += [f"{number}. {chapter[-1]}类第{number}种证由谁发放（）", "A. 甲局", "B. 乙局", "C. 丙局"]
        lines += ["参考答案", "A B C"]
    assert [item.answer for item in lines_read(tmp_path, *lines).items] == ["A", "B", "C"] * 3


def test_words_of_an_attempt_belong_to_no_question(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "题目1", "未正确作答", "满分2.00", "未标记题目", "题干", "甲证由谁发放（）", "选择一项：", "A. 甲局", "B. 乙局",
        "C. 丙局", "反馈", "正确答案是：乙局", "题目2", "正确", "获得2.00分中的2.00分", "题干", "乙证几日内发放（）", "选择一项：",
        "A. 一日", "B. 二日", "C. 三日", "反馈", "正确答案是：三日",
    )  # fmt: skip
    assert _sure(result) == _TWO


def test_filled_circles_apart_from_the_labels_mark_right_options(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "单选题", "1. 甲证由谁发放（）", "○ A. 甲局", "● B. 乙局", "○ C. 丙局", "2. 乙证几日内发放（）",
        "○ A. 一日", "○ B. 二日", "● C. 三日",
    )  # fmt: skip
    assert [entry.code for entry in result.problems] == ["answers-by-emphasis"]
    assert [(item.stem, item.answer) for item in result.items] == [
        (stem, answer) for _, stem, _, answer in _TWO
    ]


def test_labels_with_a_blank_inside_announce_their_fields(tmp_path: Path) -> None:
    (item,) = lines_read(
        tmp_path, "1. 甲证由谁发放（）", "A. 甲局", "B. 乙局", "答　案：B", "难 度：易", "出  处：办法第二条"
    ).items
    assert (item.answer, item.difficulty, item.citation, item.problems) == ("B", 1, "办法第二条", ())


def test_rounds_of_a_contest_head_parts_with_questions_of_any_type(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "必答题", "1. 甲证由谁发放（）", "A. 甲局", "B. 乙局", "C. 丙局", "答案：B", "一、抢答题（每题10分）",
        "1. 丁证不收费。（√）", "2. 丁证只收现金。（×）", "风险题", "1. 乙证由谁发放（AC）", "A. 甲局", "B. 乙局", "C. 丙局",
    )  # fmt: skip
    assert [(kind, answer) for kind, _, _, answer in _sure(result)] == [
        ("single_choice", "B"), ("true_false", "T"), ("true_false", "F"), ("multiple_choice", "AC"),
    ]  # fmt: skip


@pytest.mark.parametrize("head", ["【第{}题】", "第{}题：", "{}."])
def test_a_number_alone_above_the_fields_begins_their_record(tmp_path: Path, head: str) -> None:
    lines: list[str] = []
    for number, (_, stem, options, answer) in enumerate(_TWO, 1):
        labelled = [f"{label}：{text}" for label, text in zip("ABC", options, strict=True)]
        lines += [
            head.format(number),
            "题型：单选",
            f"题干：{stem}",
            *labelled,
            f"答案：{answer}",
            "难度：★★",
        ]
    assert _sure(lines_read(tmp_path, *lines)) == _TWO


def test_what_stands_below_the_last_options_of_a_leaflet_is_told(tmp_path: Path) -> None:
    first, second = "1. 甲证由谁发放？（B）", "2. 乙证几日内发放？（C）"
    result = lines_read(
        tmp_path, first, "A. 甲局 B. 乙局 C. 丙局", second, "A. 一日 B. 二日 C. 三日", "小贴士：办证前请先打电话问清要带的材料。"
    )  # fmt: skip
    assert [[entry.code for entry in item.problems] for item in result.items] == [[], ["option-doubtful"]]
    wrapped = "由甲乙丙丁四局在收到全部材料以后三十日内共同发放并且公"
    (item,) = lines_read(tmp_path, first, "A. 甲局", "B. 乙局", f"C. {wrapped}", "告之后才可以使用").items
    assert item.problems == ()


def test_types_glued_to_the_stems_below_their_numbers_are_taken_off(tmp_path: Path) -> None:
    options = ["A、甲局", "B、乙局", "C、丙局"]
    result = lines_read(
        tmp_path, "1", "单选题甲证由谁发放(B)。", *options, "2", "", "单选题每一张乙证由(A)发放。", *options, "3",
        "单选题(C)发放丙证。", *options, "4", "多选题丁证由(AC)发放。", *options, "5", "判断题戊证不收费。正确", "6", "判断题己证收费。错误",
    )  # fmt: skip
    assert [(kind, stem[:6], answer) for kind, stem, _, answer in _sure(result)] == [
        ("single_choice", "甲证由谁发放", "B"), ("single_choice", "每一张乙证由", "A"), ("single_choice", "（　　）发放", "C"),
        ("multiple_choice", "丁证由（　　", "AC"), ("true_false", "戊证不收费。", "T"), ("true_false", "己证收费。", "F"),
    ]  # fmt: skip


@pytest.mark.parametrize("sign", ["#", "=", " = ", "->", "：：", "|", "\t", "~", " "])
@pytest.mark.parametrize("stem", ["题目", "题目描述", "题干"])
def test_any_one_sign_may_stand_for_the_colon_behind_all_labels(tmp_path: Path, sign: str, stem: str) -> None:
    lines: list[str] = []
    for _, asked, options, answer in _TWO:
        labels = [stem, "选项A", "选项B", "选项C", "正确选项"]
        lines += [
            f"{label}{sign}{text}" for label, text in zip(labels, [asked, *options, answer], strict=True)
        ]
    assert _sure(lines_read(tmp_path, *lines)) == _TWO


def test_a_sign_behind_one_label_is_text_where_the_others_have_colons(tmp_path: Path) -> None:
    lines = []
    for _, asked, options, answer in _TWO:
        labelled = [f"{letter}：{text}" for letter, text in zip("ABC", options, strict=True)]
        lines += [f"题目：{asked}", *labelled, f"答案：{answer}", "解析#一"]
    result = lines_read(tmp_path, *lines)
    assert [item.explanation for item in result.items] == ["解析#一"] * 2


def test_only_types_that_answers_tell_are_said_to_be_told_by_them(tmp_path: Path) -> None:
    answers = ["由甲局按照规定在三日内办理并说明理由。", "x + 1", "x + 2", "x + 3"]
    lines = []
    for number, answer in enumerate(answers, 1):
        lines += [f"第{number}题", f"【题目】论述第{number}证的用途。", f"【答案】{answer}", ""]
    result = lines_read(tmp_path, *lines)
    assert [item.type for item in result.items] == ["essay"] * 4
    assert result.problems == ()
