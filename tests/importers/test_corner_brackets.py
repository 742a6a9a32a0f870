"""Labels in corner brackets are labels; what a stem quotes in them is text."""

from pathlib import Path

import pytest

from tests.importers.build import lines_read

_OPTIONS = ("A.甲局 B.乙局", "C.丙局 D.丁局")


@pytest.mark.parametrize("corners", ["「」", "『』"])
@pytest.mark.parametrize("joint", [None, " "])
def test_labels_in_corner_brackets_are_read_like_others(
    tmp_path: Path, corners: str, joint: str | None
) -> None:
    def framed(word: str) -> str:
        return corners[0] + word + corners[1]

    lines: list[str] = []
    asked = (
        ("单选题", "甲证由（ ）发放。", "B"),
        ("多选题", "乙证由（ ）发放。", "ABD"),
        ("单选题", "丙证由（ ）发放。", "C"),
    )
    for at, (kind, stem, answer) in enumerate(asked, 1):
        told = (framed("正确答案") + answer, framed("答案解析") + "见示例办法。")
        below = [*_OPTIONS, *told] if joint is None else [*_OPTIONS, joint.join(told)]
        lines += [framed(f"例题{at}.{kind}") + stem, *below]
    result = lines_read(tmp_path, *lines)
    assert [(item.type, item.stem, item.answer, item.explanation) for item in result.items] == [
        ("single_choice", "甲证由（ ）发放。", "B", "见示例办法。"),
        ("multiple_choice", "乙证由（ ）发放。", "ABD", "见示例办法。"),
        ("single_choice", "丙证由（ ）发放。", "C", "见示例办法。"),
    ]
    assert all(not item.problems for item in result.items)


def test_what_a_stem_quotes_in_corner_brackets_stays(tmp_path: Path) -> None:
    lines: list[str] = []
    for at, name in enumerate("甲乙丙", 1):
        lines += [
            f"{at}. {name}证的「答案」栏与「解析」栏由（ ）填写，称作「正确答案」。",
            *_OPTIONS,
            "答案：B",
        ]
    result = lines_read(tmp_path, "一、单选题", *lines)
    assert [item.stem for item in result.items] == [
        f"{name}证的「答案」栏与「解析」栏由（ ）填写，称作「正确答案」。" for name in "甲乙丙"
    ]
    assert [item.answer for item in result.items] == ["B", "B", "B"]
