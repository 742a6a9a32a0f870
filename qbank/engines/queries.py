"""Reading engine clients and pulls, and the exams that an engine may see."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from qbank.access import NotFound
from qbank.engines.models import ApiToken, CandidatePaper, EngineClient, Pull
from qbank.engines.operations import Caller
from qbank.papers.models import Assembly, Exam, Paper
from qbank.papers.queries import for_a_list, made_up_for
from qbank.papers.release import Standing, standing, was_open


def all_clients(session: Session) -> Sequence[EngineClient]:
    query = select(EngineClient).order_by(EngineClient.name).options(selectinload(EngineClient.tokens))
    return session.scalars(query).all()


def last_pulls(session: Session) -> dict[int, datetime]:
    """Client id -> when it last pulled something."""
    query = (
        select(ApiToken.client_id, func.max(Pull.at))
        .join(Pull, Pull.token_id == ApiToken.id)
        .group_by(ApiToken.client_id)
    )
    return {client_id: at for client_id, at in session.execute(query)}  # noqa: C416 - rows are no pairs to mypy


def pulls_of(session: Session, client: EngineClient, *, page: int, per_page: int) -> tuple[list[Pull], int]:
    """One page (from 1) of a client's pulls, newest first, and how many there are."""
    query = select(Pull).join(ApiToken).where(ApiToken.client_id == client.id)
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    shown = (
        query.order_by(Pull.id.desc())
        .limit(per_page)
        .offset((page - 1) * per_page)
        .options(contains_eager(Pull.token), joinedload(Pull.exam))
    )
    return list(session.scalars(shown)), total


def exam_titles(session: Session) -> list[tuple[int, str]]:
    """For choosing what a token reaches: an administrator sees the titles of exams and nothing else of them."""
    return [
        (row.id, row.title) for row in session.execute(select(Exam.id, Exam.title).order_by(Exam.id.desc()))
    ]


def shown_assembly(exam: Exam, now: datetime) -> Assembly | None:
    """The papers that an engine knows of: those that are open, else the last ones withdrawn after they had been open."""
    known = [each for each in exam.assemblies if was_open(each, now)]
    opened = [each for each in known if standing(each, now) is Standing.OPEN]
    return (opened or known)[-1] if known else None


def exams_for(session: Session, caller: Caller, now: datetime, scope: str) -> list[tuple[Exam, Assembly]]:
    """The exams that the engine may see under `scope`, with what it may know of them."""
    exams = session.scalars(for_a_list(select(Exam)).order_by(Exam.id))
    return [
        (exam, assembly)
        for exam in exams
        if caller.reaches(exam.id, scope) and (assembly := shown_assembly(exam, now)) is not None
    ]


def exam_for(session: Session, caller: Caller, public_id: str, now: datetime) -> tuple[Exam, Assembly]:
    """Raises `NotFound` for exams that are not there, are another engine's, or have no papers that were ever open."""
    exam = session.scalars(select(Exam).where(Exam.public_id == public_id)).one_or_none()
    if exam is None or not caller.reaches(exam.id):
        raise NotFound
    assembly = shown_assembly(exam, now)
    if assembly is None:
        raise NotFound
    return exam, assembly


def papers_before(session: Session, assembly: Assembly, candidate: str) -> list[tuple[Assembly, int]]:
    """What the candidate was given at the exams that this one makes up for, and in sets of this one that were taken back."""
    exams = made_up_for(assembly.exam) | {assembly.exam_id}
    query = (
        select(Assembly, CandidatePaper.number)
        .join(CandidatePaper, CandidatePaper.assembly_id == Assembly.id)
        .where(CandidatePaper.candidate == candidate, Assembly.exam_id.in_(exams), Assembly.id != assembly.id)
        .order_by(Assembly.id)
    )
    return [(before, number) for before, number in session.execute(query)]


def paper_for(session: Session, caller: Caller, paper_id: str, now: datetime) -> tuple[Assembly, int]:
    """The assembly and the number behind a paper's id (a form's, or `assembly-number`). Raises `NotFound`."""
    form = session.scalars(select(Paper).where(Paper.public_id == paper_id)).one_or_none()
    if form is not None:
        assembly, number = form.assembly, form.number
    else:
        assembly_id, _, digits = paper_id.rpartition("-")
        found = session.scalars(select(Assembly).where(Assembly.public_id == assembly_id)).one_or_none()
        if found is None or not digits.isascii() or not digits.isdecimal() or len(digits) > 9:
            raise NotFound
        assembly, number = found, int(digits)
        if found.mode != "candidates" or digits != str(number) or not 1 <= number <= found.count:
            raise NotFound
    if not caller.reaches(assembly.exam_id) or not was_open(assembly, now):
        raise NotFound
    return assembly, number
