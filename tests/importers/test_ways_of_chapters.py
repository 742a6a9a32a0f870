"""Ways of writing seen in notes and quizzes by chapter: names, explanations and programs between questions."""

from pathlib import Path

import pytest

from importers import DraftItem, ImportResult, read
from tests.importers.build import OPTIONS, lines_read

_OFFICES = ["甲局", "乙局"]
_ASKED = ("{}证由谁发放？（{}）", "A. 甲局", "B. 乙局")


def _asked(number: int, topic: str, answer: str) -> list[str]:
    stem, *options = _ASKED
    return [f"{number}. {stem.format(topic, answer)}", *options]


def _marked(folder: Path, *lines: str) -> ImportResult:
    path = folder / "试题.md"
    path.write_text("\n".join(lines), "utf-8")
    return read(path)


def _options(item: DraftItem) -> list[str]:
    return [option.text for option in item.options]


@pytest.mark.parametrize("name", ["**{}. {}**", "{}. {}", "**第{}章 {}**"])
def test_names_of_chapters_in_a_part_are_no_options(tmp_path: Path, name: str) -> None:
    chapters = [(1, "概述", "甲"), (2, "登记", "丙"), (6, "年检", "丁")]
    lines = [
        line
        for number, title, topic in chapters
        for line in (name.format(number, title), "", *_asked(1, topic, "A"), *_asked(2, topic * 2, "B"), "")
    ]
    result = _marked(tmp_path, "## 一、选择题", "", *lines)
    assert [_options(item) for item in result.items] == [_OFFICES] * 6
    assert [item.answer for item in result.items] == ["A", "B"] * 3
    assert not any(item.problems for item in result.items)
    assert [piece.reason for piece in result.skipped] == ["标题"] * 4


@pytest.mark.parametrize("quote", ["> {}", "\t> {}", "> {}\n>\n> - 见办法"])
def test_a_quote_behind_the_options_explains_the_question(tmp_path: Path, quote: str) -> None:
    said = ["甲证 = 甲局的证", "乙局发放丙证"]
    result = _marked(
        tmp_path,
        *("# 题库", *_asked(1, "甲", "A"), "", *quote.format(said[0]).split("\n"), ""),
        *(*_asked(2, "丙", "B"), *quote.format(said[1]).split("\n")),
    )
    assert [item.explanation.split("\n")[0] for item in result.items] == said
    assert [_options(item) for item in result.items] == [_OFFICES] * 2
    assert not any(item.problems for item in result.items)


def test_quotes_make_a_text_markdown_and_labels_in_them_stay(tmp_path: Path) -> None:
    stem, *options = _asked(3, "丁", "　　")
    result = lines_read(
        tmp_path,
        *(*_asked(1, "甲", "A"), "> 甲局发放甲证", *_asked(2, "丙", "B"), "> 乙局发放丙证"),
        *(stem, *options, "> 答案：B"),
    )
    assert [item.answer for item in result.items] == ["A", "B", "B"]
    assert [item.explanation for item in result.items] == ["甲局发放甲证", "乙局发放丙证", ""]


def test_a_call_in_a_program_answers_nothing(tmp_path: Path) -> None:
    result = _marked(
        tmp_path,
        *("# 题库", "1. 下面的代码执行后输出？（B）", "```python", "def change(a):", "    return a", "```"),
        *("A. 1", "B. 2", "2. 程序 f(a) 的结果是（A）", "A. 1", "B. 2"),
        *("3. 执行 print(A) 后输出（ B ）。", "A. 1", "B. 2", "4. 以下使用 UDP(B)", "A. 甲", "B. 乙"),
        *("5. 函数 def f(a): 的参数是", "A. a", "B. f", "答案：A"),
    )
    assert [(item.type, item.answer) for item in result.items] == [
        ("single_choice", answer) for answer in "BABBA"
    ]
    assert result.items[0].stem == "下面的代码执行后输出？（　　）\ndef change(a):\n    return a"


def test_programs_keep_how_their_lines_are_indented(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path,
        *("1. 下面的代码输出几行？（A）", "for i in range(3):", "\tif i:", "\t\tcontinue", "\tprint(i)"),
        *("A. 1", "B. 2", "2. 死循环是（A）", "A. while True:", "       pass", "B. 无"),
        *("3. 下面的程序（B）", "    int a;", "    a = 1;", "A. 甲", "B. 乙"),
    )
    loop, endless, flat = result.items
    assert loop.stem.split("\n")[1:] == [
        "for i in range(3):", "    if i:", "        continue", "    print(i)",
    ]  # fmt: skip
    assert _options(endless)[0] == "while True:\n    pass"
    assert flat.stem.split("\n")[1:] == ["int a;", "a = 1;"]


def _unnumbered(*between: str) -> tuple[str, ...]:
    return (
        *("甲局受理的申请有（）。", "A. 甲证到期的", "B. 乙证遗失的", "C. 丙证损坏的", "答案：ABC", ""),
        *between,
        *("丁证由（）发放。", "A. 丁局", "B. 戊局", "C. 己局", "答案：B", ""),
        *("庚证由（）发放。", "A. 丁局", "B. 戊局", "C. 己局", "答案：C"),
    )


def test_lines_that_repeat_the_question_before_explain_it(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, *_unnumbered("（一）甲证到期的；", "（二）乙证遗失的；", "（三）丙证损坏的。", "")
    )
    assert [item.stem for item in result.items] == [
        "甲局受理的申请有（）。",
        "丁证由（）发放。",
        "庚证由（）发放。",
    ]
    assert result.items[0].explanation.startswith("（一）甲证到期的")
    assert [problem.code for problem in result.items[0].problems] == ["text-after-answer"]


