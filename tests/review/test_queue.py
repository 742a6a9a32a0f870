"""Who has which questions before them, in which order, and who may decide."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from qbank.access import Role
from qbank.review.models import ReviewDuty
from tests.review.world import EDITED, HOUSING, MARKET, TAGS, World, post


@pytest.mark.parametrize(
    ("username", "role", "unit", "reads", "accepts"),
    [
        ("shenti", Role.EDITOR, None, 200, 302),
        ("zhushen", Role.CHIEF_EDITOR, None, 200, 302),
        ("bendanwei", Role.EDITOR, MARKET, 200, 403),
        ("benzhushen", Role.CHIEF_EDITOR, MARKET, 200, 403),
        ("waidanwei", Role.EDITOR, HOUSING, 200, 302),
        ("jizhe", Role.SUBMITTER, MARKET, 403, 403),
        ("zujuan", Role.PAPER_SETTER, None, 403, 403),
        ("jiandu", Role.AUDITOR, None, 403, 403),
        ("guanli", Role.ADMINISTRATOR, None, 403, 403),
    ],
)
def test_who_sees_the_desk_and_who_decides(
    world: World, username: str, role: Role, unit: str | None, reads: int, accepts: int
) -> None:
    item = world.item()
    client = world.site.as_person(username, role, unit=unit)
    for address in ("/review", "/review/questions?state=all&type=single_choice", f"/review/{item}"):
        assert client.get(address).status_code == reads, address
    assert client.get("/review/none").status_code == (404 if reads == 200 else 403)
    manages = role is Role.CHIEF_EDITOR
    assert client.get(f"/review/duties/{world.campaign}").status_code == (200 if manages else 403)
    assert client.get("/review/duties/none").status_code == (404 if manages else 403)
    for what in ("edit", "tags"):
        fields = EDITED if what == "edit" else {**TAGS, "law": world.law_id()}
        assert post(client, world, item, what, **fields)[0] == accepts, what
        world.site.services.clock.advance(timedelta(minutes=1))  # type: ignore[attr-defined]  # the fixed clock
    assert post(client, world, item, "accept")[0] == accepts


def test_what_is_given_to_one_editor_is_not_decided_by_another(world: World) -> None:
    item = world.item()
    other = world.site.person("lingyi", Role.EDITOR)
    world.give(MARKET, other)
    page = world.editor().get(f"/review/{item}").text
    assert "分给了别的审题人" in page
    assert post(world.editor(), world, item, "accept")[0] == 403
    assert post(world.site.as_person("lingyi"), world, item, "accept")[0] == 302


def test_the_queue_begins_with_what_is_given_to_me_and_can_be_narrowed(world: World) -> None:
    market, housing = world.item(MARKET), world.item(HOUSING)
    world.give(HOUSING, world.site.person("shenti", Role.EDITOR))
    editor = world.editor()
    assert housing in editor.get("/review/next").headers["Location"]
    page = editor.get("/review/questions").text
    assert page.index(housing) < page.index(market)
    mine = editor.get("/review/questions?mine=1").text
    assert housing in mine
    assert market not in mine
    assert market not in editor.get("/review/questions?state=accepted").text
    assert market in editor.get(f"/review/questions?law={world.law_id()}&type=single_choice").text
    assert market not in editor.get("/review/questions?type=multiple_choice").text
    assert "没有这样的题" in editor.get("/review/questions?assignment=none&page=99&state=x").text
    assert "分给我的" in editor.get("/review").text


def test_the_chief_gives_departments_to_editors_but_nobody_its_own(world: World) -> None:
    editor = world.site.person("shenti", Role.EDITOR)
    own = world.site.person("bendanwei", Role.EDITOR, unit=MARKET)
    chief = world.chief()
    page = chief.get(f"/review/duties/{world.campaign}").text
    ticks = [part.split('"')[0] for part in page.split('name="duty" value="')[1:]]
    assert len(ticks) == 2 * 3 - 1
    assert chief.post(f"/review/duties/{world.campaign}", data={"duty": [*ticks, "x:y"]}).status_code == 302
    with world.site.services.database.reading() as session:
        given = {(duty.assignment_id, duty.editor_id) for duty in session.scalars(select(ReviewDuty))}
    assert (world.assignments[MARKET], editor.account_id) in given
    assert (world.assignments[HOUSING], own.account_id) in given
    assert (world.assignments[MARKET], own.account_id) not in given


def test_the_banks_line_of_the_queue_leads_to_the_banks_questions_alone(world: World) -> None:
    of_department, of_bank = world.item(), world.item(of_office=True)
    editor = world.editor()
    assert 'href="/review/next?assignment=bank&amp;state=in_review"' in editor.get("/review").text
    page = editor.get("/review/questions?assignment=bank&state=in_review").text
    assert of_bank in page
    assert of_department not in page
