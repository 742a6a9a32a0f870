"""Sheets whose headings nobody knows: the contents of their columns tell stems, options and answers, which is told once."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from importers import ImportResult, Unreadable, read
from tests.importers.build import sheet

_RIGHTS = ("B", "D", "A", "ACD", "C")
_TEXTS = ("甲局", "乙局发放", "丙局", "丁局收回")


def _asked(at: int) -> str:
    return f"第{at}种甲证由哪个局（ ）发放。"


def _read(folder: Path, *rows: Sequence[str], **others: Sequence[Sequence[str]]) -> ImportResult:
    return read(sheet(folder / "a.xlsx", 试题=rows, **others))


def _options(at: int) -> list[str]:
    return [f"{text}{at}处" for text in _TEXTS]


def _said(right: str, signs: str, between: str = "、") -> str:
    return between.join(signs["ABCD".index(letter)] for letter in right)


def _is_read(result: ImportResult) -> None:
    assert [item.answer for item in result.items] == list(_RIGHTS)
    assert [item.stem for item in result.items] == [_asked(at) for at in range(5)]
    assert [[option.text for option in item.options] for item in result.items] == [
        _options(at) for at in range(5)
    ]
    assert "header-missing" in {problem.code for problem in result.problems}


@pytest.mark.parametrize("title", [True, False])
@pytest.mark.parametrize("signs", ["ABCD", "甲乙丙丁", "①②③④", "一二三四"])
@pytest.mark.parametrize("heading", ["{}", "支{}", "说法{}"])
def test_headings_that_count_are_those_of_options_and_answers_may_name_them(
    tmp_path: Path, heading: str, signs: str, title: bool
) -> None:
    head = ("考核要点", "问什么", *map(heading.format, signs), "应选", "管理岗")
    rows = [
        ("制度类", _asked(at), *_options(at), _said(right, signs), "甲岗") for at, right in enumerate(_RIGHTS)
    ]
    _is_read(_read(tmp_path, *[("甲局业务考核",)] * title, head, *rows))


@pytest.mark.parametrize("order", ["stem answer options", "stem options answer", "answer stem options"])
def test_columns_of_options_may_have_any_headings(tmp_path: Path, order: str) -> None:
    def row(stem: str, answer: str, options: Sequence[str]) -> list[str]:
        held = {"stem": [stem], "answer": [answer], "options": list(options)}
        return [cell for name in order.split() for cell in held[name]]

    head = row("问什么", "应选", ("头一个", "次一个", "再一个", "末一个"))
    _is_read(
        _read(tmp_path, head, *(row(_asked(at), right, _options(at)) for at, right in enumerate(_RIGHTS)))
    )


@pytest.mark.parametrize(
    "signs", [("(1)", "(2)", "(3)", "(4)"), ("①", "②", "③", "④"), ("A.", "B.", "C.", "D.")]
)
@pytest.mark.parametrize("between", [" ", "\n"])
def test_a_cell_of_options_and_the_answers_may_have_signs_of_their_own(
    tmp_path: Path, signs: Sequence[str], between: str
) -> None:
    def cell(at: int) -> str:
        return between.join(sign + text for sign, text in zip(signs, _options(at), strict=True))

    def said(right: str) -> str:
        return ",".join(signs["ABCD".index(letter)].strip(".") for letter in right)

    rows = [("内控", _asked(at), cell(at), said(right), "2分") for at, right in enumerate(_RIGHTS)]
    result = _read(tmp_path, ("考查事项", "提问", "可选答复", "应答", "评分"), *rows)
    _is_read(result)
    assert not any(item.problems for item in result.items)


def test_statements_may_be_judged_under_unknown_headings(tmp_path: Path) -> None:
    rows = [(f"第{at}种甲证可以转让。", said) for at, said in enumerate(("错", "对", "错"))]
    result = _read(tmp_path, ("甲局怎么说", "判一判"), *rows)
    assert [item.answer for item in result.items] == ["F", "T", "F"]
    assert "header-missing" in {problem.code for problem in result.problems}


def test_a_sheet_of_stems_that_hold_their_answers_is_read_beside_another_sheet(tmp_path: Path) -> None:
    stated = [(str(at), f"第{at}种甲证可以转让。（{sign}）") for at, sign in enumerate("×√×", 1)]
    choices = [(str(at), f"第{at}种甲证由（ B ）发放。", *_TEXTS) for at in (1, 2)]
    result = _read(
        tmp_path, ("序号", "试题内容（答案在括号内）", "A", "B", "C", "D"), *choices,
        判断题=[("序号", "试题内容（答案在括号内）"), *stated],
    )  # fmt: skip
    assert [(item.type, item.answer) for item in result.items[2:]] == [
        ("true_false", "F"), ("true_false", "T"), ("true_false", "F"),
    ]  # fmt: skip


def test_rows_without_answers_are_no_questions_whatever_heads_them(tmp_path: Path) -> None:
    rows = [(f"第{at}科室的甲同志", f"负责第{at}种甲证的发放", "甲局") for at in range(5)]
    with pytest.raises(Unreadable):
        _read(tmp_path, ("姓名", "职责分工", "单位"), *rows)


def test_persons_behind_judged_statements_are_no_options(tmp_path: Path) -> None:
    rows = [
        (f"第{at}种甲证可以转让。", said, f"甲某{at}", f"乙某{at}", f"丙某{at}")
        for at, said in enumerate("ABAB")
    ]
    result = _read(tmp_path, ("题干", "答案", "命题", "审核", "复核"), *rows)
    assert not any(item.options for item in result.items)


def test_the_first_question_of_a_sheet_without_a_header_heads_nothing(tmp_path: Path) -> None:
    rows = [(_asked(at), *_options(at), right) for at, right in enumerate(_RIGHTS)]
    _is_read(_read(tmp_path, *rows))


def test_answers_under_unknown_headings_may_repeat_the_words_of_options(tmp_path: Path) -> None:
    rows = [
        (_asked(at), *_options(at), _options(at)["ABCD".index(right[0])]) for at, right in enumerate("BDAC")
    ]
    result = _read(tmp_path, ("问什么", "甲", "乙", "丙", "丁", "应选"), *rows)
    assert [item.answer for item in result.items] == list("BDAC")


_LISTS: dict[str, tuple[Sequence[str], ...]] = {
    "persons": (
        ("序号", "姓名", "单位", "岗位", "是否党员"),
        *((str(at), f"甲某{at}", f"甲市教育局第{at}办公室", "科员", "是否"[at % 2]) for at in range(1, 6)),
    ),
    "counts": (
        ("部门", "报名人数", "合格人数", "是否达标"),
        *((f"甲市第{at}局机关党委", str(30 + at), str(20 + at), "是否"[at % 2]) for at in range(5)),
    ),
    "checks": (
        ("区域", "检查要点", "检查情况"),
        *((f"第{at}层", f"第{at}个安全出口是否畅通", "√×"[at % 2]) for at in range(5)),
    ),
    "papers of a matter": (
        ("事项", "材料一", "材料二", "材料三", "是否必要"),
        *((f"第{at}种甲证首次申请", f"申请表{at}", f"证明{at}", f"照片{at}", "是否"[at % 2]) for at in range(5)),
    ),
    "marks": (
        ("学号", "姓名", "班级", "甲课", "乙课", "等级"),
        *((f"2020010{at}", f"甲某{at}", f"三年级{at}班", str(60 + at), str(90 - at), "ABC"[at % 3]) for at in range(5)),
    ),
    "marks without a header": tuple(
        (f"2020010{at}", f"甲某{at}", f"三年级{at}班", str(60 + at), str(90 - at), "ABC"[at % 3]) for at in range(5)
    ),
    "grades of risks": (
        ("作业", "可能的事故", "措施", "级别"),
        *((f"第{at}种作业无防护", f"甲类事故{at}", f"乙类措施{at}", "ABC"[at % 3]) for at in range(5)),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", _LISTS)
@pytest.mark.parametrize("beside", [True, False])
def test_lists_of_an_office_are_no_questions(tmp_path: Path, name: str, beside: bool) -> None:
    if not beside:
        with pytest.raises(Unreadable):
            _read(tmp_path, *_LISTS[name])
        return
    asked = [("单选", _asked(at), *_options(at), right) for at, right in enumerate("BDAC")]
    result = _read(tmp_path, ("题型", "题目", *"ABCD", "答案"), *asked, 附件=_LISTS[name])
    assert [item.answer for item in result.items] == [*"BDAC"]
    assert sum(piece.place.sheet == "附件" for piece in result.skipped) == len(_LISTS[name])


@pytest.mark.parametrize("name", ["单选题", "Sheet2"])
def test_rows_without_a_header_go_on_with_the_columns_of_another_sheet(tmp_path: Path, name: str) -> None:
    asked = [(str(at), _asked(at), *_options(at), right) for at, right in enumerate("BDACB", 1)]
    result = _read(tmp_path, ("序号", "题目", *"ABCD", "答案"), *asked, **{name: asked})
    assert [item.answer for item in result.items] == [*"BDACB"] * 2


def test_a_first_answer_that_is_none_heads_nothing(tmp_path: Path) -> None:
    rows = [(_asked(at), *_options(at), right) for at, right in enumerate(["略", *"BDACBDAC"])]
    assert len(_read(tmp_path, *rows).items) == len(rows)


def test_judgements_without_full_stops_are_read_where_a_column_names_their_type(tmp_path: Path) -> None:
    rows = [
        [f"N{at:02}", f"第{at}种证由谁发", "1)甲局 2)乙局 3)丙局", f"{at}）", "单选题"] for at in (1, 2, 3)
    ]
    rows += [[f"N{at:02}", f"第{at}种证可以转让", "", said, "是非题"] for at, said in ((4, "是"), (5, "否"))]
    result = read(sheet(tmp_path / "a.xlsx", 试题=[["No.", "测试内容", "备选", "应答", "类别"], *rows]))
    assert [item.answer for item in result.items] == ["A", "B", "C", "T", "F"]


def test_statements_with_numbers_for_their_judgements_are_read_without_a_header(tmp_path: Path) -> None:
    rows = [[str(at), f"第{at}种证由甲局发放。", "12"[at % 2]] for at in range(1, 7)]
    result = read(sheet(tmp_path / "a.xlsx", 判断题=rows))
    assert [item.answer for item in result.items] == ["F", "T"] * 3
    assert "truth-by-number" in {entry.code for entry in result.problems}


@pytest.mark.parametrize("names", ["一二三四", "甲乙丙丁"])
def test_columns_taken_for_options_are_told_also_beside_known_ones(tmp_path: Path, names: str) -> None:
    rows = [(_asked(at), right, *_options(at)) for at, right in enumerate(_RIGHTS)]
    _is_read(_read(tmp_path, ("题目", "答案", *(f"栏{name}" for name in names)), *rows))
    _is_read(_read(tmp_path, ("题目", "答案", "头一个", "次一个", "再一个", "末一个"), *rows))
