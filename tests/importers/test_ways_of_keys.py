"""Keys at the end under the heads and in the forms that papers give them."""

from pathlib import Path

import pytest

from importers import ImportResult, read
from tests.importers.build import OPTIONS, lines_read, paragraph, table, word

_SINGLE = ("一、单选题（共2题）", "1. 甲证由（　　）发放。", *OPTIONS, "2. 乙证由（　　）发放。", *OPTIONS)
_JUDGED = ("二、判断题", "1. 甲局设在市区。（　　）", "2. 乙局设在郊区。（　　）")
_ESSAY = ("三、简答题（共1题）", "1. 简述甲证的用途。")
_ANSWERS = ["B", "D", "T", "F"]


def _answers(result: ImportResult) -> list[str | None]:
    return [item.answer for item in result.items if item.type in {"single_choice", "true_false"}]


@pytest.mark.parametrize(
    "head",
    [
        *("答案及依据", "某某网参考解析：", "答案与依据", "参考答案及法律依据", "参考答案和说明"),
        *("试卷答案如下：", "参考答案如下", "答案见下", "参考答案与解析　阅卷用"),
    ],
)
def test_a_key_may_be_headed_by_answers_and_their_basis(tmp_path: Path, head: str) -> None:
    key = (
        "一、单选题",
        "1.B  依据：示例办法第三条",
        "2.D  依据：示例办法第四条",
        "二、判断题",
        "1.正确",
        "2.错误",
    )
    result = lines_read(tmp_path, *_SINGLE, *_JUDGED, head, *key)
    assert _answers(result) == _ANSWERS
    assert not list(result.all_problems())


def test_a_part_that_comes_again_with_answers_alone_is_the_key(tmp_path: Path) -> None:
    key = (
        "一、单选题（共2题）",
        "1.【答案】B",
        "【解析】甲证归乙局。",
        "2.【答案】D",
        "【解析】乙证归丁局。",
    )
    judged = ("二、判断题", "1.【答案】√", "2.【答案】×")
    result = lines_read(tmp_path, *_SINGLE, *_JUDGED, *key, *judged)
    assert _answers(result) == _ANSWERS
    assert result.items[0].explanation == "甲证归乙局。"


def test_numbers_of_a_key_may_stand_alone_above_their_answers(tmp_path: Path) -> None:
    key = (
        "答案部分",
        "一、单选题",
        "1、",
        "【正确答案】 B",
        "【答案解析】 甲证归乙局。",
        "2、",
        "【正确答案】 D",
    )
    judged = ("二、判断题", "1、", "【正确答案】 对", "2、", "【正确答案】 错")
    assert _answers(lines_read(tmp_path, *_SINGLE, *_JUDGED, *key, *judged)) == _ANSWERS


def test_heads_inside_a_key_may_name_answers_and_parts_of_other_types(tmp_path: Path) -> None:
    key = (
        "答案及解析",
        "一、单选题答案及解析",
        "1.B",
        "解析：甲证归乙局。",
        "2.D",
        "二、判断题答案及解析",
        "1.正确",
        "2.错误",
    )
    essay = ("三、简答题答案及解析", "1.答：用于登记。")
    result = lines_read(tmp_path, *_SINGLE, *_JUDGED, *_ESSAY, *key, *essay)
    assert _answers(result) == _ANSWERS


def test_answers_in_order_may_stand_behind_a_type_in_brackets(tmp_path: Path) -> None:
    result = lines_read(tmp_path, *_SINGLE, *_JUDGED, "答案", "【单选】B D", "【判断】√ ×")
    assert _answers(result) == _ANSWERS


@pytest.mark.parametrize("part", ["实操题（Python）", "设计题（2题）", "编程题", "作图题"])
def test_tasks_of_a_part_of_another_kind_are_no_questions_of_choice(tmp_path: Path, part: str) -> None:
    tasks = (f"二、{part}", "1. 编制甲证的登记表。", "2. 编制乙证的登记表。")
    result = lines_read(tmp_path, *_SINGLE, *tasks, "单选题答案：1.B 2.D")
    assert [item.type for item in result.items].count("single_choice") == 2
    assert _answers(result) == ["B", "D"]


def test_ranges_of_a_key_that_nobody_headed_may_share_a_line_and_hold_answers_of_several_letters(
    tmp_path: Path,
) -> None:
    stems = [f"{at}. {name}证由（　　）发放。" for at, name in enumerate("甲乙丙丁戊己", 1)]
    questions = [line for stem in stems for line in (stem, *OPTIONS)]
    result = lines_read(tmp_path, *questions, "", "1-3 A ABC B           4-5 CD A", "6-6 ABD")
    assert [item.answer for item in result.items] == ["A", "ABC", "B", "CD", "A", "ABD"]
    assert result.items[-1].options[-1].text == "丁局"


def _chapter(name: str, answers: tuple[str, ...]) -> tuple[str, ...]:
    asked = ((f"{at}. {name}{at}证由（{answer}）发放。", *OPTIONS) for at, answer in enumerate(answers, 1))
    return tuple(line for question in asked for line in question)


