"""What a question that was read may hold besides itself is told."""

import pytest

from importers.containers.blocks import Line
from importers.draft import DraftOption, Place
from importers.layouts.questions.doubts import tell_doubts
from importers.layouts.questions.parsed import Block, Parsed


def _told(stem: str, *options: str) -> list[str]:
    entry = Parsed(Block("7", (Line(stem, Place(line=1)),), "single_choice", 0), "single_choice", stem=stem)
    entry.options = tuple(DraftOption(label, text) for label, text in zip("ABCD", options, strict=False))
    tell_doubts([entry], "numbered")
    return [problem.code for problem in entry.problems]


@pytest.mark.parametrize(
    "last",
    [
        "存档4、印章由谁保管（B）oA、专人 B、来客",
        "存档12.下列属于公文的有( )。A.通知",
        "存档8、批复须盖章（√）",
    ],
)
def test_another_question_inside_the_last_option_is_told(last: str) -> None:
    assert _told("文件办结后应当（　　）。", "销毁", last) == ["stem-doubtful"]


@pytest.mark.parametrize("last", ["1、2、3", "第3.2款（二）项", "符合1、2两项（均须书面）", "3.5万元（含）"])
def test_numbers_and_notes_in_an_option_are_no_other_question(last: str) -> None:
    assert _told("文件办结后应当（　　）。", "销毁", last) == []


@pytest.mark.parametrize(
    "stem",
    [
        "公文知识试题一、单项选择题（共20题）1.公文由（　　）签发。",
        "练习 第二部分 多选题：下列属于公文的有（　　）。",
    ],
)
def test_the_heading_of_a_part_inside_a_stem_is_told(stem: str) -> None:
    assert _told(stem, "负责人", "承办人") == ["stem-doubtful"]


def test_a_stem_about_questions_of_some_kind_holds_no_heading() -> None:
    assert _told("试卷中的单选题应当由（　　）命制。", "专家", "考生") == []
