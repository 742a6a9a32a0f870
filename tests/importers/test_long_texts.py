"""Long lines and long texts take time in proportion to their length, whatever stands in them."""

import time
from pathlib import Path

import pytest

from importers import Unreadable, read

_LONG = 20_000  # characters of one line
_QUESTION = "1. 甲证由谁发放（A）\nA. 甲局\nB. 乙局\n"


def _seconds(path: Path, text: str) -> float:
    path.write_text(text, "utf-8")
    begun = time.process_time()
    try:
        read(path)
    except Unreadable as refused:
        assert refused.sentence.endswith("。")
    return time.process_time() - begun


@pytest.mark.parametrize(
    "unit", ["甲", "QUFB", "答案：A ", "一、单选题", "&nbsp;", "\t甲", "（", "A.甲B.乙", "第1页"]
)
def test_a_line_that_repeats_one_thing_is_read_at_once(tmp_path: Path, unit: str) -> None:
    assert _seconds(tmp_path / "a.txt", _QUESTION + unit * (_LONG // len(unit))) < 3


def test_a_key_without_questions_is_not_read_as_questions_that_run_on(tmp_path: Path) -> None:
    lines = [f"{at}.A {at + 1}.B {at + 2}.C" for at in range(1, 4500, 3)]
    assert _seconds(tmp_path / "a.txt", "\n".join(lines)) < 5


def test_rows_with_tabs_and_bare_numbers_end(tmp_path: Path) -> None:
    rows = [f"{at}\t甲证由谁发放\t甲\t乙\t丙\tA" for at in range(1000)]
    assert _seconds(tmp_path / "a.txt", "\n".join(rows)) < 5


def test_the_numbers_of_one_long_line_are_counted_once(tmp_path: Path) -> None:
    assert _seconds(tmp_path / "a.txt", "1.甲" * 8_000) < 6


def test_a_thousand_statements_without_a_heading_are_read(tmp_path: Path) -> None:
    statements = [f"{at}. 甲证{at}由乙局发放（√）" for at in range(1, 2001)]
    assert _seconds(tmp_path / "a.txt", "\n".join(statements)) < 8
