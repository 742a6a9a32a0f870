"""Several quizzes pasted into one file, and what pages and editors leave in it."""

from pathlib import Path

import pytest

from importers import ImportResult
from tests.importers.build import OPTIONS, lines_read


def _told(result: ImportResult) -> list[tuple[str, str, str | None]]:
    return [(item.number, item.stem, item.answer) for item in result.items]


def _asked(number: str, name: str, answer: str = "B") -> tuple[str, ...]:
    return (f"{number}{name}证由（　　）发放。", *OPTIONS, f"答案：{answer}")


@pytest.mark.parametrize("lead", ["解析：", "答案解析：", "【解析】", "出处：", "", "参见"])
def test_explanations_that_differ_in_their_pages_alone_are_no_running_heads(
    tmp_path: Path, lead: str
) -> None:
    lines = [
        line
        for at, name in enumerate("甲乙丙丁", 1)
        for line in (*_asked(f"{at}. ", name), f"{lead}《办证手册》第{at}章第{at * 7}页。")
    ]
    result = lines_read(tmp_path, *lines)
    assert "页眉或页脚" not in {piece.reason for piece in result.skipped}
    for at, item in enumerate(result.items, 1):
        assert f"第{at * 7}页" in f"{item.explanation}{item.citation}"


def test_running_heads_with_the_number_of_the_page_are_still_left_out(tmp_path: Path) -> None:
    heads = [f"办证知识手册 第{at}页 共3页" for at in (1, 2, 3)]
    asked = [_asked(f"{at}. ", name) for at, name in enumerate("甲乙丙", 1)]
    result = lines_read(
        tmp_path, heads[0], *asked[0], *asked[1][:3], heads[1], *asked[1][3:], *asked[2][:1], heads[2], *asked[2][1:]
    )  # fmt: skip
    assert [piece.text for piece in result.skipped if piece.reason == "页眉或页脚"] == heads
    assert [len(item.options) for item in result.items] == [4, 4, 4]


def test_a_quiz_pasted_behind_another_keeps_its_questions_whatever_stands_behind_their_numbers(
    tmp_path: Path,
) -> None:
    first = [line for at, name in enumerate("甲乙丙丁", 1) for line in _asked(f"{at}. ", name)]
    second = [line for at, name in zip("135", "戊己庚", strict=True) for line in _asked(f"{at}、", name)]
    glued = [*_asked("16", "辛"), *_asked("20", "壬")]
    result = lines_read(tmp_path, *first, *second, *_asked("14. ", "癸"), *glued)
    assert [item.number for item in result.items] == ["1", "2", "3", "4", "1", "3", "5", "14", "16", "20"]
    assert {item.answer for item in result.items} == {"B"}
    assert not any(item.explanation for item in result.items)


def test_a_question_that_has_lost_its_number_stays_one(tmp_path: Path) -> None:
    numbered = [line for at, name in enumerate("甲乙丙丁戊", 1) for line in _asked(f"{at}. ", name)]
    result = lines_read(tmp_path, *numbered, *_asked(". ", "己", "A"), *_asked("7. ", "庚", "C"))
    assert _told(result)[-2:] == [("", "己证由（　　）发放。", "A"), ("7", "庚证由（　　）发放。", "C")]


def test_numbered_points_behind_an_answer_are_its_explanation(tmp_path: Path) -> None:
    points = ("1、甲局不发证。", "2、丙局只验证。")
    result = lines_read(tmp_path, *_asked("1. ", "甲"), *points, *_asked("2. ", "乙"), *_asked("3. ", "丙"))
    assert [item.number for item in result.items] == ["1", "2", "3"]
    assert all(point in result.items[0].explanation for point in points)


def test_letters_alone_below_the_options_answer_the_question_above_them(tmp_path: Path) -> None:
    lines = [
        line
        for at, (name, answer) in enumerate(zip("甲乙丙丁", "ABAB", strict=True))
        for line in (f"{at} {name}局设在市区。", "A：正确", "B：错误", answer, "")
    ]
    result = lines_read(tmp_path, *lines)
    assert [item.answer for item in result.items] == ["T", "F", "T", "F"]
    assert [item.stem for item in result.items] == [f"{name}局设在市区。" for name in "甲乙丙丁"]


def test_statements_with_both_truths_below_them_are_told_apart_though_numbers_skip(tmp_path: Path) -> None:
    lines = [
        line
        for number, name in ((1, "甲"), (2, "乙"), (6, "丙"), (9, "丁"))
        for line in (f"{number}. {name}局设在市区。*", "对", "错")
    ]
    result = lines_read(tmp_path, "判断题", *lines)
    assert [item.number for item in result.items] == ["1", "2", "6", "9"]


def test_what_an_editor_writes_where_two_versions_clash_is_named_and_left_out(tmp_path: Path) -> None:
    clash = "<<<<<<< saved version"
    first = _asked("1. ", "甲")
    result = lines_read(
        tmp_path, first[0], *OPTIONS, clash, first[-1], "第2题(单选)：", clash, *_asked("", "乙")
    )
    assert [item.stem for item in result.items] == ["甲证由（　　）发放。", "乙证由（　　）发放。"]
    assert result.items[0].options[-1].text == "丁局"
    assert {piece.text for piece in result.skipped if piece.reason == "编辑软件留下的标记"} == {clash}


