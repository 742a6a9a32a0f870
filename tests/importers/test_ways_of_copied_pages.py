"""Ways of pages that were copied: brackets left open, glued answers and page numbers, lost gaps, blanks, traditional characters."""

from pathlib import Path

import pytest

from importers import ImportResult
from tests.importers.build import OPTIONS, lines_read

_STEMS = ["甲证由谁发放（　　）。", "乙证由谁收回（　　）。", "丙证由谁保管（　　）。", "丁证由谁备案（　　）。", "戊证由谁盖章（　　）。"]  # fmt: skip


def _answers(result: ImportResult) -> list[str | None]:
    return [item.answer for item in result.items]


def _questions(*behind: str) -> list[str]:
    """Questions, each with such words right behind its last option."""
    return [
        line
        for at, (stem, words) in enumerate(zip(_STEMS, behind, strict=False), 1)
        for line in (f"{at}. {stem}", *OPTIONS[:-1], OPTIONS[-1] + words)
    ]


def test_an_answer_whose_bracket_is_never_closed_is_read(tmp_path: Path) -> None:
    words = [
        "\n答案： 【乙局",
        "\n答案：【AC",
        "\n答案：【甲局;\n丙局\n",
        "\n答案：【B\n解析：见【甲规】第一条",
    ]
    result = lines_read(tmp_path, *"\n".join(_questions(*words)).split("\n"))
    assert _answers(result) == ["B", "AC", "AC", "B"]
    assert [item.explanation for item in result.items] == ["", "", "", "见【甲规】第一条"]
    assert not any(item.problems for item in result.items)


def test_answers_glued_to_last_options_without_a_colon_are_read_where_nearly_all_stand_so(
    tmp_path: Path,
) -> None:
    result = lines_read(tmp_path, *_questions("答案B", "的登记标准答案A", " 答案AC", "答案D。", "答案B"))
    assert _answers(result) == ["B", "A", "AC", "D", "B"]
    assert [item.options[-1].text for item in result.items] == [
        "丁局",
        "丁局的登记标准",
        "丁局",
        "丁局",
        "丁局",
    ]


def test_one_option_that_ends_so_among_answered_questions_keeps_its_words(tmp_path: Path) -> None:
    words = ["\n答案：B", "答案C", "\n答案：A", "\n答案：D", "\n答案：A"]
    result = lines_read(tmp_path, *"\n".join(_questions(*words)).split("\n"))
    assert result.items[1].options[-1].text == "丁局答案C"
    assert [problem.code for problem in result.items[1].problems] == ["answer-missing"]


def test_numbers_of_pages_within_options_and_stems_are_named(tmp_path: Path) -> None:
    lines = _questions("\n答案：B", "\n答案：C", "\n答案：A")
    lines[1] += "第1页共9页"
    lines[5] += "第 2 页，共 9 页"
    result = lines_read(tmp_path, *"\n".join(lines).split("\n"))
    assert [result.items[0].options[0].text, result.items[1].stem] == ["甲局", _STEMS[1]]
    named = [piece.text for piece in result.skipped if piece.reason == "分隔线或页码"]
    assert named == ["第1页共9页", "第 2 页，共 9 页"]


def test_one_number_of_a_page_within_a_text_belongs_to_it(tmp_path: Path) -> None:
    result = lines_read(tmp_path, "1. 文件写着第2页共9页，缺几页（　　）。", *OPTIONS, "答案：B")
    assert result.items[0].stem == "文件写着第2页共9页，缺几页（　　）。"


def test_letters_that_stand_bare_in_the_stems_answer_also_several_and_beside_names(tmp_path: Path) -> None:
    stems = ["材料用AD表示。", "A类场所由C检查。", "DNA样本由B保存。", "通过5 A电流时由AB处理。", "CAD图纸由D审核。", "戊证由（C）盖章。"]  # fmt: skip
    lines = [line for at, stem in enumerate(stems, 1) for line in (f"{at}. {stem}", *OPTIONS)]
    result = lines_read(tmp_path, *lines)
    assert _answers(result) == ["AD", "C", "B", "AB", "D", "C"]
    assert result.items[1].stem == "A类场所由（　　）检查。"
    assert "answers-by-emphasis" in {problem.code for problem in result.problems}


@pytest.mark.parametrize("stem", ["A车间由谁管理", "使用C++的程序由谁审核", "B级场所由谁验收"])
def test_letters_of_a_few_stems_among_answered_questions_are_names(tmp_path: Path, stem: str) -> None:
    words = ["\n答案：B", "\n答案：C", "\n答案：A", "\n答案：D", "\n答案：A"]
    few = [
        line
        for at in (6, 7, 8)
        for line in (f"{at}. {stem}第{at}号", *(option + str(at) for option in OPTIONS))
    ]
    result = lines_read(tmp_path, *"\n".join(_questions(*words)).split("\n"), *few)
    assert _answers(result) == ["B", "C", "A", "D", "A", None, None, None]


def test_a_blank_behind_every_character_but_letters_and_figures_falls(tmp_path: Path) -> None:
    lines = [
        "单 选 题（总 共 2题）1.甲 证 应 当 由 哪 个 局 依 法 发 放 ，并 备 案（ ）。A、甲 局 B、乙 局 C、丙 局 答 案：C2.乙 证 在 多 少 天 内 收 回（ ）。A、3天 B、5天 C、7天 答 案：A"
    ]
    result = lines_read(tmp_path, *lines)
    assert [(item.stem, item.answer) for item in result.items] == [
        ("甲证应当由哪个局依法发放，并备案（ ）。", "C"), ("乙证在多少天内收回（ ）。", "A"),
    ]  # fmt: skip
    assert [option.text for option in result.items[0].options] == ["甲局", "乙局", "丙局"]


