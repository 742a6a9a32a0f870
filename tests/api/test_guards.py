"""Withdrawal, logging, broken content, errors, limits, the document, and that nothing leaks."""

import json
import logging
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from openapi_spec_validator import validate
from sqlalchemy import select

from qbank.app import create_app
from qbank.clock import FixedClock
from qbank.engines.models import CandidatePaper, Pull
from qbank.papers.models import Assembly, PaperMode
from qbank.papers.release import OfficeKeys, withdraw
from qbank.trail import AuditEntry
from tests.api.asking import API, KEYS, OPEN, addresses, bearer, is_problem
from tests.support.assembled import (
    EXPLANATION_CANARY,
    STEM_CANARY,
    new_token,
)
from tests.support.people import Site


def test_withdrawn_papers_are_gone_at_once(
    site: Site, sealed: Any, engine: FlaskClient, clock: FixedClock
) -> None:
    made, never_open = sealed(PaperMode.CANDIDATES), sealed()
    stand, headers = site.services, bearer(new_token(site, "papers", "keys"))
    with stand.database.transaction() as session:
        assembly = session.get_one(Assembly, never_open.assembly_id)
        fabu = site.person("fabu")
        withdraw(session, stand.trail, clock.now(), fabu, OfficeKeys.of(stand.keyring), assembly, "改期")
    clock.advance(KEYS)
    assert engine.get(addresses(made)["api.paper"][1], headers=headers).status_code == 200
    with stand.database.transaction() as session:
        assembly = session.get_one(Assembly, made.assembly_id)
        withdraw(
            session, stand.trail, clock.now(), fabu, OfficeKeys.of(stand.keyring), assembly, "第 2 题有误"
        )
    for endpoint, (method, path) in addresses(made).items():
        answer = engine.open(path, method=method, headers=headers)
        if endpoint == "api.exam":
            assert answer.get_json()["status"] == "withdrawn"
        else:
            is_problem(answer, 410, "exam-withdrawn")
    for method, path in addresses(never_open).values():
        is_problem(engine.open(path, method=method, headers=headers), 404, "not-found")


def test_every_pull_is_logged_before_anything_leaves(
    site: Site, sealed: Any, engine: FlaskClient, clock: FixedClock
) -> None:
    made = sealed()
    headers = bearer(new_token(site, "papers", "keys"))
    clock.advance(KEYS)
    for method, path in addresses(made).values():
        engine.open(path, method=method, headers=headers)
    with site.services.database.reading() as session:
        logged = sorted(pull.resource for pull in session.scalars(select(Pull)))
        number = session.scalars(select(CandidatePaper)).one().number
        assert logged == [f"candidates/k-1/paper/{number}", "keys/1", "papers", "papers/1"]
        entries = list(session.scalars(select(AuditEntry).where(AuditEntry.action == "paper.pull")))
        assert {entry.who for entry in entries} == {"省考试平台"}
        assert len(entries) == 4
        assert site.services.trail.verify(session) is None


def test_one_changed_byte_in_the_database_and_nothing_is_handed_out(
    site: Site, sealed: Any, engine: FlaskClient, clock: FixedClock, caplog: pytest.LogCaptureFixture
) -> None:
    made = sealed()
    headers = bearer(new_token(site, "papers", "keys"))
    clock.advance(KEYS)
    with site.services.database.transaction() as session:
        form = session.get_one(Assembly, made.assembly_id).papers[0]
        middle = len(form.content_blob) // 2
        form.content_blob = (
            form.content_blob[:middle]
            + bytes([form.content_blob[middle] ^ 1])
            + form.content_blob[middle + 1 :]
        )
    with caplog.at_level(logging.CRITICAL):
        is_problem(engine.get(addresses(made)["api.paper"][1], headers=headers), 500, "seal-broken")
    assert "does not match its seal" in caplog.text
    with site.services.database.reading() as session:
        assert session.scalars(select(Pull)).all() == []


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/v1/nothing", 404, "not-found"),
        ("GET", "/api/", 404, "not-found"),
        ("POST", "/api/v1/exams", 405, "method-not-allowed"),
        ("GET", "/api/v1/exams/x/candidates/k/paper", 405, "method-not-allowed"),
    ],
)
def test_errors_outside_the_routes_are_problems_too(
    engine: FlaskClient, method: str, path: str, status: int, code: str
) -> None:
    is_problem(engine.open(path, method=method), status, code)


