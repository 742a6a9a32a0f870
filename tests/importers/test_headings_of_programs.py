"""Headings of sheets that programs write: names of fields instead of words."""

from pathlib import Path

import pytest

from importers import read
from importers.columns import header_of
from tests.importers.build import sheet


@pytest.mark.parametrize(
    "names",
    [
        "quContent quA quB quC quAnswer",
        "question_text option_a option_b option_c correct_answer",
        "QUESTION_TITLE OPTION_A OPTION_B OPTION_C CORRECT_OPTION",
        "examQuestion choice1 choice2 choice3 rightKey",
        "subjectContent optA optB optC subjectAnswer",
        "timuNeirong xuanxiangA xuanxiangB xuanxiangC zhengqueDaan",
        "timu xuanxiang_1 xuanxiang_2 xuanxiang_3 daan",
    ],
)
def test_names_of_programs_tell_their_columns(tmp_path: Path, names: str) -> None:
    row = ["甲证由谁补办", "甲局", "乙局", "丙局", "B"]
    (item,) = read(sheet(tmp_path / "a.xlsx", 题=[names.split(), row])).items
    assert (item.stem, item.answer) == (row[0], "B")
    assert [option.text for option in item.options] == row[1:4]


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("quType", "type"),
        ("question-type", "type"),
        ("timuLeixing", "type"),
        ("quExplain", "explanation"),
        ("difficultyLevel", "difficulty"),
        ("knowledge_point", "topics"),
        ("question_id", "number"),
    ],
)
def test_a_name_tells_its_field_whatever_says_whose_it_is(name: str, field: str) -> None:
    header = header_of(["question", "answer", name], 0)
    assert header is not None and header.columns("stem") == [0]
    assert header.fields[2] == field


@pytest.mark.parametrize("names", ["id name age type", "q1 q2 q3 q4", "testDate examRoom itemCount answer"])
def test_names_of_other_lists_are_no_header(names: str) -> None:
    assert header_of(names.split(), 0) is None
