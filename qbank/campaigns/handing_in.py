"""Handing in: the chosen questions become items under review, all of them or none."""

from datetime import datetime

from sqlalchemy.orm import Session

from qbank.access import Actor
from qbank.campaigns import reading
from qbank.campaigns.models import Assignment, Draft, Submission, SubmissionState
from qbank.campaigns.queries import working_submission
from qbank.campaigns.standing import Door, door, standing
from qbank.campaigns.submitting import require_open
from qbank.items.models import ItemState, Scope
from qbank.items.operations import ContentRefused, add_item
from qbank.laws.citations import CitedArticle, LawNames
from qbank.trail import Trail


class NotComplete(Exception):
    """What was to be handed in is not what is asked; `faults` are sentences for people. Nothing was changed."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


def hand_in(
    session: Session, trail: Trail, now: datetime, actor: Actor, assignment: Assignment
) -> Submission:
    """Hand in the chosen questions of the present submission. Handing in twice is handing in once.

    Raises `NotNow` outside the time allowed, `NotComplete` where counts are wrong or something must be mended.
    """
    done = _handed_in(assignment) if assignment.unit_id == actor.unit_id else None
    if done is not None:
        return done
    require_open(actor, assignment, now)
    submission = working_submission(session, assignment)
    if submission is None:
        raise NotComplete(["还没有题。先上传文件，或者在网页上写题。"])
    stand = standing(submission.drafts, assignment.counts)
    if stand.faults:
        raise NotComplete(stand.faults)
    names = LawNames.of(session)
    for draft in stand.chosen:
        _make_item(session, trail, now, actor, assignment, draft, names)
    late = door(assignment, now) is Door.LATE
    assignment.handed_in_at, assignment.handed_in_late = now, late
    submission.state, submission.handed_in_at = SubmissionState.HANDED_IN, now
    session.flush()
    trail.record(
        session,
        now,
        actor,
        "submission.hand_in",
        f"submission:{submission.public_id}",
        questions=len(stand.chosen),
        late=late,
    )
    return submission


def _handed_in(assignment: Assignment) -> Submission | None:
    return next((each for each in assignment.submissions if each.state == SubmissionState.HANDED_IN), None)


def _make_item(
    session: Session,
    trail: Trail,
    now: datetime,
    actor: Actor,
    assignment: Assignment,
    draft: Draft,
    names: LawNames,
) -> None:
    content = draft.content
    asked_laws = [(law.id, law.title) for law in assignment.laws]
    try:
        item = add_item(
            session,
            trail,
            now,
            actor,
            reading.question_content(content),
            unit_id=assignment.unit_id,
            scope=Scope.SECTOR,
            state=ItemState.IN_REVIEW,
            assignment_id=assignment.id,
            difficulty=content["difficulty"],
            topics=content["topics"],
            citations=_citations(content["citation"], asked_laws, names),
        )
    except ContentRefused as error:
        raise NotComplete([f"第 {draft.position} 题：{error}"]) from error
    draft.item_id = item.id


def _citations(text: str, asked_laws: list[tuple[int, str]], names: LawNames) -> list[CitedArticle]:
    """What the question rests on. Where it says nothing and the task has one law, that law: it was asked for no other."""
    if not text.strip() and len(asked_laws) == 1:
        return [CitedArticle(asked_laws[0][0])]
    return names.read(text, asked_laws)
