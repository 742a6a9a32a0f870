"""Sheets as training departments and teaching platforms keep them: options beside letters, points or ticks, answers by places."""

from pathlib import Path

import pytest

from importers import ImportResult, read
from tests.importers.build import asked, option_texts, paragraph, sheet, sheet_read, table, word

_OPTIONS = ("甲局", "乙局", "丙局", "丁局")


def _answers(result: ImportResult) -> list[tuple[str | None, str | None]]:
    return [(item.type, item.answer) for item in result.items]


def _codes(result: ImportResult) -> list[str]:
    return [
        problem.code for problem in (*result.problems, *(p for item in result.items for p in item.problems))
    ]


@pytest.mark.parametrize("heads", [("选项", "选项内容"), ("选项编号", "选项描述"), ("选项", "文字")])
def test_texts_beside_letters_are_the_options(tmp_path: Path, heads: tuple[str, str]) -> None:
    rows: list[list[object]] = [["题目内容", "题目类型", *heads, "是否正确"]]
    for at, right in ((1, 1), (2, 3)):
        rows += [
            [asked(at), "单选题", "ABCD"[n], text, "是" if n == right else "否"]
            for n, text in enumerate(_OPTIONS)
        ]
    rows += [
        ["甲证可以转让。", "判断题", "A", "正确", "否"],
        ["甲证可以转让。", "判断题", "B", "错误", "是"],
    ]
    result = sheet_read(tmp_path, *rows)
    assert _answers(result) == [("single_choice", "B"), ("single_choice", "D"), ("true_false", "F")]
    assert option_texts(result.items[0]) == [*_OPTIONS]


def test_a_second_column_of_types_tells_judgements_among_choices_of_both_sides(tmp_path: Path) -> None:
    head: list[object] = ["题目", "题型", "选项类型", "选项A", "选项B", "选项C", "选项D", "正确答案"]
    result = sheet_read(
        tmp_path,
        head,
        [asked(1), "单选题", "选项题", *_OPTIONS, 2],
        ["甲证可以转让。", "单选题", "对错题", "正确", "错误", "", "", 1],
        ["甲证可以补办。", "单选题", "对错题", "正确", "错误", "", "", 0],
        ["以下说法成立的是？", "单选题", "选项题", "正确", "错误", "", "", 0],
    )
    assert _answers(result) == [
        ("single_choice", "C"),
        ("true_false", "F"),
        ("true_false", "T"),
        ("single_choice", "A"),
    ]


@pytest.mark.parametrize("rows", [2, 5])
def test_the_dollars_of_a_joint_belong_to_no_option(tmp_path: Path, rows: int) -> None:
    joints = ["$;$", "$ ; $", "$；$"]
    held = [
        [at, "单选题", asked(at), joints[at % 3].join(_OPTIONS), "B", "困难"] for at in range(1, rows + 1)
    ]
    held.append([9, "判断题", "甲证可以转让。", "正确$;$错误", "B", "中等"])
    result = sheet_read(tmp_path, ["序号", "题型", "题干", "选项", "答案", "试题难度"], *held)
    assert [option_texts(item) for item in result.items[:rows]] == [[*_OPTIONS]] * rows
    assert _answers(result)[-1] == ("true_false", "F")
    assert [item.difficulty for item in result.items][-1] == 3


@pytest.mark.parametrize(
    "said", [("选项三", "选项一"), ("选项C", "选项A"), ("option3", "option1"), ("选项3", "选项1")]
)
def test_answers_may_be_the_headings_of_their_options(tmp_path: Path, said: tuple[str, str]) -> None:
    head: list[object] = ["题目", "正确选项", "选项一", "选项二", "选项三", "选项四"]
    result = sheet_read(
        tmp_path, head, *([asked(at), answer, *_OPTIONS] for at, answer in enumerate(said)),
        [asked(3), "、".join(said), *_OPTIONS],
    )  # fmt: skip
    assert [item.answer for item in result.items] == ["C", "A", "AC"]
    assert "answer-unreadable" not in _codes(result)


def test_places_of_options_count_from_1_where_one_is_the_last_which_is_told_once(tmp_path: Path) -> None:
    rows = [[asked(at), "\n".join(_OPTIONS), said, "单选"] for at, said in enumerate((2, 4, 1))]
    result = sheet_read(tmp_path, ["题干", "选项", "答案", "题型"], *rows)
    assert [item.answer for item in result.items] == ["B", "D", "A"]
    assert _codes(result) == ["answers-by-index"]


def test_points_beside_options_tell_the_right_ones(tmp_path: Path) -> None:
    head: list[object] = ["序号", "题目内容", "题目类型"]
    for n in range(4):
        head += [f"答案{n}", f"答案{n}分值"]
    result = sheet_read(
        tmp_path,
        head,
        [1, asked(1), "单选题", "甲局", 0, "乙局", 2, "丙局", 0, "丁局", 0],
        [2, asked(2), "多选题", "甲局", 1, "乙局", 0, "丙局", 0.5, "丁局", 0],
        [3, "甲证可以转让。", "判断题", "正确", 0, "错误", 2, "", "", "", ""],
    )
    assert _answers(result) == [("single_choice", "B"), ("multiple_choice", "AC"), ("true_false", "F")]
    assert not _codes(result)


