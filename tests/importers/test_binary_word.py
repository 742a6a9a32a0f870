"""Binary Word files, read directly: pieces in any order, fields, objects, and what is handed on to LibreOffice."""

import struct
from pathlib import Path

import pytest

from importers import Unreadable, read
from importers.containers import binary_word as container
from importers.containers.binary_body import Beyond, Composer
from importers.containers.binary_properties import P_IN_TABLE, P_ROW_END, read_properties, read_runs
from importers.containers.blocks import Line
from tests.importers.binary import binary_word, compound
from tests.importers.golden.files import HERE

_QUESTION = ["单选题\r1. 甲证由（　　）", "B", "发放。\rA. 甲局\rB. 乙局\r", "ABC\r答案：B\r"]


def _lines(path: Path) -> list[str]:
    return [block.text for block in container.read(path.read_bytes()).flow if isinstance(block, Line)]


def test_a_file_saved_in_haste_is_read_in_the_order_of_the_document(tmp_path: Path) -> None:
    path = binary_word(tmp_path / "a.doc", _QUESTION)
    assert _lines(path) == ["单选题", "1. 甲证由（　　）B发放。", "A. 甲局", "B. 乙局", "ABC", "答案：B"]


def test_no_program_is_needed_for_an_ordinary_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    result = read(HERE / "containers" / "old-word.doc")
    assert result.items and "read-plainly" not in {problem.code for problem in result.problems}


def test_a_field_shows_its_result_and_not_its_instruction(tmp_path: Path) -> None:
    path = binary_word(
        tmp_path / "a.doc", ["见\x13 REF 甲 \x13 PAGE \x14乙\x15 \x14第三条\x15。\x0b下行\x1e号\r"]
    )
    assert _lines(path) == ["见第三条。", "下行-号"]
    assert _lines(binary_word(tmp_path / "b.doc", ["见\x13 eq \\o\\ac(○,2)\x15项\r"])) == ["见②项"]


def test_a_formula_object_is_named_and_another_object_is_refused(tmp_path: Path) -> None:
    def question(kind: str) -> Path:
        text = f"单选题\r1. 等式\x13 EMBED {kind} \x14\x01\x15成立（A）。\rA. 甲\rB. 乙\r"
        return binary_word(tmp_path / "a.doc", [text])

    item = read(question("Equation.3")).items[0]
    assert item.stem == "等式〔公式1〕成立（　　）。"
    assert [problem.code for problem in item.problems] == ["formula"]
    for kind in ("Package", "Excel.Sheet.8"):
        with pytest.raises(Unreadable) as refused:
            read(question(kind))
        assert refused.value.code == "embedded"


def test_a_packed_file_is_refused_wherever_it_lies(tmp_path: Path) -> None:
    path = binary_word(tmp_path / "a.doc", _QUESTION, streams={"\x01Ole10Native": b"MZ"})
    with pytest.raises(Unreadable) as refused:
        read(path)
    assert refused.value.code == "embedded"


def test_a_file_with_a_password_says_so(tmp_path: Path) -> None:
    with pytest.raises(Unreadable) as refused:
        read(binary_word(tmp_path / "a.doc", _QUESTION, flags=0x0100))
    assert refused.value.code == "encrypted"


def test_what_does_not_hold_together_is_handed_on(tmp_path: Path) -> None:
    whole = binary_word(tmp_path / "a.doc", _QUESTION).read_bytes()
    for broken in (
        whole[:512],
        whole[:3000],
        compound({"WordDocument": b"\xec\xa5"}),
        whole.replace(b"\xec\xa5", b"\xdc\xa5"),
    ):
        with pytest.raises(Beyond):
            container.read(broken)


def test_properties_of_every_length_are_stepped_over() -> None:
    data = bytes.fromhex("08d6 0300 aaaa 3c08 01 15c6 02 0000 4266 00000000 0846 ffff 3508 01")
    assert read_properties(data) == {0x083C: 1, 0x6642: 0, 0x4608: 0xFFFF, 0x0835: 1}


def test_the_properties_of_a_wide_row_are_found_in_the_data_stream() -> None:
    listed = bytes.fromhex("1624 01 1724 01")
    far = b"\xff" * 7 + struct.pack("<H", len(listed)) + listed
    for number in (0x6645, 0x6646):
        said = struct.pack("<HHI", 0, number, 7)
        page = struct.pack("<IIB", 0, 10, 0x80).ljust(0x100, b"\0") + bytes([0, len(said) // 2]) + said
        runs = read_runs(page.ljust(511, b"\0") + b"\1", struct.pack("<III", 0, 10, 0), True, far)
        found, end = runs.at(5)
        assert (found[P_IN_TABLE], found[P_ROW_END], end) == (1, 1, 10)
        assert number not in found
        beyond = read_runs(page.ljust(511, b"\0") + b"\1", struct.pack("<III", 0, 10, 0), True, far[:5])
        assert P_ROW_END not in beyond.at(5)[0]


def test_cells_without_the_end_of_their_row_are_handed_on() -> None:
    composer = Composer(lambda _: None)
    composer.add("甲\x07", {}, {P_IN_TABLE: 1})
    with pytest.raises(Beyond):
        composer.add("乙\r", {}, {})
