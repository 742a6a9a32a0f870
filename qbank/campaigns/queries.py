"""Reading campaigns: what a department works on, and the office's board."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from qbank.access import Actor, NotFound, fetch
from qbank.accounts.models import Account, LoginSession, Unit
from qbank.campaigns.models import Assignment, Campaign, Draft, Submission, SubmissionState
from qbank.items.models import Item, ItemState


def own_assignment(session: Session, actor: Actor, public_id: str, *, lock: bool = False) -> Assignment:
    """The task of the actor's own department, whatever else the actor's roles let it see. Raises `NotFound`."""
    return _own(actor, fetch(session, actor, Assignment, public_id, lock=lock))


def _own(actor: Actor, assignment: Assignment) -> Assignment:
    if assignment.unit_id != actor.unit_id:
        raise NotFound
    return assignment


def own_submission(session: Session, actor: Actor, public_id: str) -> Submission:
    submission = fetch(session, actor, Submission, public_id)
    _own(actor, submission.assignment)
    return submission


def own_draft(session: Session, actor: Actor, public_id: str, *, lock: bool = False) -> Draft:
    draft = fetch(session, actor, Draft, public_id, lock=lock)
    _own(actor, draft.submission.assignment)
    return draft


def own_item(session: Session, actor: Actor, public_id: str, *, lock: bool = False) -> Item:
    """A question that the actor's own department handed in. Raises `NotFound`."""
    item = fetch(session, actor, Item, public_id, lock=lock)
    if item.unit_id != actor.unit_id or item.assignment_id is None:
        raise NotFound
    return item


def own_assignments(session: Session, actor: Actor) -> list[Assignment]:
    """The tasks of the actor's department, the newest campaign first."""
    return list(
        session.scalars(
            select(Assignment)
            .join(Campaign)
            .where(Assignment.unit_id == actor.unit_id)
            .options(
                joinedload(Assignment.campaign),
                selectinload(Assignment.laws),
                selectinload(Assignment.submissions),
            )
            .order_by(Campaign.opens_at.desc(), Assignment.id.desc())
        )
    )


def working_submission(session: Session, assignment: Assignment) -> Submission | None:
    """The submission that the department is working on: the last one that was read and not replaced."""
    return session.scalars(
        select(Submission)
        .where(Submission.assignment_id == assignment.id, Submission.state == SubmissionState.READ)
        .order_by(Submission.number.desc())
        .limit(1)
        .options(selectinload(Submission.drafts))
    ).one_or_none()


def handed_in_submission(session: Session, assignment: Assignment) -> Submission | None:
    """The submission that the department handed in."""
    return session.scalars(
        select(Submission).where(
            Submission.assignment_id == assignment.id, Submission.state == SubmissionState.HANDED_IN
        )
    ).one_or_none()


@dataclass(frozen=True, slots=True)
class Upload:
    """One submission in the list of uploads; `questions` counts what was read."""

    submission: Submission
    questions: int


def uploads_of(session: Session, assignment: Assignment) -> list[Upload]:
    """All submissions of a task, the latest first."""
    counts: dict[int, int] = dict(
        session.execute(
            select(Draft.submission_id, func.count())
            .join(Submission)
            .where(Submission.assignment_id == assignment.id)
            .group_by(Draft.submission_id)
        ).all()
    )
    submissions = session.scalars(
        select(Submission)
        .where(Submission.assignment_id == assignment.id)
        .order_by(Submission.number.desc())
        .options(joinedload(Submission.file), joinedload(Submission.uploaded_by))
    )
    return [Upload(each, counts.get(each.id, 0)) for each in submissions]


def items_of(session: Session, assignment: Assignment) -> list[Item]:
    """What the department handed in, in the order of its submission."""
    return list(
        session.scalars(
            select(Item)
            .where(Item.assignment_id == assignment.id)
            .order_by(Item.id)
            .options(selectinload(Item.current))
        )
    )