@pytest.mark.parametrize(
    "head",
    [
        "_id,title_text,title_image,option1_text,option1_image,option2_text,option2_image,option3_text,option3_image,option4_text,option4_image,correctAnswer_index,diff",
        "key_id,question_text,picture,option1,p1,option2,p2,option3,p3,option4,p4,answer_index,difficulty",
    ],
)  # fmt: skip
def test_headings_of_programs_name_stems_behind_their_ids(tmp_path: Path, head: str) -> None:
    rows = [
        f"4abdb5ca4f5c99c3a2fe17{at},{asked(at)},,{',,'.join(_OPTIONS)},,{right},{at}"
        for at, right in ((1, 0), (2, 3), (3, 2))
    ]
    path = tmp_path / "a.csv"
    path.write_text("\n".join([head, *rows]), encoding="utf-8")
    result = read(path)
    assert [item.stem for item in result.items] == [asked(at) for at in (1, 2, 3)]
    assert [item.answer for item in result.items] == ["A", "D", "C"]
    assert [item.difficulty for item in result.items] == [1, 2, 3]


def test_short_headings_of_programs_are_known_and_strange_difficulties_told_once(tmp_path: Path) -> None:
    rows = [
        ["法理", level, asked(at), ",".join(options), right, "见规程"]
        for at, (level, options, right) in enumerate(
            (
                ("low", _OPTIONS, 1),
                ("high", ("2020年1月1日", "2021年1月1日", "2022年1月1日", "2023年1月1日"), 0),
                ("low", _OPTIONS, 3),
            )
        )
    ]
    result = sheet_read(tmp_path, ["type", "diff", "q", "options", "ans", "解析/备注"], *rows)
    assert [item.answer for item in result.items] == ["B", "A", "D"]
    assert {len(item.options) for item in result.items} == {4}
    assert {item.explanation for item in result.items} == {"见规程"}
    assert _codes(result).count("difficulty-unreadable") == 1


def test_options_may_stand_before_their_stem(tmp_path: Path) -> None:
    result = sheet_read(
        tmp_path,
        ["是否启用", "选项A", "选项B", "选项C", "选项D", "题干描述", "正确答案"],
        *(["是", *_OPTIONS, asked(at), answer] for at, answer in enumerate("BD")),
    )
    assert [item.answer for item in result.items] == ["B", "D"]
    assert [item.stem for item in result.items] == [asked(0), asked(1)]


def test_what_explains_the_columns_above_a_table_is_no_question(tmp_path: Path) -> None:
    guide = ["【题型】只填单选、多选、判断。", "【题干】甲证由谁发放？填全文。", "【选项】用 | 分隔，例：A.甲 | B.乙 | C.丙，判断不填。", "【答案】填字母，如 AC。"]  # fmt: skip
    rows = [
        ["单选", asked(1), "A.甲局 | B.乙局", "B"],
        ["多选", asked(2), "A.甲局 | B.乙局 | C.丙局", "AC"],
    ]
    result = read(
        word(tmp_path / "a.docx", *map(paragraph, guide), table([["题型", "题干", "选项", "答案"], *rows]))
    )
    assert [item.answer for item in result.items] == ["B", "AC"]
    assert [piece.text for piece in result.skipped if piece.reason == "填写说明"] == guide


def test_what_a_bank_files_questions_by_is_no_explanation(tmp_path: Path) -> None:
    text = "\n".join(
        f"{at}.【题干】{asked(at)}\n【选项】A.甲局\nB.乙局\n【答案】B\n【解析】见规程。\n【阶段分类】初任\n【认知层次】记忆\n【知识延伸】见教材。"
        for at in (1, 2, 3)
    )
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    result = read(path)
    assert {item.explanation for item in result.items} == {"见规程。\n见教材。"}
    assert not {"text-after-answer"} & {*_codes(result)}
    assert "【阶段分类】初任" in {piece.text for piece in result.skipped}


@pytest.mark.parametrize(
    "words",
    [("# Answer\n", "Correct option", "Reason"), ("", "正确答案", "解析")],
    ids=["English", "Chinese"],
)
def test_an_answer_in_markdown_tells_its_letter_and_its_reason(
    tmp_path: Path, words: tuple[str, str, str]
) -> None:
    title, answer, reason = words
    cells = [
        f"{title}- **{answer}:** {letter}\n- **{reason}:** 见规程第{at}条" for at, letter in enumerate("BD")
    ]
    result = sheet_read(
        tmp_path,
        ["No", "Content", "A", "B", "C", "D", "Answered"],
        *([at, asked(at), *_OPTIONS, cell] for at, cell in enumerate(cells)),
    )
    assert [(item.answer, item.explanation) for item in result.items] == [
        ("B", "见规程第0条"),
        ("D", "见规程第1条"),
    ]
    assert _codes(result) == ["types-inferred"]