def test_blanks_between_some_characters_stay(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "1. 下列哪句是唐诗（　　）。", "A. 明 月 光", "B. 大江东去浪淘尽", "答案：A"
    )
    assert result.items[0].options[0].text == "明 月 光"


def test_labels_and_types_in_traditional_characters_are_known_and_texts_keep_theirs(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "一、單選題", "1. 甲證由誰發放？【選項(xiàng)】", *OPTIONS, "【參考答案】B【解析】見第一條，選項A錯誤。",
        "二、多選題", "2. 乙證由誰收回（　　）。", *OPTIONS, "標準答案：AC", "三、判斷題", "3. 甲局發證。", "正確答案：錯誤", "4. 乙局發證。（對）",
    )  # fmt: skip
    assert [(item.type, item.stem, item.answer) for item in result.items] == [
        ("single_choice", "甲證由誰發放？", "B"), ("multiple_choice", "乙證由誰收回（　　）。", "AC"),
        ("true_false", "甲局發證。", "F"), ("true_false", "乙局發證。（　　）", "T"),
    ]  # fmt: skip
    assert result.items[0].explanation == "見第一條，選項A錯誤。"
    assert not any(item.problems for item in result.items)


@pytest.mark.parametrize("said", ["\n此题为判断题（对，错）。", "\n本题为判断题", "此题为判断题（√，×）"])
def test_a_sentence_below_the_stem_names_its_type(tmp_path: Path, said: str) -> None:
    lines = [
        line
        for at, key in enumerate("√×√", 1)
        for line in (f"{at}. 甲局第{at}次发证。{said}", f"答案：{key}")
    ]
    result = lines_read(tmp_path, *"\n".join(lines).split("\n"))
    assert [(item.type, item.stem, item.answer) for item in result.items] == [
        ("true_false", f"甲局第{at}次发证。", side) for at, side in enumerate("TFT", 1)
    ]
    assert result.problems == ()


def test_the_title_again_with_the_number_of_a_part_heads_that_part(tmp_path: Path) -> None:
    parts = [
        line
        for part in ("第1篇", "第2篇")
        for line in ("", f"甲业考试真题2篇 {part}", "", f"甲证{part}由谁发放（　　）。", *OPTIONS, "答案：B")
    ]
    result = lines_read(tmp_path, "甲业考试真题2篇", "发布时间：2021-09-28", *parts)
    assert [item.stem for item in result.items] == [
        "甲证第1篇由谁发放（　　）。",
        "甲证第2篇由谁发放（　　）。",
    ]


def _with_notes(*notes: str) -> list[str]:
    return [
        line
        for at, (stem, note) in enumerate(zip(_STEMS, notes, strict=True), 1)
        for line in (f"{at}. {stem}", *OPTIONS, "正确答案：B", note, "")
    ]


def test_one_line_behind_the_answer_of_every_question_explains_it_and_is_told_once(tmp_path: Path) -> None:
    notes = [f"按照甲规第{at}条办理。" for at in range(1, 6)]
    result = lines_read(tmp_path, *_with_notes(*notes))
    assert [item.explanation for item in result.items] == notes
    assert not any(item.problems for item in result.items)
    assert [problem.code for problem in result.problems] == ["types-inferred", "text-after-answer"]


def test_a_few_lines_behind_answers_are_told_with_their_questions(tmp_path: Path) -> None:
    result = lines_read(tmp_path, *_with_notes("按照甲规办理。", "", "见乙规。", "", ""))
    told = [[problem.code for problem in item.problems] for item in result.items]
    assert told == [["text-after-answer"], [], ["text-after-answer"], [], []]


@pytest.mark.parametrize(
    "said",
    [
        "感谢您的参与！本问卷由 甲网 提供技术支持",
        "谢谢大家的支持",
        "—— 试卷结束 ——",
        "温馨提示：答案见下页",
        "（答案在最后一页）",
    ],
)
def test_what_a_page_says_behind_its_last_question_is_no_part_of_it(tmp_path: Path, said: str) -> None:
    result = lines_read(tmp_path, "1. 甲证由谁发（A）", "A. 甲局", "B. 乙局", said)
    assert [option.text for option in result.items[0].options] == ["甲局", "乙局"]
    assert [piece.text for piece in result.skipped] == [said]


def test_labels_that_tell_how_often_and_in_what_way_are_no_part_of_the_answer(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "1. 甲证由谁发（ ）", "A. 甲局", "B. 乙局", "【答案】B", "【考频】高", "【思路】", "A项：错误。", "B项：正确。",
        "2. 乙证由谁发（ ）", "A. 甲局", "B. 乙局", "正确答案A", "答案解析A项，见乙证条例。",
    )  # fmt: skip
    assert [(item.answer, item.explanation, item.problems) for item in result.items] == [
        ("B", "A项：错误。\nB项：正确。", ()),
        ("A", "A项，见乙证条例。", ()),
    ]


def test_a_blank_on_a_line_of_its_own_above_an_option_that_is_a_number_hides_no_question(
    tmp_path: Path,
) -> None:
    result = lines_read(
        tmp_path, "1. 间距不应小于多少？", "（　　）", "A.0.1米", "B.0.3米", "答案：B", "解析：见甲办法。"
    )
    assert (result.items[0].answer, result.items[0].problems) == ("B", ())
