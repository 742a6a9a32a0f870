"""Banks taken from sites: labels with nothing behind them, answers below their labels, signs misread, pages glued to numbers."""

import pytest

from importers.containers.blocks import Line
from importers.draft import DraftItem, Place
from importers.layouts.flow import read_flow
from importers.layouts.reading import Reading


def _read(text: str) -> Reading:
    said = text.strip("\n").split("\n")
    return read_flow([Line(line, Place(line=at)) for at, line in enumerate(said, 1)])


def _answers(reading: Reading) -> list[tuple[str, str | None]]:
    return [(item.number, item.answer) for item in reading.items]


def _options(item: DraftItem) -> list[str]:
    return [option.text for option in item.options]


_EMPTY = """
印章由专人保管。
答案：对
解析：

{}档案保存几年（ ）
A. 一年
B. 三年
答案：B
解析：

公文应当编号。
答案：错
解析：

{}公文用纸为甲种纸。
答案：对
解析：
"""


@pytest.mark.parametrize("label", ["解析：", "【解析】", "答案解析："])
def test_an_empty_explanation_takes_nothing_of_the_next_question(label: str) -> None:
    reading = _read(_EMPTY.replace("解析：", label).format("", ""))
    assert [item.answer for item in reading.items] == ["T", "B", "F", "T"]
    assert not any(item.explanation for item in reading.items)


def test_stray_numbers_do_not_hide_the_questions_without_numbers() -> None:
    reading = _read(_EMPTY.format("59、", "13."))
    assert [item.answer for item in reading.items] == ["T", "B", "F", "T"]
    told = [item.stem for item in reading.items if item.problems]
    assert told == ["59、档案保存几年（ ）", "13.公文用纸为甲种纸。"]


def test_an_explanation_below_its_label_stays_one() -> None:
    reading = _read("""
印章由专人保管。
答案：对
解析：
印章不得外借。

档案保存几年（ ）
A. 一年
B. 三年
答案：B
解析：

公文应当编号。
答案：错
解析：见办法。
""")
    assert [item.explanation for item in reading.items] == ["印章不得外借。", "", "见办法。"]


def test_an_explanation_before_its_answer_stays_one() -> None:
    reading = _read("""
印章由专人保管。
解析：
印章不得外借。
答案：对
公文应当编号。
解析：
见办法。
答案：错
""")
    assert [(item.answer, item.explanation) for item in reading.items] == [
        ("T", "印章不得外借。"),
        ("F", "见办法。"),
    ]


def test_titles_that_wide_blanks_set_apart_are_no_explanation() -> None:
    reading = _read("""
印章由专人保管。
答案：对
解析：


甲局题目 第2卷

公文应当编号。
答案：错
解析：


车辆由甲科调度。
答案：错
解析：
""")
    assert [item.answer for item in reading.items] == ["T", "F", "F"]
    assert [item.explanation for item in reading.items] == ["", "", ""]


@pytest.mark.parametrize("sign", ["$;$", "||", "$$", "###"])
def test_a_sign_of_programs_parts_the_options_of_a_line(sign: str) -> None:
    reading = _read(f"""
1. 档案保存几年（ ）
一年{sign}两年{sign}三年
答案：B
2. 车辆由谁调度（ ）
选项：甲科{sign}乙科
答案：A,B
""")
    assert [_options(item) for item in reading.items] == [["一年", "两年", "三年"], ["甲科", "乙科"]]
    assert _answers(reading) == [("1", "B"), ("2", "AB")]


def test_a_sign_inside_an_option_or_a_program_parts_nothing() -> None:
    reading = _read("""
1. 结果是（ ）
x = a || b
A. 真||假
B. 假
答案：A
2. 结果是（ ）
x = c || d
A. 真
B. 假
答案：A
""")
    assert [_options(item) for item in reading.items] == [["真||假", "假"], ["真", "假"]]


def test_signs_read_as_brackets_are_those_of_labels() -> None:
    reading = _read("""
1. 档案由谁保管（B）
A（甲科 B（ 乙科（筹）C（丙科D（丁科
2. 公文由谁编号（A）
A．甲科 B．乙科 C（丙科 D．丁科
3. 车辆由谁调度（C）
A(甲科
B(乙科
C(丙科
""")
    assert [_options(item) for item in reading.items] == [
        ["甲科", "乙科（筹）", "丙科", "丁科"],
        ["甲科", "乙科", "丙科", "丁科"],
        ["甲科", "乙科", "丙科"],
    ]


def test_brackets_behind_letters_in_a_stem_stay() -> None:
    stems = [
        "维生素A（视黄醇）和维生素B（一族）由谁发（ ）",
        "按A（甲类、B（乙类标准收费的是（ ）",
        "A(x, B(y))是（ ）",
    ]
    lines = [f"{at}. {stem}\nA. 补充A（甲）\nB. 乙\n答案：B" for at, stem in enumerate(stems, 1)]
    reading = _read("\n".join(lines))
    assert [item.stem for item in reading.items] == stems
    assert [_options(item) for item in reading.items] == [["补充A（甲）", "乙"]] * len(stems)


