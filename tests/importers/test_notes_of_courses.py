"""Notes of courses: a question on a line and its answer on the next, without numbers, options or labels."""

from pathlib import Path

import pytest

from importers import Unreadable, read
from tests.importers.build import lines_read

_CRIB = [
    "第一讲：各种证照 90%", "",
    "甲证由乙局在收到全部材料以后发放。( )", "正确",
    "乙证由( )发放。", "丙局",
    "丙证一律不收取任何费用。( )", "×", "",
    "第二讲：期限 100%", "",
    "丁证遗失以后应当在三十日之内持本人的有效身份证件到原来的", "发证机关申请补发。( )", "错误",
    "戊证的期限是( )日。", "三十",
    "己证由( )在收到全部材料以后的三十日之内发放给申请人己局", "庚证免费。( )", "对",
]  # fmt: skip


def test_questions_on_a_line_and_answers_on_the_next_are_judged_or_filled_in(tmp_path: Path) -> None:
    result = lines_read(tmp_path, *_CRIB)
    assert [(item.type, item.stem[:2], item.answer, item.explanation) for item in result.items] == [
        ("true_false", "甲证", "T", ""), ("blank", "乙证", None, "丙局"), ("true_false", "丙证", "F", ""),
        ("true_false", "丁证", "F", ""), ("blank", "戊证", None, "三十"),
        ("true_false", "庚证", "T", ""),
    ]  # fmt: skip
    assert "发证机关" in result.items[3].stem
    assert [entry.code for entry in result.problems] == ["types-inferred"]
    assert [piece.text for piece in result.skipped] == [
        "第一讲：各种证照 90%",
        "第二讲：期限 100%",
        _CRIB[-3],
    ]
    codes = [[entry.code for entry in item.problems] for item in result.items]
    assert codes == [[], ["type-not-collected"], [], [], ["type-not-collected"], []]


def test_prose_with_few_judgements_on_lines_of_their_own_is_no_such_notes(tmp_path: Path) -> None:
    path = tmp_path / "记录.txt"
    path.write_text(
        "\n".join(["今天讨论了办证的期限。", "各局都发了言。", "正确", "散会以后各自回去。"] * 3), "utf-8"
    )
    with pytest.raises(Unreadable):
        read(path)