_IN_PLACE = ("第一章", *_chapter("甲", ("AB", "C", "BD")))


def test_a_line_of_answers_at_the_end_of_a_chapter_answers_those_without_one(tmp_path: Path) -> None:
    second = ("第二章", *_chapter("乙", ("　", "　", "　", "　")), "1.AB  2.BD  3.C  4.CD")
    third = ("第三章", *_chapter("丙", ("A", "　", "　", "　")), "2.A  3.B  4.CD")
    result = lines_read(tmp_path, *_IN_PLACE, *second, *third)
    answers = ["AB", "C", "BD", "AB", "BD", "C", "CD", "A", "A", "B", "CD"]
    assert [item.answer for item in result.items] == answers
    assert not any(problem.severity == "error" for problem in result.all_problems())


def test_a_line_of_answers_between_chapters_with_answers_in_place_is_used(tmp_path: Path) -> None:
    second = ("第二章", *_chapter("乙", ("　", "　", "　")), "1.AB  2.BD  3.C")
    third = ("第三章", *_chapter("丙", ("A", "B", "AD")))
    result = lines_read(tmp_path, *_IN_PLACE, *second, *third)
    assert [item.answer for item in result.items] == ["AB", "C", "BD", "AB", "BD", "C", "A", "B", "AD"]


def test_a_line_of_answers_that_leaves_one_out_answers_the_others_of_its_chapter(tmp_path: Path) -> None:
    second = ("第二章", *_chapter("乙", ("　", "　", "　", "　")), "1.AB  2.BD  3.C")
    result = lines_read(tmp_path, *_IN_PLACE, *second)
    assert [item.answer for item in result.items] == ["AB", "C", "BD", "AB", "BD", "C", None]
    assert "answer-missing" in {problem.code for problem in result.items[-1].problems}


def test_a_key_below_a_form_that_nobody_filled_in_is_told(tmp_path: Path) -> None:
    result = lines_read(tmp_path, "1.", "单选题", "参考答案", "对", "错", "B")
    assert (result.items, [problem.code for problem in result.problems]) == ((), ["key-unmatched"])


@pytest.mark.parametrize(
    "key",
    [
        "参考答案：单选题：BD；判断题：√×",
        "答案：单选：1.B 2.D 判断：1.√ 2.×",
        "【参考答案】单选题：1-2 BD；判断题：1-2 √×",
    ],
)
def test_a_key_on_one_line_may_name_its_parts_by_their_types(tmp_path: Path, key: str) -> None:
    result = lines_read(tmp_path, *_SINGLE, *_JUDGED, key)
    assert _answers(result) == _ANSWERS
    assert not list(result.all_problems())


def test_lines_of_numbered_labels_at_the_end_are_a_key_without_a_heading(tmp_path: Path) -> None:
    asked = [line for at in (1, 2, 3) for line in (f"{at}、第{at}证由谁发放（）", "", *OPTIONS, "")]
    result = lines_read(tmp_path, *asked, "1、【正确答案】C", "2、【正确答案】A", "3、【正确答案】B")
    assert [(item.number, item.answer) for item in result.items] == [("1", "C"), ("2", "A"), ("3", "B")]


def test_a_solution_is_the_answer_where_it_begins_with_one_else_it_explains(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "1、甲证由谁发放？", *OPTIONS, "解答：B", "乙局发放甲证，见章程。", "2、乙证由谁发放？", *OPTIONS, "解答：A",
        "3、丙证由谁发放？", *OPTIONS, "解答：按章程办理", "4、丁证由谁发放？", *OPTIONS, "解答：ACD",
    )  # fmt: skip
    assert [item.answer for item in result.items] == ["B", "A", None, "ACD"]
    assert [item.explanation for item in result.items[:3]] == ["乙局发放甲证，见章程。", "", "按章程办理"]
    assert all(item.options[-1].text == "丁局" for item in result.items)


def test_a_call_in_the_reason_of_an_answer_is_no_blank_to_fill_in(tmp_path: Path) -> None:
    asked = [
        line
        for number in (1, 2, 3)
        for line in (f"{number}. 第{number}个函数返回什么（ ）", "A. 整数", "B. 字符串", "C. 列表")
    ]
    judged = ["1. 甲函数没有参数。（ ）", "2. 乙函数没有结果。（ ）"]
    key = ["一、选择题", "1. A - 数到末尾", "2. B - input() 读一行", "3. C - list() 新建", "二、判断题"]
    reasons = ["1. √ - a() 即可", "2. × - b() 有结果"]
    result = lines_read(tmp_path, "一、选择题", *asked, "二、判断题", *judged, "答案与解析", *key, *reasons)
    assert [item.answer for item in result.items] == ["A", "B", "C", "T", "F"]
    assert [item.explanation for item in result.items[1:4]] == ["input() 读一行", "list() 新建", "a() 即可"]


