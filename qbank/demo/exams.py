"""The demonstration's two exams: assembled, sealed by one person, approved by another, and open since an hour ago."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from qbank.access import Actor
from qbank.blueprints.models import Blueprint
from qbank.blueprints.operations import add_blueprint
from qbank.clock import FixedClock
from qbank.demo.files import BLUEPRINT
from qbank.jobs import Job, JobState, add_job
from qbank.papers.models import Assembly, AssemblyState, PaperMode
from qbank.papers.operations import ExamDetails, add_exam
from qbank.papers.release import OfficeKeys, approve, seal
from qbank.queue import JobQueue
from qbank.services import Services

EXAMS = (
    ("领导干部学法考试（现场笔试）", PaperMode.FORMS, 3),
    ("领导干部学法考试（网上考试）", PaperMode.CANDIDATES, 200),
)


class StoryBroken(RuntimeError):
    """A step of the demonstration did not come out as it must."""


def hold_exams(
    services: Services,
    clock: FixedClock,
    today: datetime,
    people: Mapping[str, Actor],
    say: Callable[[str], None],
) -> None:
    setter, officer = people["xujia"], people["fanghua"]
    clock.at = today - timedelta(days=5)
    with services.database.transaction() as session:
        blueprint_id = add_blueprint(session, services.trail, clock.at, setter, BLUEPRINT).id
    for title, mode, count in EXAMS:
        clock.at = today - timedelta(days=4)
        exam_id = _assemble(services, today, setter, blueprint_id, title, mode, count)
        _seal_and_approve(services, clock, today, exam_id, setter, officer)
        kind = "套平行卷" if mode is PaperMode.FORMS else "份试卷（每人一份）"
        say(f"{title}：组出 {count} {kind}，{setter.name}封存，{officer.name}批准，已按时启封")


def _assemble(
    services: Services,
    today: datetime,
    setter: Actor,
    blueprint_id: int,
    title: str,
    mode: PaperMode,
    count: int,
) -> int:
    """The id of the new exam, whose papers are drafts."""
    opens = (today + timedelta(days=1)).replace(hour=1, minute=0, second=0, microsecond=0)
    now = services.clock.now()
    with services.database.transaction() as session:
        details = ExamDetails(
            title=title,
            audience=None,
            minutes=90,
            pass_points=60,
            blueprint=session.get_one(Blueprint, blueprint_id),
            mode=mode,
            count=count,
            avoid_exams=0,
            sittings=[(opens, opens + timedelta(minutes=90))],
        )
        exam = add_exam(session, services.trail, now, setter, details)
        job = add_job(session, now, setter, "assemble", exam=exam.public_id)
        exam_id, job_id = exam.id, job.id
    JobQueue(services, at_once=True).start(job)
    with services.database.reading() as session:
        done = session.get_one(Job, job_id)
        if done.state != JobState.DONE:
            raise StoryBroken(f"{title}：{done.message}")
    return exam_id


def _seal_and_approve(
    services: Services, clock: FixedClock, today: datetime, exam_id: int, setter: Actor, officer: Actor
) -> None:
    keys = OfficeKeys.of(services.keyring)
    clock.at = today - timedelta(days=3)
    with services.database.transaction() as session:
        release_at, keys_at = today - timedelta(hours=1), today + timedelta(days=2)
        assembly = _draft(session, exam_id)
        seal(session, services.trail, clock.at, setter, keys, assembly, release_at, keys_at)
        assembly_id = assembly.id
    clock.at = today - timedelta(days=2)
    with services.database.transaction() as session:
        approve(session, services.trail, clock.at, officer, keys, session.get_one(Assembly, assembly_id))


def _draft(session: Session, exam_id: int) -> Assembly:
    query = select(Assembly).where(Assembly.exam_id == exam_id, Assembly.state == AssemblyState.DRAFT)
    return session.scalars(query).one()
