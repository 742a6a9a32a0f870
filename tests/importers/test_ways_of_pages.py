"""What looks like the work of pages, scans and editors, and yet belongs to the questions."""

from pathlib import Path

import pytest

from importers import ImportResult
from tests.importers.build import OPTIONS, lines_read


def _left_out(result: ImportResult) -> list[str]:
    reasons = {"页眉或页脚", "页码", "加粗的符号"}
    return [piece.text for piece in result.skipped if piece.reason in reasons]


def _options(result: ImportResult) -> list[list[str]]:
    return [[option.text for option in item.options] for item in result.items]


@pytest.mark.parametrize("again", ["云州示例街道办事处", "云州市示例区人民政府"])
def test_an_option_without_a_label_that_stands_in_many_questions_is_no_running_head(
    tmp_path: Path, again: str
) -> None:
    options = [["甲窗口", again, "乙窗口"], ["丙窗口", "丁窗口", again], [again, "甲窗口", "丁窗口"]]
    options += [["乙窗口", "甲窗口", "丙窗口", again]]
    lines = ["一、单选题"]
    for number, texts in enumerate(options, 1):
        lines += [f"{number}.第{number}类证由谁发放（ {'ABCD'[texts.index(again)]} ）", *texts]
    result = lines_read(tmp_path, *lines)
    assert _left_out(result) == []
    assert _options(result) == options
    assert [item.answer for item in result.items] == ["B", "C", "A", "D"]


@pytest.mark.parametrize("law", ["云州示例市证照管理条例", "《云州示例市证照手册》", "云州示例市证照管理局"])
def test_a_law_on_a_line_of_its_own_stays_in_stems_options_and_explanations(tmp_path: Path, law: str) -> None:
    lines = ["一、单选题", "1.下列各项符合", law, "要求的是（　　）", "A.甲", "B.乙", "C.丙", "答案：A"]
    lines += ["2.乙证由谁发放（　　）", "A.甲局", "B.乙局", "C.丙局", "答案：B", "解析：由乙局发放，见", law]
    lines += [
        "3.丙证由谁发放（　　）",
        "A.甲局",
        "B.乙局",
        "C.丙局",
        "答案：B",
        "解析：依据",
        law,
        "难度：易",
    ]
    result = lines_read(tmp_path, *lines)
    assert _left_out(result) == []
    assert law in result.items[0].stem
    assert [law in (item.explanation + item.citation) for item in result.items[1:]] == [True, True]


def test_words_that_end_each_option_of_a_question_are_no_running_head(tmp_path: Path) -> None:
    again = "其余各方均可查阅登记内容"
    lines = ["1.甲证由谁登记（A）。"]
    lines += [
        "A.甲局登记，乙局复核，",
        again,
        "B.乙局登记，丙局复核，",
        again,
        "C.丙局登记，",
        again,
        "D.无人登记",
    ]
    lines += ["2.乙证由谁登记（B）。", "A.甲局", "B.乙局"]
    result = lines_read(tmp_path, *lines)
    assert _left_out(result) == []
    assert [again in text for text in _options(result)[0]] == [True, True, True, False]


def test_a_head_without_a_number_that_is_taken_out_of_questions_is_told_once(tmp_path: Path) -> None:
    head = "云州市示例岗位上岗考核复习题库"
    lines = ["1.办理甲证时应当向有权受理的机关", head, "提出（）。", "A.申请", "B.投诉", "C.建议", "答案：A"]
    lines += ["2.乙证由谁发放（）。", "A.甲局", head, "B.乙局", "C.丙局", "答案：B"]
    lines += ["3.丙证由谁保管（）。", "A.甲局", "B.乙局", "C.丙局", head, "答案：C"]
    result = lines_read(tmp_path, *lines)
    assert _left_out(result) == [head] * 3
    (told,) = [problem for problem in result.problems if problem.code == "text-unread"]
    assert head in told.message and "3 次" in told.message
    assert told.place is not None and told.place.in_words() in told.message


def test_cases_that_begin_alike_are_told_and_are_no_titles(tmp_path: Path) -> None:
    cases = ["某市某公司未经许可发放甲证，被人举报。", "某市某公司遗失了乙证，没有登报。"]
    lines: list[str] = []
    for case in cases:
        lines += [case, "1.由谁处理（ A ）", "A.甲局", "B.乙局", "2.应当怎样处理（ B ）", "A.警告", "B.罚款"]
    result = lines_read(tmp_path, *lines)
    assert "标题" not in {piece.reason for piece in result.skipped}
    told = [problem.message for problem in result.problems if problem.code == "material-shared"]
    assert [case[:12] in message for case, message in zip(cases, told, strict=True)] == [True, True]
    assert _options(result) == [["甲局", "乙局"], ["警告", "罚款"]] * 2


