"""What a department is told in a copy of its own file: what is wrong with it, or what review said of questions given back."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from importers import Place
from importers.remarks import Remark, Remarked, annotated_or_listed, can_annotate
from qbank.campaigns.models import Draft, Submission, SubmissionState
from qbank.campaigns.standing import Standing, count_faults, standing
from qbank.files import FileStore
from qbank.items.models import Item, ItemState
from qbank.review.models import Remark as ReviewRemark
from qbank.review.models import Review

Json = dict[str, Any]
_MARKS = {"error": "必须改", "warning": "建议看"}


@dataclass(frozen=True, slots=True)
class Offer:
    """A copy with remarks that a page offers; `in_file` false: their list, as the file takes no comments."""

    in_file: bool


def offer(session: Session, files: FileStore, submission: Submission) -> Offer | None:
    """None where the submission has no file, or nothing is to be said of it."""
    if submission.file is None or not remarks_of(session, submission):
        return None
    return Offer(can_annotate(files.path(submission.file.digest)))


def annotated(path: Path, remarks: list[Remark], when: datetime) -> Remarked:
    """The copy with the remarks, or their list where the file takes no comments. `when` is the office's local time."""
    return annotated_or_listed(path, remarks, when)


def remarks_of(session: Session, submission: Submission) -> list[Remark]:
    """What is to be said of a submission; after handing in, of the questions that came back from review."""
    if submission.state == SubmissionState.HANDED_IN:
        return list(_given_back(session, submission))
    stand = standing(submission.drafts, submission.assignment.counts)
    return [*_of_file(submission, stand), *_of_questions(stand)]


def _of_file(submission: Submission, stand: Standing) -> Iterator[Remark]:
    for sentence in count_faults(stand.counts):
        yield Remark(f"{_MARKS['error']}：{sentence}")
    for problem in submission.problems:
        yield _remark(problem, None)


def _of_questions(stand: Standing) -> Iterator[Remark]:
    for each in stand.questions:
        place = _place(each.draft.content)
        for problem in each.problems:
            yield _remark(problem, place)
        if each in stand.not_asked:
            yield Remark(f"第 {each.number} 题的题型这次不收，不会报送。", place)
        if _is_mended(each.draft):
            said = (
                f"第 {each.number} 题在网页上改过，这份文件里还是原文。再上传这份文件以前，在这里也照着改。"
            )
            yield Remark(said, place)


def _is_mended(draft: Draft) -> bool:
    return draft.reading is not None and draft.content != draft.reading


def _remark(problem: Json, place: Place | None) -> Remark:
    """A problem as a remark, at its own place where it has one, else at that of its question."""
    return Remark(f"{_MARKS[problem['severity']]}：{problem['message']}", _place(problem) or place)


def _place(said: Json) -> Place | None:
    return Place(**said["place"]) if said.get("place") else None


def _given_back(session: Session, submission: Submission) -> Iterator[Remark]:
    """The reason of each question that was returned and is not mended yet, and what was said of it besides."""
    rows = session.execute(
        select(Item.id, Draft)
        .join(Draft, Draft.item_id == Item.id)
        .where(Draft.submission_id == submission.id, Item.state == ItemState.RETURNED)
        .order_by(Draft.position)
    ).all()
    said = _said(session, [item_id for item_id, _draft in rows])
    for item_id, draft in rows:
        for line in said[item_id]:
            yield Remark(f"第 {draft.position} 题退回修改。{line}", _place(draft.content))


def _said(session: Session, item_ids: list[int]) -> dict[int, list[str]]:
    """By item: the reason of its last return, then the remarks meant for the department on that version."""
    returns = session.scalars(
        select(Review)
        .where(Review.item_id.in_(item_ids), Review.decision == "return")
        .order_by(Review.at)
        .options(joinedload(Review.editor))
    )
    last = {review.item_id: review for review in returns}
    found: dict[int, list[str]] = defaultdict(list)
    for item_id, review in last.items():
        found[item_id].append(f"{review.editor.name}：{review.reason}")
    remarks = session.scalars(
        select(ReviewRemark)
        .where(ReviewRemark.item_id.in_(item_ids), ReviewRemark.for_department.is_(True))
        .order_by(ReviewRemark.at)
        .options(joinedload(ReviewRemark.author))
    )
    for remark in remarks:
        if remark.version_number == last[remark.item_id].version_number:
            found[remark.item_id].append(f"{remark.author.name}：{remark.text}")
    return found
