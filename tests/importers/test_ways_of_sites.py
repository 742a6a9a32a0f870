"""Papers and notes of teaching sites: reasons before answers, labels without colons, numbers twice, furniture, titles, terms of programs."""

from pathlib import Path

import pytest

from importers import ImportResult, read
from tests.importers.build import lines_read

_OFFICES = ("A.甲局", "B.乙局", "C.丙局", "D.丁局")


def _markdown(folder: Path, *lines: str) -> ImportResult:
    path = folder / "题目.md"
    path.write_text("\n".join(lines), "utf-8")
    return read(path)


def _told(result: ImportResult) -> list[tuple[str, str, str | None, str]]:
    return [(item.number, item.stem, item.answer, item.explanation) for item in result.items]


@pytest.mark.parametrize("label", ["答案:", "参考答案：", "【答案】", " 正确答案:"])
def test_an_answer_behind_its_reason_is_read_where_questions_run_on(tmp_path: Path, label: str) -> None:
    options = "".join(_OFFICES)
    page = "".join(
        f"{number}.{name}证由哪里发放(){options}解析:{name}证归该局管理,见规程。{label}{answer}"
        for number, name, answer in ((1, "甲", "A"), (2, "乙", "BC"), (3, "丙", "C。"))
    )
    result = lines_read(tmp_path, "一、不定项选择题", page)
    assert [item.answer for item in result.items] == ["A", "BC", "C"]
    assert [item.explanation for item in result.items] == [
        f"{name}证归该局管理,见规程。" for name in "甲乙丙"
    ]
    assert not list(result.all_problems())


def test_an_answer_that_the_reason_mentions_behind_the_own_one_stays_in_the_reason(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "一、单选题", "1.甲证归（）", *_OFFICES, "答案：B", "解析：常有人误填。答案：C 不对"
    )
    assert _told(result) == [("1", "甲证归（）", "B", "常有人误填。答案：C 不对")]


@pytest.mark.parametrize("blank", [" ", "　", "\t"])
@pytest.mark.parametrize("word", ["解析", "详解", "答案解析"])
def test_a_label_with_a_blank_for_its_colon_is_known_where_it_stands_again_and_again(
    tmp_path: Path, word: str, blank: str
) -> None:
    first = ("1.甲证归（）", *_OFFICES, "答案 B", f"{word}{blank}甲证归乙局。", "见规程。")
    second = (
        "2.乙证归（）",
        "A.甲局 B.乙局",
        "",
        "C.丙局 D.丁局",
        "",
        f"{word}{blank}乙证归甲局。",
        "",
        "答案 A",
    )
    result = lines_read(tmp_path, "一、单选题", *first, *second)
    assert _told(result) == [
        ("1", "甲证归（）", "B", "甲证归乙局。\n见规程。"),
        ("2", "乙证归（）", "A", "乙证归甲局。"),
    ]
    assert not list(result.all_problems())


def test_such_a_word_once_in_an_option_is_its_text(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "一、单选题", "1.选修课是（）", "A.代数", "B.分析几何或", "解析 几何", "答案 B"
    )
    assert result.items[0].options[1].text == "分析几何或\n解析 几何"
    assert result.items[0].problems


def test_an_answer_without_a_colon_behind_the_last_option_is_read(tmp_path: Path) -> None:
    run_on = "1甲证归（ ）.A.甲局 B 乙局 C.丙局 D 丁局 答D 2乙证归（ ）.A.甲局 B 乙局 C.丙局 D 丁局 答:B 3丙证归（ ）"
    result = lines_read(tmp_path, "一、单选题", run_on, "A.甲局.B.乙局.C.丙局.D.丁局.答D")
    assert [item.answer for item in result.items] == ["D", "B", "D"]
    assert result.items[2].options[3].text == "丁局."


@pytest.mark.parametrize("term", ["O(n)", "O(N)", "f(x)", "fib(n)", "T(n)"])
def test_a_term_of_a_program_is_no_answer(tmp_path: Path, term: str) -> None:
    result = _markdown(
        tmp_path, "## 判断题", f"1. 这个函数写作 `{term}`。", "答案：对", f"2. 它不写作 `{term}`。（×）"
    )
    assert [(item.stem, item.answer) for item in result.items] == [
        (f"这个函数写作 {term}。", "T"),
        (f"它不写作 {term}。（　　）", "F"),
    ]


def test_a_judgement_right_behind_a_name_is_still_read(tmp_path: Path) -> None:
    result = lines_read(tmp_path, "判断题", "1.传输层使用TCP(T)", "2.网页使用FTP（x）")
    assert [item.answer for item in result.items] == ["T", "F"]


@pytest.mark.parametrize("stem", ["甲证归（ ）", "2020年起甲证归（ ）"])
@pytest.mark.parametrize("sign", [".", "、"])
def test_a_number_that_stands_twice_before_some_stems_is_one(tmp_path: Path, stem: str, sign: str) -> None:
    result = lines_read(
        tmp_path, "一、单选题", f"1{sign}1{sign}{stem}", *_OFFICES, "答案：A", f"2{sign}2021年起乙证归（ ）", *_OFFICES, "答案：B"
    )  # fmt: skip
    assert [(item.number, item.stem) for item in result.items] == [("1", stem), ("2", "2021年起乙证归（ ）")]
    assert [piece.text for piece in result.skipped] == ["一、单选题", f"1{sign}"]


def test_a_decimal_behind_its_number_is_no_second_number(tmp_path: Path) -> None:
    asked = [line for at in (1, 2, 3) for line in (f"{at}.{at}.5倍罚款归（ ）", *_OFFICES, "答案：A")]
    assert [item.stem for item in lines_read(tmp_path, "一、单选题", *asked).items] == [
        f"{at}.5倍罚款归（ ）" for at in (1, 2, 3)
    ]


