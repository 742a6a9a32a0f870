"""Deciding on questions, remarking on them, and giving departments to editors."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from qbank.access import Actor, Forbidden, Permission, require
from qbank.accounts.models import Account
from qbank.items.content import QuestionContent
from qbank.items.life import Verb, WrongState, next_state
from qbank.items.models import Item, ItemState, Scope
from qbank.items.operations import add_version, set_tags
from qbank.laws.citations import CitedArticle
from qbank.review.asked import assignments
from qbank.review.models import Remark, Review, ReviewDuty
from qbank.review.rules import Subject, missing_tags, why_not
from qbank.trail import Trail


class ReviewRefused(ValueError):
    """The decision cannot be taken as it stands; the message is the sentence for people."""


REASON_LENGTH = 1000
EDIT_REASON_LENGTH = 200
REMARK_LENGTH = 2000


def accept(session: Session, trail: Trail, now: datetime, actor: Actor, item: Item) -> Review:
    """Let the question into the pool. Raises `ReviewRefused` where scope, main law or difficulty is missing."""
    _check(session, actor, item, Verb.ACCEPT)
    missing = missing_tags(item)
    if missing:
        raise ReviewRefused(f"还不能通过：缺{'、'.join(missing)}。在“归类”里补上再通过。")
    return _decide(session, trail, now, actor, item, Verb.ACCEPT, "")


def return_for_mending(
    session: Session, trail: Trail, now: datetime, actor: Actor, item: Item, reason: str
) -> Review:
    """Give the question back to its department, which reads `reason`."""
    _check(session, actor, item, Verb.RETURN)
    return _decide(
        session, trail, now, actor, item, Verb.RETURN, _reason(reason, "写明退回的原因，部门照着改。")
    )


def reject(session: Session, trail: Trail, now: datetime, actor: Actor, item: Item, reason: str) -> Review:
    _check(session, actor, item, Verb.REJECT)
    return _decide(session, trail, now, actor, item, Verb.REJECT, _reason(reason, "写明不采用的原因。"))


def reopen(session: Session, trail: Trail, now: datetime, actor: Actor, item: Item, reason: str) -> Review:
    """Take a decision back: the question is reviewed again, and is out of the pool until then."""
    _check(session, actor, item, Verb.REOPEN)
    return _decide(session, trail, now, actor, item, Verb.REOPEN, _reason(reason, "写明为什么要重新审。"))


def retire(session: Session, trail: Trail, now: datetime, actor: Actor, item: Item, reason: str) -> Review:
    """Take an accepted question out of use for good."""
    _check(session, actor, item, Verb.RETIRE)
    return _decide(session, trail, now, actor, item, Verb.RETIRE, _reason(reason, "写明停用的原因。"))


def send_back(
    session: Session,
    trail: Trail,
    now: datetime,
    actor: Actor,
    item: Item,
    content: QuestionContent,
    note: str,
) -> None:
    """The department's mended version of a returned question: a new version, and in review again.

    Raises `WrongState`, `Forbidden` for another department, `ContentRefused`.
    """
    _check(session, actor, item, Verb.SEND_BACK)
    item.state = next_state(ItemState(item.state), Verb.SEND_BACK)
    version = add_version(session, trail, now, actor, item, content, note.strip()[:EDIT_REASON_LENGTH])
    trail.record(session, now, actor, "item.send_back", f"item:{item.public_id}", version=version.number)


def edit(
    session: Session, trail: Trail, now: datetime, actor: Actor, item: Item, content: QuestionContent, reason: str,
    *, citations: Sequence[CitedArticle] | None = None,
) -> None:  # fmt: skip
    """An editor's new version of a question that is in review; the department sees what changed and why.

    `citations` replace the known ones where the words of the legal basis changed. Raises `ContentRefused`, too.
    """
    _check(session, actor, item, Verb.ACCEPT, but_author=True)
    if content == QuestionContent.of(item.current):
        raise ReviewRefused("没有改动，不用存新的一版。")
    reason = _reason(reason, "写明改了什么、为什么改，报送部门看得到。", EDIT_REASON_LENGTH)
    add_version(session, trail, now, actor, item, content, reason)
    if citations is not None:
        set_tags(
            session, trail, now, actor, item,
            scope=Scope(item.scope), difficulty=item.difficulty, topics=item.tag_names("topic"),
            audiences=item.tag_names("audience"), citations=citations,
        )  # fmt: skip


def tag(
    session: Session, trail: Trail, now: datetime, actor: Actor, item: Item,
    *, scope: Scope, difficulty: int | None, topics: Iterable[str], audiences: Iterable[str],
    citations: Sequence[CitedArticle],
) -> None:  # fmt: skip
    """Set what is known about a question that is in review."""
    _check(session, actor, item, Verb.ACCEPT, but_author=True)
    set_tags(
        session, trail, now, actor, item,
        scope=scope, difficulty=difficulty, topics=topics, audiences=audiences, citations=citations,
    )  # fmt: skip


def remark(
    session: Session,
    trail: Trail,
    now: datetime,
    actor: Actor,
    item: Item,
    text: str,
    *,
    for_department: bool,
) -> Remark:
    """A comment on the present version. What a department writes is always for the department and the office."""
    text = _reason(text, "写上批注的内容。", REMARK_LENGTH)
    reviews = actor.may(Permission.REVIEW_ITEMS)
    if not reviews and not (actor.may(Permission.OWN_SUBMISSIONS) and actor.unit_id == item.unit_id):
        raise Forbidden("这不是本部门的题。")
    said = Remark(
        item_id=item.id,
        version_number=item.current_number,
        author_id=actor.account_id,
        text=text,
        for_department=for_department or not reviews,
        at=now,
    )
    session.add(said)
    trail.record(
        session, now, actor, "item.remark", f"item:{item.public_id}", for_department=said.for_department
    )
    return said


def assign_duty(
    session: Session, trail: Trail, now: datetime, actor: Actor, assignment_id: int, editors: Collection[int]
) -> None:
    """Give one department's assignment to these editors (ids of accounts), and to nobody else."""
    require(actor, Permission.MANAGE_BANK)
    session.execute(delete(ReviewDuty).where(ReviewDuty.assignment_id == assignment_id))
    session.add_all(
        ReviewDuty(assignment_id=assignment_id, editor_id=editor_id) for editor_id in sorted(set(editors))
    )
    public_id = session.scalar(select(assignments.c.public_id).where(assignments.c.id == assignment_id))
    names = sorted(session.scalars(select(Account.name).where(Account.id.in_(editors))))
    trail.record(session, now, actor, "review.assign_duty", f"assignment:{public_id}", editors=names)


