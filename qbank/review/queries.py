"""Reading for review: the departments with their progress, the queue of questions, and who reviews."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, case, exists, func, or_, select
from sqlalchemy.orm import Session, selectinload

from qbank.access import Actor, NotFound, Permission, Role, visible
from qbank.accounts.models import Account, AccountRole, Unit
from qbank.items.content import plain_text
from qbank.items.models import Item, ItemCitation, ItemState, ItemVersion, QuestionType
from qbank.laws.models import Law
from qbank.review.asked import assignment_laws, assignments, campaigns
from qbank.review.models import Review, ReviewDuty

BANK = "bank"  # stands in an address where an assignment would: questions that belong to none
SETTLED = frozenset({ItemState.ACCEPTED, ItemState.REJECTED, ItemState.RETIRED})


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the queue is narrowed to; `assignment` and `law` are public ids, or `assignment` is `BANK`."""

    state: ItemState | None = None
    type: QuestionType | None = None
    law: str = ""
    assignment: str = ""
    mine: bool = False

    @property
    def arguments(self) -> dict[str, Any]:
        """As they stand in an address."""
        pairs = {
            "state": self.state.value if self.state else "all",
            "type": self.type.value if self.type else "",
            "law": self.law,
            "assignment": self.assignment,
            "mine": "1" if self.mine else "",
        }
        return {name: value for name, value in pairs.items() if value}


@dataclass(frozen=True, slots=True)
class Entry:
    """One question of the queue. `number` counts within what the department handed in; None in the bank."""

    public_id: str
    number: int | None
    unit_name: str
    type: str
    stem: str
    state: str
    changed_at: datetime
    came_back: bool
    row_version: int


@dataclass(frozen=True, slots=True)
class DepartmentLine:
    """One department's questions of one campaign, or (`public_id` empty) what it put into the bank without one."""

    public_id: str
    unit_id: int
    unit_name: str
    mine: bool
    editors: list[str] = field(default_factory=list)
    laws: list[str] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def settled(self) -> int:
        return sum(self.counts[state] for state in SETTLED)


@dataclass(frozen=True, slots=True)
class CampaignGroup:
    public_id: str
    title: str
    lines: list[DepartmentLine]


def queue_ids(session: Session, actor: Actor, chosen: Chosen) -> list[int]:
    """The ids of the chosen questions: those given to `actor` first, then department by department."""
    own = select(ReviewDuty.assignment_id).where(ReviewDuty.editor_id == actor.account_id)
    rank = case((Item.assignment_id.in_(own), 0), (Item.assignment_id.is_(None), 2), else_=1)
    query = visible(actor, Item, *_conditions(actor, chosen)).with_only_columns(Item.id)
    return list(session.scalars(query.order_by(rank, Item.assignment_id, Item.id)))


def _conditions(actor: Actor, chosen: Chosen) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if chosen.state is not None:
        conditions.append(Item.state == chosen.state)
    if chosen.type is not None:
        conditions.append(
            exists().where(
                ItemVersion.item_id == Item.id,
                ItemVersion.number == Item.current_number,
                ItemVersion.type == chosen.type,
            )
        )
    if chosen.law:
        cites = select(ItemCitation.item_id).join(Law).where(Law.public_id == chosen.law)
        conditions.append(Item.id.in_(cites))
    if chosen.assignment == BANK:
        conditions.append(Item.assignment_id.is_(None))
    elif chosen.assignment:
        named = select(assignments.c.id).where(assignments.c.public_id == chosen.assignment)
        conditions.append(Item.assignment_id.in_(named))
    if chosen.mine:
        duties = select(ReviewDuty.assignment_id).where(ReviewDuty.editor_id == actor.account_id)
        conditions.append(Item.assignment_id.in_(duties))
    return conditions


def entries(session: Session, ids: Iterable[int]) -> list[Entry]:
    """The questions with these ids, in this order."""
    wanted = list(ids)
    items = session.scalars(
        select(Item).where(Item.id.in_(wanted)).options(selectinload(Item.current), selectinload(Item.unit))
    )
    found = {item.id: item for item in items}
    numbers = numbers_of(session, {item.assignment_id for item in found.values() if item.assignment_id})
    returned = set(
        session.scalars(select(Review.item_id).where(Review.item_id.in_(wanted), Review.decision == "return"))
    )
    return [_entry(found[id_], numbers, id_ in returned) for id_ in wanted if id_ in found]


def _entry(item: Item, numbers: dict[int, int], was_returned: bool) -> Entry:
    return Entry(
        public_id=item.public_id,
        number=numbers.get(item.id),
        unit_name=item.unit.name,
        type=item.current.type,
        stem=plain_text(item.current.stem),
        state=item.state,
        changed_at=item.changed_at,
        came_back=was_returned and item.state == ItemState.IN_REVIEW,
        row_version=item.row_version,
    )


def numbers_of(session: Session, assignment_ids: Iterable[int]) -> dict[int, int]:
    """The number of each question within its department's assignment, in the order they were handed in."""
    numbers: dict[int, int] = {}
    last: Counter[int] = Counter()
    query = select(Item.id, Item.assignment_id).where(Item.assignment_id.in_(list(assignment_ids)))
    for item_id, assignment_id in session.execute(query.order_by(Item.id)):
        if assignment_id is not None:
            last[assignment_id] += 1
            numbers[item_id] = last[assignment_id]
    return numbers


