import dataclasses

import pytest

from qbank.access import Role
from qbank.items.content import QuestionContent, make_options, plain_text, text_blocks
from qbank.items.models import Item, ItemState, QuestionType, Scope
from qbank.items.operations import ContentRefused, add_item, add_version, set_tags
from qbank.trail import latest
from tests.support.people import Site

CONTENT = QuestionContent(
    type=QuestionType.SINGLE_CHOICE,
    stem=text_blocks("电梯使用单位应当多久检查一次（　　）。"),
    options=make_options(["每日", "每周", "每月", "每年"]),
    answer_key="B",
)


def test_an_edit_is_a_new_version_and_the_old_one_stays(site: Site) -> None:
    editor = site.person("shenti", Role.EDITOR)
    stand = site.services
    now = stand.clock.now()
    with stand.database.transaction() as session:
        item = add_item(
            session,
            stand.trail,
            now,
            editor,
            CONTENT,
            unit_id=editor.unit_id,
            scope=Scope.SECTOR,
            state=ItemState.IN_REVIEW,
        )
        add_version(
            session, stand.trail, now, editor, item, dataclasses.replace(CONTENT, answer_key="C"), "答案有误"
        )
        set_tags(
            session, stand.trail, now, editor, item,
            scope=Scope.SECTOR, difficulty=3, topics=["日常检查", "日常检查", " "], audiences=[], citations=[],
        )  # fmt: skip
    with stand.database.reading() as session:
        found = session.query(Item).one()
        assert [version.answer_key for version in found.versions] == ["B", "C"]
        assert found.current.answer_key == "C"
        assert plain_text(found.current.stem).startswith("电梯使用单位")
        assert found.tag_names("topic") == ["日常检查"]
        assert found.versions[1].reason == "答案有误"
        said = [entry.details for entry in latest(session, limit=9, subject=f"item:{found.public_id}")]
        assert len(said) == 3 and "答案有误" not in str(said), "a reason can tell the answer"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"answer_key": "E"}, "答案不在选项之中"),
        ({"answer_key": "AB"}, "只能有一个答案"),
        ({"type": QuestionType.MULTIPLE_CHOICE}, "至少要有两个答案"),
        ({"type": QuestionType.TRUE_FALSE, "options": []}, "对"),
        ({"stem": []}, "题干是空的"),
        ({"options": make_options(["每日"])}, "至少要有两个选项"),
        ({"options": make_options(["每日", ""])}, "选项是空的"),
    ],
)
def test_a_question_that_cannot_stand_is_refused_with_a_sentence(
    site: Site, change: dict[str, object], said: str
) -> None:
    editor = site.person("shenti", Role.EDITOR)
    stand = site.services
    with pytest.raises(ContentRefused, match=said), stand.database.transaction() as session:
        add_item(
            session, stand.trail, stand.clock.now(), editor, dataclasses.replace(CONTENT, **change),
            unit_id=editor.unit_id, scope=Scope.SECTOR, state=ItemState.IN_REVIEW,
        )  # fmt: skip