def duties_of(session: Session, item: Item) -> frozenset[int]:
    """The ids of the editors that the question's assignment was given to."""
    query = select(ReviewDuty.editor_id).where(ReviewDuty.assignment_id == item.assignment_id)
    return frozenset(session.scalars(query))


def _check(session: Session, actor: Actor, item: Item, verb: Verb, *, but_author: bool = False) -> None:
    """Raises `Forbidden` or `WrongState`. `but_author`: one's own text may be edited, though not accepted, by oneself."""
    subject = Subject.of(item)
    if but_author:
        subject = Subject(subject.unit_id, subject.of_office, None)
    refusal = why_not(actor, subject, duties_of(session, item), verb)
    if refusal:
        raise Forbidden(refusal)
    next_state(ItemState(item.state), verb)


def _decide(
    session: Session, trail: Trail, now: datetime, actor: Actor, item: Item, verb: Verb, reason: str
) -> Review:
    item.state = next_state(ItemState(item.state), verb)
    item.changed_at = now
    review = Review(
        item_id=item.id,
        version_number=item.current_number,
        editor_id=actor.account_id,
        decision=verb,
        reason=reason,
        at=now,
    )
    session.add(review)
    session.flush()
    # The reason stays out of the trail: it may tell the answer, and the trail is read by people who may not see it.
    trail.record(session, now, actor, f"item.{verb}", f"item:{item.public_id}", version=item.current_number)
    return review


def _reason(reason: str, demand: str, most: int = REASON_LENGTH) -> str:
    reason = reason.strip()
    if not reason:
        raise ReviewRefused(demand)
    if len(reason) > most:
        raise ReviewRefused(f"最多写 {most} 字，现在有 {len(reason)} 字。")
    return reason


__all__ = [
    "ReviewRefused", "WrongState", "accept", "assign_duty", "duties_of", "edit", "reject", "remark", "reopen",
    "retire", "return_for_mending", "send_back", "tag",
]  # fmt: skip
