"""How large banks are printed: two numbers, tags of years, answers with their citation, words and signs behind right lines."""

import pytest

from importers.containers.blocks import Line
from importers.draft import Place
from importers.layouts.flow import read_flow
from importers.layouts.reading import Reading

_OPTIONS = "A、甲证\nB、乙证\nC、丙证\nD、丁证\n答案：C"


def _with_problems(text: str) -> Reading:
    return read_flow([Line(line, Place(line=at)) for at, line in enumerate(text.split("\n"), 1)])


def _read(text: str) -> Reading:
    reading = _with_problems(text)
    told = [entry.code for item in reading.items for entry in item.problems]
    told += [entry.code for entry in reading.problems]
    assert set(told) <= {"types-inferred", "answers-by-emphasis"}
    return reading


def _bank(*stems: str) -> str:
    return "一、单选题\n" + "\n".join(f"{stem}\n{_OPTIONS}" for stem in stems)


@pytest.mark.parametrize("second", ["{}.", "{}、", "（{}）", "[{}]"])
def test_the_number_of_a_database_behind_that_of_the_paper_is_named(second: str) -> None:
    numbers = [second.format(number) for number in (89, 158, 40)]
    reading = _read(
        _bank(*(f"{at}.{said}甲局第{said[0]}项职责是（）。" for at, said in enumerate(numbers, 1)))
    )
    assert [item.number for item in reading.items] == ["1", "2", "3"]
    assert all(item.stem.startswith("甲局") for item in reading.items)
    assert [piece.text for piece in reading.skipped if piece.reason == "试题编号"] == [
        said.replace("（", "(").replace("）", ")") for said in numbers
    ]


def test_numbers_of_chapter_and_question_are_not_taken_for_two_numbers() -> None:
    reading = _with_problems(
        _bank("1.1.甲证由谁发放（）。", "1.2.乙证由谁发放（）。", "2.1.丙证由谁发放（）。")
    )
    assert not [piece for piece in reading.skipped if piece.reason == "试题编号"]


@pytest.mark.parametrize(
    ("said", "citation"),
    [
        ("B《甲规程：1.2.2》", "《甲规程：1.2.2》"),
        ("B（《甲规程》1.2.2）", "《甲规程》1.2.2"),
        ("B 《甲规程》第三条。", "《甲规程》第三条"),
        ("\n\nB  《甲规程：\n\n1.2.2》", "《甲规程：1.2.2》"),
        ("\nB《甲规程：1.2》", "《甲规程：1.2》"),
    ],
)
def test_a_citation_right_behind_the_answer_is_one(said: str, citation: str) -> None:
    for letter in "AB":
        text = "\n".join(
            f"{at}.甲证第{at}项由（）发放。答案：{said.replace('B', letter)}\nA.甲局B.乙局C.丙局"
            for at in (1, 2, 3)
        )
        reading = _read(f"一、单选题\n{text}")
        assert [(len(item.options), item.answer) for item in reading.items] == [(3, letter)] * 3
        assert [item.citation for item in reading.items] == [citation] * 3


def test_a_citation_stands_behind_a_judgement_too() -> None:
    reading = _read(
        "一、判断题\n1.甲证由甲局发放。\n答案：错误《甲规程：1.2.2》\n2.乙证由甲局发放。\n答案：√（《甲规程》）"
    )
    assert [(item.answer, item.citation) for item in reading.items] == [
        ("F", "《甲规程：1.2.2》"),
        ("T", "《甲规程》"),
    ]


@pytest.mark.parametrize("word", ["（正确答案）", "(正确答案)", " (标准答案)"])
def test_a_word_behind_lines_without_labels_tells_the_right_ones(word: str) -> None:
    reading = _read(
        f"甲局题库\n1.甲证由（）发放。\n甲局\n乙局{word}\n丙局\n2.乙证由谁发放？\n甲局{word}\n乙局\n丙局{word}\n"
        f"3.丙证由（）发放。\n甲局\n乙局\n丙局{word}"
    )
    assert [item.answer for item in reading.items] == ["B", "AC", "C"]
    assert [[option.text for option in item.options] for item in reading.items] == [
        ["甲局", "乙局", "丙局"]
    ] * 3


