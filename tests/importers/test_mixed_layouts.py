"""A file that holds questions in several layouts one after another is read as each of them is alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from importers import ImportResult
from tests.importers.build import lines_read
from tests.importers.questions import Manner, Question, manners, questions, written

Way = Callable[[str], list[str]]
_OPTIONS = ("甲局", "乙局", "丙局")
_ANSWERS = "ABCA"


def _questions(things: str) -> list[tuple[int, str, str, list[str]]]:
    """Number, stem, answer and options with labels to fill in."""
    stems = [f"{thing}由谁发放" for thing in things.split()]
    return [
        (at, stem, answer, [f"{letter}{{}}{text}" for letter, text in zip("ABC", _OPTIONS, strict=True)])
        for at, (stem, answer) in enumerate(zip(stems, _ANSWERS, strict=True), 1)
    ]


def _in_brackets(things: str) -> list[str]:
    return [
        line
        for number, stem, answer, options in _questions(things)
        for line in (f"{number}. {stem}（{answer}）。", *(option.format(". ") for option in options))
    ]


def _below(things: str) -> list[str]:
    return [
        line
        for number, stem, answer, options in _questions(things)
        for line in (
            f"{number}、{stem}（　　）。",
            *(option.format("、") for option in options),
            f"答案：{answer}",
        )
    ]


def _without_numbers(things: str) -> list[str]:
    return [
        line
        for _, stem, answer, options in _questions(things)
        for line in (f"{stem}？", *(option.format(") ") for option in options), f"ANSWER: {answer}")
    ]


def _in_records(things: str) -> list[str]:
    return [
        line
        for _, stem, answer, options in _questions(things)
        for line in (
            "[题型]单选题", f"[题干]{stem}（　　）。", *(f"[{option.format(']')}" for option in options), f"[答案]{answer}",
        )
    ]  # fmt: skip


def _by_chinese_numbers(things: str) -> list[str]:
    return [
        line
        for number, stem, answer, options in _questions(things)
        for line in (
            f"{'一二三四'[number - 1]}、{stem}（　　）。",
            *(option.format("．") for option in options),
            f"【答案】{answer}",
        )
    ]


def _with_a_key(things: str) -> list[str]:
    rows = [
        line
        for number, stem, _, options in _questions(things)
        for line in (f"({number}){stem}（　　）。", "  ".join("(" + option.format(")") for option in options))
    ]
    return [*rows, f"参考答案：1-4 {_ANSWERS}"]


def _said(result: ImportResult) -> list[tuple[str, list[str], str | None]]:
    return [(item.stem, [option.text for option in item.options], item.answer) for item in result.items]


_PAIRS = (
    (_in_brackets, _without_numbers), (_in_brackets, _by_chinese_numbers), (_in_brackets, _with_a_key),
    (_below, _without_numbers), (_below, _by_chinese_numbers), (_below, _with_a_key),
    (_without_numbers, _in_brackets), (_without_numbers, _below), (_by_chinese_numbers, _in_brackets),
    (_by_chinese_numbers, _below), (_with_a_key, _in_brackets), (_below, _in_records), (_in_records, _in_brackets),
)  # fmt: skip


@pytest.mark.parametrize("apart", [True, False])
@pytest.mark.parametrize(("first", "second"), _PAIRS, ids=lambda way: way.__name__.strip("_"))
def test_two_layouts_are_read_as_each_is_alone(tmp_path: Path, first: Way, second: Way, apart: bool) -> None:
    one, two = first("甲证 乙证 丙证 丁证"), second("甲照 乙照 丙照 丁照")
    alone = _said(lines_read(tmp_path, *one)) + _said(lines_read(tmp_path, *two))
    assert len(alone) == 8
    result = lines_read(tmp_path, *one, *[""] * apart, *two)
    assert _said(result) == alone
    assert not any(item.problems for item in result.items)


@settings(
    deadline=None,
    max_examples=40,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(questions(), manners, questions(), manners)
def test_two_files_put_together_lose_no_question_in_silence(
    tmp_path: Path, asked: list[Question], one: Manner, others: list[Question], two: Manner
) -> None:
    first, second = written(asked, one).split("\n"), written(others, two).split("\n")
    alone = _said(lines_read(tmp_path, *first)) + _said(lines_read(tmp_path, *second))
    result = lines_read(tmp_path, *first, "", *second)
    assert _said(result) == alone or result.problems or any(item.problems for item in result.items)


def test_parts_are_found_among_more_than_two(tmp_path: Path) -> None:
    ways = (_in_brackets, _without_numbers, _by_chinese_numbers, _below)
    parts = [
        way(" ".join(f"{thing}{word}" for thing in "甲乙丙丁"))
        for way, word in zip(ways, "证照书表", strict=True)
    ]
    result = lines_read(tmp_path, *(line for part in parts for line in (*part, "")))
    assert [item.answer for item in result.items] == list(_ANSWERS * 4)


def test_the_count_that_a_title_promises_holds_for_all_parts_together(tmp_path: Path) -> None:
    lines = [
        "普法试题（共8题）",
        *_in_brackets("甲证 乙证 丙证 丁证"),
        "",
        *_without_numbers("甲照 乙照 丙照 丁照"),
    ]
    assert "count-differs" not in {entry.code for entry in lines_read(tmp_path, *lines).problems}
    lines[0] = "普法试题（共9题）"
    assert "count-differs" in {entry.code for entry in lines_read(tmp_path, *lines).problems}


@pytest.mark.parametrize("apart", [True, False])
def test_one_text_with_a_few_faults_stays_one(tmp_path: Path, apart: bool) -> None:
    lines = [
        "二、多项选择题",
        *_below("甲证 乙证 丙证 丁证")[:10],
        *[""] * apart,
        "3、丙证（　　）。",
        "A、甲局",
        "答案：A",
        "4、丁证由谁发放（　　）。",
        "A、甲局",
        "B、乙局",
        "答案：AB",
    ]
    items = lines_read(tmp_path, *lines).items
    assert {item.type for item in items} == {"multiple_choice"}
