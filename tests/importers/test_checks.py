"""The check of one question, as the site calls it after a person mended something."""

from dataclasses import replace

import pytest

from importers import CODES, DraftItem, DraftOption, Place, check_item, check_together

_SOUND = DraftItem(
    "single_choice",
    "何者正确（  ）。",
    (DraftOption("A", "甲"), DraftOption("B", "乙")),
    "A",
    number="7",
    place=Place(line=3),
)


def test_a_sound_question_has_no_problem() -> None:
    assert check_item(_SOUND) == ()
    assert check_item(DraftItem("true_false", "某规定有效。", answer="T")) == ()


@pytest.mark.parametrize("said", ["故选A。", "因此B、C说法错误。", "故不选B。", "故B错误，本题选A。"])
def test_an_explanation_that_agrees_or_only_speaks_of_options_is_no_contradiction(said: str) -> None:
    assert check_item(replace(_SOUND, explanation=said)) == ()


@pytest.mark.parametrize(
    ("item", "code", "message"),
    [
        (replace(_SOUND, answer=None), "answer-missing", "第 7 题缺答案"),
        (replace(_SOUND, answer="AB"), "single-choice-two-answers", "第 7 题有两个答案，疑似多选"),
        (
            replace(_SOUND, answer="D"),
            "answer-not-among-options",
            "第 7 题的答案是 D，选项里却没有 D，请核对。",
        ),
        (
            replace(_SOUND, explanation="乙为必经程序，故本题选B。"),
            "explanation-contradiction",
            "第 7 题的答案是 A，解析里却说选 B，请核对。",
        ),
        (replace(_SOUND, stem=" "), "stem-empty", "第 7 题没有题干，请补上。"),
        (replace(_SOUND, options=()), "options-too-few", "第 7 题的选项少于两个，请补上选项。"),
        (replace(_SOUND, type=None), "type-unknown", "第 7 题看不出题型，请写明单选、多选或判断。"),
        (
            replace(_SOUND, type="multiple_choice"),
            "multiple-choice-one-answer",
            "第 7 题是多选题，却只有一个答案，请核对。",
        ),
    ],
)
def test_each_fault_is_named(item: DraftItem, code: str, message: str) -> None:
    found = {problem.code: problem for problem in check_item(item)}
    assert found[code].message == message
    assert found[code].severity == CODES[code]
    assert found[code].place == Place(line=3)


def test_one_answer_of_an_indefinite_choice_is_no_fault() -> None:
    assert check_item(replace(_SOUND, type="multiple_choice", indefinite=True)) == ()


def test_equal_and_empty_options_are_named() -> None:
    equal = replace(_SOUND, options=(DraftOption("A", "甲 "), DraftOption("B", "甲。")))
    empty = replace(_SOUND, options=(DraftOption("A", "甲"), DraftOption("B", "")))
    assert [problem.code for problem in check_item(equal)] == ["options-equal"]
    assert [problem.code for problem in check_item(empty)] == ["option-empty"]


def test_a_repeated_question_names_the_first_one() -> None:
    first, second = check_together([_SOUND, replace(_SOUND, number="9", stem="何者正确( )")])
    assert first.problems == ()
    assert [problem.message for problem in second.problems] == [
        "第 9 题与第 7 题（第 3 行）重复，请删去或改写其中一题。"
    ]


@pytest.mark.parametrize(("first", "second"), [("pH<7", "pH>7"), ("a=b", "a+b")])
def test_stems_that_differ_in_a_sign_of_comparison_are_no_repetition(first: str, second: str) -> None:
    items = tuple(replace(_SOUND, stem=f"何时{said}（  ）。") for said in (first, second, f" {first}"))
    assert [len(item.problems) for item in check_together(items)] == [0, 0, 1]


@pytest.mark.parametrize(
    ("first", "second"), [('"Green Egg"', '"GreenEgg"'), ("C:\\;", "C:\\"), (";", "||"), ("&&", ";")]
)
def test_options_that_differ_in_a_blank_between_words_or_in_signs_are_not_equal_or_empty(
    first: str, second: str
) -> None:
    options = (DraftOption("A", first), DraftOption("B", second))
    assert check_item(replace(_SOUND, options=options)) == ()


def test_options_that_differ_in_their_last_stop_are_equal() -> None:
    options = (DraftOption("A", "甲局。"), DraftOption("B", "甲 局"))
    assert [problem.code for problem in check_item(replace(_SOUND, options=options))] == ["options-equal"]
