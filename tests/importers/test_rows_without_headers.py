"""Rows without a header, in sheets and text files: answers before options, types in the first row, codes and numbers beside stems."""

from pathlib import Path

import pytest

from importers import read
from tests.importers.build import codes_told, rows_read, sheet

_OPTIONS = ("甲局", "乙局", "丙局，丁局", "戊局")

_RIGHTS = ("B", "D", "A", "ACD", "C")
_KINDS = ("单选", "", "", "多选", "")


def _options(at: int) -> list[str]:
    return [f"{text}{at}处" for text in _OPTIONS]


def _asked(at: int) -> str:
    return f"第{at}种甲证，由哪个局发放（ ）。"


def _rows(order: str, between: str) -> list[list[str]]:
    """Rows with the cells that `order` names, options in cells of their own or joined by `between`."""
    rows = []
    for at, right in enumerate(_RIGHTS):
        options = [f"{letter}、{text}" for letter, text in zip("ABCD", _options(at), strict=True)]
        held = {
            "type": [_KINDS[at]], "number": [f"第{at + 1}题"], "empty": [""], "answer": [right], "stem": [_asked(at)],
            "options": [between.join(options)] if between else options,
        }  # fmt: skip
        rows.append([cell for name in order.split() for cell in held[name]])
    return rows


@pytest.mark.parametrize("between", ["", "\n", " "])
@pytest.mark.parametrize(
    "order",
    ["answer stem options", "stem answer options", "number answer stem options", "number stem answer options", "empty number answer stem options"],
)  # fmt: skip
def test_answers_may_stand_before_options_in_rows_without_a_header(
    tmp_path: Path, order: str, between: str
) -> None:
    result = read(sheet(tmp_path / "a.xlsx", 试题=_rows(order, between)))
    assert [item.answer for item in result.items] == list(_RIGHTS)
    assert [item.stem for item in result.items] == [_asked(at) for at in range(len(_RIGHTS))]
    assert [[option.text for option in item.options] for item in result.items] == [
        _options(at) for at in range(len(_RIGHTS))
    ]
    assert "header-missing" in codes_told(result)


@pytest.mark.parametrize("head", [(), ("题型", "答案", "题干", "选项A", "选项B", "选项C", "选项D")])
def test_a_type_in_the_first_row_of_its_questions_is_that_of_all_of_them(
    tmp_path: Path, head: tuple[str, ...]
) -> None:
    rows = [
        *_rows("type answer stem options", ""),
        ["判断", "对", "甲证可以转让。"],
        ["", "错", "乙证可以补办。"],
    ]
    rows[3:3] = [[""], [""]]
    result = read(sheet(tmp_path / "a.xlsx", 试题=[*([head] if head else []), *rows]))
    kinds = ["single_choice"] * 3 + ["multiple_choice"] * 2 + ["true_false"] * 2
    assert [item.type for item in result.items] == kinds
    assert [item.answer for item in result.items] == [*_RIGHTS, "T", "F"]


def test_a_type_that_one_row_lacks_is_not_taken_from_the_row_above(tmp_path: Path) -> None:
    rows = [("单选题", _asked(1), "甲局", "乙局", "B"), ("多选题", _asked(2), "甲局", "乙局", "AB"), ("", _asked(3), "甲局", "乙局", "A")]  # fmt: skip
    result = read(sheet(tmp_path / "a.xlsx", 试题=[("题型", "题干", "A", "B", "答案"), *rows]))
    assert result.items[2].type == "single_choice"
    assert "type-inferred" in codes_told(result)


def test_text_rows_with_the_answer_behind_the_stem_may_have_as_many_cells_as_options(tmp_path: Path) -> None:
    rows = [f"{_asked(at)},{right},甲局{at},乙局{at},丙局{at},丁局{at}" for at, right in enumerate("BDAC")]
    rows[2] = '"甲局""三不""包括",AB,不甲,不乙,不丙,戊局'
    result = rows_read(tmp_path, *rows, "以下属于甲证的有,AF,甲,乙,丙,丁,戊,己")
    assert [item.answer for item in result.items] == ["B", "D", "AB", "C", "AF"]
    assert result.items[2].stem == '甲局"三不"包括'
    assert [len(item.options) for item in result.items] == [4, 4, 4, 4, 6]


