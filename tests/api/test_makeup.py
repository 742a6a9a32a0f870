"""Make-up exams whose earlier papers give trouble; the ordinary road is walked in tests/engines/test_makeup.py."""

import logging
from typing import Any

import pytest
from flask.testing import FlaskClient

from qbank.access import Role
from qbank.clock import FixedClock
from qbank.engines.models import EngineClient, Pull
from qbank.papers.models import Assembly, Exam, PaperMode
from tests.api.asking import API, OPEN, bearer
from tests.support.assembled import Assembled, new_token
from tests.support.people import Site


def make_up_for(site: Site, first: Assembled, second: Assembled) -> None:
    with site.services.database.transaction() as session:
        session.get_one(Exam, second.exam_id).makeup_of_id = first.exam_id


def candidate_paper(exam: Assembled, candidate: str) -> str:
    return f"{API}/exams/{exam.exam}/candidates/{candidate}/paper"


def test_earlier_papers_that_no_longer_open_keep_nobody_from_the_make_up(
    site: Site, sealed: Any, engine: FlaskClient, clock: FixedClock, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = sealed(PaperMode.CANDIDATES, 4), sealed(PaperMode.CANDIDATES, 4)
    make_up_for(site, first, second)
    headers = bearer(new_token(site, "papers"))
    clock.advance(OPEN)
    assert engine.put(candidate_paper(first, "k1"), headers=headers).status_code == 201
    with site.services.database.transaction() as session:
        session.get_one(Assembly, first.assembly_id).wrapped_key = b"broken"
    with caplog.at_level(logging.CRITICAL):
        assert engine.put(candidate_paper(second, "k1"), headers=headers).status_code == 201
    assert first.assembly in caplog.text


def test_repeats_that_could_not_be_helped_stand_in_the_log_of_pulls(
    site: Site, sealed: Any, engine: FlaskClient, clock: FixedClock
) -> None:
    first, second = sealed(PaperMode.CANDIDATES, 1), sealed(PaperMode.CANDIDATES, 1)
    make_up_for(site, first, second)
    headers = bearer(new_token(site, "papers"))
    clock.advance(OPEN)
    for exam in (first, second):
        assert engine.put(candidate_paper(exam, "k1"), headers=headers).status_code == 201
    both = first.opened.question_ids(1) & second.opened.question_ids(1)
    with site.services.database.reading() as session:
        told = [pull.repeats for pull in session.query(Pull).order_by(Pull.id)]
        client = session.query(EngineClient).one().public_id
    assert told == [None, len(both)]
    assert both
    page = site.as_person("guanli", Role.ADMINISTRATOR).get(f"/engines/{client}").text
    assert page.count(f"有 {len(both)} 题考生见过") == 1
