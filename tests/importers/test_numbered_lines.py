"""Which numbered lines are questions: decided for the whole text, by what each holds and by how the numbers count on."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers import ImportResult
from importers.layouts.starts.chain import Candidate, best_chain
from importers.layouts.text import Start, Text
from tests.importers.build import lines_read

_OPTIONS = ["A. 甲局", "B. 乙局", "C. 丙局", "D. 丁局", "答案：B"]


def _numbers(result: ImportResult) -> list[str]:
    return [item.number for item in result.items]


def _candidate(at: int, value: int, style: str, *, evidence: bool) -> Candidate:
    return Candidate(at, value, style, Start(str(value)), evidence, marked=False, closed=False, whole=False)


@given(st.lists(st.sampled_from(["sep.", "sep、", "sep)"]), min_size=1, max_size=30), st.integers(1, 3))
def test_sound_questions_that_count_on_are_all_chosen_whatever_their_separators(
    styles: list[str], first: int
) -> None:
    candidates = [
        _candidate(at, value, style, evidence=True)
        for at, (value, style) in enumerate(zip(range(first, 99), styles, strict=False))
    ]
    assert list(best_chain(candidates, Text([], [""] * len(styles), {}))) == list(range(len(styles)))


@given(st.integers(2, 6), st.integers(2, 6))
def test_a_list_inside_each_stem_begins_no_question(questions: int, points: int) -> None:
    candidates: list[Candidate] = []
    for number in range(1, questions + 1):
        candidates.append(_candidate(len(candidates), number, "sep.", evidence=False))
        for point in range(1, points + 1):
            candidates.append(_candidate(len(candidates), point, "bracket", evidence=point == points))
    chosen = best_chain(candidates, Text([], [""] * len(candidates), {}))
    assert [start.number for start in chosen.values()] == [str(number) for number in range(1, questions + 1)]


@pytest.mark.parametrize("sign", [".", "、"])
def test_points_in_the_same_style_below_a_stem_belong_to_it(tmp_path: Path, sign: str) -> None:
    lines = []
    for number, name in enumerate(("发放", "换发", "注销"), 1):
        points = [f"{point}{sign} {word}{name}的材料" for point, word in enumerate("甲乙丙", 1)]
        lines += [f"{number}{sign} 下列哪些说法符合甲证{name}的规定？", *points, *_OPTIONS]
    result = lines_read(tmp_path, "一、单选题", *lines)
    assert _numbers(result) == ["1", "2", "3"]
    assert all("丙" in item.stem for item in result.items)


def test_each_part_may_have_its_own_way_of_numbering(tmp_path: Path) -> None:
    asked = [
        line for number in (1, 2, 3) for line in (f"{number}. 甲证第{number}项由谁办理（ ）。", *_OPTIONS)
    ]
    judged = ["1、 甲证可以转借。 （×）", "2、 乙证应当年检。 （√）"]
    result = lines_read(tmp_path, "一、单选题", *asked, "二、判断题", *judged)
    assert _numbers(result) == ["1", "2", "3", "1", "2"]
    assert [item.answer for item in result.items[3:]] == ["F", "T"]


def test_how_to_answer_above_the_parts_is_no_question(tmp_path: Path) -> None:
    told = ["1、考试时间：120 分钟，满分 100 分。", "2、请在答题卡上作答。"]
    asked = [line for number in (1, 2) for line in (f"{number}、甲证第{number}项由谁办理（ ）。", *_OPTIONS)]
    assert _numbers(lines_read(tmp_path, "甲局考试", *told, "一、单选题", *asked)) == ["1", "2"]


@pytest.mark.parametrize("points", [5, 30, 80])
def test_a_long_list_between_two_questions_loses_neither(points: int) -> None:
    asked = [_candidate(at, at + 1, "sep.", evidence=True) for at in range(3)]
    listed = [_candidate(3 + at, at + 1, "bracket", evidence=False) for at in range(points)]
    later = [_candidate(3 + points + at, 4 + at, "sep.", evidence=True) for at in range(3)]
    candidates = [*asked, *listed, *later]
    chosen = best_chain(candidates, Text([], [""] * len(candidates), {}))
    assert [start.number for start in chosen.values()] == ["1", "2", "3", "4", "5", "6"]