def test_codes_numbers_and_columns_that_say_the_same_throughout_are_neither_stems_nor_answers(
    tmp_path: Path,
) -> None:
    rows = [
        [
            str(at),
            f"PD2024-00{at}",
            "甲区",
            f"A-B-{at:03}",
            "单选题",
            _asked(at),
            *_options(at),
            right,
            "是",
            "张三",
        ]
        for at, right in enumerate("BDAC", 1)
    ]
    result = read(sheet(tmp_path / "a.xlsx", 试题=rows))
    assert [item.answer for item in result.items] == list("BDAC")
    assert [item.stem for item in result.items] == [_asked(at) for at in range(1, 5)]
    assert [option.text for option in result.items[0].options] == _options(1)


def test_answers_without_a_header_may_repeat_the_words_of_options(tmp_path: Path) -> None:
    rows = [[_asked(at), "单选题", *_options(at), _options(at)[at]] for at in range(4)]
    rows += [
        ["乙证由哪些局发放？", "多选题", *_options(5), "、".join(_options(5)[:2])],
        ["丙证可以转让。", "判断题", "", "", "", "", "错"],
    ]
    result = read(sheet(tmp_path / "a.xlsx", 试题=rows))
    assert [item.answer for item in result.items] == ["A", "B", "C", "D", "AB", "F"]
    assert "header-missing" in codes_told(result)


def test_a_cell_of_joined_options_is_known_beside_explanations(tmp_path: Path) -> None:
    rows = [[_asked(at), "|".join(_options(at)), f"见第{at}条规定", right] for at, right in enumerate("BDAC")]
    result = read(sheet(tmp_path / "a.xlsx", 试题=rows))
    assert [item.answer for item in result.items] == list("BDAC")
    assert [option.text for option in result.items[3].options] == _options(3)


@pytest.mark.parametrize("tick", ["√", "✓", "1"])
def test_a_tick_behind_an_option_needs_no_header(tmp_path: Path, tick: str) -> None:
    def row(at: int, rights: str) -> list[str]:
        marks = [tick if letter in rights else "" for letter in "ABCD"]
        return [
            str(at),
            _asked(at),
            *(cell for pair in zip(_options(at), marks, strict=True) for cell in pair),
        ]

    rows = [row(1, "B"), row(2, "A"), row(3, "AC")]
    result = read(sheet(tmp_path / "a.xlsx", 试题=rows))
    assert [item.answer for item in result.items] == ["B", "A", "AC"]
    assert [option.text for option in result.items[0].options] == _options(1)
    assert "header-missing" in codes_told(result)


def test_one_of_two_columns_of_numbers_is_not_taken_for_the_answers(tmp_path: Path) -> None:
    rows = [
        [right, _asked(at), "|".join(_options(at)), kind]
        for at, (right, kind) in enumerate(zip("3412", "2223", strict=True))
    ]
    rows += [[right, _asked(at), "|".join(_options(at)), "2"] for at, right in enumerate("313", 4)]
    result = read(sheet(tmp_path / "a.xlsx", 试题=rows))
    assert all(item.answer is None and item.problems for item in result.items)


def test_numbers_that_judge_stand_among_letters_in_a_column_of_answers(tmp_path: Path) -> None:
    rows = [
        [right, _asked(at), "|".join(_options(at)), str(kind)]
        for at, (right, kind) in enumerate(zip(("B", "D", "A", "C", "AB"), (2, 2, 2, 2, 3), strict=True))
    ]
    rows += [[side, f"甲证第{side}条可以转让。", "", "1"] for side in "12"]
    result = read(sheet(tmp_path / "a.xlsx", 试题=rows))
    assert [item.answer for item in result.items[:5]] == ["B", "D", "A", "C", "AB"]
    assert all(item.answer is None or item.problems for item in result.items[5:])
