"""The desk and the queue through the browser-less client, and the operations behind them."""

import dataclasses

import pytest
from sqlalchemy import select

from qbank.access import Forbidden, Role
from qbank.items.content import make_options, text_blocks
from qbank.items.life import WrongState
from qbank.items.models import Item, ItemState, QuestionType
from qbank.review import operations
from qbank.review.models import Remark, Review
from tests.review.world import CONTENT, EDITED, HOUSING, MARKET, TAGS, World, post


def test_acceptance_leads_on_to_the_next_question_of_the_queue(world: World) -> None:
    first, second = world.item(), world.item()
    status, _, location = post(world.editor(), world, first, "accept")
    assert (status, world.state(first)) == (302, "accepted")
    assert second in location
    status, _, location = post(world.editor(), world, second, "accept")
    assert location.endswith("/review")


def test_a_question_without_law_or_difficulty_is_not_accepted_and_says_why(world: World) -> None:
    item = world.item(tagged=False)
    editor = world.editor()
    status, page, _ = post(editor, world, item, "accept")
    assert status == 422
    assert "还不能通过：缺主要法规、难度" in page
    assert world.state(item) == "in_review"
    status, _, _ = post(editor, world, item, "tags", **{**TAGS, "law": world.law_id(), "article": "第二条"})
    assert status == 302
    assert post(editor, world, item, "accept")[0] == 302


@pytest.mark.parametrize(
    ("verb", "state"),
    [("return", "returned"), ("reject", "rejected")],
)
def test_a_decision_against_a_question_needs_its_reason(world: World, verb: str, state: str) -> None:
    item = world.item()
    status, page, _ = post(world.editor(), world, item, verb, reason="  ")
    assert status == 422
    assert "写明" in page
    assert post(world.editor(), world, item, verb, reason="D 项与其他选项写法不同")[0] == 302
    assert world.state(item) == state
    with world.site.services.database.reading() as session:
        assert session.scalars(select(Review)).one().reason == "D 项与其他选项写法不同"


def test_only_the_chief_retires_and_a_decision_can_be_taken_back(world: World) -> None:
    item = world.item(state=ItemState.ACCEPTED)
    assert post(world.editor(), world, item, "retire", reason="过时")[0] == 403
    assert post(world.editor(), world, item, "reopen", reason="按错了键")[0] == 302
    assert world.state(item) == "in_review"
    again = world.item(state=ItemState.ACCEPTED)
    assert post(world.chief(), world, again, "retire", reason="法规废止")[0] == 302
    assert world.state(again) == "retired"


def test_an_edit_is_a_new_version_with_its_reason_and_follows_its_citation(world: World) -> None:
    item = world.item()
    assert post(world.editor(), world, item, "edit", **EDITED)[0] == 302
    with world.site.services.database.reading() as session:
        found = session.scalars(select(Item)).one()
        assert [version.reason for version in found.versions] == ["", "题干太长"]
        assert found.current.answer_key == "B"
        assert len(found.current.options) == 4
        assert [citation.article for citation in found.citations] == ["3"]
    page = world.editor().get(f"/review/{item}?against=1").text
    assert "<del>" in page
    assert "与第 1 版对照" in page


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"reason": ""}, "写明改了什么"),
        ({"stem": ""}, "写上题干"),
        ({"answer_key": "E"}, "答案不在选项之中"),
        ({"answer_key": "AB"}, "只能有一个答案"),
        ({"options-1": " "}, "选项是空的"),
        ({"type": "essay"}, ""),
        ({"reason": "长" * 201}, "最多 200 字"),
    ],
)
def test_a_bad_edit_says_why_and_keeps_what_was_typed(
    world: World, change: dict[str, str], said: str
) -> None:
    item = world.item()
    status, page, _ = post(
        world.editor(), world, item, "edit", **{**EDITED, "explanation": "我写的解析", **change}
    )
    assert status == 422
    assert said in page
    assert "我写的解析" in page


