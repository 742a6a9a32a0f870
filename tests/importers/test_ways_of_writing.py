"""Ways in which questions, options and answers are written in running text."""

from pathlib import Path

import pytest

from importers import DraftItem, read
from tests.importers.build import ASKED, OPTIONS

_TEXTS = ["甲局", "乙局", "丙局", "丁局"]


def _items(folder: Path, *lines: str) -> tuple[DraftItem, ...]:
    path = folder / "试题.txt"
    path.write_text("\n".join(lines), "utf-8")
    return read(path).items


def _said(item: DraftItem) -> tuple[str, list[str], str | None]:
    return item.stem, [option.text for option in item.options], item.answer


@pytest.mark.parametrize(
    "line",
    ["★ 正确答案 B", "☞ 答案：B", ">> B", "→ B", "=> B", "A1：B", "答1：B", "故选B。", "正确答案：【 B 】"],
)
def test_an_answer_line_is_read_whatever_announces_it(tmp_path: Path, line: str) -> None:
    (item,) = _items(tmp_path, "单选题", f"1. {ASKED}", *OPTIONS, line)
    assert (_said(item), item.problems) == ((ASKED, _TEXTS, "B"), ())


def test_what_follows_the_chosen_letter_is_the_explanation(tmp_path: Path) -> None:
    (item,) = _items(tmp_path, "单选题", f"1. {ASKED}", *OPTIONS, "故选B。证件由乙局统一印制。")
    assert (item.answer, item.explanation, item.problems) == ("B", "证件由乙局统一印制。", ())


@pytest.mark.parametrize("label", ["正确答案选项：", "答案选项：", "参考答案选项："])
def test_an_answer_may_be_called_that_of_the_options(tmp_path: Path, label: str) -> None:
    (item,) = _items(tmp_path, "一、单选题", f"1. {ASKED}", *OPTIONS, f"{label}B", "解析：略。")
    assert (item.options[-1].text, item.answer, item.problems) == ("丁局", "B", ())


@pytest.mark.parametrize(
    ("explanation", "answer"),
    [
        ("正确。甲局设在市区。", "T"), ("错误；甲局设在郊区。", "F"), ("该说法错误。", "F"), ("对", "T"),
        ("正确的做法是迁址。", None), ("正确：甲局设在郊区。", None), ("不正确的部分已删。", None),
    ],
)  # fmt: skip
def test_the_head_of_an_explanation_may_judge_a_statement(
    tmp_path: Path, explanation: str, answer: str
) -> None:
    (item,) = _items(tmp_path, "一、判断题", "1. 甲局设在市区。（　　）", f"解析：{explanation}")
    assert (item.answer, item.explanation) == (answer, explanation)
    assert bool(item.problems) == (answer is None)


@pytest.mark.parametrize("judged", ["甲局设在市区。（错）", "甲局设在市区（错）。", "甲局设在市区。（×）"])
def test_a_note_behind_a_judgement_explains_it(tmp_path: Path, judged: str) -> None:
    (noted,) = _items(tmp_path, "一、判断题", f"1. {judged}", "注：以章程为准。")
    assert (noted.answer, noted.explanation, noted.problems) == ("F", "以章程为准。", ())
    assert noted.stem.rstrip("。（　） ") == "甲局设在市区"


def test_another_line_behind_a_judgement_is_kept_as_explanation_and_told(tmp_path: Path) -> None:
    (headed,) = _items(tmp_path, "一、判断题", "1. 甲局设在市区。（错）", "某局内部资料")
    assert (headed.answer, headed.explanation) == ("F", "某局内部资料")
    assert [entry.code for entry in headed.problems] == ["text-after-answer"]


def test_a_statement_that_goes_on_behind_its_judgement_stays_whole(tmp_path: Path) -> None:
    (item,) = _items(tmp_path, "一、判断题", "1. 甲局应当设立（√）", "两个窗口。")
    assert (item.stem, item.answer, item.explanation) == ("甲局应当设立（　　）\n两个窗口。", "T", "")


@pytest.mark.parametrize(
    "line", ["题解 由乙局印制。", "题解由乙局印制。", "题解：由乙局印制。", "注：由乙局印制。"]
)
def test_a_note_on_the_line_behind_the_answer_is_its_explanation(tmp_path: Path, line: str) -> None:
    (item,) = _items(tmp_path, "单选题", f"1. {ASKED}", *OPTIONS, "答案B", line)
    assert (item.answer, item.explanation, item.problems) == ("B", "由乙局印制。", ())


def test_a_note_before_the_options_belongs_to_the_stem(tmp_path: Path) -> None:
    (item,) = _items(tmp_path, "单选题", f"1. {ASKED}", "注：丙局已撤销。", *OPTIONS, "答案：B")
    assert _said(item) == (f"{ASKED}\n注：丙局已撤销。", _TEXTS, "B")


def test_the_word_for_a_question_before_a_colon_is_no_part_of_the_stem(tmp_path: Path) -> None:
    lines = ["单选题", f"1. 题：{ASKED}", *OPTIONS, "答案：B", "2. 本题：由谁办理？", *OPTIONS, "答案：A"]
    assert [item.stem for item in _items(tmp_path, *lines)] == [ASKED, "本题：由谁办理？"]


