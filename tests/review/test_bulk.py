"""Many questions of the list, tagged and accepted together."""

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from qbank.access import Role
from qbank.items.models import Item, ItemState, Scope
from qbank.laws.citations import CitedArticle
from qbank.laws.models import SourceKind
from qbank.laws.operations import add_law
from qbank.review.bulk import led_by
from qbank.trail import AuditEntry
from tests.review.world import HOUSING, MARKET, World

NOTHING = {"new-law": "", "new-difficulty": "", "new-scope": "", "new-topics": ""}


def send(client: FlaskClient, world: World, work: str, *items: str, **new: str) -> tuple[int, str]:
    picked = [f"{item}:{world.row_version(item)}" for item in items]
    fields = {**NOTHING, **{f"new-{name}": value for name, value in new.items()}}
    answer = client.post("/review/questions", data={"work": work, "picked": picked, **fields})
    return answer.status_code, answer.text


def entries_of(world: World, action: str) -> int:
    with world.site.services.database.reading() as session:
        assert world.site.services.trail.verify(session) is None
        return len(list(session.scalars(select(AuditEntry).where(AuditEntry.action == action))))


def test_ticked_questions_are_tagged_together_and_then_accepted_together(world: World) -> None:
    items = [world.item(tagged=False), world.item(HOUSING, tagged=False)]
    untouched = world.item(tagged=False)
    new = {"law": world.law_id(), "difficulty": "2", "topics": "救援、检查"}
    assert send(world.editor(), world, "tags", *items, **new)[0] == 303
    assert entries_of(world, "item.tag") == 2
    with world.site.services.database.reading() as session:
        for item in session.scalars(select(Item).where(Item.public_id.in_(items))):
            assert [(cited.law_id, cited.article) for cited in item.citations] == [(world.law, None)]
            assert (item.difficulty, item.scope) == (2, Scope.SECTOR)
            assert set(item.tag_names("topic")) == {"救援", "检查"}
        assert session.scalars(select(Item).where(Item.public_id == untouched)).one().difficulty is None
    assert send(world.editor(), world, "accept", *items)[0] == 303
    assert [world.state(item) for item in (*items, untouched)] == ["accepted", "accepted", "in_review"]
    assert entries_of(world, "item.accept") == 2


def test_an_empty_field_leaves_each_question_as_it_is(world: World) -> None:
    item = world.item()
    assert send(world.editor(), world, "tags", item, scope="public")[0] == 303
    with world.site.services.database.reading() as session:
        found = session.scalars(select(Item)).one()
        assert (found.scope, found.difficulty) == (Scope.PUBLIC, 3)
        assert [cited.article for cited in found.citations] == ["2"]


def test_a_new_main_law_stands_before_the_old_ones(world: World) -> None:
    item, stand = world.item(), world.site.services
    with stand.database.transaction() as session:
        law = add_law(session, stand.trail, stand.clock.now(), None, "某事法", SourceKind.NATIONAL_LAW)
        number, public_id = law.id, law.public_id
    assert send(world.editor(), world, "tags", item, law=public_id)[0] == 303
    with stand.database.reading() as session:
        cited = [(each.law_id, each.article) for each in session.scalars(select(Item)).one().citations]
    assert cited == [(number, None), (world.law, "2")]


CITED = st.lists(st.builds(CitedArticle, st.integers(1, 4), st.sampled_from([None, "1", "2"])), unique=True)


@given(st.one_of(st.none(), st.integers(1, 5)), CITED)
def test_putting_a_law_first_loses_no_citation(law_id: int | None, known: list[CitedArticle]) -> None:
    made = led_by(law_id, known)
    assert set(known) <= set(made)
    assert len(made) <= len(known) + 1
    if law_id is None:
        assert made == known
    else:
        assert made[0].law_id == law_id
        assert led_by(law_id, made) == made


def test_what_cannot_be_accepted_is_named_with_its_reason_and_stops_no_other(world: World) -> None:
    good, bare, done = world.item(), world.item(tagged=False), world.item(state=ItemState.ACCEPTED)
    editor = world.site.as_person("bendanwei", Role.EDITOR, unit=HOUSING)
    own = world.item(HOUSING)
    status, page = send(editor, world, "accept", good, bare, done, own)
    assert status == 422
    assert "通过了 1 道题。" in page
    assert "还有 3 道没有动" in page
    assert "缺主要法规、难度" in page
    assert "这道题现在是“通过”" in page
    assert "本部门报送的题" in page
    assert [world.state(item) for item in (good, bare, own)] == ["accepted", "in_review", "in_review"]
    assert f'value="{bare}:{world.row_version(bare)}" checked' in page
    assert entries_of(world, "item.accept") == 1


def test_what_somebody_else_touched_meanwhile_is_left_alone(world: World) -> None:
    item = world.item()
    page = world.editor().post("/review/questions", data={"work": "accept", "picked": f"{item}:0"})
    assert page.status_code == 422
    assert "有人处理过这道题" in page.text
    assert world.state(item) == "in_review"
    unknown = {"work": "accept", "picked": "none:1"}
    assert world.editor().post("/review/questions", data=unknown).status_code == 404


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ({}, "还没有选要改成什么"),
        ({"law": "none"}, "归类没有存上"),
        ({"difficulty": "9"}, "归类没有存上"),
        ({"topics": "长" * 301}, "最多 300 字"),
    ],
)
def test_bad_tags_for_many_say_why_and_keep_ticks_and_words(
    world: World, new: dict[str, str], said: str
) -> None:
    item = world.item()
    status, page = send(world.editor(), world, "tags", item, **{"topics": "", **new})
    assert status == 422
    assert said in page
    assert f'value="{item}:{world.row_version(item)}" checked' in page
    assert entries_of(world, "item.tag") == 0


def test_without_a_tick_nothing_is_done_and_all_of_the_page_can_be_ticked_without_script(
    world: World,
) -> None:
    first, second, settled = world.item(), world.item(), world.item(state=ItemState.ACCEPTED)
    editor = world.editor()
    assert "还没有勾选题目" in send(editor, world, "accept", topics="")[1]
    assert " checked" not in editor.get("/review/questions").text.split('id="picks"')[1]
    page = editor.get("/review/questions?state=all&ticked=all").text
    assert page.split('id="picks"')[1].count(" checked") == 2
    assert all(f'value="{item}:' in page for item in (first, second))
    assert f'value="{settled}:' not in page
    assert 'id="picks"' not in editor.get("/review/questions?state=accepted").text


def test_only_reviewers_decide_on_many(world: World) -> None:
    item = world.item()
    for name, role in (("jizhe", Role.SUBMITTER), ("zujuan", Role.PAPER_SETTER), ("jiandu", Role.AUDITOR)):
        client = world.site.as_person(name, role, unit=MARKET)
        assert send(client, world, "accept", item)[0] == 403
    assert world.state(item) == "in_review"
