"""Sheets as databases and their templates write them: names in pinyin, objects in cells, words for nothing, examples to delete."""

import json
from pathlib import Path

import pytest

from importers.column_names import field_called, plain_heading
from tests.importers.build import asked, codes_told, option_texts, sheet_read

_OPTIONS = ("甲局", "乙局", "丙局", "丁局")
_CHOICES = ("B", "D", "A", "C")


@pytest.mark.parametrize(
    "names",
    [
        "bian_hao ti_xing zheng_wen xuan_xiang da_an nan_du",
        "tiHao tiMuLeiXing shiTiNeiRong beiXuanXiang zhengQueDaAn nanYiChengDu",
        "xuhao leixing tigan xuanxiang biaozhundaan nandu",
        "XU_HAO SHI_TI_LEI_XING WEN_TI BEI_XUAN_DA_AN CAN_KAO_DA_AN NAN_DU",
    ],
)
def test_headings_and_types_in_pinyin_are_read_however_they_are_joined(tmp_path: Path, names: str) -> None:
    rows: list[list[object]] = [
        ["1", "danxuan", asked(1), "@@".join(_OPTIONS), "B", 3],
        ["2", "duoxuanti", asked(2), "@@".join(_OPTIONS), "AC", 3],
        ["3", "panduan", "甲证可以转让。", "", "0", 3],
    ]
    result = sheet_read(tmp_path, names.split(), *rows)
    found = [(item.number, item.type, item.answer) for item in result.items]
    assert found == [("1", "single_choice", "B"), ("2", "multiple_choice", "AC"), ("3", "true_false", "F")]
    assert option_texts(result.items[0]) == [*_OPTIONS]


@pytest.mark.parametrize(
    "word", ["title", "timing", "dance", "date", "dating", "changes", "fen_zhi", "da", "an"]
)
def test_words_that_spell_no_known_heading_are_none_in_pinyin(word: str) -> None:
    assert field_called(plain_heading(word)) in {None, "stem" if word == "title" else None}


def test_lines_that_begin_with_letters_before_the_same_word_are_options_as_they_stand(tmp_path: Path) -> None:
    texts = ["A类器具须登记", "B类器具须登记", "C类器具须登记", "E类器具须登记"]
    result = sheet_read(
        tmp_path, ["题干", "选项", "答案"], *[[asked(at), "\n".join(texts), "C"] for at in (1, 2)]
    )
    assert option_texts(result.items[0]) == texts


@pytest.mark.parametrize("heading", ["content", "题目信息"])
@pytest.mark.parametrize("inner", [("titleContent", "questionItems"), ("题干", "选项")])
def test_objects_in_cells_give_columns_of_their_own(
    tmp_path: Path, heading: str, inner: tuple[str, str]
) -> None:
    def content(at: int) -> str:
        options = [{"prefix": letter, "content": text} for letter, text in zip("ABCD", _OPTIONS, strict=True)]
        return json.dumps({inner[0]: asked(at), "parse": None, inner[1]: options}, ensure_ascii=False)

    rows: list[list[object]] = [[at, said, content(at)] for at, said in enumerate(_CHOICES, 1)]
    result = sheet_read(tmp_path, ["id", "correct", heading], *rows)
    assert [(item.stem, item.answer) for item in result.items] == [
        (asked(at), said) for at, said in enumerate(_CHOICES, 1)
    ]
    assert option_texts(result.items[0]) == [*_OPTIONS]
    assert not {"text-unread", "stem-empty"} & codes_told(result)


_NOTHING = ["-", "/", "无", "NULL", "None", "—", "N/A", "(null)", "nan"]