def campaign_groups(session: Session, actor: Actor) -> list[CampaignGroup]:
    """All campaigns, newest first, with their departments: those given to `actor` first."""
    counts: defaultdict[int, Counter[str]] = defaultdict(Counter)
    per_state = select(Item.assignment_id, Item.state, func.count()).group_by(Item.assignment_id, Item.state)
    for assignment_id, state, count in session.execute(per_state):
        if assignment_id is not None:
            counts[assignment_id][state] = count
    editors, laws = _editors(session), _laws(session)
    groups: dict[str, CampaignGroup] = {}
    asked = (
        select(
            campaigns.c.public_id, campaigns.c.title, assignments.c.id, assignments.c.public_id, Unit.id, Unit.name
        )
        .select_from(assignments)
        .join(campaigns, campaigns.c.id == assignments.c.campaign_id)
        .join(Unit, Unit.id == assignments.c.unit_id)
        .order_by(campaigns.c.created_at.desc(), Unit.name)
    )  # fmt: skip
    for campaign_id, title, assignment_id, public_id, unit_id, unit_name in session.execute(asked):
        group = groups.setdefault(campaign_id, CampaignGroup(campaign_id, title, []))
        given = editors[assignment_id]
        group.lines.append(
            DepartmentLine(
                public_id=public_id,
                unit_id=unit_id,
                unit_name=unit_name,
                mine=actor.account_id in given,
                editors=list(given.values()),
                laws=laws[assignment_id],
                counts=counts[assignment_id],
            )
        )
    for group in groups.values():
        group.lines.sort(key=lambda line: not line.mine)
    return list(groups.values())


def bank_lines(session: Session) -> list[DepartmentLine]:
    """Questions that came into the bank without a campaign and wait for review, by unit."""
    waiting = (
        select(Unit.id, Unit.name, Item.state, func.count())
        .join(Item, Item.unit_id == Unit.id)
        .where(Item.assignment_id.is_(None), Item.state.in_([ItemState.IN_REVIEW, ItemState.RETURNED]))
        .group_by(Unit.id, Unit.name, Item.state)
        .order_by(Unit.name)
    )
    lines: dict[int, DepartmentLine] = {}
    for unit_id, name, state, count in session.execute(waiting):
        line = lines.setdefault(unit_id, DepartmentLine("", unit_id, name, mine=False))
        line.counts[state] = count
    return list(lines.values())


def _editors(session: Session) -> defaultdict[int, dict[int, str]]:
    """For each assignment the editors it was given to: id of the account and name."""
    query = select(ReviewDuty.assignment_id, Account.id, Account.name).join(ReviewDuty.editor)
    found: defaultdict[int, dict[int, str]] = defaultdict(dict)
    for assignment_id, account_id, name in session.execute(query.order_by(Account.name)):
        found[assignment_id][account_id] = name
    return found


def _laws(session: Session) -> defaultdict[int, list[str]]:
    query = select(assignment_laws.c.assignment_id, Law.title).join(Law, Law.id == assignment_laws.c.law_id)
    found: defaultdict[int, list[str]] = defaultdict(list)
    for assignment_id, title in session.execute(query.order_by(Law.id)):
        found[assignment_id].append(title)
    return found


def assigned_laws(session: Session, item: Item) -> list[Law]:
    """The laws that the department was asked for about; empty in the bank."""
    named = select(assignment_laws.c.law_id).where(assignment_laws.c.assignment_id == item.assignment_id)
    return list(session.scalars(select(Law).where(Law.id.in_(named)).order_by(Law.id)))


def cited_laws(session: Session) -> list[tuple[str, str]]:
    """Public id and title of the laws that some question cites, for the filter."""
    cited = select(ItemCitation.law_id).distinct()
    rows = session.execute(select(Law.public_id, Law.title).where(Law.id.in_(cited)).order_by(Law.title))
    return [(public_id, title) for public_id, title in rows]


def known_laws(session: Session) -> list[tuple[str, str]]:
    """Public id and title of all laws, by title."""
    rows = session.execute(select(Law.public_id, Law.title).order_by(Law.title))
    return [(public_id, title) for public_id, title in rows]


@dataclass(frozen=True, slots=True)
class DutyTable:
    """Who may review which department: one line an assignment, one column an editor."""

    title: str
    editors: list[Account]
    lines: list[tuple[int, DepartmentLine]]
    given: dict[int, frozenset[int]]


def duty_table(session: Session, actor: Actor, campaign_id: str) -> DutyTable:
    """The duties of one campaign, by its public id. Raises `NotFound`."""
    group = next((group for group in campaign_groups(session, actor) if group.public_id == campaign_id), None)
    if group is None or not actor.may(Permission.MANAGE_BANK):
        raise NotFound
    ids = {
        public_id: number
        for number, public_id in session.execute(
            select(assignments.c.id, assignments.c.public_id)
            .join(campaigns, campaigns.c.id == assignments.c.campaign_id)
            .where(campaigns.c.public_id == campaign_id)
        )
    }
    given = _editors(session)
    lines = sorted(group.lines, key=lambda line: line.unit_name)
    return DutyTable(
        title=group.title,
        editors=reviewers(session),
        lines=[(ids[line.public_id], line) for line in lines],
        given={number: frozenset(given[number]) for number in ids.values()},
    )


def reviewers(session: Session) -> list[Account]:
    """The living accounts that may review, by name."""
    may = exists().where(
        AccountRole.account_id == Account.id,
        or_(AccountRole.role == Role.EDITOR, AccountRole.role == Role.CHIEF_EDITOR),
    )
    return list(session.scalars(select(Account).where(Account.active, may).order_by(Account.name)))