def test_a_label_whose_first_letter_stands_twice_is_the_label(tmp_path: Path) -> None:
    lines = ["单选题", f"1. {ASKED}", *OPTIONS, "答案：B", "难难度系数：3"]
    (item,) = _items(tmp_path, *lines)
    assert (item.answer, item.difficulty, item.explanation, item.problems) == ("B", 3, "", ())


@pytest.mark.parametrize("label", ["考点解析", "名师详解", "本题解析"])
def test_an_explanation_is_known_whoever_gives_it(tmp_path: Path, label: str) -> None:
    (item,) = _items(tmp_path, "单选题", f"1. {ASKED}", *OPTIONS, "答案：B", f"{label}：证件由乙局印制。")
    assert (item.explanation, item.problems) == ("证件由乙局印制。", ())


@pytest.mark.parametrize("between", ["\n", "  "])
@pytest.mark.parametrize("answer", ["②", "B"])
def test_circled_numbers_label_options_on_one_line_or_on_several(
    tmp_path: Path, between: str, answer: str
) -> None:
    options = between.join(f"{sign}{text}" for sign, text in zip("①②③④", _TEXTS, strict=True))
    (item,) = _items(tmp_path, "单选题", f"1. {ASKED}", options, f"答案：{answer}")
    assert (_said(item), item.problems) == ((ASKED, _TEXTS, "B"), ())


def test_points_of_a_stem_behind_circled_numbers_are_no_options(tmp_path: Path) -> None:
    stem = "下列做法正确的是（　　）。\n①甲局发放  ②乙局发放  ③丙局发放"
    (item,) = _items(tmp_path, "单选题", f"1. {stem}", "A. ①②", "B. ①③", "C. ②③", "答案：C")
    assert _said(item) == (stem, ["①②", "①③", "②③"], "C")


def test_options_in_english_run_into_each_other(tmp_path: Path) -> None:
    words = ["Apple", "Big Data", "Cloud", "H2O"]
    row = "".join(f"{label}.{word}" for label, word in zip("ABCD", words, strict=True))
    (item,) = _items(tmp_path, "单选题", f"1. {ASKED}", row, "答案：C")
    assert _said(item) == (ASKED, words, "C")


def test_an_option_may_begin_with_the_word_that_announces_an_answer(tmp_path: Path) -> None:
    options = ["A. 答案：只写一个", "B. 答案可以不写", "C. 解析：另附一页"]
    (item,) = _items(tmp_path, "单选题", f"1. {ASKED}", *options, "答案：B")
    assert _said(item) == (ASKED, ["答案：只写一个", "答案可以不写", "解析：另附一页"], "B")


def test_a_comma_behind_the_number_of_a_question_may_stand_before_a_digit(tmp_path: Path) -> None:
    items = _items(
        tmp_path, "判断题", "1,甲局设在市区。（×）", "2,1公里等于1000米。（√）", "3,乙局管档案。（√）"
    )
    assert [(item.number, item.stem, item.answer) for item in items] == [
        ("1", "甲局设在市区。（　　）", "F"),
        ("2", "1公里等于1000米。（　　）", "T"),
        ("3", "乙局管档案。（　　）", "T"),
    ]


def test_the_title_of_a_file_without_numbers_is_no_part_of_the_first_stem(tmp_path: Path) -> None:
    items = _items(
        tmp_path, "每日一题汇编", ASKED, *OPTIONS, "答案：B", "", "乙证由谁发放？", *OPTIONS, "答案：C"
    )
    assert [(item.stem, item.problems) for item in items] == [(ASKED, ()), ("乙证由谁发放？", ())]


def test_cases_are_of_the_kind_that_the_note_of_their_heading_names(tmp_path: Path) -> None:
    items = _items(
        tmp_path, "一、案例分析题（不定项）", "（一）甲局发证。根据以上材料，回答1-2题。",
        f"1. {ASKED}", *OPTIONS, "答案：AB", "2. 乙证由谁发放？", *OPTIONS, "答案：C",
    )  # fmt: skip
    assert [(item.type, item.answer, item.problems) for item in items] == [
        ("multiple_choice", "AB", ()),
        ("multiple_choice", "C", ()),
    ]


@pytest.mark.parametrize("behind", ["你选对了", "AI讲解", "回答正确"])
def test_what_an_exam_says_of_an_attempt_is_no_part_of_the_answer(tmp_path: Path, behind: str) -> None:
    path = tmp_path / "试题.txt"
    path.write_text("\n".join(["单选题", f"1. {ASKED}", *OPTIONS, f"正确答案：B{behind}"]), "utf-8")
    result = read(path)
    assert (result.items[0].answer, result.items[0].problems, result.problems) == ("B", (), ())
    assert behind in [piece.text for piece in result.skipped]


