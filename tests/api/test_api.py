"""The routes by scope and exam, and what they answer."""

import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from qbank.access import Role, declared_access
from qbank.api.schemas import ExamContent, ManifestContent
from qbank.clock import FixedClock
from qbank.papers.models import PaperMode
from qbank.papers.rendering import KeysContent, PaperContent, digest_of
from qbank.papers.signing import signature_holds
from tests.api.asking import API, KEYS, OPEN, addresses, bearer, is_problem
from tests.support.assembled import (
    new_token,
)
from tests.support.people import Site


def test_every_route_of_the_api_is_in_the_matrix_and_asks_for_a_scope(site: Site, sealed: Any) -> None:
    made = sealed()
    figures = {"api.figure_of_exam", "api.figure_of_keys"}  # see test_figures.py
    listed = {*addresses(made), *figures, "api.exams", "api.openapi"}
    rules = {rule.endpoint for rule in site.app.url_map.iter_rules() if rule.rule.startswith("/api/")}
    assert rules == listed
    for endpoint in rules - {"api.openapi"}:
        declared = declared_access(site.app, endpoint)
        assert declared is not None
        assert declared.scope == ("keys" if endpoint.endswith("keys") else "papers")


@pytest.mark.parametrize(
    "endpoint", ["api.exam", "api.manifest", "api.papers", "api.paper", "api.candidate_paper", "api.keys"]
)
def test_every_route_by_scope_and_exam(
    site: Site, sealed: Any, engine: FlaskClient, clock: FixedClock, endpoint: str
) -> None:
    own, foreign = sealed(), sealed()
    needed, other = ("keys", "papers") if endpoint == "api.keys" else ("papers", "keys")
    tokens = {
        "all": new_token(site, needed, name="全部"),
        "own": new_token(site, needed, exam_id=own.exam_id, name="本场"),
        "other scope": new_token(site, other, exam_id=own.exam_id, name="别的权限"),
    }
    clock.advance(KEYS)
    for name, exam, status in (
        ("all", own, 200), ("all", foreign, 200), ("own", own, 200), ("own", foreign, 404),
        ("other scope", own, 403), ("other scope", foreign, 403),
    ):  # fmt: skip
        method, path = addresses(exam)[endpoint]
        answer = engine.open(path, method=method, headers=bearer(tokens[name]))
        good = {200, 201} if status == 200 else {status}
        assert answer.status_code in good, (name, answer.text)
        if status == 404:
            is_problem(answer, 404, "not-found")
        if status == 403:
            is_problem(answer, 403, "scope-missing")
        if status != 200:
            assert foreign.exam not in answer.text
    method, path = addresses(own)[endpoint]
    for headers in (
        {},
        bearer("rubbish"),
        bearer(tokens["all"][:-1] + "!"),
        {"Authorization": f"Basic {tokens['all']}"},
    ):
        answer = engine.open(path, method=method, headers=headers)
        is_problem(answer, 401, "not-authenticated")
        assert "Bearer" in answer.headers["WWW-Authenticate"]


def test_a_scope_for_another_exam_does_not_carry_over(
    site: Site, sealed: Any, engine: FlaskClient, clock: FixedClock
) -> None:
    one, two = sealed(), sealed()
    stand = site.services
    token = new_token(site, "papers", exam_id=one.exam_id)
    with stand.database.transaction() as session:
        session.execute(
            text("INSERT INTO token_grants (token_id, scope, exam_id) VALUES (1, 'keys', :id)"),
            {"id": two.exam_id},
        )
    clock.advance(KEYS)
    is_problem(engine.get(addresses(one)["api.keys"][1], headers=bearer(token)), 403, "scope-missing")
    is_problem(engine.get(addresses(two)["api.paper"][1], headers=bearer(token)), 403, "scope-missing")
    listed = engine.get(f"{API}/exams", headers=bearer(token)).get_json()["exams"]
    assert [exam["id"] for exam in listed] == [one.exam]


def test_a_browser_log_in_counts_for_nothing_here(site: Site, sealed: Any, clock: FixedClock) -> None:
    made = sealed()
    clock.advance(KEYS)
    person = site.as_person("fabu", Role.RELEASER)
    for method, path in addresses(made).values():
        is_problem(person.open(path, method=method), 401, "not-authenticated")


@pytest.mark.parametrize("mode", list(PaperMode))
def test_before_its_time_an_exam_is_not_there(
    site: Site, sealed: Any, engine: FlaskClient, clock: FixedClock, mode: PaperMode
) -> None:
    made = sealed(mode)
    token = new_token(site, "papers", "keys")
    clock.advance(OPEN - timedelta(seconds=1))
    assert engine.get(f"{API}/exams", headers=bearer(token)).get_json() == {"exams": []}
    for method, path in addresses(made).values():
        is_problem(engine.open(path, method=method, headers=bearer(token)), 404, "not-found")
    clock.advance(timedelta(seconds=1))
    for endpoint, (method, path) in addresses(made).items():
        answer = engine.open(path, method=method, headers=bearer(token))
        if endpoint == "api.keys":
            is_problem(answer, 403, "keys-not-yet")
        else:
            assert answer.status_code in {200, 201}
    clock.advance(KEYS - OPEN)
    assert engine.get(addresses(made)["api.keys"][1], headers=bearer(token)).status_code == 200


