"""Campaigns, what each department is asked for, and what it handed in."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    String,
    UniqueConstraint,
    false,
    or_,
    select,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qbank.access import Actor, Permission, PublicRow
from qbank.accounts.models import Account, Unit
from qbank.db import Base, Versioned
from qbank.files import StoredFile
from qbank.laws.models import Law


class Campaign(PublicRow):
    """A yearly call for questions. `counts` says how many of each type a department is asked for."""

    __tablename__ = "campaigns"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    counts: Mapped[dict[str, Any]]
    opens_at: Mapped[datetime]
    deadline: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    instructions: Mapped[str] = mapped_column(String(2000), default="")
    created_at: Mapped[datetime]

    assignments: Mapped[list["Assignment"]] = relationship(back_populates="campaign")

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        if actor.may(Permission.SEE_CAMPAIGNS):
            return true()
        own = select(Assignment.campaign_id).where(Assignment.unit_id == actor.unit_id)
        return cls.id.in_(own) if actor.may(Permission.OWN_SUBMISSIONS) else false()


class Assignment(PublicRow):
    """What one department is asked for in a campaign: laws, and where they differ, counts and deadline."""

    __tablename__ = "assignments"

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    own_counts: Mapped[dict[str, Any] | None]
    own_deadline: Mapped[datetime | None]
    late_until: Mapped[datetime | None]
    late_reason: Mapped[str] = mapped_column(String(300), default="")
    handed_in_at: Mapped[datetime | None]
    handed_in_late: Mapped[bool] = mapped_column(default=False)

    campaign: Mapped[Campaign] = relationship(back_populates="assignments")
    unit: Mapped[Unit] = relationship()
    laws: Mapped[list[Law]] = relationship(secondary="assignment_laws", order_by=Law.id)
    submissions: Mapped[list["Submission"]] = relationship(
        back_populates="assignment", order_by="Submission.number"
    )

    __table_args__ = (UniqueConstraint("campaign_id", "unit_id"),)

    @property
    def counts(self) -> dict[str, int]:
        return dict(self.own_counts if self.own_counts is not None else self.campaign.counts)

    @property
    def deadline(self) -> datetime:
        return self.own_deadline or self.campaign.deadline

    @property
    def has_leave(self) -> bool:
        """The office allows it to hand in after its deadline, until `late_until`."""
        return self.late_until is not None and self.late_until > self.deadline

    @property
    def last_moment(self) -> datetime:
        """Until when it may hand in, with the office's leave where there is one."""
        return max(self.deadline, self.late_until or self.deadline)

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        return or_(
            true() if actor.may(Permission.SEE_CAMPAIGNS) else false(),
            cls.unit_id == actor.unit_id if actor.may(Permission.OWN_SUBMISSIONS) else false(),
        )


class AssignmentLaw(Base):
    __tablename__ = "assignment_laws"

    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"), primary_key=True)
    law_id: Mapped[int] = mapped_column(ForeignKey("laws.id"), primary_key=True)


class SubmissionState(StrEnum):
    """READ: the reading stands and can be mended; UNREADABLE: refused with a sentence; HANDED_IN; REPLACED by a later one."""

    READ = "read"
    UNREADABLE = "unreadable"
    HANDED_IN = "handed_in"
    REPLACED = "replaced"


class Submission(PublicRow):
    """What a department is working on: an uploaded file and its reading, or questions written in the page alone.

    Numbered from 1 within the assignment. `problems` and `skipped` are those of the file as a whole.
    """

    __tablename__ = "submissions"

    id: Mapped[int] = mapped_column(primary_key=True)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"), index=True)
    number: Mapped[int]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id"))
    uploaded_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    uploaded_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(12))
    refusal: Mapped[str] = mapped_column(String(500), default="")
    reader: Mapped[str] = mapped_column(String(60), default="")
    problems: Mapped[list[dict[str, Any]]]
    skipped: Mapped[list[dict[str, Any]]]
    handed_in_at: Mapped[datetime | None]

    assignment: Mapped[Assignment] = relationship(back_populates="submissions")
    file: Mapped[StoredFile | None] = relationship()
    uploaded_by: Mapped[Account] = relationship()
    drafts: Mapped[list["Draft"]] = relationship(back_populates="submission", order_by="Draft.position")

    __table_args__ = (
        UniqueConstraint("assignment_id", "number"),
        CheckConstraint("state IN ('read', 'unreadable', 'handed_in', 'replaced')", name="known_state"),
    )

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        own = select(Assignment.id).where(Assignment.unit_id == actor.unit_id)
        return or_(
            true() if actor.may(Permission.SEE_CAMPAIGNS) else false(),
            cls.assignment_id.in_(own) if actor.may(Permission.OWN_SUBMISSIONS) else false(),
        )


class Draft(Versioned, PublicRow):
    """One question of a submission: as it was read (`reading`), and as it stands after mending (`content`).

    Both are JSON as `reading.py` writes it; `reading` is none where the question was written in the page. `type` repeats
    the type in `content`, for counting.
    """

    __tablename__ = "drafts"

    id: Mapped[int] = mapped_column(primary_key=True)
    submission_id: Mapped[int] = mapped_column(ForeignKey("submissions.id"), index=True)
    position: Mapped[int]
    type: Mapped[str | None] = mapped_column(String(16))
    reading: Mapped[dict[str, Any] | None]
    content: Mapped[dict[str, Any]]
    problems: Mapped[list[dict[str, Any]]]
    chosen: Mapped[bool] = mapped_column(default=True)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    changed_at: Mapped[datetime | None]
    item_id: Mapped[int | None] = mapped_column(ForeignKey("items.id"), index=True)

    submission: Mapped[Submission] = relationship(back_populates="drafts")
    changed_by: Mapped[Account | None] = relationship()
    figures: Mapped[list["DraftFigure"]] = relationship()

    __table_args__ = (UniqueConstraint("submission_id", "position"),)

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        return cls.submission_id.in_(select(Submission.id).where(Submission.visible_to(actor)))


class DraftFigure(Base):
    """An image that a draft came with: whoever may see the draft may see it."""

    __tablename__ = "draft_figures"

    draft_id: Mapped[int] = mapped_column(ForeignKey("drafts.id"), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), primary_key=True, index=True)
