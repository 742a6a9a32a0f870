"""The account that the reading itself keeps: what no field, piece or problem holds is told with its place."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importers import Limits, read
from importers.account import counted, remainder
from importers.containers.blocks import Line
from importers.draft import ImportResult
from importers.layouts.parsed import Parsed
from importers.layouts.unspaced import unspaced
from tests.importers.golden.files import cases, needs_office

_TEXT = "\n".join(
    (
        "一、单选题",
        "1. 甲证由谁发放（　　）",
        "A. 甲局",
        "B. 乙局",
        "答案：B",
        "解析：见示例条例。",
        "2. 乙证（A）",
        "A. 一",
        "B. 二",
    )
)


def _without_account(result: ImportResult) -> list[str]:
    return [problem.message for problem in result.all_problems() if problem.code == "text-unread"]


def _read(folder: Path) -> ImportResult:
    path = folder / "试题.txt"
    path.write_text(_TEXT, "utf-8")
    return read(path)


@given(st.text(max_size=30), st.text(max_size=30))
def test_nothing_remains_of_a_text_that_is_told_in_any_order(first: str, second: str) -> None:
    assert remainder(first + second, (second, first)) == ""


@given(st.text(max_size=30), st.text(min_size=1, max_size=5))
def test_what_is_not_told_remains(told: str, lost: str) -> None:
    assert sorted(remainder(told + lost, (told,))) == sorted(counted(told + lost)[len(counted(told)) :]) or (
        len(counted(told + lost))
        != len(counted(told)) + len(counted(lost))  # marks that join across the seam
    )


def test_a_sound_reading_leaves_nothing_over(tmp_path: Path) -> None:
    assert _without_account(_read(tmp_path)) == []


def test_a_field_that_is_dropped_is_told_with_the_place_of_its_question(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def drop(parsed: Parsed) -> None:
        parsed.options = parsed.options[:-1]

    monkeypatch.setattr("importers.layouts.trailing.take", drop)
    problems = _read(tmp_path).items[0].problems
    told = [problem for problem in problems if problem.code == "text-unread"]
    assert [problem.message for problem in told] == ["第 1 题里的“乙局b”没有读进任何一栏，请核对。"]
    assert told[0].place is not None and told[0].place.line == 2


def test_a_line_that_is_dropped_is_told_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def drop(lines: Sequence[Line]) -> Sequence[Line]:
        return [line for line in unspaced(lines) if "解析" not in line.text]

    monkeypatch.setattr("importers.layouts.flow.unspaced", drop)
    (told,) = [problem for problem in _read(tmp_path).problems if problem.code == "text-unread"]
    assert told.message == "第 6 行的“解析见示例条例”没有读入，请核对。"


@pytest.mark.parametrize(
    "path", [path for path in cases() if not needs_office(path)], ids=lambda path: path.name
)
def test_the_account_of_every_golden_file_is_even(path: Path) -> None:
    assert _without_account(read(path)) == []


def test_the_account_of_real_files_is_even(shared_dir: Path) -> None:
    for path in sorted((shared_dir / "realfiles" / "files").glob("*")):
        if not needs_office(path):
            assert _without_account(read(path, limits=Limits(seconds=120))) == [], path.name