def test_the_keys_of_two_papers_at_the_end_answer_each_its_own(tmp_path: Path) -> None:
    paper = ["一、选择题", f"1. {ASKED}", *OPTIONS, "二、判断题", "1. 甲局设在市区。（　　）"]
    key = ["参考答案", "测试题（一）", "一、1. A", "二、1. √", "测试题（二）", "一、1. D", "二、1. ×"]
    items = _items(tmp_path, "测试题（一）", *paper, "", "测试题（二）", *paper, *key)
    assert [(item.type, item.answer) for item in items] == [
        ("single_choice", "A"), ("true_false", "T"), ("single_choice", "D"), ("true_false", "F"),
    ]  # fmt: skip
    assert items[1].stem == "甲局设在市区。（　　）"


def test_a_key_may_begin_with_words_to_fill_in(tmp_path: Path) -> None:
    path = tmp_path / "试题.txt"
    asked = [
        "一、填空题",
        "1. 甲证由____发放。",
        "二、单选题",
        f"1. {ASKED}",
        *OPTIONS,
        "2. 乙证由谁发放？",
        *OPTIONS,
    ]
    told = [
        "三、简答题",
        "1. 简述发证的程序。",
        "参考答案",
        "一、1. 甲局",
        "二、1. B  2. C",
        "三、1. 先申请，后发证。",
    ]
    path.write_text("\n".join([*asked, *told]), "utf-8")
    result = read(path)
    assert [item.answer for item in result.items] == [None, "B", "C", None]
    assert result.problems == ()
    assert {"一、1. 甲局", "三、1. 先申请，后发证。"} <= {piece.text for piece in result.skipped}


@pytest.mark.parametrize(
    "lines",
    [
        [f"1. {ASKED} A甲局设在市区。", "B乙局设在县城。C丙局设在乡镇。D丁局设在村里。"],
        [f"1. {ASKED}A 甲局设在市区 B 乙局设在县城 C 丙局设在乡镇 D 丁局设在村里"],
        [f"1. {ASKED}", "A甲局设在市区，B乙局设在县城，C丙局设在乡镇，D丁局设在村里。"],
    ],
)
def test_letters_without_a_sign_label_options_right_behind_sentences(
    tmp_path: Path, lines: list[str]
) -> None:
    (item,) = _items(tmp_path, "单选题", *lines, "答案：D")
    assert (item.stem, len(item.options), item.answer, item.problems) == (ASKED, 4, "D", ())
    assert [option.text.strip("。，") for option in item.options] == [
        "甲局设在市区", "乙局设在县城", "丙局设在乡镇", "丁局设在村里"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "stem",
    ["三家有分工。A公司负责甲；B公司负责乙；C公司负责丙。", "甲局设在市区。A 与 B 两地相邻。"],
)
def test_names_behind_sentences_are_no_options_of_a_statement(tmp_path: Path, stem: str) -> None:
    first, _ = _items(tmp_path, f"1. {stem}（√）", "2. 甲局设在市区。（×）")
    assert (first.type, first.stem, first.answer) == ("true_false", f"{stem}（　　）", "T")


@pytest.mark.parametrize(("claim", "told"), [("1-2题", False), ("第1至3题", True), ("1~5题，每题2分", True)])
def test_the_span_of_numbers_in_a_heading_is_compared(tmp_path: Path, claim: str, told: bool) -> None:
    path = tmp_path / "试题.txt"
    lines = (f"（一）判断题（{claim}）", "1. 甲证由乙局发放。（√）", "2. 乙证由丙局发放。（×）")
    path.write_text("\n".join(lines), "utf-8")
    result = read(path)
    assert [item.answer for item in result.items] == ["T", "F"]
    assert ("count-differs" in {problem.code for problem in result.problems}) is told


def test_a_letter_between_blanks_inside_an_option_labels_nothing_where_labels_begin_their_lines(
    tmp_path: Path,
) -> None:
    lines = ["单选题", "1. 甲病的原因是（B）", "A. 缺甲", "B. 缺乙", "C. 缺乏维生素 D 所致"]
    more = ["2. 甲证由谁发放（B）", "A. 甲局", "B. 乙局", "C. 图中 D 点的局", "D. 丁局"]
    first, second = _items(tmp_path, *lines, *more)
    assert [option.text for option in first.options] == ["缺甲", "缺乙", "缺乏维生素 D 所致"]
    assert [option.text for option in second.options] == ["甲局", "乙局", "图中 D 点的局", "丁局"]
    assert first.problems == second.problems == ()


def test_combinations_of_numbers_as_options_hold_no_other_question(tmp_path: Path) -> None:
    lines = ["单选题", "1. 甲证的用途有（C）", "A. (1)(3)", "B. (2)(3)", "C. (1)(2)"]
    more = ["2. 乙证的用途有（A）", "A. (1)(2)", "B. (1)(3)", "C. (2)(4)", "D. (1)(2)(3)"]
    assert [item.problems for item in _items(tmp_path, *lines, *more)] == [(), ()]


def test_abbreviations_in_the_order_of_the_alphabet_are_options_without_labels(tmp_path: Path) -> None:
    (item,) = _items(tmp_path, "单选题", "1. 解析地址的协议是（A）", "ARP", "BGP", "CDP", "DNS")
    assert ([option.text for option in item.options], item.answer) == (["ARP", "BGP", "CDP", "DNS"], "A")