@pytest.mark.parametrize("line", ["某公司申请丁证，未交材料。", "丁证由一个局发放。"])
def test_lines_that_say_something_else_are_told(tmp_path: Path, line: str) -> None:
    result = lines_read(tmp_path, *_unnumbered(line, ""))
    assert result.items[1].stem == f"{line}\n丁证由（）发放。"
    assert [problem.code for problem in result.items[1].problems] == ["stem-doubtful"]


def test_a_question_without_its_number_begins_behind_an_answer_in_brackets(tmp_path: Path) -> None:
    lines = [
        line
        for number, topic in enumerate("甲乙丙丁戊己", 1)
        for line in (
            *([f"{number}.\t"] if topic != "丙" else []),
            *(f"{topic}证由谁发放", "\t(A)\t甲局", "\t(B)\t乙局", "[参考答案：B]  分值：5", "", ""),
        )
    ]
    result = lines_read(tmp_path, *lines)
    assert [item.stem for item in result.items] == [f"{topic}证由谁发放" for topic in "甲乙丙丁戊己"]
    assert [item.answer for item in result.items] == ["B"] * 6


def test_judged_statements_part_whatever_their_numbers(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path,
        *("二、判断题", "3、甲证由甲局发放。（×）", "2、乙证由乙局发放。（X）", "3.  丙证由丙局发放。（√）"),
        *("3、丁证由丁局发放。（X）", "10、戊证由戊局发放。（√）"),
    )
    assert [item.answer for item in result.items] == ["F", "F", "T", "F", "T"]


def test_bold_options_without_points_part_and_bold_goes_on_in_the_next_line(tmp_path: Path) -> None:
    result = _marked(
        tmp_path,
        *("# 题库", "", "24.查找的命令为： ( A)。  ", "**A grep** B gzip C find D sort", ""),
        *("26,安装的命令为(C ) 。  ", "A mount /a B mount /b  ", "**C mount /c** D mount /d", ""),
        *("1、安装方式有（BCD ）。  ", "A 远程安装 **B 本地安装  ", "C 网络安装 D 光盘安装**", ""),
        *("3、 通配符有（CD）。  ", "A # B @ **C \\* D ?**"),
    )
    assert [item.answer for item in result.items] == ["A", "C", "BCD", "CD"]
    assert [len(item.options) for item in result.items] == [4] * 4
    assert _options(result.items[2])[1:3] == ["本地安装", "网络安装"]
    assert not any(item.problems for item in result.items)


@pytest.mark.parametrize("head", ["第二周：2甲证的发放", "第二周2 甲证的发放", "第2周 甲证", "第十课：甲证"])
def test_a_week_or_a_lesson_heads_the_questions_below_it(tmp_path: Path, head: str) -> None:
    first = [*_asked(1, "甲", "A"), "解析：甲局管理。", *_asked(2, "乙", "B"), "解析：乙局管理。"]
    result = lines_read(tmp_path, "一、单选题", *first, head, *_asked(1, "丙", "A"), *_asked(2, "丁", "B"))
    assert [item.explanation for item in result.items] == ["甲局管理。", "乙局管理。", "", ""]
    assert (head, "标题") in [(piece.text, piece.reason) for piece in result.skipped]
    assert list(result.all_problems()) == []


@pytest.mark.parametrize("part", ["第{}节", "第{}讲", "第{}部分", "第{}套"])
def test_the_name_of_the_file_with_a_number_behind_it_heads_parts_without_numbers(
    tmp_path: Path, part: str
) -> None:
    name, lines = "2031甲业务每日一练9节", list[str]()
    for at in (1, 2):
        lines += [f"{name} {part.format(at)}", ""]
        for what in "甲乙":
            lines += [f"{what}证第{at}条由谁解释（ ）。", "", *OPTIONS, "", "答案：B", "解析：", ""]
    result = lines_read(tmp_path, name, "发布时间：2031-11-27", *lines)
    assert [item.stem for item in result.items] == [
        f"{what}证第{at}条由谁解释（ ）。" for at in (1, 2) for what in "甲乙"
    ]


def test_a_year_and_a_number_left_before_a_stem_are_told(tmp_path: Path) -> None:
    lines = [line for what in "甲乙丙" for line in (f"{what}证由谁发放（ ）。", *OPTIONS, "答案：B", "")]
    items = lines_read(tmp_path, *lines[:-7], "2016-138." + lines[-7], *lines[-6:]).items
    assert [[problem.code for problem in item.problems] for item in items] == [[], [], ["stem-doubtful"]]


@pytest.mark.parametrize("source", ["甲安全规程 第{}部分", "甲安全规程第{}节"])
def test_the_name_of_the_file_with_a_number_below_answers_is_their_source(
    tmp_path: Path, source: str
) -> None:
    lines = ["甲安全规程"]
    for at in (1, 2, 3):
        lines += [
            f"{at}. 第{at}证由谁发放（ ）",
            *OPTIONS,
            "答案：B",
            "解析：应当如此。",
            source.format(at),
        ]
    assert [item.explanation for item in lines_read(tmp_path, *lines).items] == [
        f"应当如此。\n{source.format(at)}" for at in (1, 2, 3)
    ]


def test_a_year_and_an_amount_before_a_stem_are_no_number(tmp_path: Path) -> None:
    lines = [line for at in (1, 2, 3) for line in (f"{at}. 2021-12.5万元由谁发放（ ）", *OPTIONS, "答案：B")]
    codes = {problem.code for problem in lines_read(tmp_path, *lines).all_problems()}
    assert "stem-doubtful" not in codes
