"""Rows without a header, in text files: quoted cells, a place or a word beside the options, statements with 对 or 错."""

from pathlib import Path

import pytest

from importers import read
from tests.importers.build import codes_told, rows_read, sheet

_OPTIONS = ("甲局", "乙局", "丙局，丁局", "戊局")


def _options(at: int) -> list[str]:
    return [f"{text}{at}处" for text in _OPTIONS]


def _asked(at: int) -> str:
    return f"第{at}种甲证，由哪个局发放（ ）。"


def _quoted(*cells: str) -> str:
    return ",".join(f'"{cell}"' for cell in cells)


@pytest.mark.parametrize(("true", "false"), [("True", "False"), ("对", "错"), ("√", "×"), ("1", "0")])
def test_statements_may_end_in_a_comma_and_true_or_false(tmp_path: Path, true: str, false: str) -> None:
    rows = [f"甲证可以转让，也可以补办第{at}次。,{true if at in {2, 5} else false}" for at in range(1, 7)]
    result = rows_read(tmp_path, *rows)
    assert [item.answer for item in result.items] == ["F", "T", "F", "F", "T", "F"]
    assert {item.type for item in result.items} == {"true_false"}
    assert "header-missing" in codes_told(result)


@pytest.mark.parametrize(("mark", "first"), [("{}", 1), ("ANS|{}", 0), ("ANS|{}", 1)])
def test_quoted_rows_end_in_the_place_of_the_right_option(tmp_path: Path, mark: str, first: int) -> None:
    rights = (1, 0, 3, 2)
    rows = [_quoted(_asked(at), *_options(at), mark.format(right + first)) for at, right in enumerate(rights)]
    result = rows_read(tmp_path, *rows)
    assert [item.answer for item in result.items] == ["B", "A", "D", "C"]
    assert [option.text for option in result.items[0].options] == _options(0)


def test_the_place_of_the_right_option_may_stand_right_behind_the_stem(tmp_path: Path) -> None:
    rows = [_quoted(_asked(at), str(right), *_options(at)) for at, right in enumerate((2, 1, 4, 3))]
    result = rows_read(tmp_path, *rows)
    assert [item.answer for item in result.items] == ["B", "A", "D", "C"]
    assert "answers-by-index" in codes_told(result)


def test_places_that_may_count_from_0_or_1_are_no_answers(tmp_path: Path) -> None:
    rows = [_quoted(_asked(at), str(right), *_options(at)) for at, right in enumerate((2, 1, 3, 3))]
    result = rows_read(tmp_path, *rows)
    assert [item.answer for item in result.items] == [None] * 4
    assert "answer-unreadable" in codes_told(result)


def test_codes_types_and_counts_beside_the_stem_are_not_it(tmp_path: Path) -> None:
    rows = [
        f'"Q{at}","MC","{_asked(at)}",4,{right},"甲局","","乙局","","丙局","","丁局",""'
        for at, right in ((1, 2), (2, 3), (3, 1))
    ]
    rows += [
        f'"Q{at}","TF","甲证第{at}年可以转让。",2,{right},"True","","False",""'
        for at, right in ((4, 2), (5, 1))
    ]
    result = rows_read(tmp_path, *rows)
    assert [(item.type, item.answer) for item in result.items] == [
        ("single_choice", "B"), ("single_choice", "C"), ("single_choice", "A"), ("true_false", "F"), ("true_false", "T"),
    ]  # fmt: skip
    assert result.items[0].stem == _asked(1)


def test_a_word_behind_each_option_tells_whether_it_is_right(tmp_path: Path) -> None:
    def row(kind: str, at: int, rights: str) -> str:
        told = ((text, "correct" if letter in rights else "incorrect") for text, letter in zip(_OPTIONS, "ABCD", strict=True))  # fmt: skip
        return "\t".join([kind, _asked(at), *(cell for pair in told for cell in pair)])

    result = rows_read(
        tmp_path, row("MC", 1, "B"), "TF\t甲证可以转让。\tfalse", row("MC", 2, "D"),
        "TF\t乙证可以补办。\ttrue", row("MA", 3, "ACD"), row("MA", 4, "AB"),
    )  # fmt: skip
    assert [(item.type, item.answer) for item in result.items] == [
        ("single_choice", "B"), ("true_false", "F"), ("single_choice", "D"), ("true_false", "T"),
        ("multiple_choice", "ACD"), ("multiple_choice", "AB"),
    ]  # fmt: skip
    assert codes_told(result) == {"header-missing"}


_WORDS = ("示范局", "登记处", "办公室", "本级人大", "基层站所", "该委员会")


