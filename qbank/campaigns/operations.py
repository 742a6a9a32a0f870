"""What the office does: opening a campaign, giving departments their tasks, deadlines, leave, and the end."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from qbank.access import Actor, Permission, require
from qbank.accounts.models import Unit
from qbank.campaigns.models import Assignment, Campaign
from qbank.campaigns.standing import TYPE_WORDS
from qbank.laws.models import Law
from qbank.trail import Trail


class CampaignRefused(ValueError):
    """What the office asked for cannot stand; the message is the sentence for people."""


@dataclass(frozen=True, slots=True)
class CampaignPlan:
    """What a campaign says; `counts` are questions wanted by type."""

    title: str
    counts: Mapping[str, int]
    opens_at: datetime
    deadline: datetime
    instructions: str = ""


def _checked_counts(counts: Mapping[str, int]) -> dict[str, int]:
    if not set(counts) <= set(TYPE_WORDS) or any(count < 0 for count in counts.values()):
        raise CampaignRefused("题数应是零或正整数，题型只有单选、多选和判断。")
    if not any(counts.values()):
        raise CampaignRefused("至少要有一种题型的题数大于零。")
    return {kind: int(counts.get(kind, 0)) for kind in TYPE_WORDS}


def _check_plan(plan: CampaignPlan) -> None:
    if not plan.title.strip():
        raise CampaignRefused("填上征题的名称。")
    if plan.deadline <= plan.opens_at:
        raise CampaignRefused("截止时间应在开始时间之后。")


def create_campaign(
    session: Session, trail: Trail, now: datetime, actor: Actor, plan: CampaignPlan
) -> Campaign:
    """A new campaign without departments. Raises `CampaignRefused`."""
    require(actor, Permission.MANAGE_CAMPAIGNS)
    _check_plan(plan)
    campaign = Campaign(created_at=now)
    _apply(campaign, plan)
    session.add(campaign)
    session.flush()
    trail.record(
        session, now, actor, "campaign.create", f"campaign:{campaign.public_id}", title=campaign.title
    )
    return campaign


def change_campaign(
    session: Session, trail: Trail, now: datetime, actor: Actor, campaign: Campaign, plan: CampaignPlan
) -> None:
    """Raises `CampaignRefused`. What departments have handed in already stays as it is."""
    require(actor, Permission.MANAGE_CAMPAIGNS)
    _check_plan(plan)
    _apply(campaign, plan)
    trail.record(
        session,
        now,
        actor,
        "campaign.change",
        f"campaign:{campaign.public_id}",
        counts=campaign.counts,
        deadline=campaign.deadline.isoformat(),
    )


def _apply(campaign: Campaign, plan: CampaignPlan) -> None:
    campaign.title = plan.title.strip()
    campaign.counts = _checked_counts(plan.counts)
    campaign.opens_at, campaign.deadline = plan.opens_at, plan.deadline
    campaign.instructions = plan.instructions.strip()


def set_closed(
    session: Session, trail: Trail, now: datetime, actor: Actor, campaign: Campaign, closed: bool
) -> None:
    """End a campaign for all departments, or open it again."""
    require(actor, Permission.MANAGE_CAMPAIGNS)
    if (campaign.closed_at is not None) == closed:
        return
    campaign.closed_at = now if closed else None
    action = "campaign.close" if closed else "campaign.reopen"
    trail.record(session, now, actor, action, f"campaign:{campaign.public_id}")


def assign(
    session: Session,
    trail: Trail,
    now: datetime,
    actor: Actor,
    campaign: Campaign,
    tasks: Iterable[tuple[Unit, Sequence[Law]]],
) -> list[Assignment]:
    """Give departments their laws, several at once. Raises `CampaignRefused` where one has its task already."""
    require(actor, Permission.MANAGE_CAMPAIGNS)
    taken = set(session.scalars(select(Assignment.unit_id).where(Assignment.campaign_id == campaign.id)))
    made = []
    for unit, laws in tasks:
        if unit.id in taken:
            raise CampaignRefused(f"{unit.name}在这次征题里已有任务。")
        if not laws:
            raise CampaignRefused(f"{unit.name}还没有写负责的法律。")
        taken.add(unit.id)
        assignment = Assignment(campaign=campaign, unit=unit, laws=list(laws))
        session.add(assignment)
        session.flush()
        trail.record(
            session,
            now,
            actor,
            "assignment.create",
            f"assignment:{assignment.public_id}",
            unit=unit.name,
            laws=[law.title for law in laws],
        )
        made.append(assignment)
    return made


def change_assignment(
    session: Session,
    trail: Trail,
    now: datetime,
    actor: Actor,
    assignment: Assignment,
    *,
    laws: Sequence[Law],
    own_counts: Mapping[str, int] | None,
    own_deadline: datetime | None,
) -> None:
    """One department's laws, and where they differ from the campaign's, its counts and deadline."""
    require(actor, Permission.MANAGE_CAMPAIGNS)
    if not laws:
        raise CampaignRefused("至少写一部法律。")
    assignment.laws = list(laws)
    assignment.own_counts = _checked_counts(own_counts) if own_counts is not None else None
    assignment.own_deadline = own_deadline
    trail.record(
        session,
        now,
        actor,
        "assignment.change",
        f"assignment:{assignment.public_id}",
        laws=[law.title for law in laws],
        counts=assignment.counts,
        deadline=assignment.deadline.isoformat(),
    )


def give_leave(
    session: Session,
    trail: Trail,
    now: datetime,
    actor: Actor,
    assignment: Assignment,
    until: datetime,
    reason: str,
) -> None:
    """Let a department hand in after its deadline, until `until`. Raises `CampaignRefused`."""
    require(actor, Permission.MANAGE_CAMPAIGNS)
    if until <= assignment.deadline:
        raise CampaignRefused("迟交的期限应在原来的截止时间之后。")
    if until <= now:
        raise CampaignRefused("迟交的期限已经过去，写一个今后的时间。")
    if not reason.strip():
        raise CampaignRefused("写明同意迟交的理由，报送的页面上会写出来。")
    assignment.late_until, assignment.late_reason = until, reason.strip()
    trail.record(
        session,
        now,
        actor,
        "assignment.give_leave",
        f"assignment:{assignment.public_id}",
        until=until.isoformat(),
        reason=assignment.late_reason,
    )