def test_a_number_twice_that_does_not_count_on_is_told(tmp_path: Path) -> None:
    result = lines_read(tmp_path, "一、单选题", "1.1.2020年甲证归（ ）", *_OFFICES, "答案：A")
    assert result.items[0].problems


def test_a_point_behind_codes_is_no_part_of_stems(tmp_path: Path) -> None:
    codes = {"1.1": "甲", "1.2": "乙", "2.1": "丙", "2.2": "丁"}
    asked = [
        line for code, name in codes.items() for line in (f"{code}.{name}证归（ ）", *_OFFICES, "答案：A")
    ]
    result = lines_read(tmp_path, *asked)
    assert [(item.number, item.stem) for item in result.items] == [
        (code, f"{name}证归（ ）") for code, name in codes.items()
    ]


def test_what_a_site_writes_behind_numbers_is_named_and_types_there_are_marks(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "1. 详细信息", "甲证归哪里", *_OFFICES, "答案：A", "2. 选择题 详细信息", "乙证归哪里", *_OFFICES,
        "答案：B", "3. 多选题 4分 详细信息", "丙证归哪里", *_OFFICES, "答案：BC", "4. 判断题 详细信息", "丁证归丁局。", "答案：错",
    )  # fmt: skip
    assert [(item.stem, item.type) for item in result.items] == [
        ("甲证归哪里", "single_choice"),
        ("乙证归哪里", "single_choice"),
        ("丙证归哪里", "multiple_choice"),
        ("丁证归丁局。", "true_false"),
    ]
    assert [piece.text for piece in result.skipped] == ["详细信息", "详细信息", "4分 详细信息", "详细信息"]


def test_stems_that_begin_with_the_same_line_keep_it(tmp_path: Path) -> None:
    asked = [
        line for at in (1, 2, 3) for line in (f"{at}. 依照规程", f"第{at}号证归（ ）", *_OFFICES, "答案：A")
    ]
    result = lines_read(tmp_path, "一、单选题", *asked)
    assert [item.stem for item in result.items] == [f"依照规程\n第{at}号证归（ ）" for at in (1, 2, 3)]


def test_titles_above_numbers_that_begin_anew_are_none_of_the_options(tmp_path: Path) -> None:
    result = _markdown(
        tmp_path, "# 发证", "**(1)甲证归哪里（）。**", "", "- [ ] 甲局", "- [x] 乙局", "", "**（2）乙证由丙局发放。**", "",
        "- [ ] 对", "- [x] 错", "", "注：由丁局发放。", "", "# 收费", "", "**（1）收费归哪里（）**", "", "- [x] 甲局", "- [ ] 乙局",
        "", "# 管理", "", "**（1）管理归哪里（）**", "", "- [x] 甲局", "- [x] 乙局", "- [ ] 丙局", "", "补充：前两个局都管。",
    )  # fmt: skip
    assert _told(result) == [
        ("1", "甲证归哪里（）。", "B", ""),
        ("2", "乙证由丙局发放。", "F", "由丁局发放。"),
        ("1", "收费归哪里（）", "A", ""),
        ("1", "管理归哪里（）", "AB", "前两个局都管。"),
    ]
    assert [piece.text for piece in result.skipped] == ["发证", "收费", "管理"]
    assert not any(item.problems for item in result.items)


def test_the_only_title_of_a_file_is_no_part_of_its_first_stem(tmp_path: Path) -> None:
    asked = [
        line
        for name in "甲乙"
        for line in (f"{name}证归哪里", "正确答案: B   你的答案: A (错误)", "", *_OFFICES, "", "---")
    ]
    result = _markdown(tmp_path, "## 发证题-A", "", *asked)
    assert [(item.stem, item.answer) for item in result.items] == [("甲证归哪里", "B"), ("乙证归哪里", "B")]


def test_letters_in_a_program_are_no_options_where_more_stand_behind_the_answer(tmp_path: Path) -> None:
    program = ("```php", "class A {", '    echo "Class A...<br/>";', "}", "class B extends A {", "}", "```")
    options = ("A. Class B...", "B. Class A... Class B...", "C. Class B...Class A...", "D. 甲")
    result = _markdown(
        tmp_path, "程序的输出是（ ）", *program, "", "正确答案: A   你的答案: 空 (错误)", "", *options, "", "---",
        "输出一行是", "正确答案: B", "", *_OFFICES,
    )  # fmt: skip
    assert [len(item.options) for item in result.items] == [4, 4]
    assert result.items[0].options[1].text == "Class A... Class B..."
    assert not any(item.problems for item in result.items)


def test_an_answer_of_which_a_reason_says_more_is_told(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "一、单选题", "1.甲证归（）", *_OFFICES, "解析：见规程。答案：A 项是常见的误填。"
    )
    assert [problem.code for problem in result.items[0].problems] == ["answer-missing"]


def test_a_letter_behind_a_bare_word_answers_where_all_last_options_end_so(tmp_path: Path) -> None:
    first, second = ("1.甲证归（）", *_OFFICES[:3], "D.丁局答D"), ("2.乙证归（）", *_OFFICES[:3], "D.丁局答A")
    result = lines_read(tmp_path, "一、单选题", *first, *second)
    assert [(item.answer, item.options[3].text) for item in result.items] == [("D", "丁局"), ("A", "丁局")]
    alone = lines_read(tmp_path, "一、单选题", *first, "2.乙证归（）", *_OFFICES, "答案：A")
    assert [item.answer for item in alone.items] == [None, "A"]