def test_a_stale_save_shows_both_texts_and_loses_nothing(world: World) -> None:
    item = world.item()
    seen = world.row_version(item)
    assert (
        post(world.editor(), world, item, "edit", **{**EDITED, "stem": "主审先改成这样（　　）。"})[0] == 302
    )
    status, page, _ = post(
        world.chief(), world, item, "edit", **{**EDITED, "row_version": seen, "reason": "我的理由"}
    )
    assert status == 409
    assert "没有存上" in page
    assert "主审先改成这样" in page
    assert "我的理由" in page
    assert EDITED["stem"] in page
    assert f'name="row_version" value="{world.row_version(item)}"' in page
    status, page, _ = post(world.chief(), world, item, "return", row_version=seen, reason="写了一半的原因")
    assert status == 409
    assert "写了一半的原因" in page
    assert world.state(item) == "in_review"
    assert post(world.chief(), world, item, "accept", row_version=seen)[0] == 409
    assert post(world.chief(), world, item, "tags", row_version="x", **TAGS)[0] == 409


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"article": "总则", "law": "LAW"}, "没有认出条号"),
        ({"article": "3"}, "还没有选法规"),
        ({"others": "《没有的法》第三条"}, "没有认出法规库里的法规"),
        ({"difficulty": "9"}, "归类没有存上"),
        ({"law": "none"}, "归类没有存上"),
    ],
)
def test_bad_tags_say_why(world: World, change: dict[str, str], said: str) -> None:
    item = world.item()
    fields = {**TAGS, **{name: world.law_id() if value == "LAW" else value for name, value in change.items()}}
    status, page, _ = post(world.editor(), world, item, "tags", **fields)
    assert status == 422
    assert said in page
    assert "应急救援、日常检查" in page


def test_tags_are_stored_with_the_main_law_first(world: World) -> None:
    item = world.item(tagged=False)
    fields = {**TAGS, "law": world.law_id(), "article": "2", "others": "《云州市电梯条例》第三条"}
    assert post(world.editor(), world, item, "tags", **fields)[0] == 302
    with world.site.services.database.reading() as session:
        found = session.scalars(select(Item)).one()
        assert [citation.article for citation in found.citations] == ["2", "3"]
        assert (found.scope, found.difficulty) == ("public", 4)
        assert set(found.tag_names("topic")) == {"应急救援", "日常检查"}
        assert found.tag_names("audience") == ["市场监管"]


def test_the_desk_shows_the_cited_article_with_shared_words_or_says_what_is_missing(world: World) -> None:
    page = world.editor().get(f"/review/{world.item()}").text
    assert '<mark class="q-same">抵达现场实施救援</mark>' in page
    assert '<mark class="q-mark-key">三十分钟内</mark>' in page
    missing = world.item()
    fields = {**TAGS, "law": world.law_id(), "article": "73"}
    post(world.editor(), world, missing, "tags", **fields)
    assert "这部条例只有三条，没有第七十三条" in world.editor().get(f"/review/{missing}").text
    untagged = world.item(tagged=False)
    assert "没有对上法规库里的法规" in world.editor().get(f"/review/{untagged}").text


def test_a_true_false_question_stands_on_the_desk_and_is_edited(world: World) -> None:
    content = dataclasses.replace(CONTENT, type=QuestionType.TRUE_FALSE, options=[], answer_key="T")
    item = world.item(content=content)
    assert "正确" in world.editor().get(f"/review/{item}").text
    assert 'value="对"' in world.editor().get(f"/review/{item}?panel=edit").text
    fields = {**EDITED, "type": "true_false", "answer_key": "错"}
    assert post(world.editor(), world, item, "edit", **fields)[0] == 302


def test_remarks_are_internal_unless_they_are_meant_for_the_department(world: World) -> None:
    item = world.item()
    assert post(world.editor(), world, item, "remarks", text="口径要一致")[0] == 302
    assert post(world.editor(), world, item, "remarks", text="请补例外", for_department="y")[0] == 302
    assert post(world.editor(), world, item, "remarks", text="")[0] == 422
    with world.site.services.database.reading() as session:
        said = {remark.text: remark.for_department for remark in session.scalars(select(Remark))}
    assert said == {"口径要一致": False, "请补例外": True}


