"""A make-up exam as the exam platform meets it: over HTTP, from a server process, with papers that the assembler made."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import requests

from qbank.access import Role
from qbank.blueprints.operations import add_blueprint
from qbank.clock import FixedClock
from qbank.engines.models import Pull
from qbank.papers.models import Assembly, PaperMode
from qbank.papers.release import OfficeKeys, approve, seal, withdraw
from qbank.papers.work import assemble_exam
from tests.papers.bank import DOCUMENT, fill_bank
from tests.papers.exams import add_exam
from tests.support.assembled import new_token
from tests.support.people import Site
from tests.support.serving import served

CANDIDATES = [f"k{number}" for number in range(12)]


@pytest.fixture
def clock() -> FixedClock:
    """Three weeks ago: what is sealed then for tomorrow is open on the server's own clock."""
    return FixedClock(datetime.now(UTC) - timedelta(days=21))


@pytest.fixture
def blueprint_id(site: Site) -> str:
    fill_bank(site, 200)
    stand, setter = site.services, site.person("zujuan", Role.PAPER_SETTER)
    with stand.database.transaction() as session:
        return add_blueprint(session, stand.trail, stand.clock.now(), setter, DOCUMENT).public_id


def released(site: Site, exam: str) -> int:
    """Papers of that exam, assembled, sealed and approved for tomorrow."""
    stand, now = site.services, site.services.clock.now()
    setter, officer = site.person("zujuan", Role.PAPER_SETTER), site.person("fabu", Role.RELEASER)
    made = assemble_exam(stand, setter, lambda *_: None, exam=exam)
    keys, tomorrow = OfficeKeys.of(stand.keyring), now + timedelta(days=1)
    with stand.database.transaction() as session:
        public_id = str(made["url"]).rsplit("/", 1)[-1]
        assembly = session.query(Assembly).filter_by(public_id=public_id).one()
        closes = assembly.exam.sittings[-1].closes_at
        seal(session, stand.trail, now, setter, keys, assembly, tomorrow, closes)
        approve(session, stand.trail, now, officer, keys, assembly)
        return assembly.id


class Engine:
    def __init__(self, address: str, token: str) -> None:
        self.address, self.headers = address, {"Authorization": f"Bearer {token}"}

    def paper(self, exam: str, candidate: str) -> dict[str, Any]:
        address = f"{self.address}/api/v1/exams/{exam}/candidates/{candidate}/paper"
        answer = requests.put(address, headers=self.headers, timeout=60)
        assert answer.status_code in {200, 201}, answer.text
        paper: dict[str, Any] = answer.json()
        return paper

    def papers(self, exam: str) -> dict[str, dict[str, Any]]:
        """Of all candidates, who ask at once, each of them twice."""
        with ThreadPoolExecutor(6) as at_once:
            first = list(at_once.map(lambda candidate: self.paper(exam, candidate), CANDIDATES * 2))
        assert first[: len(CANDIDATES)] == first[len(CANDIDATES) :]
        return dict(zip(CANDIDATES, first, strict=False))


def questions(paper: dict[str, Any]) -> set[str]:
    return {item["id"] for section in paper["sections"] for item in section["items"]}


def test_no_candidate_with_a_paper_of_their_own_meets_a_question_again(site: Site, blueprint_id: str) -> None:
    first = add_exam(site, blueprint_id, mode=PaperMode.CANDIDATES, count=12)
    released(site, first)
    second = add_exam(site, blueprint_id, mode=PaperMode.CANDIDATES, count=150, makeup_of=first)
    released(site, second)
    token = new_token(site, "papers")
    with served(site) as address:
        engine = Engine(address, token)
        before, after = engine.papers(first), engine.papers(second)
        newcomer = engine.paper(second, "newcomer")
    assert all(not questions(before[each]) & questions(after[each]) for each in CANDIDATES)
    assert any(questions(before[one]) & questions(after[two]) for one in CANDIDATES for two in CANDIDATES)
    numbers = [paper["number"] for paper in (*after.values(), newcomer)]
    assert len(set(numbers)) == len(CANDIDATES) + 1
    with site.services.database.reading() as session:
        told = [pull.repeats for pull in session.query(Pull) if pull.exam.public_id == second]
    assert Counter(told) == {0: len(CANDIDATES) + 1, None: len(CANDIDATES)}


def test_a_paper_taken_back_and_a_make_up_before_count_as_seen(
    site: Site, blueprint_id: str, clock: FixedClock
) -> None:
    first = add_exam(site, blueprint_id, mode=PaperMode.CANDIDATES, count=12)
    taken_back = released(site, first)
    second = add_exam(site, blueprint_id, mode=PaperMode.CANDIDATES, count=80, makeup_of=first)
    released(site, second)
    third = add_exam(site, blueprint_id, mode=PaperMode.CANDIDATES, count=400, makeup_of=second)
    released(site, third)
    stand, token = site.services, new_token(site, "papers")
    with served(site) as address:
        engine = Engine(address, token)
        seen = {each: questions(engine.paper(first, each)) for each in CANDIDATES}
        clock.advance(timedelta(days=20))
        with stand.database.transaction() as session:
            assembly = session.get_one(Assembly, taken_back)
            officer, keys = site.person("fabu", Role.RELEASER), OfficeKeys.of(stand.keyring)
            withdraw(session, stand.trail, clock.now(), officer, keys, assembly, "第 3 题有误")
        again = released(site, first)
        for each in CANDIDATES:
            seen[each] |= questions(engine.paper(second, each))
        last = engine.papers(third)
    assert again != taken_back
    repeats = {each: len(seen[each] & questions(last[each])) for each in CANDIDATES}
    with stand.database.reading() as session:
        told = [pull.repeats for pull in session.query(Pull) if pull.exam.public_id == third]
    assert Counter(each for each in told if each is not None) == Counter(repeats.values())
    assert max(repeats.values()) <= 1


def test_no_form_of_the_make_up_holds_a_question_of_the_forms_before(site: Site, blueprint_id: str) -> None:
    first = add_exam(site, blueprint_id, count=3)
    released(site, first)
    second = add_exam(site, blueprint_id, count=2, makeup_of=first)
    released(site, second)
    token = new_token(site, "papers")
    with served(site) as address:
        engine = Engine(address, token)
        before, after = engine.papers(first), engine.papers(second)
    used = set().union(*map(questions, before.values()))
    assert len(used) == 3 * 20
    assert not any(questions(paper) & used for paper in after.values())
    assert Counter(paper["form"] for paper in after.values()) == {"A": 6, "B": 6}


def test_forms_that_repeat_are_given_to_those_who_saw_least_of_them(site: Site, blueprint_id: str) -> None:
    """Where each had a paper of their own before, no form is new to all."""
    first = add_exam(site, blueprint_id, mode=PaperMode.CANDIDATES, count=12)
    released(site, first)
    second = add_exam(site, blueprint_id, count=3, makeup_of=first)
    released(site, second)
    token = new_token(site, "papers")
    with served(site) as address:
        engine = Engine(address, token)
        before, after = engine.papers(first), engine.papers(second)
        forms = [
            requests.get(f"{address}/api/v1/exams/{second}/papers/{form}", headers=engine.headers, timeout=60)
            for form in "ABC"
        ]
    for each in CANDIDATES:
        seen = questions(before[each])
        assert len(seen & questions(after[each])) == min(len(seen & questions(form.json())) for form in forms)