@pytest.mark.parametrize("mode", list(PaperMode))
def test_papers_and_keys_are_what_was_assembled_and_keep_to_the_contract(
    site: Site, sealed: Any, engine: FlaskClient, clock: FixedClock, mode: PaperMode
) -> None:
    made = sealed(mode)
    headers = bearer(new_token(site, "papers", "keys"))
    clock.advance(KEYS)
    exam = ExamContent.model_validate(engine.get(f"{API}/exams/{made.exam}", headers=headers).get_json())
    assert (exam.status, exam.papers.mode, exam.papers.count, exam.minutes) == ("released", mode, 3, 90)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", engine.get(
        f"{API}/exams/{made.exam}", headers=headers).get_json()["released_at"])  # fmt: skip
    stream = engine.get(f"{API}/exams/{made.exam}/papers", headers=headers)
    assert stream.mimetype == "application/x-ndjson"
    lines = [json.loads(line) for line in stream.text.splitlines()]
    assert [PaperContent.model_validate(line) for line in lines] == [made.opened.paper(n) for n in (1, 2, 3)]
    for number, line in enumerate(lines, 1):
        assert line["digest"] == digest_of(line)
        single = engine.get(f"{API}/exams/{made.exam}/papers/{number}", headers=headers)
        assert single.get_json() == line
        keys = engine.get(f"{API}/papers/{line['id']}/keys", headers=headers)
        assert KeysContent.model_validate(keys.get_json()) == made.opened.keys(number)
    if mode is PaperMode.FORMS:
        assert engine.get(f"{API}/exams/{made.exam}/papers/B", headers=headers).get_json() == lines[1]
    for wrong in ("0", "4", "D", "-1", "99999999999", "a"):
        is_problem(engine.get(f"{API}/exams/{made.exam}/papers/{wrong}", headers=headers), 404, "not-found")
    for wrong in (
        "",
        f"{made.assembly}-0",
        f"{made.assembly}-01",
        f"{made.assembly}-4",
        made.assembly,
        "x-1",
    ):
        is_problem(engine.get(f"{API}/papers/{wrong}/keys", headers=headers), 404, "not-found")


def test_the_manifest_is_signed_and_names_the_papers(
    site: Site, sealed: Any, engine: FlaskClient, clock: FixedClock
) -> None:
    made = sealed()
    headers = bearer(new_token(site, "papers"))
    clock.advance(OPEN)
    found = engine.get(f"{API}/exams/{made.exam}/manifest", headers=headers).get_json()
    ManifestContent.model_validate(found)
    signature = found.pop("signature")
    assert signature_holds(signature["public_key"], found, signature["value"])
    assert [paper["digest"] for paper in found["papers"]] == [made.opened.paper(n).digest for n in (1, 2, 3)]
    assert not signature_holds(signature["public_key"], found | {"count": 4}, signature["value"])
    assert "seed" not in json.dumps(found)


def test_what_the_engine_has_already_is_not_sent_again(
    site: Site, sealed: Any, engine: FlaskClient, clock: FixedClock
) -> None:
    made = sealed()
    headers = bearer(new_token(site, "papers", "keys"))
    clock.advance(KEYS)
    for endpoint, (method, path) in addresses(made).items():
        if method != "GET":
            continue
        first = engine.get(path, headers=headers)
        tag = first.headers["ETag"]
        assert not tag.startswith("W/"), endpoint
        again = engine.get(path, headers=headers | {"If-None-Match": tag})
        assert (again.status_code, again.data, again.headers["ETag"]) == (304, b"", tag), endpoint
        assert engine.get(path, headers=headers | {"If-None-Match": '"other"'}).status_code == 200


def test_a_candidate_always_gets_the_same_paper_and_no_two_the_same(
    site: Site, sealed: Any, engine: FlaskClient, clock: FixedClock
) -> None:
    made = sealed(PaperMode.CANDIDATES, 12)
    headers = bearer(new_token(site, "papers"))
    clock.advance(OPEN)

    def ask(candidate: str) -> Any:
        return engine.put(f"{API}/exams/{made.exam}/candidates/{candidate}/paper", headers=headers)

    first = [ask(f"k{n}") for n in range(12)]
    assert {answer.status_code for answer in first} == {201}
    numbers = [answer.get_json()["number"] for answer in first]
    assert sorted(numbers) == list(range(1, 13))
    assert numbers != list(range(1, 13))
    again = [ask(f"k{n}") for n in range(12)]
    assert {answer.status_code for answer in again} == {200}
    assert [answer.data for answer in again] == [answer.data for answer in first]
    is_problem(ask("one-more"), 409, "papers-exhausted")
    for wrong in ("a b", "x" * 65, "张三"):
        is_problem(ask(wrong), 422, "candidate-name")


def test_forms_are_given_out_evenly(site: Site, sealed: Any, engine: FlaskClient, clock: FixedClock) -> None:
    made = sealed(PaperMode.FORMS, 3)
    headers = bearer(new_token(site, "papers"))
    clock.advance(OPEN)
    got = [
        engine.put(f"{API}/exams/{made.exam}/candidates/k{n}/paper", headers=headers).get_json()["form"]
        for n in range(30)
    ]
    assert {form: got.count(form) for form in "ABC"} == {"A": 10, "B": 10, "C": 10}


def test_many_at_once_get_each_a_paper_of_their_own(site: Site, sealed: Any, clock: FixedClock) -> None:
    made = sealed(PaperMode.CANDIDATES, 40)
    headers = bearer(new_token(site, "papers"))
    clock.advance(OPEN)

    def ask(n: int) -> tuple[str, int]:
        candidate = f"k{n % 40}"  # each one twice, as an engine that tries again
        path = f"{API}/exams/{made.exam}/candidates/{candidate}/paper"
        return candidate, site.app.test_client().put(path, headers=headers).get_json()["number"]

    with ThreadPoolExecutor(8) as pool:
        got = set(pool.map(ask, range(80)))
    assert len(got) == 40
    assert {number for _, number in got} == set(range(1, 41))
