"""Papers of courses about programs: keys as code, labels before commas, calls in stems, options that hold bare letters."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from importers import ImportResult, read
from tests.importers.build import lines_read

_TEXTS = ("甲局", "乙局", "丙局")


def _markdown(folder: Path, *lines: str) -> ImportResult:
    path = folder / "题.md"
    path.write_text("\n".join(lines), "utf-8")
    return read(path)


def _labelled(label: str, texts: Sequence[str] = _TEXTS) -> list[str]:
    return [label.format(letter) + text for letter, text in zip("abc", texts, strict=True)]


def _texts(result: ImportResult) -> list[list[str]]:
    return [[option.text for option in item.options] for item in result.items]


@pytest.mark.parametrize("ticks", ["`{}`", "```{}```", " ``` {}```", "\t`{} `"])
def test_keys_as_code_behind_several_stems_answer_them(tmp_path: Path, ticks: str) -> None:
    result = _markdown(
        tmp_path, "一、选择题", "1、甲证由谁发放？" + ticks.format("b"), *_labelled("{}."), "",
        "2、乙证由`乙局`以外的谁发放：" + ticks.format("C"), *_labelled("{}."), "",
        "二、判断题", "1、输入 `丙证` 发放丙证。" + ticks.format("正确"), "", "2、丁证不收费。" + ticks.format("错误"),
    )  # fmt: skip
    assert [item.answer for item in result.items] == ["B", "C", "T", "F"]
    assert _texts(result) == [[*_TEXTS]] * 2 + [[]] * 2
    assert not any(item.problems for item in result.items)


def test_code_at_the_end_of_one_stem_alone_is_what_it_asks_about(tmp_path: Path) -> None:
    result = _markdown(
        tmp_path, "# 题", "1. 以下哪一项描述了：`A`", *_labelled("{}."), "答案：b", "", "2. 乙证由谁发放？",
        *_labelled("{}."), "答案：c",
    )  # fmt: skip
    assert [item.answer for item in result.items] == ["B", "C"]
    assert result.items[0].stem.endswith("A")


@pytest.mark.parametrize("label", ["{}，", "{}, ", "{},"])
@pytest.mark.parametrize("texts", [_TEXTS, ("office one", "a second office", "run out")])
@pytest.mark.parametrize("answer_first", [True, False])
def test_small_letters_before_commas_label_options_at_the_heads_of_lines(
    tmp_path: Path, label: str, texts: Sequence[str], answer_first: bool
) -> None:
    lines: list[str] = []
    for number, answer in enumerate("bca", 1):
        options = _labelled(label, texts)
        said = [f"答案：{answer}"]
        lines += [
            f"{number}. 第{number}种证由谁发放？",
            *(said + options if answer_first else options + said),
        ]
    result = lines_read(tmp_path, *lines)
    assert [item.answer for item in result.items] == ["B", "C", "A"]
    assert _texts(result) == [[*texts]] * 3


@pytest.mark.parametrize("gap", ["", " "])
def test_a_box_needs_no_blank_behind_it_in_a_list(tmp_path: Path, gap: str) -> None:
    result = _markdown(
        tmp_path, "#### Q1. 甲证由谁发放？", "", f"- [ ]{gap}甲局", "- [ ] 乙局", "- [x] 丙局", "",
        "#### Q2. 乙证由谁发放？", "", "- [ ] 甲局", f"- [x]{gap}乙局", "- [ ] 丙局",
    )  # fmt: skip
    assert _texts(result) == [[*_TEXTS]] * 2
    assert [item.answer for item in result.items] == ["C", "B"]


@pytest.mark.parametrize("head", ["选择", "选择题", "单选", "一、选择"])
def test_a_word_for_choices_may_head_the_pairs_of_a_key(tmp_path: Path, head: str) -> None:
    lines = ["一、选择题（每题3分）"]
    for number in (1, 2, 3, 4):
        lines += [f"{number}. 第{number}种证由谁发放？", "A. 甲局  B. 乙局  C. 丙局"]
    result = lines_read(
        tmp_path,
        *lines,
        "二、填空题",
        "1. 戊证由_____发放。",
        "第二章答案与解析",
        f"{head}：1C 2A 3B 4C",
        "填空：",
        "1. 甲局",
    )
    assert [item.answer for item in result.items[:4]] == ["C", "A", "B", "C"]


@pytest.mark.parametrize("mark", ["（{}）", "({})", "[{}]"])
@pytest.mark.parametrize(
    ("one", "two"), [("选择一项", "选择二项"), ("请选1项", "选两个"), ("Choose one.", "Select two answers")]
)
def test_how_many_are_asked_for_tells_the_type_and_stays_in_the_stem(
    tmp_path: Path, mark: str, one: str, two: str
) -> None:
    options = ["A. 甲局", "B. 乙局", "C. 丙局"]
    result = lines_read(
        tmp_path, "一、选择题", f"1. 甲证由谁发放（ B ）。{mark.format(one)}", *options,
        f"2. 乙证由谁发放（ AC ）。{mark.format(two)}", *options, f"3. 丙证由谁发放（ A ）。{mark.format(two)}", *options,
    )  # fmt: skip
    assert [item.type for item in result.items] == ["single_choice", "multiple_choice", "multiple_choice"]
    assert [item.answer for item in result.items] == ["B", "AC", "A"]
    assert [[problem.code for problem in item.problems] for item in result.items] == [
        [], [], ["multiple-choice-one-answer"],
    ]  # fmt: skip
    assert result.items[0].stem.endswith(mark.format(one))


def test_letters_in_calls_of_a_program_answer_nothing(tmp_path: Path) -> None:
    program = ["Set s = new HashSet();", "s.add(“AB”);", "s.add(“C”);"]
    result = lines_read(
        tmp_path, "1. 以下程序的结果是（ B ）。（选择一项）", *program, "A. 甲局", "B. 乙局", "C. 丙局",
        "2. 以下程序没有结果", *program, "A. 甲局", "B. 乙局", "C. 丙局", "答案：C",
    )  # fmt: skip
    assert [item.answer for item in result.items] == ["B", "C"]
    assert all("\n".join(program) in item.stem for item in result.items)
    assert not any(item.problems for item in result.items)


def test_bare_letters_in_the_texts_of_options_label_nothing(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "(1) The order of the records A to E is ( A ).", "(A) A B E D C          (B) E D A B C",
        "(C) A E D B C          (D) D E A B C", "(2) The last record is ( C ).", "(A) first     (B) second",
        "(C) third      (D) none",
    )  # fmt: skip
    assert _texts(result)[0] == ["A B E D C", "E D A B C", "A E D B C", "D E A B C"]
    assert [item.answer for item in result.items] == ["A", "C"]


@pytest.mark.parametrize("inner", ["E: {}", "E:{}", "C:{}"])
def test_the_same_letter_behind_each_label_belongs_to_the_texts(tmp_path: Path, inner: str) -> None:
    texts = [inner.format(text) for text in ("first", "last", "before", "nth")]
    options = [f"{letter}: {text}" for letter, text in zip("ABCD", texts, strict=True)]
    result = lines_read(
        tmp_path, "1. 以下哪个不是甲类（C）", *options, "2. 乙证由谁发放（A）", "A: 甲局", "B: 乙局"
    )
    assert _texts(result)[0] == texts
    assert [item.answer for item in result.items] == ["C", "A"]


def test_labels_before_two_points_or_full_stops_may_follow_a_comma(tmp_path: Path) -> None:
    (item,) = lines_read(tmp_path, "1. 甲证由谁发放（ BD ）", "A.甲局 B。乙局 C..丙局、D。丁局").items
    assert [option.text.rstrip("、") for option in item.options] == ["甲局", "乙局", "丙局", "丁局"]
    assert item.answer == "BD"


def test_letters_set_apart_answer_beside_questions_that_are_answered_in_gaps(tmp_path: Path) -> None:
    stems = [
        "甲证由（ B ）发放。", "乙证由__C__发放。", "丙证由   A    发放。", "丁证的发放机关是   B  。", "戊证由  C   收回。", "己证由谁发放：B",
    ]  # fmt: skip
    lines: list[str] = []
    for number, stem in enumerate(stems, 1):
        lines += [f"{number}. {stem}", "A. 甲局 B. 乙局 C. 丙局"]
    result = lines_read(tmp_path, *lines)
    assert [item.answer for item in result.items] == ["B", "C", "A", "B", "C", "B"]
    assert "answers-by-emphasis" in {problem.code for problem in result.problems}


@pytest.mark.parametrize("last", [("37", "38"), ("38",), ("37", "39")])
def test_statements_whose_numbers_leave_one_out_are_questions_of_their_own(
    tmp_path: Path, last: Sequence[str]
) -> None:
    numbers = ["34", "35", *last]
    lines = [f"{number}. 甲证第{number}条由甲局规定。" for number in numbers]
    result = lines_read(tmp_path, "二、判断题（请将答案填在答题纸上）", *lines)
    assert [item.number for item in result.items] == numbers
    assert "number-doubtful" in {problem.code for problem in result.problems}


@pytest.mark.parametrize("call", ["find( )方法", "find()函数"])
def test_empty_calls_in_a_statement_are_no_gaps(tmp_path: Path, call: str) -> None:
    result = lines_read(
        tmp_path, "一、判断题", f"1. {call}可以查找甲证。（ √ ）//要讲一下", "2. 乙证不收费。（ × ）"
    )
    assert [item.answer for item in result.items] == ["T", "F"]
    assert call in result.items[0].stem


def test_code_behind_stems_that_labels_answer_is_what_they_ask_about(tmp_path: Path) -> None:
    result = _markdown(
        tmp_path, "# 单选题", "1. 取最小数的函数：`b`", *_labelled("{}."), "**答案：b**", "",
        "2. 取最大数的函数：`a`", *_labelled("{}."), "**答案：a**",
    )  # fmt: skip
    assert [(item.stem[-1], item.answer) for item in result.items] == [("b", "B"), ("a", "A")]


def test_a_count_within_the_sentence_of_a_stem_asks_for_no_options(tmp_path: Path) -> None:
    lines = ["一、单选题", "1. 甲项目（选2个）的人数占一半，乙证由谁发", *_labelled("{}."), "答案：B"]
    (item,) = lines_read(tmp_path, *lines).items
    assert (item.type, item.problems) == ("single_choice", ())
