"""Files that programs write: objects of JSON, options counted from 0, answer and letter in columns of their own."""

import json
from pathlib import Path

import pytest

from importers import ImportResult, Unreadable, read
from tests.importers.build import lines_read

_OPTIONS = ["甲局", "乙局", "丙局"]


def _read(folder: Path, text: str, name: str = "试题.json") -> ImportResult:
    path = folder / name
    path.write_text(text, "utf-8")
    return read(path)


def _rows(folder: Path, *rows: str) -> ImportResult:
    return _read(folder, "\n".join(rows), "试题.csv")


def _answers(result: ImportResult) -> list[str | None]:
    return [item.answer for item in result.items]


def _codes(result: ImportResult) -> list[str]:
    return [problem.code for problem in result.problems]


_RECORDS = [
    {"question": "甲证由谁发放？", "options": _OPTIONS, "answer": "B", "explanation": "见章程。"},
    {"question": "乙证由谁发放？", "options": {"B": "乙局", "A": "甲局", "C": "丙局"}, "answer": ["A", "C"]},
    {"question": "丙证可以转让。", "answer": False},
]


@pytest.mark.parametrize("lines", [True, False])
def test_objects_a_line_or_in_an_array_are_questions(tmp_path: Path, lines: bool) -> None:
    each = [json.dumps(record, ensure_ascii=False) for record in _RECORDS]
    result = _read(tmp_path, "\n".join(each) if lines else "[\n" + ",\n".join(each) + "\n]")
    assert [(item.type, item.answer) for item in result.items] == [
        ("single_choice", "B"), ("multiple_choice", "AC"), ("true_false", "F"),
    ]  # fmt: skip
    assert [option.text for option in result.items[1].options] == _OPTIONS
    assert result.items[0].explanation == "见章程。"
    first = 1 if lines else 2
    assert [item.place.line for item in result.items if item.place] == [first, first + 1, first + 2]


def test_arrays_under_names_of_types_are_sheets_and_what_stands_beside_them_is_named(tmp_path: Path) -> None:
    judged = [{"question": "甲证可以转让。", "answer": "A"}, {"question": "乙证可以转让。", "answer": "B"}]
    result = _read(tmp_path, json.dumps({"title": "第二单元", "判断题": judged}, ensure_ascii=False))
    assert [(item.type, item.answer) for item in result.items] == [("true_false", "T"), ("true_false", "F")]
    assert "title：第二单元" in {piece.text for piece in result.skipped}