def test_a_defect_answers_with_a_reference_and_no_traceback(
    site: Site, sealed: Any, engine: FlaskClient, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = sealed()
    headers = bearer(new_token(site, "papers"))
    clock.advance(OPEN)

    def fail(*_: object) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr("qbank.api.views.exam_content", fail)
    answer = engine.get(f"{API}/exams/{made.exam}", headers=headers)
    is_problem(answer, 500, "internal-error")
    assert "secret detail" not in answer.text
    assert answer.get_json(force=True)["reference"]


def test_too_many_requests_are_a_problem_too(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qbank.app.limiter", Limiter(get_remote_address, storage_uri="memory://"))
    monkeypatch.setattr("qbank.app.API_LIMIT", "5 per hour")
    engine = create_app(site.services.settings, site.services).test_client()
    assert [engine.get(f"{API}/exams").status_code for _ in range(5)] == [401] * 5
    answer = engine.get(f"{API}/exams")
    is_problem(answer, 429, "too-many-requests")
    assert int(answer.headers["Retry-After"]) > 0


def test_the_openapi_document_is_valid_and_names_every_operation(
    engine: FlaskClient, sealed: Any, site: Site
) -> None:
    document = engine.get(f"{API}/openapi.json").get_json()
    validate(document)
    assert document["openapi"].startswith("3.1")
    paths = {
        re.sub(r"<(\w+)>", r"{\1}", rule.rule)
        for rule in site.app.url_map.iter_rules()
        if rule.rule.startswith(API)
    }
    assert set(document["paths"]) == paths - {f"{API}/openapi.json"}
    for path in document["paths"].values():
        for operation in path.values():
            assert operation["security"] == [{"bearer": []}]
            problem = operation["responses"]["404"]["content"]["application/problem+json"]["schema"]
            assert problem == {"$ref": "#/components/schemas/Problem"}
    paper = document["components"]["schemas"]["PaperContent"]
    assert paper["additionalProperties"] is False
    assert "answer" not in json.dumps(paper)


@pytest.mark.parametrize("mode", list(PaperMode))
def test_no_secret_leaves_before_its_time(
    site: Site, sealed: Any, clock: FixedClock, caplog: pytest.LogCaptureFixture, mode: PaperMode
) -> None:
    """Canaries in stems and explanations: not in the database file, the logs or any answer while sealed; keys never in papers."""
    caplog.set_level(logging.DEBUG)
    made = sealed(mode)
    token = new_token(site, "papers", "keys")
    engine = site.app.test_client()
    clock.advance(OPEN - timedelta(seconds=1))
    answers = [
        engine.open(path, method=method, headers=bearer(token)).text
        for method, path in addresses(made).values()
    ]
    seen = "".join(answers) + caplog.text
    assert STEM_CANARY not in seen
    assert EXPLANATION_CANARY not in seen
    everything = b"".join(
        file.read_bytes() for file in Path(site.services.settings.data).rglob("*") if file.is_file()
    )
    assert b"assemblies" in everything
    assert STEM_CANARY.encode() not in everything
    assert EXPLANATION_CANARY.encode() not in everything
    assert token.split(".")[1].encode() not in everything
    assert json.dumps(STEM_CANARY)[1:-1].encode() not in everything
    clock.advance(timedelta(seconds=1))
    for endpoint, (method, path) in addresses(made).items():
        body = engine.open(path, method=method, headers=bearer(token)).text
        assert EXPLANATION_CANARY not in body, endpoint
        assert '"answer' not in body