def test_letters_that_dashes_join_in_a_stem_are_no_labels(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "1• 证型 A-B-O 由谁核定（ A ）", "A• 甲局 B-乙局", "2• 编号 A-1 和 B-2 属于（ B ）", "A. 甲类", "B. 乙类"
    )  # fmt: skip
    assert [item.stem for item in result.items] == [
        "证型 A-B-O 由谁核定（　　）",
        "编号 A-1 和 B-2 属于（　　）",
    ]
    assert _options(result) == [["甲局", "乙局"], ["甲类", "乙类"]]


def test_two_stars_before_a_few_stems_are_an_operator(tmp_path: Path) -> None:
    result = lines_read(tmp_path, "一、判断题", "1. ** 是乘方的符号。（√）", "2. ** 先于加法。（√）")
    assert [item.stem.split()[0] for item in result.items] == ["**", "**"]
    assert _left_out(result) == []


def test_letters_of_chapters_below_answered_questions_are_no_answers(tmp_path: Path) -> None:
    lines: list[str] = []
    for letter in "ABC":
        lines += ["", letter, "", "1. 甲证由谁发放（ B ）", "A. 甲局", "B. 乙局", "C. 丙局"]
    result = lines_read(tmp_path, *lines, "", "A")
    assert [item.answer for item in result.items] == ["B"] * 3
    assert "answer-contradiction" not in {problem.code for problem in result.all_problems()}


@pytest.mark.parametrize("numbers", [("15", "27"), ("x=[1,", "2", "]")])
def test_numbers_between_a_stem_and_its_options_belong_to_the_stem(
    tmp_path: Path, numbers: tuple[str, ...]
) -> None:
    lines = [
        "一、单选题",
        "1.甲证由谁发放（ A ）",
        "A.甲局",
        "B.乙局",
        "2.下列数据中最大的是（ B ）",
        *numbers,
        "A.前者",
        "B.后者",
    ]
    for number in (3, 4, 5):
        lines += [f"{number}.第{number}类证由谁发放（ A ）", "A.甲局", "B.乙局"]
    result = lines_read(tmp_path, *lines)
    assert _left_out(result) == []
    assert result.items[1].stem.split("\n")[1:] == list(numbers)


def test_a_page_that_breaks_within_a_stem_is_known_by_its_neighbour(tmp_path: Path) -> None:
    lines = [
        "一、单选题",
        "1.甲证由谁发放（ A ）",
        "A.甲局",
        "B.乙局",
        "7",
        "2.乙证应当向",
        "8",
        "谁申请（ B ）",
        "A.甲局",
        "B.乙局",
    ]
    lines += ["3.丙证由谁发放（ A ）", "A.甲局", "B.乙局", "4.丁证由谁发放（ A ）", "A.甲局", "B.乙局"]
    result = lines_read(tmp_path, *lines)
    assert _left_out(result) == ["7", "8"]
    assert result.items[1].stem == "乙证应当向\n谁申请（　　）"


def test_options_that_name_pages_are_no_running_heads(tmp_path: Path) -> None:
    lines = ["一、单选题", "1.光标停在（ A ）", "A. 第1页", "B. 第2页", "C. 第9页"]
    lines += ["2.最先打印的是（ B ）", "A. 第1页", "B. 第3页", "C. 第5页"]
    result = lines_read(tmp_path, *lines)
    assert _options(result) == [["第1页", "第2页", "第9页"], ["第1页", "第3页", "第5页"]]
    assert [item.answer for item in result.items] == ["A", "B"]


def test_what_stands_only_beside_the_numbers_of_pages_is_a_head_of_pages(tmp_path: Path) -> None:
    lines = ["一、单选题"]
    for number in range(1, 7):
        lines += [f"{number}．{number}号证由谁发放（B）。", *OPTIONS]
        if number % 2 == 0:
            lines += [f"第 {number // 2} 页 共 3 页", "甲市某局业务题库"]
    result = lines_read(tmp_path, *lines)
    assert [len(item.options) for item in result.items] == [4] * 6
    assert {item.options[3].text for item in result.items} == {"丁局"}
    assert sum(piece.reason == "页眉或页脚" for piece in result.skipped) == 6
