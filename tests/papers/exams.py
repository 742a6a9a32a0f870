"""Exams for tests, made through the operations."""

from datetime import timedelta

from qbank.access import Role
from qbank.blueprints.models import Blueprint
from qbank.papers import operations
from qbank.papers.assembling import Task
from qbank.papers.models import Exam, PaperMode
from tests.support.people import Site


def add_exam(
    site: Site,
    blueprint_id: str,
    *,
    title: str = "年度学法考试",
    mode: PaperMode = PaperMode.FORMS,
    count: int = 3,
    avoid_exams: int = 0,
    audience: str | None = None,
    makeup_of: str | None = None,
) -> str:
    """The public id of a new exam with one sitting a month ahead."""
    setter = site.person("zujuan", Role.PAPER_SETTER)
    stand = site.services
    now = stand.clock.now()
    opens = now + timedelta(days=30)
    with stand.database.transaction() as session:
        exam = operations.add_exam(
            session,
            stand.trail,
            now,
            setter,
            operations.ExamDetails(
                title=title,
                audience=audience,
                minutes=90,
                pass_points=60,
                blueprint=session.query(Blueprint).filter_by(public_id=blueprint_id).one(),
                mode=mode,
                count=count,
                avoid_exams=avoid_exams,
                sittings=[(opens, opens + timedelta(minutes=90))],
                makeup_of=session.query(Exam).filter_by(public_id=makeup_of).one() if makeup_of else None,
            ),
        )
        return exam.public_id


def task_of(site: Site, exam_id: str) -> Task:
    stand = site.services
    with stand.database.reading() as session:
        exam = session.query(Exam).filter_by(public_id=exam_id).one()
        return operations.prepare(session, exam, stand.keyring.get("master"), stand.clock.now().date())
