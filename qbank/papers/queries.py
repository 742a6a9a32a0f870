"""Reading exams and their assemblies."""

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, defer, joinedload, selectinload

from qbank.access import Actor, NotFound, fetch, visible
from qbank.blueprints.queries import described
from qbank.papers.models import Assembly, AssemblyState, Exam


def exams(session: Session, actor: Actor, *conditions: ColumnElement[bool]) -> list[Exam]:
    """The newest first."""
    query = for_a_list(visible(actor, Exam, *conditions))
    return list(session.scalars(query.order_by(Exam.created_at.desc(), Exam.id.desc())))


def exam_titles(session: Session, actor: Actor, without: Exam | None) -> list[tuple[str, str]]:
    """Public id and title of every other exam, the newest first."""
    query = select(Exam.public_id, Exam.title).where(Exam.visible_to(actor))
    if without is not None:
        query = query.where(Exam.id != without.id)
    found = session.execute(query.order_by(Exam.created_at.desc(), Exam.id.desc()))
    return [(public_id, title) for public_id, title in found]


def for_a_list(query: Select[Exam]) -> Select[Exam]:
    """`query` with all that a list says of exams; what their assemblies hold encrypted stays where it is."""
    assemblies = selectinload(Exam.assemblies).options(
        joinedload(Assembly.seal),
        joinedload(Assembly.release),
        joinedload(Assembly.withdrawal),
        defer(Assembly.manifest_blob),
        defer(Assembly.pool_blob),
        defer(Assembly.report),
    )
    return query.options(assemblies, selectinload(Exam.sittings))


def assembly_of(
    session: Session, actor: Actor, exam_id: str, assembly_id: str, *, lock: bool = False
) -> Assembly:
    """The assembly of that exam. Raises `NotFound`."""
    found = fetch(session, actor, Assembly, assembly_id, lock=lock)
    if found.exam.public_id != exam_id:
        raise NotFound
    return found


def made_up_for(exam: Exam) -> set[int]:
    """The ids of the exam that this one makes up for, and of those which that one makes up for in turn."""
    found: set[int] = set()
    while exam.makeup_of is not None and exam.makeup_of.id not in found:
        exam = exam.makeup_of
        found.add(exam.id)
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
