"""Long work on papers."""

import secrets
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from qbank.access import Actor, fetch
from qbank.db import new_public_id
from qbank.jobs import JobFailed, Report, job
from qbank.papers import operations
from qbank.papers.assembling import NotAssembled, run
from qbank.papers.models import Exam
from qbank.services import Services

SEED_BYTES = 32
MESSAGE_LIMIT = 480


@job("assemble")
def assemble_exam(services: Services, actor: Actor, report: Report, *, exam: str) -> dict[str, Any]:
    """Assemble the papers of the exam with that public id, all or none."""
    master_key = services.keyring.get("master")
    with services.database.reading() as session:
        row = fetch(session, actor, Exam, exam)
        try:
            task = operations.prepare(session, row, master_key, services.today())
        except operations.ExamRefused as error:
            raise JobFailed(str(error)) from error
        version_id = row.blueprint.current.id if row.blueprint else 0
    report(0, task.count, f"正在从 {len(task.frozen.records):,} 题里组卷")

    def progress(done: int, total: int) -> None:
        report(done, total, f"已组 {done:,} 份，共 {total:,} 份")

    try:
        made = run(task, secrets.token_bytes(SEED_BYTES), master_key, new_public_id, progress)
    except NotAssembled as error:
        raise JobFailed(_in_a_message(error.sentences)) from error
    with services.database.transaction() as session:
        row = session.scalars(select(Exam).where(Exam.public_id == exam).with_for_update()).one()
        assembly = operations.keep(
            session, services.trail, services.clock.now(), actor, row, version_id, task, made, master_key
        )
        return {"url": f"/exams/{exam}/assemblies/{assembly.public_id}"}


def _in_a_message(sentences: Sequence[str]) -> str:
    """As many of the sentences as fit into the job's message, whole ones only."""
    said = ""
    for sentence in sentences:
        if said and len(said) + len(sentence) > MESSAGE_LIMIT:
            break
        said += sentence
    return said[:MESSAGE_LIMIT]