@pytest.mark.parametrize("label", ["答案：", "【答案】", "正确答案"])
@pytest.mark.parametrize("number", ["{}.", "{}、", "（{}）"])
def test_judgements_below_their_label_are_read_beside_answers_in_words(label: str, number: str) -> None:
    said = ["错误", "甲科", "正确", "错误"]
    asked = [f"{number.format(at)}印章由甲科保管{at}年。\n{label}\n{word}" for at, word in enumerate(said, 1)]
    reading = _read("\n".join(asked))
    assert _answers(reading) == [("1", "F"), ("2", None), ("3", "T"), ("4", "F")]
    assert reading.items[1].problems


@pytest.mark.parametrize("said", [["错误", "正确"], ["甲科", "正确"], ["错误", "甲科", "正确"]])
def test_few_answers_below_their_labels_are_no_key(said: list[str]) -> None:
    asked = [f"{at}.印章由甲科保管{at}年。\n答案：\n{word}" for at, word in enumerate(said, 1)]
    reading = _read("\n".join(asked))
    truths = {"错误": "F", "正确": "T"}
    assert [item.answer for item in reading.items] == [truths.get(word) for word in said]


def test_letters_below_a_label_at_the_end_are_a_key() -> None:
    asked = "".join(f"{at}.印章由谁保管（ ）\nA.甲 B.乙{at}\n" for at in (1, 2, 3))
    assert _answers(_read(asked + "答案：\nA\nB\nA")) == [("1", "A"), ("2", "B"), ("3", "A")]


@pytest.mark.parametrize("words", ["举例", "示例", "自测", "部分练习"])
def test_a_type_in_brackets_alone_on_its_line_heads_a_part(words: str) -> None:
    reading = _read(f"""
【单项选择题{words}】
1.公文由谁编号（A）
A.甲 B.乙
2.印章由谁保管（B）
A.甲 B.乙
【多项选择题{words}】
1.车由谁保管（AB）
A.甲 B.乙 C.丙
【判断题{words}】
1.印章可以外借。（×）
""")
    assert [item.type for item in reading.items] == [
        "single_choice", "single_choice", "multiple_choice", "true_false",
    ]  # fmt: skip
    assert not any(item.problems for item in reading.items)


def test_a_label_in_brackets_with_a_type_heads_nothing() -> None:
    reading = _read("""
1.公文由谁编号（ ）
A.甲
B.乙
答案：A
【单选题解析】
甲科编号。
2.印章由谁保管（ ）
A.甲
B.乙
答案：B
""")
    assert _answers(reading) == [("1", "A"), ("2", "B")]


@pytest.mark.parametrize(
    "said",
    [
        "1、公文应当编号。答案：正确2、印章可以外借。答案：错误13、档案由甲科保管。答案：正确4、车由乙科调度。答案：错误25、伞由丙科发。答案：错误",
        "一、判断题 1、公文应当编号。（√）2、印章可以外借。（×）13、档案由甲科保管。（√）4、车由乙科调度。（×）25、伞由丙科发。（×）",
    ],
)
def test_a_page_glued_before_the_next_number_is_named(said: str) -> None:
    reading = _read(said)
    assert _answers(reading) == [("1", "T"), ("2", "F"), ("3", "T"), ("4", "F"), ("5", "F")]
    assert [(piece.text, piece.reason) for piece in reading.skipped if piece.reason == "页码"] == [
        ("1", "页码"),
        ("2", "页码"),
    ]
    assert not any(item.problems for item in reading.items)


def test_numbers_above_nine_behind_answers_are_whole() -> None:
    said = "".join(f"{at}、印章由甲科保管{at}年。（√）" for at in range(8, 16))
    assert [item.number for item in _read("一、判断题 " + said).items] == [str(at) for at in range(8, 16)]


def test_a_page_left_behind_a_stem_is_told() -> None:
    reading = _read("1、公文应当编号。4答案：正确\n2、印章可以外借。答案：错误")
    assert [bool(item.problems) for item in reading.items] == [True, False]


def test_a_year_behind_the_expected_number_begins_a_question() -> None:
    reading = _read(
        "1.印章可以外借。（×） A.正确 B.错误 2.2019 年版印章已停用。（√） A.正确 B.错误 3.公文应当编号。（√） A.正确 B.错误"
    )
    assert _answers(reading) == [("1", "F"), ("2", "T"), ("3", "T")]
    assert reading.items[1].stem.startswith("2019 年版")


def test_a_number_without_a_sign_behind_an_explanation_begins_the_missing_question() -> None:
    reading = _read(
        "1.公文由谁编号（ ）A、甲科B、乙科【解析】A。见办法第3 条2 印章由谁保管（ ）A、甲科B、乙科【解析】B。见办法。"
        "3.车由谁调度（ ）A、甲科B、乙科【解析】B。共5 人4档案由谁保管？A、甲科B、乙科【解析】A。完。"
    )
    assert _answers(reading) == [("1", "A"), ("2", "B"), ("3", "B"), ("4", "A")]


def test_a_count_in_a_stem_or_an_explanation_begins_no_question() -> None:
    reading = _read(
        "1.公文由谁编号（ ）A、甲科B、乙科【解析】A。共需2 人签字，即（ ）A、甲科人员，B、乙科人员。\n"
        "5.某局有6 名职工，由谁管（ ）A、甲科B、乙科 答案：B 7.某局有8 名职工，由谁管（ ）A、甲科B、乙科 答案：B"
    )
    assert _answers(reading) == [("1", "A"), ("5", "B"), ("7", "B")]