def test_a_sign_before_the_label_of_each_option_is_no_text_of_the_one_before(tmp_path: Path) -> None:
    question = ("1. 甲证由（　　）发放。", *(f"&{option}" for option in OPTIONS), "答案：C")
    (item,) = lines_read(tmp_path, *question).items
    assert item.stem == "甲证由（　　）发放。"
    assert [option.text for option in item.options] == ["甲局", "乙局", "丙局", "丁局"]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [("二、不定项选择题， (每空 2 分，共 20 分)", "multiple_choice"), ("二、判读题", "true_false")],
)
def test_a_heading_may_have_a_comma_or_a_slip(tmp_path: Path, heading: str, kind: str) -> None:
    judged = kind == "true_false"
    second = ("1. 丙局设在市区。（√）",) if judged else ("1. 丙证由（ A ）发放。", *OPTIONS)
    result = lines_read(tmp_path, "一、单选题", *_asked("1. ", "甲"), *_asked("2. ", "乙"), heading, *second)
    assert result.items[-1].type == kind


def test_the_number_of_a_chapter_alone_on_a_line_is_no_text_of_an_option(tmp_path: Path) -> None:
    lines = [
        line
        for chapter in ("26章：", "27章", "28章")
        for line in (chapter, "1. 甲证由（B）发放。", *OPTIONS, "2. 乙证由（C）发放。", *OPTIONS)
    ]
    result = lines_read(tmp_path, *lines)
    assert [item.options[-1].text for item in result.items] == ["丁局"] * 6


def test_numbers_glued_to_stems_with_their_answers_begin_questions(tmp_path: Path) -> None:
    lines = [
        line
        for number, name in zip(("1.", "2 ", "3", "4", "1 ", "2."), "甲乙丙丁戊己", strict=True)
        for line in (f"{number}{name}证由谁发放（）B", *OPTIONS)
    ]
    blanks = ("$$$$", "1、甲证由____发放。", "甲局", "2、乙证由____发放。", "乙局")
    result = lines_read(tmp_path, *lines, *blanks)
    assert [item.number for item in result.items] == ["1", "2", "3", "4", "1", "2", "1", "2"]
    assert [item.type for item in result.items] == ["single_choice"] * 6 + ["blank"] * 2
    assert [item.options[-1].text for item in result.items[:6]] == ["丁局"] * 6


def test_questions_that_count_anew_with_options_have_left_the_part_of_essays(tmp_path: Path) -> None:
    essays = (
        "论述题",
        "1. 简述甲证的发放。",
        "答案：由甲局发放。",
        "2. 简述乙证的发放。",
        "答案：由乙局发放。",
        "丙证的发放",
    )
    lines = (*_asked("1. ", "丙"), *_asked("2. ", "丁", "AB"), "3. 甲局设在市区。", "答案：对")
    result = lines_read(tmp_path, "单选题", *_asked("1. ", "甲"), *_asked("2. ", "乙"), *essays, *lines)
    kinds = [item.type for item in result.items]
    assert kinds[2:] == ["essay", "essay", "single_choice", "multiple_choice", "true_false"]


def test_the_id_of_a_question_and_the_label_of_its_type_are_no_stem(tmp_path: Path) -> None:
    lines = [
        line
        for at, kind in enumerate(("多选", "单选"), 1)
        for line in (
            f"【第 {at} 题】 (ID: )",
            f"题干: {'甲乙'[at - 1]}证由谁发放？",
            f"类型: {kind}",
            *OPTIONS,
            f"答案：{'ABCD'[: 3 - at]}",
        )
    ]
    result = lines_read(tmp_path, *lines)
    assert [(item.type, item.stem) for item in result.items] == [
        ("multiple_choice", "甲证由谁发放？"),
        ("single_choice", "乙证由谁发放？"),
    ]
    assert not result.problems


def test_furniture_of_pages_between_chapters_is_no_explanation(tmp_path: Path) -> None:
    furniture = ("章节测验已完成", "3 第二章 乙证的发放", "题量: 12 满分: 100.0", "重做 (剩余 4 次) 查看作答记录",
                 "第2次作答 本次成绩100分", "[第二课时作业](javascript:void(0))")  # fmt: skip
    result = lines_read(
        tmp_path,
        *_asked("1. ", "甲"),
        *_asked("2. ", "乙"),
        *furniture,
        *_asked("1. ", "丙"),
        *_asked("2. ", "丁"),
    )
    assert len(result.items) == 4
    assert not any(item.explanation or item.problems for item in result.items)
    assert set(furniture) <= {piece.text for piece in result.skipped}


def test_a_second_number_and_the_word_options_alone_are_furniture(tmp_path: Path) -> None:
    lines = [
        line
        for at, name in enumerate("甲乙丙", 1)
        for line in (
            f"第{at}题",
            f"【第{at}题】",
            f"{name}证由谁发放？",
            "选项",
            *OPTIONS,
            "答案：B",
            "解析：如此。",
        )
    ]
    result = lines_read(tmp_path, *lines)
    assert [item.stem for item in result.items] == ["甲证由谁发放？", "乙证由谁发放？", "丙证由谁发放？"]
    assert [item.explanation for item in result.items] == ["如此。"] * 3


def test_a_number_below_a_label_alone_is_the_text_of_the_option_unless_words_follow(tmp_path: Path) -> None:
    lines = ["单选题", "1. 甲证的端口是（　　）", "A.", "80", "B.", "443", "C.", "1.2.1", "答案：B"]
    more = [
        "2. 乙证由谁发放（　　）",
        "A. 甲局",
        "B. 乙局",
        "C.",
        "3. 丙证由谁发放（　　）",
        "A. 甲局",
        "B. 乙局",
        "答案：A",
    ]
    items = lines_read(tmp_path, *lines, *more).items
    assert [option.text for option in items[0].options] == ["80", "443", "1.2.1"]
    assert [item.stem for item in items[1:]] == ["乙证由谁发放（　　）", "丙证由谁发放（　　）"]