def test_a_returned_question_comes_back_from_its_own_department_only(world: World) -> None:
    item_id = world.item(state=ItemState.RETURNED)
    stand = world.site.services
    clerk = world.site.person(f"clerk-{MARKET}")
    foreign = world.site.person("waibu", Role.SUBMITTER, unit=HOUSING)
    mended = dataclasses.replace(
        CONTENT, options=make_options(["一", "二", "三", "四"]), stem=text_blocks("改好（　　）")
    )

    def send(actor: object) -> None:
        with stand.database.transaction() as session:
            item = session.scalars(select(Item).where(Item.public_id == item_id)).one()
            operations.send_back(session, stand.trail, stand.clock.now(), actor, item, mended, "已改")  # type: ignore[arg-type]  # an Actor

    with pytest.raises(Forbidden):
        send(foreign)
    send(clerk)
    assert world.state(item_id) == "in_review"
    with pytest.raises(WrongState):
        send(clerk)
    with stand.database.reading() as session:
        assert session.scalars(select(Item)).one().current_number == 2
        assert stand.trail.verify(session) is None


def test_a_question_card_without_explanation_and_citation_has_no_empty_foot(world: World) -> None:
    bare = dataclasses.replace(CONTENT, explanation=[], citation="")
    editor = world.editor()
    page = editor.get(f"/review/{world.item(content=bare, tagged=False)}").text
    assert "q-question" in page
    assert "q-card-foot" not in page.split("q-question")[1].split("</article>")[0]
    page = editor.get(f"/review/{world.item(tagged=False)}").text
    assert "一般时限是三十分钟。" in page.split("q-card-foot")[1].split("</article>")[0]


def test_who_brought_a_question_of_the_bank_is_no_clerk(world: World) -> None:
    chief = world.site.person("zhushen", Role.CHIEF_EDITOR)
    editor = world.editor()
    of_bank = editor.get(f"/review/{world.item(of_office=True, author=chief)}").text
    assert f"{chief.name} 载入" in of_bank
    assert "报送员" not in of_bank
    assert "报送员" in editor.get(f"/review/{world.item()}").text


def test_tags_and_acceptance_are_saved_in_one_step_and_lead_on(world: World) -> None:
    first, second = world.item(tagged=False), world.item()
    fields = {**TAGS, "law": world.law_id(), "article": "2", "then": "accept"}
    status, _, location = post(world.editor(), world, first, "tags", **fields)
    assert (status, world.state(first)) == (302, "accepted")
    assert second in location
    with world.site.services.database.reading() as session:
        found = session.scalars(select(Item).where(Item.public_id == first)).one()
        assert [citation.article for citation in found.citations] == ["2"]
        assert session.scalars(select(Review)).one().decision == "accept"
        assert world.site.services.trail.verify(session) is None


def test_tags_too_few_for_acceptance_are_neither_saved_nor_lost(world: World) -> None:
    item = world.item(tagged=False)
    seen = world.row_version(item)
    status, page, _ = post(world.editor(), world, item, "tags", **TAGS, then="accept")
    assert (status, world.state(item), world.row_version(item)) == (422, "in_review", seen)
    assert "还不能通过：缺主要法规" in page
    assert "归类也还没有存。" in page
    assert "应急救援、日常检查" in page
    with world.site.services.database.reading() as session:
        assert session.scalars(select(Item)).one().tag_names("topic") == []


def test_whoever_may_not_accept_a_question_is_not_offered_to_tag_and_accept_it(world: World) -> None:
    chief = world.site.person("zhushen", Role.CHIEF_EDITOR)
    own = world.item(of_office=True, author=chief)
    page = world.chief().get(f"/review/{own}").text
    assert "存归类" in page
    assert "存归类并通过" not in page
    assert "存归类并通过" in world.editor().get(f"/review/{own}").text
