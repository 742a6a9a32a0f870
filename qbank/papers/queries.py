"""Reading exams and their assemblies."""

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Session, selectinload

from qbank.access import Actor, NotFound, fetch, visible
from qbank.blueprints.queries import described
from qbank.papers.models import Assembly, AssemblyState, Exam


def exams(session: Session, actor: Actor, *conditions: ColumnElement[bool]) -> list[Exam]:
    """The newest first."""
    query = visible(actor, Exam, *conditions).options(
        selectinload(Exam.assemblies), selectinload(Exam.sittings)
    )
    return list(session.scalars(query.order_by(Exam.created_at.desc(), Exam.id.desc())))


def assembly_of(
    session: Session, actor: Actor, exam_id: str, assembly_id: str, *, lock: bool = False
) -> Assembly:
    """The assembly of that exam. Raises `NotFound`."""
    found = fetch(session, actor, Assembly, assembly_id, lock=lock)
    if found.exam.public_id != exam_id:
        raise NotFound
    return found


def latest(exam: Exam) -> Assembly | None:
    """The assembly that counts: the one that was sealed or released, else the newest that was not given up."""
    living = [each for each in exam.assemblies if each.state != AssemblyState.DISCARDED]
    fixed = [each for each in living if each.state in {AssemblyState.SEALED, AssemblyState.RELEASED}]
    chosen = fixed or living
    return chosen[-1] if chosen else None


def blueprint_changes(assembly: Assembly) -> tuple[list[str], list[str]]:
    """What the blueprint demands now and did not when these papers were made, and the other way round."""
    then = described(assembly.blueprint_version.content)
    now = described(assembly.blueprint_version.blueprint.current.content)
    return [line for line in now if line not in then], [line for line in then if line not in now]
