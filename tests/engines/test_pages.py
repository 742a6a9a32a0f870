import re
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from qbank.access import Role
from qbank.clock import FixedClock
from qbank.engines.models import ApiToken, EngineClient
from tests.support.assembled import add_assembled
from tests.support.people import Site


@pytest.fixture
def administrator(site: Site) -> FlaskClient:
    return site.as_person("guanli", Role.ADMINISTRATOR)


def register(administrator: FlaskClient, name: str = "省考试平台") -> str:
    answer = administrator.post("/engines", data={"name": name})
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def shown_token(page: str) -> str:
    found = re.search(r'id="new-token">([^<]+)<', page)
    assert found
    return found[1]


def test_a_token_works_is_shown_once_and_kept_as_a_digest(site: Site, administrator: FlaskClient) -> None:
    place = register(administrator)
    page = administrator.post(f"{place}/tokens", data={"scopes": ["papers"], "exam": "0", "days": "30"})
    token = shown_token(page.text)
    assert page.headers["Cache-Control"] == "no-store"
    secret = token.split(".")[1]
    assert secret not in administrator.get(place).text
    with site.services.database.reading() as session:
        stored = session.query(ApiToken).one()
        assert secret not in str(vars(stored))
    engine = site.app.test_client()
    assert engine.get("/api/v1/exams", headers={"Authorization": f"Bearer {token}"}).status_code == 200


def test_two_tokens_may_live_for_a_change_and_a_revoked_one_is_dead(
    site: Site, administrator: FlaskClient
) -> None:
    place = register(administrator)
    wanted = {"scopes": ["papers"], "exam": "0", "days": "30"}
    first, second = (shown_token(administrator.post(f"{place}/tokens", data=wanted).text) for _ in range(2))
    third = administrator.post(f"{place}/tokens", data=wanted)
    assert third.status_code == 422
    assert "已有两个有效的令牌" in third.text
    administrator.post(f"{place}/tokens/{first.split('.')[0]}/revoke")
    engine = site.app.test_client()
    got = [
        engine.get("/api/v1/exams", headers={"Authorization": f"Bearer {token}"}).status_code
        for token in (first, second)
    ]
    assert got == [401, 200]
    assert administrator.post(f"{place}/tokens", data=wanted).status_code == 200


def test_an_expired_token_and_a_client_switched_off_are_refused(
    site: Site, administrator: FlaskClient, clock: FixedClock
) -> None:
    place = register(administrator)
    token = shown_token(
        administrator.post(f"{place}/tokens", data={"scopes": ["papers"], "exam": "0", "days": "1"}).text
    )
    headers, engine = {"Authorization": f"Bearer {token}"}, site.app.test_client()
    administrator.post(f"{place}/active", data={"active": "0"})
    assert engine.get("/api/v1/exams", headers=headers).status_code == 401
    administrator.post(f"{place}/active", data={"active": "1"})
    assert engine.get("/api/v1/exams", headers=headers).status_code == 200
    clock.advance(timedelta(days=1))
    assert engine.get("/api/v1/exams", headers=headers).status_code == 401


def test_a_token_can_be_for_one_exam(site: Site, administrator: FlaskClient) -> None:
    made = add_assembled(site, site.person("zujuan", Role.PAPER_SETTER))
    place = register(administrator)
    data = {"scopes": ["papers", "keys"], "exam": str(made.exam_id), "days": "30"}
    assert shown_token(administrator.post(f"{place}/tokens", data=data).text)
    assert "年度学法考试" in administrator.get(place).text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"exam": "0", "days": "30"}, "勾选令牌可以取什么"),
        ({"scopes": ["papers"], "exam": "0", "days": "0"}, "1 到 400"),
        ({"scopes": ["papers"], "exam": "999", "days": "30"}, "exam-error"),
        ({"scopes": ["everything"], "exam": "0", "days": "30"}, "everything"),
    ],
)
def test_a_wrong_token_form_says_what_to_mend(
    administrator: FlaskClient, data: dict[str, object], said: str
) -> None:
    answer = administrator.post(f"{register(administrator)}/tokens", data=data)
    assert answer.status_code == 422
    assert said in answer.text


def test_names_are_unique_and_must_be_there(site: Site, administrator: FlaskClient) -> None:
    register(administrator)
    for name, said in (("省考试平台", "同名"), (" ", "填上"), ("长" * 121, "120")):
        answer = administrator.post("/engines", data={"name": name})
        assert answer.status_code == 422
        assert said in answer.text
    with site.services.database.reading() as session:
        assert session.query(EngineClient).count() == 1


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_nobody_else_manages_engines(site: Site, administrator: FlaskClient, role: Role) -> None:
    place = register(administrator)
    other = site.as_person("bieren", role)
    for method, path in (
        ("GET", "/engines"), ("POST", "/engines"), ("GET", place), ("POST", f"{place}/tokens"),
        ("POST", f"{place}/active"), ("POST", f"{place}/tokens/x/revoke"),
    ):  # fmt: skip
        assert other.open(path, method=method).status_code == 403