def test_records_are_found_however_deep_the_answer_of_a_server_holds_them(tmp_path: Path) -> None:
    asked = [
        {"timu_title": f"{thing}证由谁发", "timu_a": "甲局", "timu_b": "乙局", "timu_daan": "B"}
        for thing in "甲乙"
    ]
    answer = {"code": "0", "data": {"page": "1", "result": {"list": asked}}}
    result = _read(tmp_path, json.dumps(answer, ensure_ascii=False))
    assert [(item.stem, item.answer) for item in result.items] == [("甲证由谁发", "B"), ("乙证由谁发", "B")]
    assert {"code：0", "page：1"} <= {piece.text for piece in result.skipped}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"question": "甲", "answer": "对"}\n{"question": "乙", ', "第 2 行起不是完整的 JSON"),
        ('{"name": "甲", "age": 3}', "question、options、answer"),
        ('{"a": ' + "[" * 100_000, "第 1 行起不是完整的 JSON"),
    ],
)
def test_json_that_is_broken_or_holds_no_questions_is_refused_with_a_sentence(
    tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(Unreadable, match=said):
        _read(tmp_path, text)


@pytest.mark.parametrize(
    "head", ["题目,选项一,选项二,选项三,答案,题型", "question,option1,option2,option3,ans,type"]
)
def test_a_0_among_answers_as_numbers_counts_all_options_from_0_which_is_told_once(
    tmp_path: Path, head: str
) -> None:
    texts = ",".join(_OPTIONS)
    result = _rows(tmp_path, head, f"甲证由谁发放？,{texts},0,mcq", f"乙证由谁发放？,{texts},2,single", f"丙证由谁发放？,{texts},1 2,multi")  # fmt: skip
    assert [(item.type, item.answer) for item in result.items] == [
        ("single_choice", "A"), ("single_choice", "C"), ("multiple_choice", "BC"),
    ]  # fmt: skip
    assert _codes(result).count("answers-by-index") == 1


@pytest.mark.parametrize("others", [("1", "2"), ("0", "3"), ("0", "B")])
def test_numbers_that_may_count_from_1_or_name_no_option_are_no_answers(
    tmp_path: Path, others: tuple[str, str]
) -> None:
    rows = (
        f"{stem}证由谁发放？,甲局|乙局|丙局,{said},mcq" for stem, said in zip("甲乙", others, strict=True)
    )
    result = _rows(tmp_path, "题目,选项,答案,题型", *rows)
    assert "answers-by-index" not in _codes(result)
    assert {item.type for item in result.items} == {"single_choice"}
    unread = [item for item in result.items if item.answer is None]
    assert len(unread) == sum(said.isdigit() for said in others)
    assert all({told.code for told in item.problems} & {"answer-unreadable"} for item in unread)


def test_a_0_of_options_that_are_numbers_is_the_text_of_one(tmp_path: Path) -> None:
    result = _rows(tmp_path, "题目,选项,答案", "甲几枚？,2|1|0,0", "乙几枚？,2|1|0,1")
    assert _answers(result) == ["C", "B"]


def test_the_words_and_the_letter_of_an_answer_in_two_columns_are_one_answer(tmp_path: Path) -> None:
    head = "question,optionA,optionB,optionC,Answer,CorrectAnswer"
    texts = ",".join(_OPTIONS)
    result = _rows(tmp_path, head, f"甲证由谁发放？,{texts},乙局,B", f"乙证由谁发放？,{texts},丙局,A")
    assert _answers(result) == ["B", None]
    assert "answer-unreadable" in {told.code for told in result.items[1].problems}


@pytest.mark.parametrize("head", ["答案与讲解", "答案及解析", "答案（解析）"])
def test_one_column_may_hold_answer_and_reason(tmp_path: Path, head: str) -> None:
    result = _rows(tmp_path, f"题目,选项,{head}", "甲证由谁发放？,A甲局 B乙局 C丙局,B。见章程第二条。")
    assert [(item.answer, item.explanation) for item in result.items] == [("B", "见章程第二条。")]


def test_beside_a_column_of_answers_the_other_one_explains(tmp_path: Path) -> None:
    result = _rows(
        tmp_path, "题目,选项,答案,答案与讲解,key", "甲证由谁发放？,A甲局 B乙局 C丙局,B,见章程。,7f"
    )
    assert [(item.answer, item.explanation) for item in result.items] == [("B", "见章程。")]


@pytest.mark.parametrize("head", ["ans", "answers", "key", "right_ans", "correct_answer"])
def test_programs_call_the_answer_so(tmp_path: Path, head: str) -> None:
    result = _rows(tmp_path, f"title,opts,{head}", "甲证由谁发放？,A.甲局|B.乙局,B")
    assert _answers(result) == ["B"]


@pytest.mark.parametrize(("end", "told"), [("", True), (",", True), ("]", False), ("\n]\n", False)])
def test_an_array_that_breaks_off_behind_a_question_is_told(tmp_path: Path, end: str, told: bool) -> None:
    asked = '{"question": "甲证由谁发放？", "options": ["甲局", "乙局"], "answer": "A", "type": "单选题"}'
    result = _read(tmp_path, f"[{asked}{end}")
    assert len(result.items) == 1
    assert ("text-unread" in {entry.code for entry in result.problems}) == told


@pytest.mark.parametrize("signs", ["@#%", "&#$", "*+="])
@pytest.mark.parametrize("together", [False, True])
def test_records_whose_lines_signs_tell_apart_are_read(tmp_path: Path, signs: str, *, together: bool) -> None:
    stem, option, answer = signs
    lines = []
    for at, said in enumerate(("C", "A", "B"), 1):
        options = [f"{option} {text}" for text in _OPTIONS]
        lines += [
            f"{stem}{'甲乙丙'[at - 1]}证由谁发",
            *([" ".join(options)] if together else options),
            f"{answer}{said} 　$第{at}章",
        ]
    result = lines_read(tmp_path, *lines)
    assert [(item.stem, [each.text for each in item.options], item.answer) for item in result.items] == [
        ("甲证由谁发", _OPTIONS, "C"), ("乙证由谁发", _OPTIONS, "A"), ("丙证由谁发", _OPTIONS, "B"),
    ]  # fmt: skip
    assert [piece.text for piece in result.skipped if piece.reason == "答案后的标注"] == [
        "$第1章",
        "$第2章",
        "$第3章",
    ]
