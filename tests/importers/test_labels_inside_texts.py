"""Letters inside the texts of options that look like labels and are none, and labels with nothing around them."""

from pathlib import Path

import pytest

from importers.layouts.questions.options import find_options
from tests.importers.build import lines_read, one_read


def _texts(text: str) -> list[str]:
    found = find_options(text)
    return [option.text for option in found.options] if found else []


@pytest.mark.parametrize("last", ["含甲项（ALTER EDGE、DROP等）的权限", "EDGE、DROP 两条语句"])
def test_the_last_letter_of_a_latin_word_is_no_label_where_each_label_begins_its_line(
    tmp_path: Path, last: str
) -> None:
    options = ("A. 甲项", "B. 乙项", "C. 丙项", f"D. {last}")
    [item] = lines_read(tmp_path, "1. 下列说法正确的是（ ）。", *options, "答案：C").items
    assert [option.text for option in item.options] == ["甲项", "乙项", "丙项", last]
    assert (item.answer, item.problems) == ("C", ())


def test_a_letter_in_the_midst_of_a_bracket_is_no_label() -> None:
    assert _texts("A. 甲 B. 乙 C. 丙 D. 丁（含维生素E、F、钙）") == [
        "甲",
        "乙",
        "丙",
        "丁（含维生素E、F、钙）",
    ]


def test_options_in_a_bracket_keep_their_labels() -> None:
    assert _texts("甲证（选 A.甲 B.乙 C.丙 D.丁）") == ["甲", "乙", "丙", "丁）"]
    assert _texts("A.甲（ B.乙 C.丙） D.丁") == ["甲（", "乙", "丙）", "丁"]


def test_labels_behind_latin_words_still_part_options_in_one_line() -> None:
    assert _texts("A.JavaB.GoC.RustD.Ada") == ["Java", "Go", "Rust", "Ada"]


def test_a_letter_between_two_book_titles_is_a_label(tmp_path: Path) -> None:
    stem = "1. 属于地方性规定的是( B )"
    [item] = lines_read(tmp_path, stem, "A 《甲法》 B《乙办法》", "C《丙法》D《丁法》").items
    assert [option.text for option in item.options] == ["《甲法》", "《乙办法》", "《丙法》", "《丁法》"]
    assert item.answer == "B"


def test_words_in_brackets_that_say_how_many_to_choose_are_no_label_of_an_answer(tmp_path: Path) -> None:
    item = one_read(tmp_path, "1.[选两个答案]由甲局发的证是", "A.甲证", "B.乙证", "C.丙证", "答案：AC")
    assert (item.answer, len(item.options)) == ("AC", 3)
    assert "由甲局发的证是" in item.stem
