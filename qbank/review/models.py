"""Who reviews what, what was decided, and what was said."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qbank.accounts.models import Account
from qbank.db import Base


class ReviewDuty(Base):
    """One department's assignment, given to an editor."""

    __tablename__ = "review_duties"

    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignments.id"), primary_key=True)
    editor_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"), primary_key=True)

    editor: Mapped[Account] = relationship()


class Review(Base):
    """A decision on one version of an item."""

    __tablename__ = "reviews"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), index=True)
    version_number: Mapped[int]
    editor_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    decision: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(String(1000), default="")
    at: Mapped[datetime]

    editor: Mapped[Account] = relationship()

    __table_args__ = (
        CheckConstraint(
            "decision IN ('accept', 'return', 'reject', 'reopen', 'retire')", name="known_decision"
        ),
    )


class Remark(Base):
    """A comment on an item, by an editor or by the department that wrote it."""

    __tablename__ = "remarks"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), index=True)
    version_number: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    text: Mapped[str] = mapped_column(String(2000))
    for_department: Mapped[bool] = mapped_column(default=False)
    at: Mapped[datetime]

    author: Mapped[Account] = relationship()
