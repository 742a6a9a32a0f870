"""Text files in their encodings: damaged bytes, and files longer than the piece they are recognised by."""

from __future__ import annotations

from pathlib import Path

import pytest

import importers

_FEWEST_BYTES = 70_000  # more than the piece


def _written(path: Path, text: str, encoding: str = "utf-8") -> importers.ImportResult:
    path.write_bytes(text.encode(encoding))
    return importers.read(path)


def test_one_damaged_byte_is_told_with_its_line_and_the_text_is_read(tmp_path: Path) -> None:
    text = "1. 许可由谁决定？（ ）\nA. 甲机关\nB. 乙机关\n答案：A\n"
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode() + b"\xe4\n")
    result = importers.read(path)
    assert [item.answer for item in result.items] == ["A"]
    told = next(entry for entry in result.problems if entry.code == "encoding-doubtful")
    assert told.place is not None and told.place.line == 5


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("shift", range(3))
def test_a_long_markdown_file_is_known_wherever_its_first_piece_ends(
    tmp_path: Path, shift: int, encoding: str
) -> None:
    question = "### {}、下列关于行政许可由哪个行政机关作出决定的说法正确的是（ ）\n- A. 申请人所在地的甲机关\n- B. 上级指定的乙机关\n**答案：A**\n\n"
    count = _FEWEST_BYTES // len(question.encode(encoding)) + 1
    text = "x" * shift + "\n" + "".join(question.format(number + 1) for number in range(count))
    items = _written(tmp_path / "a.md", text, encoding).items
    assert len(items) == count
    assert {item.stem for item in items} == {"下列关于行政许可由哪个行政机关作出决定的说法正确的是（ ）"}


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("shift", range(3))
def test_a_long_sheet_of_text_is_known_wherever_its_first_piece_ends(
    tmp_path: Path, shift: int, encoding: str
) -> None:
    row = "第{}项许可由哪个机关决定？,甲机关,乙机关,A\n"
    count = _FEWEST_BYTES // len(row.encode(encoding)) + 1
    text = "题干,选项A,选项B,答案" + " " * shift + "\n"
    text += "".join(row.format(number + 1) for number in range(count))
    result = _written(tmp_path / "a.csv", text, encoding)
    assert result.reader.startswith("sheet/")
    assert len(result.items) == count
