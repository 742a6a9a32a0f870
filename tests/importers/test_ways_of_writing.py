"""Ways in which questions, options and answers are written in running text."""

from pathlib import Path

import pytest

from importers import DraftItem, read

_ASKED = "甲证由谁发放（　　）。"
_TEXTS = ["甲局", "乙局", "丙局", "丁局"]
_OPTIONS = [f"{label}. {text}" for label, text in zip("ABCD", _TEXTS, strict=True)]


def _items(folder: Path, *lines: str) -> tuple[DraftItem, ...]:
    path = folder / "试题.txt"
    path.write_text("\n".join(lines), "utf-8")
    return read(path).items


def _said(item: DraftItem) -> tuple[str, list[str], str | None]:
    return item.stem, [option.text for option in item.options], item.answer


@pytest.mark.parametrize(
    "line",
    ["★ 正确答案 B", "☞ 答案：B", ">> B", "→ B", "=> B", "A1：B", "答1：B", "故选B。", "正确答案：【 B 】"],
)
def test_an_answer_line_is_read_whatever_announces_it(tmp_path: Path, line: str) -> None:
    (item,) = _items(tmp_path, "单选题", f"1. {_ASKED}", *_OPTIONS, line)
    assert (_said(item), item.problems) == ((_ASKED, _TEXTS, "B"), ())


def test_what_follows_the_chosen_letter_is_the_explanation(tmp_path: Path) -> None:
    (item,) = _items(tmp_path, "单选题", f"1. {_ASKED}", *_OPTIONS, "故选B。证件由乙局统一印制。")
    assert (item.answer, item.explanation, item.problems) == ("B", "证件由乙局统一印制。", ())


@pytest.mark.parametrize("label", ["考点解析", "名师详解", "本题解析"])
def test_an_explanation_is_known_whoever_gives_it(tmp_path: Path, label: str) -> None:
    (item,) = _items(tmp_path, "单选题", f"1. {_ASKED}", *_OPTIONS, "答案：B", f"{label}：证件由乙局印制。")
    assert (item.explanation, item.problems) == ("证件由乙局印制。", ())


@pytest.mark.parametrize("between", ["\n", "  "])
@pytest.mark.parametrize("answer", ["②", "B"])
def test_circled_numbers_label_options_on_one_line_or_on_several(
    tmp_path: Path, between: str, answer: str
) -> None:
    options = between.join(f"{sign}{text}" for sign, text in zip("①②③④", _TEXTS, strict=True))
    (item,) = _items(tmp_path, "单选题", f"1. {_ASKED}", options, f"答案：{answer}")
    assert (_said(item), item.problems) == ((_ASKED, _TEXTS, "B"), ())


def test_points_of_a_stem_behind_circled_numbers_are_no_options(tmp_path: Path) -> None:
    stem = "下列做法正确的是（　　）。\n①甲局发放  ②乙局发放  ③丙局发放"
    (item,) = _items(tmp_path, "单选题", f"1. {stem}", "A. ①②", "B. ①③", "C. ②③", "答案：C")
    assert _said(item) == (stem, ["①②", "①③", "②③"], "C")


def test_options_in_english_run_into_each_other(tmp_path: Path) -> None:
    words = ["Apple", "Big Data", "Cloud", "H2O"]
    row = "".join(f"{label}.{word}" for label, word in zip("ABCD", words, strict=True))
    (item,) = _items(tmp_path, "单选题", f"1. {_ASKED}", row, "答案：C")
    assert _said(item) == (_ASKED, words, "C")


def test_an_option_may_begin_with_the_word_that_announces_an_answer(tmp_path: Path) -> None:
    options = ["A. 答案：只写一个", "B. 答案可以不写", "C. 解析：另附一页"]
    (item,) = _items(tmp_path, "单选题", f"1. {_ASKED}", *options, "答案：B")
    assert _said(item) == (_ASKED, ["答案：只写一个", "答案可以不写", "解析：另附一页"], "B")


def test_a_comma_behind_the_number_of_a_question_may_stand_before_a_digit(tmp_path: Path) -> None:
    items = _items(
        tmp_path, "判断题", "1,甲局设在市区。（×）", "2,1公里等于1000米。（√）", "3,乙局管档案。（√）"
    )
    assert [(item.number, item.stem, item.answer) for item in items] == [
        ("1", "甲局设在市区。（　　）", "F"),
        ("2", "1公里等于1000米。（　　）", "T"),
        ("3", "乙局管档案。（　　）", "T"),
    ]
