"""Every route with an own and a foreign object: what is somebody else's is not there."""

import re
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from qbank.access import Role
from qbank.items.models import Item
from tests.campaigns.conftest import POLICE, CampaignSite, whole_file

PLACEHOLDER = re.compile(r"<[^>]+>")
OBJECTS = {
    "/submit/<public_id>": "task",
    "/submit/<public_id>/template.<any(docx, xlsx):kind>": "task",
    "/submit/<public_id>/upload": "task",
    "/submit/<public_id>/questions": "task",
    "/submit/<public_id>/count": "task",
    "/submit/<public_id>/hand-in": "task",
    "/submit/<public_id>/new": "task",
    "/submit/submissions/<public_id>": "submission",
    "/submit/submissions/<public_id>/annotated": "submission",
    "/submit/submissions/<public_id>/take-up": "submission",
    "/submit/drafts/<public_id>": "draft",
    "/submit/drafts/<public_id>/answer": "draft",
    "/submit/items/<public_id>": "item",
}


def clerk_routes(place: CampaignSite) -> list[tuple[str, str]]:
    """Every route of a department with an object in it, and its methods, from the URL map."""
    return [
        (rule.rule, method)
        for rule in place.site.app.url_map.iter_rules()
        if rule.rule.startswith("/submit/")
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
    ]


def police_objects(place: CampaignSite) -> dict[str, str]:
    """One object of each kind that the police department owns."""
    clerk = place.clerk("police_clerk", POLICE)
    place.upload(clerk, whole_file(), task=place.police)
    assert clerk.post(f"/submit/{place.police}/hand-in").status_code == 302
    with place.site.services.database.reading() as session:
        item = session.scalars(select(Item).order_by(Item.id)).first()
        assert item is not None
        return {
            "task": place.police,
            "submission": place.assignment(place.police).submissions[0].public_id,
            "draft": place.drafts(place.police)[0].public_id,
            "item": item.public_id,
        }


def ask(client: FlaskClient, rule: str, method: str, public_id: str) -> int:
    path = PLACEHOLDER.sub("docx", rule.replace("<public_id>", public_id))
    data = (
        {"file": (BytesIO(b"1. a"), "a.txt"), "row_version": "1", "answer": "A"} if method == "POST" else None
    )
    return client.open(path, method=method, data=data).status_code


def test_the_list_of_routes_is_whole(campaign_site: CampaignSite) -> None:
    assert {rule for rule, _method in clerk_routes(campaign_site)} == set(OBJECTS)


def test_a_departments_objects_are_there_for_it_and_for_no_other(campaign_site: CampaignSite) -> None:
    objects = police_objects(campaign_site)
    owner, foreign = campaign_site.clerk("police_clerk", POLICE), campaign_site.clerk()
    for rule, method in clerk_routes(campaign_site):
        public_id = objects[OBJECTS[rule]]
        assert ask(foreign, rule, method, public_id) == 404, (method, rule)
        assert ask(foreign, rule, method, "nosuchobject") == 404, (method, rule)
        assert ask(owner, rule, method, public_id) in {200, 302, 409, 422}, (method, rule)
    assert foreign.get("/submit").text.count("2026 年度征题") == 1


@pytest.mark.parametrize("role", [Role.EDITOR, Role.ADMINISTRATOR, Role.AUDITOR])
def test_the_pages_of_departments_are_for_clerks_alone(campaign_site: CampaignSite, role: Role) -> None:
    person = campaign_site.site.as_person(f"only_{role}", role)
    for rule, method in clerk_routes(campaign_site):
        assert ask(person, rule, method, campaign_site.health) == 403, (method, rule)


def test_the_pages_of_the_office_are_not_for_clerks(campaign_site: CampaignSite) -> None:
    clerk = campaign_site.clerk()
    for path in (
        "/campaigns",
        f"/campaigns/{campaign_site.campaign}",
        f"/campaigns/assignments/{campaign_site.health}",
    ):
        assert clerk.get(path).status_code == 403, path