@pytest.mark.parametrize("words", [_NOTHING, *([word] * len(_NOTHING) for word in _NOTHING)])
def test_a_column_of_words_for_nothing_holds_no_options(tmp_path: Path, words: list[str]) -> None:
    rows: list[list[object]] = [["题型", "题干", *(f"选项{letter}" for letter in "ABCDE"), "答案", "解析"]]
    rows += [["单选", asked(at), *_OPTIONS, word, "B", word] for at, word in enumerate(words, 1)]
    rows += [["多选", asked(90), *_OPTIONS, "戊局", "AE", words[0]]]
    rows += [["判断", "甲证可以转让。", *[words[1]] * 5, "错误", words[1]]]
    result = sheet_read(tmp_path, *rows)
    *choices, several, judged = result.items
    assert {len(item.options) for item in choices} == {4} and not any(item.explanation for item in choices)
    assert len(several.options) == 5 and several.answer == "AE"
    assert (judged.type, judged.answer, judged.options) == ("true_false", "F", ())
    assert "text-unread" not in codes_told(result)
    assert ("option-doubtful" in codes_told(result)) == ("无" in words)  # which may be one of the options
    assert set(words) <= {said for piece in result.skipped for said in piece.text.split("；")}


def test_a_word_for_nothing_that_answers_once_is_an_option_of_all_questions(tmp_path: Path) -> None:
    rows: list[list[object]] = [["题干", "选项A", "选项B", "选项C", "答案"]]
    rows += [[asked(at), "甲局", "乙局", "无", "ABAB"[at - 1]] for at in range(1, 5)]
    result = sheet_read(tmp_path, *rows, ["哪个局发放乙证", "甲局", "乙局", "无", "C"])
    assert [len(item.options) for item in result.items] == [3] * 5


def test_words_for_nothing_stay_options_where_few_rows_or_answers_have_them(tmp_path: Path) -> None:
    rows: list[list[object]] = [["题干", "选项A", "选项B", "选项C", "答案"]]
    rows += [[asked(at), "甲局", "乙局", "丙局", "A"] for at in range(1, 5)]
    rows += [["哪个局发放乙证", "甲局", "乙局", "无", "C"], ["哪个局发放丙证", "甲局", "乙局", "无", "A"]]
    result = sheet_read(tmp_path, *rows)
    assert [len(item.options) for item in result.items] == [3] * 6


def test_words_for_nothing_that_answer_or_stand_among_signs_are_options(tmp_path: Path) -> None:
    rows: list[list[object]] = [["题干", "选项A", "选项B", "选项C", "答案"]]
    rows += [[asked(at), "甲局", "乙局", "NULL", "C"] for at in range(1, 4)]
    rows += [[f"第{at}题用哪个符号", "+", "*", "-", "A"] for at in range(1, 4)]
    result = sheet_read(tmp_path, *rows)
    assert [len(item.options) for item in result.items] == [3] * 6


@pytest.mark.parametrize(
    "note",
    [
        "【示例，导入前请删除】{}",
        "{}（示例，请删除）",
        "[样例，导入时请勿删除]{}",
        "【示例行】{}",
        "（填写示例）{}",
    ],
)
def test_examples_that_ask_to_be_deleted_are_named_and_left_out(tmp_path: Path, note: str) -> None:
    head = ["题干", "题型", "选项", "答案"]
    example = [note.format("丁证归谁管"), "单选", "|".join(_OPTIONS), "B"]
    result = sheet_read(
        tmp_path, head, example, *[[asked(n), "单选", "|".join(_OPTIONS), "A"] for n in (1, 2)]
    )
    assert len(result.items) == 2
    assert [piece.reason for piece in result.skipped if "丁证" in piece.text] == ["模板里的示例"]


def test_a_cell_beside_the_question_may_say_that_it_is_an_example(tmp_path: Path) -> None:
    head = ["题干", "题型", "选项", "答案", "备注"]
    rows = [[asked(n), "单选", "|".join(_OPTIONS), "A", "示例，请删除" if n == 1 else ""] for n in (1, 2, 3)]
    assert len(sheet_read(tmp_path, head, *rows).items) == 2