def _turned(at: int) -> list[str]:
    """Four words, others in each row."""
    return [*_WORDS[at:], *_WORDS[:at]][:4]


@pytest.mark.parametrize(
    "said",
    [
        "答错了，请看第{}讲",
        "第{}讲讲过这一点，请复习",
        "按甲规程第{}条，该证由乙局发放，其他各局只负责登记和归档，不得自行发放",
    ],
)
def test_what_follows_an_answer_is_no_option_before_the_answers(tmp_path: Path, said: str) -> None:
    answers = ("B", "A", "D", "C", "A")
    rows = [[_asked(at), *_turned(at), said.format(at), right] for at, right in enumerate(answers, 1)]
    result = read(sheet(tmp_path / "a.xlsx", 试题=rows))
    assert [item.answer for item in result.items] == [*answers]
    assert {len(item.options) for item in result.items} == {4}
    assert result.items[0].explanation == said.format(1)


def test_a_last_option_that_begins_alike_stays_where_an_answer_names_it(tmp_path: Path) -> None:
    rows = [
        [_asked(at), *_turned(at)[:3], f"以上都不对（{at}）", right] for at, right in enumerate("BDACB", 1)
    ]
    result = read(sheet(tmp_path / "a.xlsx", 试题=rows))
    assert {len(item.options) for item in result.items} == {4}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_quoted_cells_may_go_on_over_lines_without_a_header(tmp_path: Path, encoding: str) -> None:
    options = "\n".join(f"{letter}:{text}" for letter, text in zip("ABCD", _OPTIONS, strict=True))
    rows = [f'{at},单选,{_asked(at)},"{options}",{right}' for at, right in enumerate("BDCA", 1)]
    rows += [f"{at},判断,甲证可以转让{at}次,,{'√×'[at % 2]}" for at in (5, 6)]
    path = tmp_path / "a.csv"
    path.write_bytes(("\n".join(rows) + "\n").encode(encoding))
    result = read(path)
    assert [item.answer for item in result.items] == ["B", "D", "C", "A", "F", "T"]
    assert [option.text for option in result.items[0].options] == [*_OPTIONS]


def test_numbers_before_stems_may_have_any_point(tmp_path: Path) -> None:
    rows = [
        [f"{at}．", f"（单选题）{_asked(at)}", "A．甲局；B．乙局；C．丙局", right, "2024版"]
        for at, right in enumerate("BACB", 1)
    ]
    assert [item.answer for item in read(sheet(tmp_path / "a.xlsx", 试题=rows)).items] == [*"BACB"]


@pytest.mark.parametrize("counted", [True, False])
def test_quoted_cells_may_hold_a_whole_question_each(tmp_path: Path, counted: bool) -> None:
    cells = [
        f"{at}. {_asked(at)}\nA. 甲局\nB. 乙局\nC. 丙局\n【答案】{right}"
        for at, right in enumerate("BACB", 1)
    ]
    rows = [f'{at},"{cell}"' if counted else f'"{cell}"' for at, cell in enumerate(cells, 1)]
    result = rows_read(tmp_path, *rows)
    assert [(item.stem, item.answer) for item in result.items] == [
        (_asked(at), right) for at, right in enumerate("BACB", 1)
    ]


def test_two_lists_side_by_side_are_read_from_text_files_too(tmp_path: Path) -> None:
    rows = ["序号,单选题,A,B,C,答案,,序号,判断题,答案"]
    rows += [
        f"{at},{_asked(at).replace('，', '')},甲局,乙局,丙局,{right},,{at},甲证可以转让{at}次。,×"
        for at, right in enumerate("BAC", 1)
    ]
    assert sorted(item.answer or "" for item in rows_read(tmp_path, *rows).items) == [
        "A",
        "B",
        "C",
        "F",
        "F",
        "F",
    ]


@pytest.mark.parametrize("form", ["{}（√）", "√{}", "{}√", "☑ {}"])
def test_ticks_may_stand_on_the_options_of_rows_without_a_header(tmp_path: Path, form: str) -> None:
    rows: list[list[object]] = []
    for at, right in enumerate((1, 0, 3, 2), 1):
        options = [form.format(word) if n == right else word for n, word in enumerate(_turned(at))]
        rows.append([at, _asked(at), *options, "甲局某人"])
    result = read(sheet(tmp_path / "a.xlsx", 试题=rows))
    assert [item.answer for item in result.items] == ["B", "A", "D", "C"]
    assert [option.text for option in result.items[0].options] == _turned(1)
    assert {"header-missing", "answers-by-emphasis"} <= codes_told(result)
