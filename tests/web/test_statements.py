"""The pages with lists ask the database for all their rows together: never once a row."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from qbank.access import Actor, Role
from qbank.accounts.models import Unit
from qbank.blueprints.operations import add_blueprint
from qbank.campaigns import operations as campaigns
from qbank.campaigns.models import Assignment, Draft, Submission, SubmissionState
from qbank.campaigns.reading import empty_content
from qbank.engines.models import Pull
from qbank.engines.operations import Grant, add_client, authenticate, issue_token
from qbank.files import add_file
from qbank.items.content import QuestionContent, make_options, text_blocks
from qbank.items.models import ItemState, QuestionType, Scope
from qbank.items.operations import add_item
from qbank.laws.citations import CitedArticle
from qbank.laws.models import Law, SourceKind
from qbank.laws.operations import add_law
from qbank.papers.models import Assembly, AssemblyState, Exam, PaperMode, Release, Seal, Sitting
from qbank.services import Services
from tests.support.people import Site
from tests.support.statements import statements

ITEMS, ROWS = 200, 30
MOST = 25
BLUEPRINT = {"sections": [{"type": "single_choice", "items": 5, "points": 2}]}


@pytest.fixture
def full_site(site: Site) -> dict[str, str]:
    """A site with `ITEMS` questions and `ROWS` of everything else; names of what is on it, for addresses."""
    person, stand = site.person("quanneng", *Role), site.services
    units = [site.unit(f"第{number}局") for number in range(ROWS)]
    with stand.database.transaction() as session:
        laws = [
            add_law(session, stand.trail, stand.clock.now(), None, f"某事{n}法", SourceKind.NATIONAL_LAW)
            for n in range(ROWS)
        ]
        named = _add_campaigns(session, stand, person, [person.unit_id, *units], laws)
        _add_exams(session, stand, person)
        return {**named, "engine": _add_engines(session, stand, person)}


def _add_campaigns(
    session: Session, stand: Services, person: Actor, units: list[int], laws: list[Law]
) -> dict[str, str]:
    now = stand.clock.now()
    tasks = [(session.get_one(Unit, unit), laws[:2]) for unit in units]
    for number in range(ROWS):
        plan = campaigns.CampaignPlan(
            f"第{number}次征题", {"single_choice": 10}, now - timedelta(days=3), now + timedelta(days=9)
        )
        campaign = campaigns.create_campaign(session, stand.trail, now, person, plan)
        made = campaigns.assign(session, stand.trail, now, person, campaign, tasks)
        _add_uploads(session, stand, person, made[0])
    _add_uploads(session, stand, person, made[0], ROWS)
    made[1].handed_in_at = now
    for number in range(ITEMS):
        content = QuestionContent(
            type=QuestionType.SINGLE_CHOICE,
            stem=text_blocks(f"第{number}件事由谁负责（　　）。"),
            options=make_options(["甲", "乙", "丙", "丁"]),
            answer_key="B",
        )
        add_item(
            session, stand.trail, now, person, content,
            unit_id=units[1], scope=Scope.SECTOR, state=list(ItemState)[number % 3], assignment_id=made[1].id,
            difficulty=3, topics=[f"知识点{number % 7}"], citations=[CitedArticle(laws[number % ROWS].id, "3")],
        )  # fmt: skip
    return {"campaign": campaign.public_id, "own": made[0].public_id, "task": made[1].public_id}


def _add_uploads(session: Session, stand: Services, person: Actor, task: Assignment, count: int = 1) -> None:
    now = stand.clock.now()
    first = len(task.submissions) + 1
    for number in range(first, first + count):
        task.submissions.append(
            Submission(
                number=number,
                file=add_file(session, f"{number:064}", 1, "试题.docx", now),
                uploaded_by_id=person.account_id,
                uploaded_at=now,
                state=SubmissionState.REPLACED,
                problems=[],
                skipped=[],
                drafts=[
                    Draft(position=n, content=empty_content("single_choice"), problems=[]) for n in range(3)
                ],
            )
        )
    session.flush()


def _add_exams(session: Session, stand: Services, person: Actor) -> None:
    now = stand.clock.now()
    for number in range(ROWS):
        blueprint = add_blueprint(session, stand.trail, now, person, {"name": f"表{number}", **BLUEPRINT})
        exam = Exam(
            title=f"第{number}场考试", minutes=90, points=10, pass_points=6, blueprint=blueprint, count=3,
            created_by_id=person.account_id, created_at=now,
            sittings=[Sitting(opens_at=now, closes_at=now + timedelta(hours=1))],
        )  # fmt: skip
        exam.assemblies = [
            Assembly(
                number=1, blueprint_version=blueprint.current, mode=PaperMode.FORMS, count=3,
                state=AssemblyState.RELEASED, pool_digest="", algorithm="", report={}, wrapped_key=b"",
                manifest_blob=b"", pool_blob=b"", manifest_digest="",
                created_by_id=person.account_id, created_at=now,
                seal=Seal(sealed_by_id=person.account_id, sealed_at=now, release_at=now, keys_at=now, signature=""),
                release=Release(approved_by_id=person.account_id, approved_at=now),
            )
        ]  # fmt: skip
        session.add(exam)
    session.flush()


def _add_engines(session: Session, stand: Services, person: Actor) -> str:
    now = stand.clock.now()
    exams = session.query(Exam).all()
    for number in range(ROWS):
        client = add_client(session, stand.trail, now, person, f"平台{number}")
        grants, until = [Grant("papers", exams[number].id)], now + timedelta(days=9)
        bearers = [
            issue_token(session, stand.trail, now, person, client, grants, until + timedelta(days=n))
            for n in range(2)
        ]
    for number, exam in enumerate(exams):
        token = authenticate(session, now, bearers[number % 2])
        assert token is not None
        pull = Pull(token_id=token.token_id, exam_id=exam.id, resource="papers", at=now, address="127.0.0.1")
        session.add(pull)
    return client.public_id


PAGES = [
    "/submit",
    "/submit/{own}",
    "/campaigns",
    "/campaigns/{campaign}",
    "/campaigns/assignments/{own}",
    "/review",
    "/review/questions",
    "/review/duties/{campaign}",
    "/bank",
    "/bank?q=负责",
    "/bank/load",
    "/laws",
    "/blueprints",
    "/exams",
    "/accounts",
    "/engines",
    "/engines/{engine}",
    "/trail",
]


def test_no_page_with_a_list_asks_once_a_row(site: Site, full_site: dict[str, str]) -> None:
    client = site.as_person("quanneng")
    asked = {}
    for page in PAGES:
        with statements(site.services.database) as sent:
            answer = client.get(page.format(**full_site))
        assert answer.status_code == 200, page
        asked[page] = len(sent)
    assert {page: count for page, count in asked.items() if count > MOST} == {}


def test_a_department_sees_its_handed_in_questions_by_a_few_statements(
    site: Site, full_site: dict[str, str]
) -> None:
    clerk = site.as_person("clerk", Role.SUBMITTER, unit="第0局")
    with statements(site.services.database) as sent:
        answer = clerk.get(f"/submit/{full_site['task']}")
    assert answer.status_code == 200
    assert len(sent) <= MOST
