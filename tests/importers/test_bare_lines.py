"""Options and judgements that stand as bare lines, and numbers behind the word that announces the stem."""

from pathlib import Path

from importers import DraftItem, read
from tests.importers.build import ASKED, OPTIONS, lines_read


def _items(folder: Path, *lines: str) -> tuple[DraftItem, ...]:
    path = folder / "试题.txt"
    path.write_text("\n".join(lines), "utf-8")
    return read(path).items


def _codes(item: DraftItem) -> list[str]:
    return [problem.code for problem in item.problems]


def test_lines_without_labels_are_options_where_a_tick_tells_the_right_one(tmp_path: Path) -> None:
    first, second, third = _items(
        tmp_path,
        *("1. 该证由哪个机关补办", "✓ 甲局", "  乙局", "  丙局", "📖 甲局统一印制。", ""),
        *("2. 该证由哪个机关收回", "  甲局", "✓ 乙局", "  丙局", "📖 乙局统一收回。", ""),
        *("7. 该证由哪些机关查验", "  甲局", "✓ 乙局", "✓ 丙局", "📖 两局分别查验。"),
    )
    assert [item.answer for item in (first, second, third)] == ["A", "B", "BC"]
    assert [option.text for option in third.options] == ["甲局", "乙局", "丙局"]
    assert (second.type, second.explanation) == ("single_choice", "📖 乙局统一收回。")
    assert _codes(first) == _codes(second) == []


def test_a_second_list_of_ticks_behind_the_reason_is_not_swallowed(tmp_path: Path) -> None:
    item = _items(
        tmp_path,
        *("1. 该证由哪个机关补办？", "✓ 甲局", "  乙局", "📖 甲局统一印制。"),
        *("该证由哪个机关收回？", "  甲局", "✓ 乙局"),
    )[0]
    assert item.options == () and "options-too-few" in _codes(item)


def test_true_and_false_below_each_other_part_statements_that_nobody_numbered(tmp_path: Path) -> None:
    items = _items(
        tmp_path,
        *("甲局有权补办该证。", "T", "F"),
        *(ASKED, *OPTIONS),
        *("乙局有权收回该证。", "T", "F", "丙局有权查验该证。", "T", "F"),
    )
    assert [item.stem for item in items] == [
        "甲局有权补办该证。",
        ASKED,
        "乙局有权收回该证。",
        "丙局有权查验该证。",
    ]
    assert [item.type for item in items if not item.options] == ["true_false"] * 3
    assert all("answer-missing" in _codes(item) for item in items)


def test_a_number_with_a_star_behind_the_word_stem_is_no_part_of_it(tmp_path: Path) -> None:
    lines = ["题目: *3、该证由谁补办（　　）", "选项:", *OPTIONS, "正确答案: B.乙局", ""]
    first, second = _items(tmp_path, "第 1 题", *lines, "第 2 题", *lines[:-2], "正确答案: C.丙局")
    assert (first.number, first.stem, first.answer) == ("1", "该证由谁补办（　　）", "B")
    assert (second.number, second.stem, second.answer) == ("2", "该证由谁补办（　　）", "C")


def test_another_number_behind_the_word_stem_stays_and_is_told(tmp_path: Path) -> None:
    lines = ["题目: 17、该证由谁补办（　　）", "选项:", *OPTIONS, "正确答案: B", ""]
    first = _items(tmp_path, "第 1 题 [单选题]", *lines, "第 2 题 [单选题]", *lines)[0]
    assert first.stem.startswith("17、") and "stem-doubtful" in _codes(first)


def test_the_address_of_a_picture_is_told(tmp_path: Path) -> None:
    lines = [ASKED, "图片: https://example.org/pictures/sign.png?width=600", *OPTIONS, "答案：B"]
    (item,) = _items(tmp_path, "一、单选题", "1. " + lines[0], *lines[1:])
    assert _codes(item) == ["picture"]
    assert "只有图片的网址" in item.problems[0].message


def test_a_note_among_questions_of_one_type_is_given_none(tmp_path: Path) -> None:
    items = _items(
        tmp_path,
        *("1. 补办须知", "甲局每日受理。", ""),
        *(f"{number}. 第{number}种证由谁补办（B）\n" + "\n".join(OPTIONS) for number in (2, 3, 4)),
    )
    assert [item.type for item in items] == [None, *["single_choice"] * 3]


def test_letters_alone_below_options_without_points_answer_them(tmp_path: Path) -> None:
    lines: list[str] = []
    for at, said in enumerate(("A C", "C", "B C", "A B C"), 1):
        lines += [
            f"##### {at}、第{at}号证由谁发放( )",
            "",
            "A\t甲局",
            "",
            "B\t乙局",
            "",
            "C\t丙局",
            "",
            f"**{said}**",
            "",
        ]
    items = lines_read(tmp_path, *lines, name="试题.md").items
    assert [(item.answer, len(item.options)) for item in items] == [
        ("AC", 3),
        ("C", 3),
        ("BC", 3),
        ("ABC", 3),
    ]