@pytest.mark.parametrize("point", "。；，")
def test_labels_without_a_point_stand_before_digits(point: str) -> None:
    reading = _read(
        f"一、单选题\n1.期限是（）。 A 10日{point}\nB 15日{point}C 30日{point}D 60日。答案：C\n"
        f"2.期限最长是（）。 A 1%{point}\nB 10倍{point}C 20倍{point}D 3%。答案：A"
    )
    assert [[option.text[:2] for option in item.options] for item in reading.items] == [
        ["10", "15", "30", "60"],
        ["1%", "10", "20", "3%"],
    ]


def test_a_heading_may_close_its_bracket_behind_a_blank_line() -> None:
    reading = _read(
        "一、判断题（对下列各题，正确的打“√”，\n\n错误的打“×”，共3题）\n\n1、甲证由甲局\n\n发放。（）V\n\n2、乙证由甲局发放。（）X\n\n"
        "3、丙证由甲局发放\n\n。（）V"
    )
    assert [(item.type, item.answer) for item in reading.items] == [
        ("true_false", "T"),
        ("true_false", "F"),
        ("true_false", "T"),
    ]


@pytest.mark.parametrize(
    "options", ["A. 甲局\nB. 乙局\nC. 丙局", "（A）甲局\n（B）乙局\n（C）丙局", "A 甲局\nB 乙局\nC 丙局"]
)
def test_an_answer_in_a_bracket_may_stand_alone_above_its_options(options: str) -> None:
    text = "\n".join(
        f"{at}. 甲证第{at}项由\n谁发放。\n( {letter} )\n{options}" for at, letter in enumerate("ABC", 1)
    )
    reading = _read(f"一、单选题\n{text}")
    assert [(len(item.options), item.answer) for item in reading.items] == [(3, letter) for letter in "ABC"]


def test_a_label_in_brackets_may_stand_above_its_text() -> None:
    reading = _with_problems("一、单选题\n1.甲证由（）发放。\n(A)\n甲局\n(B)\n乙局\n答案：A")
    assert [option.text for option in reading.items[0].options] == ["甲局", "乙局"]


@pytest.mark.parametrize("gap", ["", " "])
def test_letters_and_digits_against_copying_are_no_answer(gap: str) -> None:
    junk = "Y2C1W10T8S2Y3S1D10H6"
    text = "\n".join(
        f"{at}、甲证第{at}项由（）发放。\nA.甲局\nB.乙局\nC.丙局【答案】{letters}{gap}{junk}"
        for at, letters in enumerate(("B", "AC", "C"), 1)
    )
    reading = _with_problems(f"一、不定项选择题\n{text}")
    assert [item.answer for item in reading.items] == ["B", "AC", "C"]
    assert [piece.text for piece in reading.skipped if piece.reason == "答案后的乱码"] == [junk] * 3


def _laws(*laws: str) -> str:
    parts = []
    for at, law in enumerate(laws):
        parts.append(law)
        parts += [f"{at * 3 + n}.甲证第{at * 3 + n}项由（）发放。\nA.甲局\nB.乙局\nC.丙局" for n in (1, 2, 3)]
    return "一、单选题\n" + "\n".join(parts) + "\n参考答案\n1-5 ABCAB 6-9 CABC"


def test_laws_alone_between_questions_head_what_follows() -> None:
    reading = _read(_laws("《甲证条例》", "《乙证条例》（第9号令）", "《丙证法》"))
    assert [[option.text for option in item.options] for item in reading.items] == [
        ["甲局", "乙局", "丙局"]
    ] * 9
    assert {"《乙证条例》（第9号令）", "《丙证法》"} <= {piece.text for piece in reading.skipped}


def test_laws_as_lines_of_options_head_nothing() -> None:
    text = "一、单选题\n" + "\n".join(
        f"{at}.第{at}项见（）。\nA.\n《甲证条例》\nB.\n《乙证条例》\n答案：A" for at in (1, 2, 3, 4, 5)
    )
    reading = _with_problems(text)
    assert [[option.text for option in item.options] for item in reading.items] == [
        ["《甲证条例》", "《乙证条例》"]
    ] * 5
