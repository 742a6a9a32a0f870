"""What a department does before it hands in: uploading, mending, writing by hand, choosing."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qbank.access import Actor, Forbidden
from qbank.campaigns import reading
from qbank.campaigns.models import Assignment, Draft, DraftFigure, Submission, SubmissionState
from qbank.campaigns.queries import working_submission
from qbank.campaigns.standing import Door, door, first_choice
from qbank.files import StoredFile
from qbank.items.figures import image_digests
from qbank.trail import Trail

Json = dict[str, Any]


class NotNow(Exception):
    """The campaign does not allow this now; the message is the sentence for people."""


REASONS = {
    Door.NOT_YET: "征题还没有开始。开始以后才能上传和报送，模板现在就可以下载。",
    Door.SHUT: "已过截止时间。需要迟交时，请联系办公室，办公室同意后就可以接着做。",
    Door.CLOSED: "这次征题已经结束，不再收题。",
}


def require_open(actor: Actor, assignment: Assignment, now: datetime) -> None:
    """Raises `Forbidden` for another department, `NotNow` where it has handed in or the campaign is not open for it."""
    if assignment.unit_id != actor.unit_id:
        raise Forbidden("这是别的部门的报送任务。")
    if assignment.handed_in_at is not None:
        raise NotNow("这次的题已经报送，不能再改。要改的题由审题人退回以后再改。")
    state = door(assignment, now)
    if state in REASONS:
        raise NotNow(REASONS[state])


def keep_reading(
    session: Session,
    trail: Trail,
    now: datetime,
    actor: Actor,
    assignment: Assignment,
    file: StoredFile,
    read: reading.FileReading | str,
) -> Submission:
    """Store what an upload was read as, or the sentence of its refusal.

    A readable one takes the place of the one before, which stays as it was; an unreadable one replaces nothing.
    """
    require_open(actor, assignment, now)
    submission = _new_submission(session, now, actor, assignment)
    submission.file = file
    if isinstance(read, str):
        submission.state, submission.refusal = SubmissionState.UNREADABLE, read[:500]
    else:
        _replace_earlier(session, assignment)
        submission.reader, submission.problems, submission.skipped = read.reader, read.problems, read.skipped
        submission.drafts = _drafts(read, assignment.counts)
    session.add(submission)
    session.flush()
    trail.record(
        session,
        now,
        actor,
        "submission.upload",
        f"submission:{submission.public_id}",
        number=submission.number,
        file=file.name,
        digest=file.digest,
        questions=len(submission.drafts),
        refusal=submission.refusal,
    )
    return submission


def _drafts(read: reading.FileReading, counts: dict[str, int]) -> list[Draft]:
    again = reading.repeated([(place, draft.content) for place, draft in enumerate(read.drafts)])
    kinds = [
        (
            draft.content["type"],
            place in again or any(problem["severity"] == "error" for problem in draft.problems),
        )
        for place, draft in enumerate(read.drafts)
    ]
    ticked = first_choice(kinds, counts)
    return [
        Draft(
            position=position,
            type=draft.content["type"],
            reading=draft.content,
            content=draft.content,
            problems=draft.problems,
            chosen=chosen,
            figures=[
                DraftFigure(digest=digest)
                for digest in sorted(image_digests(reading.figures_in(draft.content)))
            ],
        )
        for position, (draft, chosen) in enumerate(zip(read.drafts, ticked, strict=True), start=1)
    ]


def _new_submission(session: Session, now: datetime, actor: Actor, assignment: Assignment) -> Submission:
    latest = session.scalar(
        select(func.max(Submission.number)).where(Submission.assignment_id == assignment.id)
    )
    return Submission(
        assignment_id=assignment.id,
        number=(latest or 0) + 1,
        uploaded_by_id=actor.account_id,
        uploaded_at=now,
        state=SubmissionState.READ,
        problems=[],
        skipped=[],
    )


def _replace_earlier(session: Session, assignment: Assignment) -> None:
    for earlier in session.scalars(
        select(Submission).where(
            Submission.assignment_id == assignment.id, Submission.state == SubmissionState.READ
        )
    ):
        earlier.state = SubmissionState.REPLACED


def take_up(
    session: Session,
    trail: Trail,
    now: datetime,
    actor: Actor,
    assignment: Assignment,
    submission: Submission,
) -> None:
    """Go back to an earlier submission: it is worked on again, the present one is put aside."""
    require_open(actor, assignment, now)
    if submission.state != SubmissionState.REPLACED:
        return
    _replace_earlier(session, assignment)
    submission.state = SubmissionState.READ
    trail.record(session, now, actor, "submission.take_up", f"submission:{submission.public_id}")


def mend(
    session: Session,
    trail: Trail,
    now: datetime,
    actor: Actor,
    draft: Draft,
    row_version: int,
    content: Json,
) -> None:
    """Save a question as the person wrote it, and check it again. Raises `StaleEdit` where somebody saved in between."""
    _require_working(actor, draft, now)
    draft.expect_version(row_version)
    draft.content = {**draft.content, **content}
    draft.type = draft.content["type"]
    draft.problems = reading.check(draft.content, draft.position)
    draft.changed_by_id, draft.changed_at = actor.account_id, now
    session.flush()
    trail.record(session, now, actor, "draft.mend", f"draft:{draft.public_id}", number=draft.position)


def _require_working(actor: Actor, draft: Draft, now: datetime) -> None:
    require_open(actor, draft.submission.assignment, now)
    if draft.submission.state != SubmissionState.READ:
        raise NotNow("这道题在较早的一次上传里，已不再使用。要用那一次的，先在“上传记录”里改回它。")


def write_question(
    session: Session, trail: Trail, now: datetime, actor: Actor, assignment: Assignment, content: Json
) -> Draft:
    """Add a question that was written in the page, to the present submission or as the beginning of one."""
    require_open(actor, assignment, now)
    submission = working_submission(session, assignment)
    if submission is None:
        submission = _new_submission(session, now, actor, assignment)
        session.add(submission)
        session.flush()
    last = session.scalar(select(func.max(Draft.position)).where(Draft.submission_id == submission.id)) or 0
    draft = Draft(
        submission_id=submission.id,
        position=last + 1,
        type=content["type"],
        reading=None,
        content={**reading.empty_content(content["type"]), **content},
        problems=[],
        changed_by_id=actor.account_id,
        changed_at=now,
    )
    draft.problems = reading.check(draft.content, draft.position)
    session.add(draft)
    session.flush()
    trail.record(session, now, actor, "draft.write", f"draft:{draft.public_id}", number=draft.position)
    return draft


def choose(
    session: Session,
    trail: Trail,
    now: datetime,
    actor: Actor,
    submission: Submission,
    chosen: Collection[str],
) -> None:
    """Tick exactly the questions with these public ids."""
    require_open(actor, submission.assignment, now)
    if submission.state != SubmissionState.READ:
        raise NotNow("这一次上传已不再使用，勾选没有存上。")
    changed = [draft for draft in submission.drafts if draft.chosen != (draft.public_id in chosen)]
    for draft in changed:
        draft.chosen = not draft.chosen
    if changed:
        session.flush()
        trail.record(
            session,
            now,
            actor,
            "submission.choose",
            f"submission:{submission.public_id}",
            chosen=[draft.position for draft in submission.drafts if draft.chosen],
        )
