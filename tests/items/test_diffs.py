import dataclasses
import itertools

from hypothesis import given
from hypothesis import strategies as st

from qbank.items.content import QuestionContent, make_options, text_blocks
from qbank.items.diffs import LONGEST_COMPARED, Run, content_diff, diff_runs
from qbank.items.models import QuestionType

TEXTS = st.text(alphabet="电梯应当每日检查一次。AB", max_size=40)
CONTENT = QuestionContent(
    type=QuestionType.SINGLE_CHOICE,
    stem=text_blocks("电梯使用单位应当多久检查一次（　　）。"),
    options=make_options(["每日", "每周", "每月", "每年"]),
    answer_key="B",
    explanation=text_blocks("条例规定每周检查一次。"),
    citation="《云州市电梯安全条例》第二十三条",
)


def said(runs: list[Run], left_out: str) -> str:
    return "".join(text for op, text in runs if op != left_out)


@given(TEXTS, TEXTS)
def test_a_diff_holds_the_old_text_and_the_new_one(old: str, new: str) -> None:
    runs = diff_runs(old, new)
    assert said(runs, "insert") == old
    assert said(runs, "delete") == new
    assert all(text for _, text in runs)
    assert all(one[0] != other[0] for one, other in itertools.pairwise(runs))


@given(TEXTS, TEXTS, st.integers(0, 3))
def test_a_diff_of_long_texts_holds_both_too(old: str, new: str, rest: int) -> None:
    head, tail = "条" * LONGEST_COMPARED, "款" * rest
    runs = diff_runs(head + old + tail, head + new + tail)
    assert said(runs, "insert") == head + old + tail
    assert said(runs, "delete") == head + new + tail


def test_one_changed_word_is_marked_alone() -> None:
    assert diff_runs("应当每日检查", "应当每周检查") == [
        ("equal", "应当每"),
        ("delete", "日"),
        ("insert", "周"),
        ("equal", "检查"),
    ]


def test_a_single_character_that_stayed_between_two_changes_is_not_shown_apart() -> None:
    assert diff_runs("维护保养单位应当在三十分钟内抵达现场", "维护保养单位应当在六十五分内抵达现场") == [
        ("equal", "维护保养单位应当在"),
        ("delete", "三十分钟"),
        ("insert", "六十五分"),
        ("equal", "内抵达现场"),
    ]


def test_a_text_of_which_over_half_changed_is_replaced_as_a_whole() -> None:
    assert diff_runs("每日检查一次", "每年委托检验") == [
        ("delete", "每日检查一次"),
        ("insert", "每年委托检验"),
    ]


def test_the_diff_of_a_question_names_the_parts_that_changed() -> None:
    new = dataclasses.replace(
        CONTENT, options=make_options(["每日", "每周", "每月", "每半年", "每年"]), answer_key="C"
    )
    found = content_diff(CONTENT, new)
    assert found.changed == ("options", "answer_key")
    assert found.options[0] == [("equal", "每日")]
    assert found.options[4] == [("insert", "每年")]
    assert found.answer_key == [("delete", "B"), ("insert", "C")]
    assert found.stem == [("equal", "电梯使用单位应当多久检查一次（　　）。")]


def test_an_unchanged_question_has_no_changed_part() -> None:
    assert content_diff(CONTENT, CONTENT).changed == ()