def item_states(session: Session, assignment_ids: Collection[int]) -> dict[int, dict[str, int]]:
    """How many items of each assignment stand in which state."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for assignment_id, state, count in session.execute(
        select(Item.assignment_id, Item.state, func.count())
        .where(Item.assignment_id.in_(assignment_ids))
        .group_by(Item.assignment_id, Item.state)
    ):
        if assignment_id is not None:
            found[assignment_id][state] = count
    return found


def chosen_counts(session: Session, assignment_ids: Collection[int]) -> dict[int, dict[str, int]]:
    """Chosen questions by type in the submission each department is working on or has handed in."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for assignment_id, kind, count in session.execute(
        select(Submission.assignment_id, Draft.type, func.count())
        .join(Draft, Draft.submission_id == Submission.id)
        .where(
            Submission.assignment_id.in_(assignment_ids),
            Submission.state.in_([SubmissionState.READ, SubmissionState.HANDED_IN]),
            Draft.chosen,
        )
        .group_by(Submission.assignment_id, Draft.type)
    ):
        if kind is not None:
            found[assignment_id][kind] = count
    return found


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One department on the board of a campaign."""

    assignment: Assignment
    counts: dict[str, int]
    items: dict[str, int]
    last_upload: datetime | None
    last_login: datetime | None

    @property
    def has_work(self) -> bool:
        return self.last_upload is not None

    @property
    def total(self) -> int:
        return sum(self.items.values())

    @property
    def accepted(self) -> int:
        return self.items.get(ItemState.ACCEPTED, 0)

    @property
    def decided(self) -> int:
        return self.total - self.items.get(ItemState.IN_REVIEW, 0) - self.items.get(ItemState.RETURNED, 0)


def board(session: Session, campaign: Campaign) -> list[BoardRow]:
    """Every department of the campaign by name, in a handful of queries however many there are."""
    assignments = list(
        session.scalars(
            select(Assignment)
            .join(Unit)
            .where(Assignment.campaign_id == campaign.id)
            .order_by(Unit.name)
            .options(joinedload(Assignment.unit), selectinload(Assignment.laws))
        )
    )
    ids = [assignment.id for assignment in assignments]
    counts, items = chosen_counts(session, ids), item_states(session, ids)
    uploads = dict(
        session.execute(
            select(Submission.assignment_id, func.max(Submission.uploaded_at))
            .where(Submission.assignment_id.in_(ids))
            .group_by(Submission.assignment_id)
        ).all()
    )
    logins = _last_logins(session, [assignment.unit_id for assignment in assignments])
    return [
        BoardRow(
            assignment,
            counts.get(assignment.id, {}),
            items.get(assignment.id, {}),
            uploads.get(assignment.id),
            logins.get(assignment.unit_id),
        )
        for assignment in assignments
    ]


def _last_logins(session: Session, unit_ids: Collection[int]) -> dict[int, datetime]:
    return dict(
        session.execute(
            select(Account.unit_id, func.max(LoginSession.created_at))
            .join(LoginSession, LoginSession.account_id == Account.id)
            .where(Account.unit_id.in_(unit_ids))
            .group_by(Account.unit_id)
        ).all()
    )


def campaigns_with_counts(session: Session) -> list[tuple[Campaign, int, int]]:
    """Every campaign, the newest first, with the number of its departments and of those that have handed in."""
    rows = session.execute(
        select(Campaign, func.count(Assignment.id), func.count(Assignment.handed_in_at))
        .outerjoin(Assignment)
        .group_by(Campaign.id)
        .order_by(Campaign.opens_at.desc(), Campaign.id.desc())
    )
    return [(campaign, departments, done) for campaign, departments, done in rows]


def units_without_task(session: Session, campaign: Campaign) -> list[Unit]:
    taken = select(Assignment.unit_id).where(Assignment.campaign_id == campaign.id)
    return list(
        session.scalars(
            select(Unit)
            .where(Unit.active, Unit.is_office.is_(False), Unit.id.not_in(taken))
            .order_by(Unit.name)
        )
    )


def numbers_of_items(session: Session, assignment: Assignment) -> dict[int, int]:
    """The number that each handed-in question has on the department's pages, by the id of its item."""
    rows = session.execute(
        select(Draft.item_id, Draft.position)
        .join(Submission)
        .where(Submission.assignment_id == assignment.id, Draft.item_id.is_not(None))
    )
    return {item_id: position for item_id, position in rows if item_id is not None}


def assignment_of(session: Session, item: Item) -> Assignment:
    """The task that a handed-in question belongs to."""
    return session.get_one(Assignment, item.assignment_id)
