"""Signs that a scan misread: stops, points and brackets around answers and labels."""

from pathlib import Path

import pytest

from tests.importers.build import lines_read


def test_a_stop_read_as_a_letter_between_answer_and_options_is_a_stop(tmp_path: Path) -> None:
    line = "1、收到甲证后应当（D）oA、归还B、转交C、丢弃D、保存2、乙证由（A）。A、甲局发放B、乙局发放C、丙局发放D、丁局发放"
    items = lines_read(tmp_path, line).items
    assert [(item.answer, len(item.options), item.problems) for item in items] == [("D", 4, ()), ("A", 4, ())]


@pytest.mark.parametrize("cross", ["x", "×", "X"])
def test_a_point_read_as_a_cross_behind_the_next_label_is_a_point(tmp_path: Path, cross: str) -> None:
    options = ("A、一百元", "B、二百元", "C、五百元", f"D{cross}一千元")
    [item] = lines_read(tmp_path, "1. 甲证的押金是（）。", *options, "答案：C").items
    assert [option.text for option in item.options] == ["一百元", "二百元", "五百元", "一千元"]


def test_options_of_which_only_some_have_a_point_are_four(tmp_path: Path) -> None:
    first = ("1.甲证由谁发放(C)", "A甲局B.乙局C丙局D丁局")
    second = ("2.乙证由谁发放 (A)", "A甲局B.乙局C.丙局D.丁局")
    items = lines_read(tmp_path, *first, "", *second).items
    assert [[option.text for option in item.options] for item in items] == [
        ["甲局", "乙局", "丙局", "丁局"]
    ] * 2
    assert [(item.type, item.answer) for item in items] == [("single_choice", "C"), ("single_choice", "A")]


@pytest.mark.parametrize("answer", ["(C", "(c)"])
def test_an_answer_left_open_above_the_options_and_one_in_a_small_letter_answer(
    tmp_path: Path, answer: str
) -> None:
    lines: list[str] = []
    for at, name in enumerate("甲乙丙丁戊己", 1):
        odd = at == 5
        lines += [f"{at}{'，' if odd else '.'}{name}证由谁发放是{answer if odd else '(B)'}"]
        lines += [f"A，\t{name}局 B，{name}厅", f"C，{name}处 D{name}科", ""]
    items = lines_read(tmp_path, *lines).items
    assert [(item.number, item.answer, len(item.options)) for item in items] == [
        (str(at), "C" if at == 5 else "B", 4) for at in range(1, 7)
    ]


@pytest.mark.parametrize("number", ["1i", "l1", "1l", "II"])
def test_a_letter_in_a_number_between_its_neighbours_is_a_digit(tmp_path: Path, number: str) -> None:
    statements = (f"{number if at == 11 else at}.第{at}号证可以外借。（√）" for at in range(9, 14))
    items = lines_read(tmp_path, "三、判断题", *statements).items
    assert [(item.number, item.answer) for item in items] == [(str(at), "T") for at in range(9, 14)]


@pytest.mark.parametrize("small", ["c丙局", "c 丙局", "c《丙法》"])
def test_a_small_letter_without_a_point_amid_bare_labels_is_one(tmp_path: Path, small: str) -> None:
    lines = ["1．甲证由谁发放(  )。", "A甲局", "B乙局", small, "D丁局", "答案：C"]
    item = lines_read(tmp_path, "单选题", *lines).items[0]
    assert [option.text for option in item.options] == ["甲局", "乙局", small[1:].strip(), "丁局"]
    assert item.problems == ()


def test_a_number_before_a_unit_is_that_of_the_question_that_is_missing(tmp_path: Path) -> None:
    lines: list[str] = []
    stems = ("甲证有效几年(  )", "年末结存数是(  )", "丙证有效几年(  )", "丁证有效几年(  )")
    for at, stem in enumerate(stems, 1):
        lines += [f"{at}{stem}", "A一", "B二", "C三", "答案：B"]
    items = lines_read(tmp_path, "单选题", *lines).items
    assert [(item.number, item.stem) for item in items] == [
        (str(at), stem) for at, stem in enumerate(stems, 1)
    ]


def test_a_small_letter_that_no_capital_follows_labels_no_option(tmp_path: Path) -> None:
    lines: list[str] = []
    for at in (1, 2, 3):
        wrapped = ["d轴电流科"] if at == 1 else []
        lines += [f"{at}. 第{at}证由谁发放（ ）", "A甲局", "B乙局", "C丙局设有", *wrapped, "答案：B"]
    assert [len(item.options) for item in lines_read(tmp_path, *lines).items] == [3, 3, 3]


def test_small_roman_numbers_are_points_of_a_stem(tmp_path: Path) -> None:
    lines: list[str] = []
    for at in (9, 10, 12):
        points = ["ii. 乙类"] if at == 10 else []
        lines += [f"{at}. 第{at}证由谁发放（ ）", *points, "A. 甲局", "B. 乙局", "答案：B"]
    assert [item.number for item in lines_read(tmp_path, *lines).items] == ["9", "10", "12"]


@pytest.mark.parametrize("line", ["15日内", "15%"])
def test_a_line_that_counts_something_and_asks_nothing_is_no_lost_question(tmp_path: Path, line: str) -> None:
    lines: list[str] = []
    for at in (13, 14, 16, 17):
        options = ["A. 甲局", "B.", line] if at == 14 else ["A. 甲局", "B. 乙局"]
        lines += [f"{at}. 第{at}证由谁发放（ ）", *options, "答案：B"]
    assert [item.number for item in lines_read(tmp_path, *lines).items] == ["13", "14", "16", "17"]
