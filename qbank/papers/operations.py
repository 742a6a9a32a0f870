"""Exams: setting them down, assembling their papers, discarding and looking at drafts."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qbank.access import Actor, Permission, require
from qbank.blueprints.models import Blueprint
from qbank.papers.assembling import Assembled, Task
from qbank.papers.demands import ExamRefused as ExamRefused
from qbank.papers.demands import demands_of
from qbank.papers.models import Assembly, AssemblyState, AssemblyUse, Exam, Paper, PaperMode, Sitting
from qbank.papers.pool import freeze_pool
from qbank.papers.queries import made_up_for
from qbank.papers.vault import Vault
from qbank.trail import Trail


@dataclass(frozen=True, slots=True, kw_only=True)
class ExamDetails:
    """What a person sets down for an exam. `sittings`: when each opens and closes."""

    title: str
    audience: str | None
    minutes: int
    pass_points: int
    blueprint: Blueprint
    mode: PaperMode
    count: int
    avoid_exams: int
    sittings: Sequence[tuple[datetime, datetime]]
    makeup_of: Exam | None = None


def add_exam(session: Session, trail: Trail, now: datetime, actor: Actor, details: ExamDetails) -> Exam:
    """Raises `ExamRefused`."""
    require(actor, Permission.SET_PAPERS)
    exam = Exam(created_by_id=actor.account_id, created_at=now)
    _fill(exam, details)
    session.add(exam)
    session.flush()
    trail.record(session, now, actor, "exam.add", f"exam:{exam.public_id}", title=exam.title)
    return exam


def change_exam(
    session: Session,
    trail: Trail,
    now: datetime,
    actor: Actor,
    exam: Exam,
    expected_version: int,
    details: ExamDetails,
) -> None:
    """Raises `StaleEdit` and `ExamRefused`; what was sealed keeps the exam as it is."""
    require(actor, Permission.SET_PAPERS)
    if any(each.state in {AssemblyState.SEALED, AssemblyState.RELEASED} for each in exam.assemblies):
        raise ExamRefused("这场考试的试卷已经封存，不能再改。要改，先撤回封存的试卷。")
    exam.expect_version(expected_version)
    exam.changed_at = now
    _fill(exam, details)
    trail.record(session, now, actor, "exam.change", f"exam:{exam.public_id}", title=exam.title)


def prepare(session: Session, exam: Exam, master_key: bytes, today: date) -> Task:
    """Everything that a run needs, read and frozen as it is `today`. Raises `ExamRefused`."""
    demands = demands_of(exam)
    frozen = freeze_pool(session, demands.audience, frozenset(s.type for s in demands.sections), today)
    used, avoid = _earlier_use(session, exam, Vault(master_key))
    return Task(exam.public_id, demands, PaperMode(exam.mode), exam.count, frozen, used, avoid)


def keep(
    session: Session,
    trail: Trail,
    now: datetime,
    actor: Actor,
    exam: Exam,
    blueprint_version_id: int,
    task: Task,
    made: Assembled,
    master_key: bytes,
) -> Assembly:
    """Store what a run made, as a draft."""
    require(actor, Permission.SET_PAPERS)
    latest = session.scalar(select(func.max(Assembly.number)).where(Assembly.exam_id == exam.id)) or 0
    assembly = Assembly(
        public_id=made.public_id,
        exam=exam,
        number=latest + 1,
        blueprint_version_id=blueprint_version_id,
        mode=task.mode,
        count=task.count,
        state=AssemblyState.DRAFT,
        pool_digest=made.pool_digest,
        algorithm=made.algorithm,
        report=made.report,
        wrapped_key=made.wrapped_key,
        manifest_blob=made.manifest_blob,
        pool_blob=made.pool_blob,
        manifest_digest=made.manifest_digest,
        created_by_id=actor.account_id,
        created_at=now,
    )
    assembly.papers = [
        Paper(
            public_id=form.public_id,
            number=form.number,
            form=form.form,
            content_blob=form.content_blob,
            keys_blob=form.keys_blob,
            digest=form.digest,
        )
        for form in made.forms
    ]
    session.add(assembly)
    session.flush()
    uses = json.dumps(made.uses, separators=(",", ":")).encode()
    blob = Vault(master_key).encrypt("uses", uses, made.public_id.encode())
    session.add(AssemblyUse(assembly=assembly, uses_blob=blob))
    trail.record(
        session, now, actor, "assembly.make", f"assembly:{assembly.public_id}",
        exam=exam.public_id, number=assembly.number, mode=task.mode, count=task.count,
        pool=made.pool_digest, manifest=made.manifest_digest,
    )  # fmt: skip
    return assembly


def discard(session: Session, trail: Trail, now: datetime, actor: Actor, assembly: Assembly) -> None:
    """Give a draft up; its questions count as unused again. Raises `ExamRefused`."""
    require(actor, Permission.SET_PAPERS)
    if assembly.state != AssemblyState.DRAFT:
        raise ExamRefused("只有草稿能作废。封存的试卷要撤回。")
    assembly.state = AssemblyState.DISCARDED
    trail.record(session, now, actor, "assembly.discard", f"assembly:{assembly.public_id}")


def record_look(
    session: Session, trail: Trail, now: datetime, actor: Actor, assembly: Assembly, number: int, what: str
) -> None:
    """A person reads paper `number` of a draft (`what`: `paper` or `keys`). Raises `ExamRefused` where nobody may."""
    require(actor, Permission.SET_PAPERS)
    if assembly.state == AssemblyState.DISCARDED:
        raise ExamRefused("这一次组的卷已经作废，不再打开。")
    if assembly.state != AssemblyState.DRAFT:
        raise ExamRefused("试卷封存以后，谁也不能再看，组卷人也不能。到了启封时间，由考试平台领取。")
    trail.record(session, now, actor, f"{what}.look", f"assembly:{assembly.public_id}", number=number)


def _fill(exam: Exam, details: ExamDetails) -> None:
    if any(opens >= closes for opens, closes in details.sittings):
        raise ExamRefused("有一场的结束不晚于开始，请核对场次的时间。")
    exam.title, exam.audience = details.title, details.audience
    exam.minutes, exam.pass_points = details.minutes, details.pass_points
    exam.blueprint, exam.mode, exam.count = details.blueprint, details.mode, details.count
    exam.avoid_exams, exam.makeup_of = details.avoid_exams, details.makeup_of
    if exam.makeup_of is exam:
        raise ExamRefused("一场考试不能是它自己的补考，请选另一场，或选“不是补考”。")
    exam.points = int(demands_of(exam).points)
    if exam.pass_points > exam.points:
        raise ExamRefused(f"及格分 {exam.pass_points} 高于满分 {exam.points}（按所选的细目表），请改低。")
    exam.sittings = [Sitting(opens_at=opens, closes_at=closes) for opens, closes in sorted(details.sittings)]


def _earlier_use(session: Session, exam: Exam, vault: Vault) -> tuple[dict[str, int], set[str]]:
    """How often each question stood on papers that were not given up, and which of them may not return.

    These are the questions of the latest exams, and at a make-up exam those of the parallel forms it makes up for. Papers for
    candidates use nearly the whole pool: there the make-up only levels their use.
    """
    query = (
        select(Assembly.public_id, Assembly.exam_id, Assembly.mode, AssemblyUse.uses_blob)
        .join(AssemblyUse)
        .where(Assembly.state != AssemblyState.DISCARDED)
        .order_by(Assembly.created_at.desc(), Assembly.id.desc())
    )
    used: Counter[str] = Counter()
    avoid: set[str] = set()
    latest: list[int] = []
    before = made_up_for(exam)
    for public_id, exam_id, mode, blob in session.execute(query):
        uses = json.loads(vault.decrypt("uses", blob, public_id.encode()))
        used.update(uses)
        if exam_id != exam.id and exam_id not in latest:
            latest.append(exam_id)
        if exam_id in latest[: exam.avoid_exams] or (exam_id in before and mode == PaperMode.FORMS):
            avoid.update(uses)
    return dict(used), avoid