def test_a_key_that_begins_with_names_to_fill_in_answers_all_parts_also_in_words(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "一、填空题", "1. 文件叫作 ____。", "2. 事件叫作 ____。", "二、单选题", "3. 甲证由谁发放？", *OPTIONS,
        "三、多选题", "4. 乙证由谁发放？", *OPTIONS, "5. 丙证由谁发放？", *OPTIONS, "四、简答题", "6. 简述甲证的用途。",
        "答案", "1. `a.py`，__init__", '2. event="__alive__"', "3. B", "4. 全选（四个局都发放）", "5. 前两个（A、B）和最后一个（D）",
    )  # fmt: skip
    chosen = [item for item in result.items if item.options]
    assert [item.answer for item in chosen] == ["B", "ABCD", "ABD"]
    assert [item.explanation for item in chosen] == ["", "（四个局都发放）", "前两个（A、B）和最后一个（D）"]
    assert len(result.items) == 6


def test_tables_of_a_key_answer_the_numbers_that_run_on_though_essays_count_anew(tmp_path: Path) -> None:
    asked = (
        *_SINGLE,
        "二、判断题",
        "3. 甲局设在市区。（　　）",
        "4. 乙局设在郊区。（　　）",
        *_ESSAY,
        "参考答案",
    )
    body = [paragraph(text) for text in asked]
    tables = (
        table([["题号", "1", "2", "3"], ["答案", "B", "D", "√"]]),
        table([["题号", "4"], ["答案", "×"]]),
    )
    result = read(word(tmp_path / "a.docx", *body, tables[0], paragraph(""), tables[1]))
    assert _answers(result) == _ANSWERS


@pytest.mark.parametrize(
    "entry",
    [
        "{}. 【答案解析】本题正确选项为 {} 选项，见办法第三条。",
        "{}.解析：本题的正确答案是{}。见办法第三条。",
        "{}、此题正确答案应为{}，见办法第三条。",
    ],
)
def test_a_key_may_tell_the_answers_in_the_first_words_of_their_reasons(tmp_path: Path, entry: str) -> None:
    result = lines_read(tmp_path, *_SINGLE, "参考答案", entry.format(1, "B"), entry.format(2, "D"))
    assert [(item.answer, item.explanation) for item in result.items] == [
        ("B", "见办法第三条。"), ("D", "见办法第三条。"),
    ]  # fmt: skip


def test_parts_that_come_again_with_nothing_but_letters_are_the_key(tmp_path: Path) -> None:
    single = (*_SINGLE, "3. 丙证由（　　）发放。", *OPTIONS)
    key = ("一、单选题", "1.B", "2.D", "3.A", "二、判断题", "1.√", "2.×", "3.√")
    result = lines_read(tmp_path, *single, *_JUDGED, "3. 丙局设在县里。（　　）", *key)
    assert _answers(result) == ["B", "D", "A", "T", "F", "T"]


def test_reasons_may_stand_between_the_entries_of_a_key_without_a_heading(tmp_path: Path) -> None:
    asked = [line for at in range(1, 5) for line in (f"{at}. [单选题]第{at}种证由谁发。", *OPTIONS)]
    key = [
        line
        for at, said in enumerate("BDAC", 1)
        for line in (f"{at}.正确答案 ：{said}", "解析：见办法。", "")
    ]
    result = lines_read(tmp_path, *asked, *key)
    assert [(item.answer, item.explanation) for item in result.items] == [
        (said, "见办法。") for said in "BDAC"
    ]


def test_a_key_of_rows_of_numbers_above_rows_of_answers_is_read(tmp_path: Path) -> None:
    rows = [
        ["一、单选题", "1", "2", "3"],
        ["", "B", "D", "A"],
        ["二、多选题", "4", "5", ""],
        ["", "ABD", "BC", ""],
        ["三、判断题：正确的打√，错误的打×", "6", "7", ""],
        ["", "√", "×", ""],
    ]
    lines = ["一、单选题"]
    for at in range(1, 6):
        lines += ["二、多选题"] * (at == 4) + [f"{at}．第{at}号证由谁发放（　　）。", *OPTIONS]
    lines += [
        "三、判断题：正确的打√，错误的打×。（每题1分，共2分）",
        "6．甲证免费。（　　）",
        "7．乙证免费。（　　）",
    ]
    body = [*map(paragraph, [*lines, "答  案"]), table(rows)]
    items = read(word(tmp_path / "a.docx", *body)).items
    assert [item.answer for item in items] == ["B", "D", "A", "ABD", "BC", "T", "F"]
    assert not [problem for item in items for problem in item.problems]


def test_a_key_of_nothing_but_numbers_and_answers_needs_no_heading(tmp_path: Path) -> None:
    lines = [line for at in range(1, 5) for line in (f"{at}. 第{at}证由谁发放（　　）。", *OPTIONS)]
    rows = [["1", "2"], ["B", "D"], ["3", "4"], ["A", "C"]]
    items = read(word(tmp_path / "a.docx", *map(paragraph, lines), table(rows))).items
    assert [item.answer for item in items] == ["B", "D", "A", "C"]