@pytest.mark.parametrize("signs", ["1)", "(1)", "1.", "1、"])
@pytest.mark.parametrize("joint", ["\t", "\n", " "])
def test_options_of_a_cell_may_have_any_numbers(tmp_path: Path, signs: str, joint: str) -> None:
    cell = joint.join(signs.replace("1", str(n)) + text for n, text in enumerate(_OPTIONS, 1))
    rows: list[list[object]] = [
        [at, asked(at), cell, said] for at, said in enumerate(("2)", "1)", "1)2)4)", "3)"), 1)
    ]
    result = sheet_read(tmp_path, ["No.", "测试内容", "备选", "应答"], *rows)
    assert [item.answer for item in result.items] == ["B", "A", "ABD", "C"]
    assert option_texts(result.items[0]) == [*_OPTIONS]


@pytest.mark.parametrize("heads", [[f"第{sign}项" for sign in signs] for signs in ("1234", "一二三四")])
@pytest.mark.parametrize("said", ["正确项序号", "正确选项的序号", "正确答案编号", "标准答案序号"])
def test_answers_are_the_numbers_of_options_that_their_headings_count(
    tmp_path: Path, heads: list[str], said: str
) -> None:
    rows: list[list[object]] = [[asked(n), *_OPTIONS, right] for n, right in enumerate((4, 134, 2))]
    result = sheet_read(tmp_path, ["问题描述", *heads, said], *rows)
    assert [item.answer for item in result.items] == ["D", "ACD", "B"]


def test_a_heading_may_name_its_field_in_brackets(tmp_path: Path) -> None:
    rows: list[list[object]] = [["业务", asked(n), *_OPTIONS, "B"] for n in (1, 2)]
    result = sheet_read(tmp_path, ["科室", "考核内容（题目）", *"ABCD", "判分依据（答案）"], *rows)
    assert [(item.stem, item.answer) for item in result.items] == [(asked(1), "B"), (asked(2), "B")]


@pytest.mark.parametrize("quote", ["'", '"'])
@pytest.mark.parametrize("labelled", [True, False])
def test_lists_of_python_are_options_and_answers(tmp_path: Path, quote: str, labelled: bool) -> None:
    def held(texts: list[str]) -> str:
        return "[" + ", ".join(f"{quote}{text}{quote}" for text in texts) + "]"

    texts = [f"{letter}. {text}" if labelled else text for letter, text in zip("ABCD", _OPTIONS, strict=True)]
    rows: list[list[object]] = [
        [asked(at), held(texts), held([*said])] for at, said in enumerate(("B", "ACD", "D"))
    ]
    result = sheet_read(tmp_path, ["content", "choices", "correct"], *rows, ["甲证可以转让。", "[]", False])
    assert [item.answer for item in result.items] == ["B", "ACD", "D", "F"]
    assert option_texts(result.items[0]) == [*_OPTIONS]


@pytest.mark.parametrize(("single", "several", "judged"), [("SCQ", "MCQ", "YN"), ("Single", "MCQ", "Yes/No")])
def test_mcq_beside_another_word_for_one_answer_is_a_choice_of_several(
    tmp_path: Path, single: str, several: str, judged: str
) -> None:
    head: list[object] = ["Type", "Question", "OptA", "OptB", "OptC", "OptD", "Ans"]
    rows: list[list[object]] = [[single, asked(1), *_OPTIONS, "B"], [several, asked(2), *_OPTIONS, "A/C"]]
    kinds = [
        item.type
        for item in sheet_read(tmp_path, head, *rows, [judged, "甲证可以转让。", *[""] * 4, "N"]).items
    ]
    assert kinds == ["single_choice", "multiple_choice", "true_false"]
    alone = sheet_read(
        tmp_path, head, [several, asked(1), *_OPTIONS, "B"], [several, asked(2), *_OPTIONS, "A"]
    )
    assert {item.type for item in alone.items} == {"single_choice"}


@pytest.mark.parametrize("joint", ["^", "##", "|", "@@", "$$", ";"])
def test_answers_join_the_words_of_several_options_as_their_cells_do(tmp_path: Path, joint: str) -> None:
    texts = ["甲局", "乙、丙两局", "丁局，戊局", "己局"]
    rows: list[list[object]] = [
        [asked(at), joint.join(texts), joint.join(texts[n] for n in right)]
        for at, right in enumerate(((1,), (0, 1, 2), (1, 3), (2,)))
    ]
    result = sheet_read(tmp_path, ["题目内容", "选项", "答案（填写选项原文）"], *rows)
    assert [item.answer for item in result.items] == ["B", "ABC", "BD", "C"]


