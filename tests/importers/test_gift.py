"""GIFT, the text format of Moodle, is read with its weights, judgements and escapes."""

from pathlib import Path

from tests.importers.build import lines_read


def test_gift_is_read_with_its_weights_judgements_and_escapes(tmp_path: Path) -> None:
    lines = [
        "// 题库",
        "$CATEGORY: 办证",
        "",
        "办证知识",
        "",
        "::Q1:: 甲证由谁发放（　　）。 {",
        "~乙局",
        "=甲局 \\= 一局#见办法",
        "~丙局",
        "}",
        "",
    ]
    lines += [
        "::Q2::[html]乙证应当写明 {~%50%姓名 ~%50%日期 ~%-100%电话}",
        "",
        "甲证可以转让。{FALSE}",
        "",
        "::Q4::丙证应当公示。{T#见细则}",
    ]
    result = lines_read(tmp_path, *lines)
    assert [
        (item.type, item.stem, item.answer, tuple(option.text for option in item.options))
        for item in result.items
    ] == [
        ("single_choice", "甲证由谁发放（　　）。", "B", ("乙局", "甲局 = 一局", "丙局")),
        ("multiple_choice", "乙证应当写明", "AB", ("姓名", "日期", "电话")),
        ("true_false", "甲证可以转让。", "F", ()),
        ("true_false", "丙证应当公示。", "T", ()),
    ]
    assert [item.place.line for item in result.items if item.place] == [6, 12, 14, 16]
    assert {"Q1", "[html]", "#见办法", "办证知识", "$CATEGORY: 办证"} <= {
        piece.text for piece in result.skipped
    }
    assert list(result.all_problems()) == []


def test_what_a_broken_gift_file_leaves_over_is_told(tmp_path: Path) -> None:
    lines = ["甲证可以转让。{FALSE}", "", "乙证由谁发放 {=甲局 ~乙局", "", "丙证应当公示。{TRUE}"]
    result = lines_read(tmp_path, *lines)
    assert any("乙证由谁发放" in problem.message for problem in result.all_problems())


def test_gift_without_choices_is_told_as_a_question_to_write(tmp_path: Path) -> None:
    result = lines_read(
        tmp_path, "甲证可以转让。{FALSE}", "", "简述甲证的用途。{}", "", "甲证的有效期是{=三年 =3年}。"
    )
    assert [item.type for item in result.items] == ["true_false", "essay", "essay"]


def test_gift_with_thousands_of_braces_and_signs_is_read_at_once(tmp_path: Path) -> None:
    result = lines_read(tmp_path, "甲证可以转让。{FALSE}", "", "{=a" + "~" * 20_000, "", "x" * 100_000)
    assert result.items[0].answer == "F"
