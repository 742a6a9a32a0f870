"""A campaign under way: an office, two departments with their tasks, and questions to hand in."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from qbank.access import Actor, Role
from qbank.accounts.models import Unit
from qbank.campaigns import operations
from qbank.campaigns.models import Assignment, Campaign, Draft, Submission, SubmissionState
from qbank.campaigns.operations import CampaignPlan
from qbank.clock import FixedClock
from qbank.items.models import Item
from qbank.laws.models import Law, SourceKind
from tests.support.people import Site

HEALTH, POLICE = "云州市卫生健康委员会", "云州市公安局"
DEADLINE = datetime(2026, 6, 15, 9, 0, tzinfo=UTC)


@dataclass
class CampaignSite:
    """One site with a campaign that asks for three single-choice and two multiple-choice questions."""

    site: Site
    clock: FixedClock
    office: Actor
    campaign: str
    health: str
    police: str

    def clerk(self, name: str = "clerk", unit: str = HEALTH) -> FlaskClient:
        return self.site.as_person(name, Role.SUBMITTER, unit=unit)

    def administrator(self) -> FlaskClient:
        return self.site.as_person("admin", Role.ADMINISTRATOR)

    def upload(
        self, client: FlaskClient, content: bytes | str, name: str = "试题.txt", task: str | None = None
    ) -> TestResponse:
        sent = content.encode() if isinstance(content, str) else content
        return client.post(
            f"/submit/{task or self.health}/upload",
            data={"file": (BytesIO(sent), name)},
            content_type="multipart/form-data",
        )

    def drafts(self, task: str | None = None) -> list[Draft]:
        """The questions of the submission that is worked on or has been handed in."""
        with self.site.services.database.reading() as session:
            return list(
                session.scalars(
                    select(Draft)
                    .join(Submission)
                    .join(Assignment)
                    .where(
                        Assignment.public_id == (task or self.health),
                        Submission.state.in_([SubmissionState.READ, SubmissionState.HANDED_IN]),
                    )
                    .order_by(Draft.position)
                )
            )

    def assignment(self, task: str | None = None) -> Assignment:
        with self.site.services.database.reading() as session:
            found = session.scalars(
                select(Assignment).where(Assignment.public_id == (task or self.health))
            ).one()
            _loaded = found.campaign, found.unit, found.laws, found.submissions
            return found

    def set_counts(self, **counts: int) -> None:
        """Ask the health department for these numbers."""
        with self.site.services.database.transaction() as session:
            found = session.scalars(select(Assignment).where(Assignment.public_id == self.health)).one()
            found.own_counts = counts


def question(number: int, answer: str = "A", subject: str = "") -> str:
    """One sound question as plain text; `subject` makes it differ from others."""
    return (
        f"{number}. 关于{subject or f'第{number}项'}职责，下列说法正确的是（　　）。\n"
        f"A. 由甲部门承担{subject}{number}\nB. 由乙部门承担{subject}{number}\n"
        f"C. 由丙部门承担{subject}{number}\nD. 由丁部门承担{subject}{number}\n答案：{answer}\n"
        f"解析：依照分工。\n法律依据：《传染病防治法》第{number}条\n难度：3\n知识点：职责\n"
    )


def whole_file(singles: int = 3, multiples: int = 2) -> str:
    """A file with so many sound questions of each type."""
    text = "一、单项选择题\n" + "".join(question(n, "B", f"监测{n}") for n in range(1, singles + 1))
    return text + "二、多项选择题\n" + "".join(question(n, "AC", f"救治{n}") for n in range(1, multiples + 1))


@pytest.fixture
def campaign_site(site: Site, clock: FixedClock) -> CampaignSite:
    office = site.person("admin", Role.ADMINISTRATOR)
    units = [site.unit(HEALTH), site.unit(POLICE)]
    now = clock.now()
    trail = site.services.trail
    with site.services.database.transaction() as session:
        laws = [
            Law(title=title, kind=SourceKind.NATIONAL_LAW, created_at=now)
            for title in ("传染病防治法", "禁毒法", "生物安全法")
        ]
        session.add_all(laws)
        session.flush()
        plan = CampaignPlan(
            "2026 年度征题",
            {"single_choice": 3, "multiple_choice": 2},
            now - timedelta(days=3),
            DEADLINE,
            "有疑问打 6021。",
        )
        campaign: Campaign = operations.create_campaign(session, trail, now, office, plan)
        health, police = operations.assign(
            session,
            trail,
            now,
            office,
            campaign,
            [
                (session.get_one(Unit, units[0]), [laws[0], laws[2]]),
                (session.get_one(Unit, units[1]), [laws[1]]),
            ],
        )
        return CampaignSite(site, clock, office, campaign.public_id, health.public_id, police.public_id)


def items_of(place: CampaignSite) -> list[Item]:
    with place.site.services.database.reading() as session:
        found = list(session.scalars(select(Item).order_by(Item.id)))
        for item in found:
            _loaded = item.current, [each.law for each in item.citations], item.tags
        return found


def full_form(draft_version: int, **changes: str) -> dict[str, str]:
    fields = {
        "row_version": str(draft_version),
        "type": "single_choice",
        "stem": "谁承担监测职责？（　　）",
        "options-0-text": "甲",
        "options-1-text": "乙",
        "options-1-right": "y",
        "explanation": "",
        "citation": "《传染病防治法》第三条",
        "difficulty": "2",
        "topics": "监测、职责",
    }
    return fields | changes