@pytest.mark.parametrize(
    ("form", "letters"),
    [
        *((form, "C") for form in ("正确答案：{}", "选{}", "答案为{}", "故选{}。", "本题选{}", "应选{}", "C（丙局）", "C. 丙局")),
        *((form, "C") for form in ("因此，本题答案是{}", "故本题的正确选项为{}", "{}项正确。", "应为{}", "综上所述，选择{}", "【答案】{}")),
        *((form, "BD") for form in ("正确答案为{}", "答案应选{}", "B（乙局）、D（丁局）", "选B、D", "{}项是正确的")),
    ],
)  # fmt: skip
def test_answers_may_be_said_in_phrases(tmp_path: Path, form: str, letters: str) -> None:
    rows: list[list[object]] = [[asked(at), *_OPTIONS, form.format(letters)] for at in (1, 2)]
    result = sheet_read(tmp_path, ["题目", *(f"选项{letter}" for letter in "ABCD"), "正确答案及说明"], *rows)
    assert [item.answer for item in result.items] == [letters] * 2
    assert "text-unread" not in codes_told(result)


def test_a_phrase_that_is_the_text_of_an_option_is_that_option(tmp_path: Path) -> None:
    rows: list[list[object]] = [[asked(at), "选A组", "选B组", "选C组", "选B组"] for at in (1, 2)]
    result = sheet_read(tmp_path, ["题目", "选项A", "选项B", "选项C", "答案"], *rows)
    assert [item.answer for item in result.items] == ["B", "B"]


def test_remarks_that_speak_of_judging_are_no_types_of_choices(tmp_path: Path) -> None:
    rows: list[list[object]] = [[asked(at), *_OPTIONS, "B", "A", "根据题意判断"] for at in (1, 2, 3)]
    result = sheet_read(
        tmp_path, ["问题(选择题)", *"ABCD", "标准答案(选择题)", "模型答案(选择题)", "模型理由"], *rows
    )
    assert {(item.type, item.answer) for item in result.items} == {("single_choice", "B")}


def test_objects_in_cells_are_read_where_the_header_stands_again(tmp_path: Path) -> None:
    head = ["id", "correct", "content"]
    cells = [json.dumps({"title": asked(at), "options": [*_OPTIONS]}, ensure_ascii=False) for at in range(4)]
    rows: list[list[object]] = [
        [at, said, cell] for at, (said, cell) in enumerate(zip("BDAC", cells, strict=True))
    ]
    result = sheet_read(tmp_path, head, *rows[:2], head, *rows[2:])
    assert [(item.stem, item.answer) for item in result.items] == [
        (asked(at), said) for at, said in enumerate("BDAC")
    ]


def test_objects_that_cannot_be_read_are_told_as_stems(tmp_path: Path) -> None:
    rows: list[list[object]] = [['{"title": "甲证由谁发放", "options": [', *_OPTIONS, "B"] for _ in range(2)]
    result = sheet_read(tmp_path, ["content", *"ABCD", "answer"], *rows)
    assert all("stem-doubtful" in {problem.code for problem in item.problems} for item in result.items)


def test_the_title_is_the_stem_where_only_it_asks_and_answers_count_from_0(tmp_path: Path) -> None:
    cell = json.dumps(
        [f"{label}、{text}" for label, text in zip("ABCD", _OPTIONS, strict=True)], ensure_ascii=False
    )
    rows = [
        [at, f"第{at}种甲证由哪个局发放？", f"第{at}种甲证由该局发放，见第{at}条。", cell, str(place)]
        for at, place in enumerate((1, 3, 0, 2))
    ]
    result = sheet_read(tmp_path, ["id", "question_title", "question_content", "answers", "answer_id"], *rows)
    assert [(item.stem, item.answer, item.explanation) for item in result.items] == [
        (row[1], letter, row[2]) for row, letter in zip(rows, _CHOICES, strict=True)
    ]