def test_one_heading_over_each_column_of_options_names_them_all(tmp_path: Path) -> None:
    rows = [[asked(at), *_OPTIONS, answer] for at, answer in enumerate("BD")]
    result = sheet_read(tmp_path, ["题目", "选项", "选项", "选项", "选项", "答案"], *rows)
    assert [(option_texts(item), item.answer) for item in result.items] == [
        ([*_OPTIONS], "B"),
        ([*_OPTIONS], "D"),
    ]


@pytest.mark.parametrize(("stem", "judged"), [("甲局第{}年办证。", True), ("甲局第{}年办理____件。", False)])
def test_ones_and_noughts_judge_statements_alone(tmp_path: Path, stem: str, judged: bool) -> None:
    rows = [[stem.format(at), said] for at, said in enumerate((1, 0, 0, 1, 0))]
    result = sheet_read(tmp_path, ["题目", "答案"], *rows)
    assert [item.answer for item in result.items] == ([*"TFFTF"] if judged else [None] * 5)
    assert judged == ("truth-by-number" in _codes(result))


def test_quotes_around_all_cells_of_a_column_are_those_of_a_program(tmp_path: Path) -> None:
    rows = [
        ["题型", "题干", "选项", "答案"],
        ["单选题", '"甲证由谁发放（ ）"', '"A-甲局$;$B-乙局$;$C-丙局"', '"C"'],
        ["多选题", '"乙证由谁发放（ ）"', '"A-甲局$;$B-乙局$;$C-丙局"', '"A；C"'],
        ["判断题", '"丙证可以外借。"', '"A-正确$;$B-错误"', '"B"'],
    ]
    result = read(sheet(tmp_path / "a.xlsx", 试题=rows))
    assert [(item.stem, [option.text for option in item.options], item.answer) for item in result.items] == [
        ("甲证由谁发放（ ）", ["甲局", "乙局", "丙局"], "C"),
        ("乙证由谁发放（ ）", ["甲局", "乙局", "丙局"], "AC"),
        ("丙证可以外借。", [], "F"),
    ]
    assert not list(result.all_problems())


def test_quotes_around_some_cells_of_a_column_are_its_own(tmp_path: Path) -> None:
    rows = [["题型", "题干", "选项A", "选项B", "答案"]]
    rows += [
        ["单选题", f"第{at}条怎样称呼甲证", '"甲"', '"乙"' if at % 2 else "乙", "A"] for at in range(1, 6)
    ]
    result = read(sheet(tmp_path / "a.xlsx", 试题=[*rows, ["单选题", "第9条怎样称呼", "丙", "丁", "A"]]))
    assert [option.text for option in result.items[0].options] == ['"甲"', '"乙"']


def test_quotes_around_all_options_are_those_of_a_language(tmp_path: Path) -> None:
    rows = [["题型", "题干", "选项A", "选项B", "答案"]]
    rows += [["单选题", f"第{at}个表达式的值是（ ）", '"甲"', '"乙"', "A"] for at in range(1, 6)]
    result = read(sheet(tmp_path / "a.xlsx", 试题=rows))
    assert [option.text for option in result.items[0].options] == ['"甲"', '"乙"']


def test_points_behind_the_last_option_of_most_questions_belong_to_none(tmp_path: Path) -> None:
    head = ["序号", "题型", "题目", "答案"]
    stems = [f"第{at}号证由谁发放（ ）。\nA.甲局\nB.乙局\nC.丙局" for at in range(1, 5)]
    rows = [[str(at), "单选题", f"{stem}（2分）", "B"] for at, stem in enumerate(stems, 1)]
    rows += [["5", "判断题", "戊证可以外借（2分）", "错"]]
    result = read(sheet(tmp_path / "a.xlsx", 试题=[head, *rows]))
    assert [item.options[-1].text for item in result.items[:4]] == ["丙局"] * 4
    assert result.items[4].stem == "戊证可以外借"
    others = [[str(at), "单选题", stem, "B"] for at, stem in enumerate(stems[1:], 2)]
    few = read(sheet(tmp_path / "b.xlsx", 试题=[head, rows[0], *others]))
    assert few.items[0].options[-1].text == "丙局（2分）"


def test_numbers_in_stems_that_count_on_past_headings_are_no_part_of_them(tmp_path: Path) -> None:
    rows = [["序号", "题目", "A", "B", "答案"], ["一、单选题", "", "", "", ""]]
    rows += [[str(at), f"{at + 1}、第{at}条由谁解释", "甲局", "乙局", "A"] for at in range(1, 7)]
    rows += [["二、多选题", "", "", "", ""]]
    rows += [[str(at), f"{at + 8}、第{at}款由谁解释", "甲局", "乙局", "AB"] for at in range(1, 6)]
    result = read(sheet(tmp_path / "a.xlsx", 试题=rows))
    assert {item.stem[0] for item in result.items} == {"第"}
