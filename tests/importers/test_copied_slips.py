"""Slips of copying and scanning: parted labels, strange points, letters of pictures, notes that look like questions."""

from pathlib import Path

import pytest

from importers import ImportResult
from tests.importers.build import OPTIONS, lines_read


def _answers(result: ImportResult) -> list[str | None]:
    return [item.answer for item in result.items]


def _unread(result: ImportResult) -> bool:
    return any(problem.code == "text-unread" for problem in result.all_problems())


@pytest.mark.parametrize("key", ["：1.B2.ABD", "：1.B 2.ABD"])
def test_a_key_whose_colon_stands_on_the_next_line_is_read(tmp_path: Path, key: str) -> None:
    questions = ("1. 甲证由（　　）发放。", *OPTIONS, "2. 乙证由（　　）发放。", *OPTIONS)
    result = lines_read(tmp_path, *questions, "答案", key)
    assert _answers(result) == ["B", "ABD"]
    assert not _unread(result)


def test_the_answer_of_one_question_may_have_its_colon_on_the_next_line(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "一、单选题", "1. 甲证由（　　）发放。", *OPTIONS, "正确答案", "：C", "解析", "：归丙局。"
    )
    (item,) = result.items
    assert (item.answer, item.explanation) == ("C", "归丙局。")
    assert not _unread(result)


def test_a_letter_between_the_heading_of_a_part_and_its_first_question_costs_neither(tmp_path: Path) -> None:
    part = ("A. 甲局", "B. 乙局", "满分：2 分", "2. 乙证由（　　）发放。", "A. 甲局", "B. 乙局", "满分：2 分")
    result = lines_read(
        tmp_path,
        "一、单选题（共 2 道试题，共 4 分。）V 1. 甲证由（　　）发放。",
        *part,
        "二、多选题（共 2 道试题，共 4 分。）V 1. 丙证由（　　）发放。",
        *part,
    )
    assert [item.type for item in result.items] == ["single_choice"] * 2 + ["multiple_choice"] * 2
    assert result.items[0].stem == "甲证由（　　）发放。"
    assert "V" in {piece.text for piece in result.skipped}


def test_numbered_notes_before_the_first_question_are_no_part_of_it(tmp_path: Path) -> None:
    for separator in ("、", "."):
        result = lines_read(
            tmp_path,
            "1.答题说明：每一考题下面有备选答案，请选择一个最佳的。",
            "2.例题：",
            f"1{separator}甲证的发放机关是：",
            *OPTIONS,
            "正确答案：B",
            f"2{separator}乙证的发放机关是：",
            *OPTIONS,
            "正确答案：C",
        )
        assert [item.stem for item in result.items] == ["甲证的发放机关是：", "乙证的发放机关是："]
        assert any("答题说明" in piece.text for piece in result.skipped)


def test_points_that_a_scan_made_to_other_signs_are_points(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path,
        "一、单项选择题",
        "1•甲证由（A）发放。",
        "A•甲局B-乙局C.丙局D・丁局",
        "2.乙证由（B）发放。",
        "A.甲局B.乙局C.丙局D.丁局",
        "3•有效期为（D）。",
        "A.1年B・2年C•3年D-4年",
    )
    assert _answers(result) == ["A", "B", "D"]
    assert [option.text for option in result.items[2].options] == ["1年", "2年", "3年", "4年"]
    assert not _unread(result)


def test_options_that_all_say_they_are_the_right_answer_are_all_right(tmp_path: Path) -> None:
    right = [
        f"{label}、{office}(正确答案)" for label, office in zip("ABC", ("甲局", "乙局", "丙局"), strict=True)
    ]
    some = [right[0], "B、乙局", right[2]]
    result = lines_read(tmp_path, "1. 甲证由哪些局发放", *right, "2. 乙证由哪些局发放", *some)
    assert [(item.type, item.answer) for item in result.items] == [
        ("multiple_choice", "ABC"),
        ("multiple_choice", "AC"),
    ]
    assert all("正确" not in option.text for item in result.items for option in item.options)


def test_a_single_choice_whose_options_are_all_called_right_is_an_error(tmp_path: Path) -> None:
    right = ("A、甲局(正确答案)", "B、乙局(正确答案)")
    result = lines_read(tmp_path, "一、单选题", "1. 甲证由哪个局发放", *right)
    assert {"single-choice-two-answers"} <= {problem.code for problem in result.all_problems()}


@pytest.mark.parametrize(
    ("lines", "texts", "told"),
    [
        (("A24B48", "C72D12"), ["24", "48", "72", "12"], set()),
        (("Akg", "BkPa", "C℃", "DmL"), ["kg", "kPa", "℃", "mL"], {"options-glued"}),
        (("AA4", "BA3", "CB5", "D16开"), ["A4", "A3", "B5", "16开"], {"options-glued"}),
    ],
)
def test_labels_right_before_latin_letters_and_digits_are_read_and_letters_told(
    tmp_path: Path, lines: tuple[str, ...], texts: list[str], told: set[str]
) -> None:
    result = lines_read(tmp_path, "一、单选题", "1. 甲量应为（　　）。", *lines, "答案：B")
    (item,) = result.items
    assert [option.text for option in item.options] == texts
    assert told == {problem.code for problem in result.all_problems()}


def test_words_that_begin_with_the_letters_of_labels_keep_them(tmp_path: Path) -> None:
    words = ("Adobe", "Baidu", "Cisco", "Dell")
    result = lines_read(tmp_path, "一、单选题", "1. 甲局采购的产品是（　　）", *words, "答案：B")
    shown = [result.items[0].stem, *(option.text for option in result.items[0].options)]
    assert all(word in "\n".join(shown) for word in words)
