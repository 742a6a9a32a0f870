"""Options by numbers, rows without a header in quotes, and answers in round brackets behind the options."""

from pathlib import Path

import pytest

from importers import ImportResult
from tests.importers.build import OPTIONS, lines_read

_ASKED = ("甲证由（　　）发放。", "乙证由（　　）发放。", "丙证由（　　）发放。")
_TEXTS = ["甲局", "乙局", "丙局", "丁局"]


def _options(result: ImportResult) -> list[list[str]]:
    return [[option.text for option in item.options] for item in result.items]


@pytest.mark.parametrize(
    "options", [("1）甲局", "2）乙局", "3）丙局", "4）丁局"), ("1）甲局  2）乙局", "3）丙局  4）丁局")]
)
@pytest.mark.parametrize("said", ["2", "2）", "（2）"])
def test_numbers_label_options_where_answers_name_them(
    tmp_path: Path, options: tuple[str, ...], said: str
) -> None:
    asked = [
        line for at, stem in enumerate(_ASKED, 1) for line in (f"{at}、{stem}", *options, f"答案：{said}")
    ]
    result = lines_read(tmp_path, *asked)
    assert [item.answer for item in result.items] == ["B", "B", "B"]
    assert _options(result) == [_TEXTS] * 3


def test_an_answer_by_several_numbers_makes_a_multiple_choice(tmp_path: Path) -> None:
    options = ("1）甲局", "2）乙局", "3）丙局")
    asked = [line for at, stem in enumerate(_ASKED, 1) for line in (f"{at}、{stem}", *options, "答案：1、3")]
    assert [item.answer for item in lines_read(tmp_path, *asked).items] == ["AC"] * 3


@pytest.mark.parametrize("quote", ["'", '"', ""])
def test_rows_without_a_header_may_stand_in_quotes(tmp_path: Path, quote: str) -> None:
    rows = [",".join(f"{quote}{cell}{quote}" for cell in (stem, *_TEXTS, "B")) for stem in _ASKED]
    result = lines_read(tmp_path, *rows, name="试题.csv")
    assert [(item.stem, item.answer) for item in result.items] == [(stem, "B") for stem in _ASKED]
    assert _options(result) == [_TEXTS] * 3
    assert "header-missing" in {problem.code for problem in result.problems}


def test_a_round_bracket_behind_the_last_option_answers_where_every_question_has_one(tmp_path: Path) -> None:
    options = (*OPTIONS[:-1], OPTIONS[-1] + "（C）")
    asked = [line for at, stem in enumerate(_ASKED, 1) for line in (f"{at}. {stem}", *options)]
    result = lines_read(tmp_path, *asked)
    assert [item.answer for item in result.items] == ["C", "C", "C"]
    assert _options(result) == [_TEXTS] * 3


def test_a_round_bracket_behind_one_last_option_is_part_of_it(tmp_path: Path) -> None:
    options = (*OPTIONS[:-1], "D. 维生素（C）")
    result = lines_read(
        tmp_path, f"1. {_ASKED[0]}", *options, f"2. {_ASKED[1]}", *OPTIONS, f"3. {_ASKED[2]}", *options
    )
    assert [item.answer for item in result.items] == [None, None, None]
    assert _options(result)[0][-1] == "维生素（C）"


def test_an_answer_before_a_stem_with_a_gap_leaves_no_second_one(tmp_path: Path) -> None:
    asked = [line for at, stem in enumerate(_ASKED, 1) for line in (f"{at}. [B]{stem}", *OPTIONS)]
    result = lines_read(tmp_path, *asked)
    assert [(item.stem, item.answer) for item in result.items] == [(stem, "B") for stem in _ASKED]


def test_buttons_of_a_page_below_each_answer_are_no_explanation(tmp_path: Path) -> None:
    below = ("答案：B", "收藏 纠错 分享到：")
    result = lines_read(
        tmp_path, *(line for at, stem in enumerate(_ASKED, 1) for line in (f"{at}. {stem}", *OPTIONS, *below))
    )
    assert [(item.answer, item.explanation) for item in result.items] == [("B", "")] * 3


@pytest.mark.parametrize("sign", ["-", "—", " - "])
def test_a_dash_may_stand_behind_numbers(tmp_path: Path, sign: str) -> None:
    lines = ["一、单选题"]
    for at, stem in enumerate(("甲证由谁发放（　　）。", "（　　）发放乙证。", "SQL 由谁使用（　　）。"), 1):
        lines += [f"{at}{sign}{stem}", "A. 甲局", "B. 乙局", "答案：B"]
    items = lines_read(tmp_path, *lines).items
    assert [(item.number, item.stem[:2], item.problems) for item in items] == [
        ("1", "甲证", ()),
        ("2", "（　", ()),
        ("3", "SQ", ()),
    ]


@pytest.mark.parametrize(
    ("label", "texts"), [("{}-", ["SQL", "甲局", "（乙）"]), ("{}—", ["甲", "乙", "丙"])]
)
def test_a_dash_behind_all_labels_is_no_part_of_the_options(
    tmp_path: Path, label: str, texts: list[str]
) -> None:
    options = [label.format(letter) + text for letter, text in zip("ABC", texts, strict=True)]
    item = lines_read(tmp_path, "一、单选题", "1. 甲证由谁发放（　　）。", *options, "答案：B").items[0]
    assert [option.text for option in item.options] == texts


def test_numbers_below_nought_keep_their_sign(tmp_path: Path) -> None:
    item = lines_read(
        tmp_path, "一、单选题", "1. 水温为（　　）度。", "A -1", "B -2", "C -3", "答案：B"
    ).items[0]
    assert [option.text for option in item.options] == ["-1", "-2", "-3"]
