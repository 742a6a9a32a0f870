"""Questions: the item, its immutable versions, its tags and its enemies."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, String, UniqueConstraint, false, or_, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qbank.access import Actor, Permission, PublicRow
from qbank.accounts.models import Account, Unit
from qbank.db import Base, Versioned
from qbank.laws.models import Law


class QuestionType(StrEnum):
    SINGLE_CHOICE = "single_choice"
    MULTIPLE_CHOICE = "multiple_choice"
    TRUE_FALSE = "true_false"


class Scope(StrEnum):
    PUBLIC = "public"
    SECTOR = "sector"


class ItemState(StrEnum):
    """Where an item stands. `items/life.py` holds the transitions."""

    IN_REVIEW = "in_review"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    RETIRED = "retired"


class Item(Versioned, PublicRow):
    """A question of the bank. What it says is in its versions; what is known about it is here."""

    __tablename__ = "items"

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    assignment_id: Mapped[int | None] = mapped_column(ForeignKey("assignments.id"), index=True)
    state: Mapped[str] = mapped_column(String(12), index=True)
    scope: Mapped[str] = mapped_column(String(8))
    difficulty: Mapped[int | None]
    facility: Mapped[float | None]
    current_number: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime] = mapped_column(index=True)

    unit: Mapped[Unit] = relationship()
    versions: Mapped[list["ItemVersion"]] = relationship(back_populates="item", order_by="ItemVersion.number")
    citations: Mapped[list["ItemCitation"]] = relationship(
        order_by="ItemCitation.position", cascade="all, delete-orphan"
    )
    figures: Mapped[list["ItemFigure"]] = relationship(cascade="all, delete-orphan")
    tags: Mapped[list["Tag"]] = relationship(secondary="item_tags", order_by="Tag.name")
    current: Mapped["ItemVersion"] = relationship(
        primaryjoin="and_(Item.id == ItemVersion.item_id, Item.current_number == ItemVersion.number)",
        foreign_keys="ItemVersion.item_id, ItemVersion.number",
        viewonly=True,
        uselist=False,
    )

    __table_args__ = (
        CheckConstraint(
            "state IN ('in_review', 'returned', 'accepted', 'rejected', 'retired')", name="known_state"
        ),
        CheckConstraint("scope IN ('public', 'sector')", name="known_scope"),
        CheckConstraint("difficulty BETWEEN 1 AND 5", name="difficulty_from_1_to_5"),
    )

    @property
    def main_citation(self) -> "ItemCitation | None":
        return self.citations[0] if self.citations else None

    def tag_names(self, kind: str) -> list[str]:
        return [tag.name for tag in self.tags if tag.kind == kind]

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """People of the office see the whole bank; a submitter what its own department handed in."""
        return or_(
            true() if actor.may(Permission.SEE_ITEMS) else false(),
            cls.unit_id == actor.unit_id if actor.may(Permission.OWN_SUBMISSIONS) else false(),
        )


class ItemVersion(Base):
    """What a question said at one time. Never changed once written."""

    __tablename__ = "item_versions"

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"))
    number: Mapped[int]
    type: Mapped[str] = mapped_column(String(16))
    stem: Mapped[list[dict[str, Any]]]
    options: Mapped[list[dict[str, Any]]]
    answer_key: Mapped[str] = mapped_column(String(10))
    explanation: Mapped[list[dict[str, Any]]]
    citation: Mapped[str] = mapped_column(String(500), default="")
    digest: Mapped[str] = mapped_column(String(64), index=True)
    """`content.content_digest` of what it says: equal for exact repeats."""
    reason: Mapped[str] = mapped_column(String(200), default="")
    author_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    created_at: Mapped[datetime]

    item: Mapped[Item] = relationship(back_populates="versions")
    author: Mapped[Account | None] = relationship()

    __table_args__ = (
        UniqueConstraint("item_id", "number"),
        CheckConstraint("type IN ('single_choice', 'multiple_choice', 'true_false')", name="known_type"),
    )


class ItemFigure(Base):
    """An image that some version of a question shows: whoever may see the question may see it."""

    __tablename__ = "item_figures"

    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), primary_key=True, index=True)


class ItemCitation(Base):
    """The law, and where known the article, that a question rests on. Position 0 is the main one."""

    __tablename__ = "item_citations"

    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    law_id: Mapped[int] = mapped_column(ForeignKey("laws.id"), index=True)
    article: Mapped[str | None] = mapped_column(String(12))

    law: Mapped[Law] = relationship()


class Tag(Base):
    """A knowledge point (`topic`) or an audience (`audience`)."""

    __tablename__ = "tags"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(60))

    __table_args__ = (UniqueConstraint("kind", "name"),)


class ItemTag(Base):
    __tablename__ = "item_tags"

    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), primary_key=True)
    tag_id: Mapped[int] = mapped_column(ForeignKey("tags.id"), primary_key=True)


class EnemySet(Base):
    """Questions of which at most so many may stand on one paper."""

    __tablename__ = "enemy_sets"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60), unique=True)


class EnemySetItem(Base):
    __tablename__ = "enemy_set_items"

    enemy_set_id: Mapped[int] = mapped_column(ForeignKey("enemy_sets.id"), primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id"), primary_key=True)


class BankLoad(PublicRow):
    """Files of the office's own bank, read and then loaded as a whole. `reading_digest` names the reading in the file store.

    `read` is what the preview shows; `done` counts the questions that were dealt with, so that a load can be taken up again.
    """

    __tablename__ = "bank_loads"

    id: Mapped[int] = mapped_column(primary_key=True)
    files: Mapped[list[dict[str, Any]]]
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"))
    law_id: Mapped[int | None] = mapped_column(ForeignKey("laws.id"))
    scope: Mapped[str] = mapped_column(String(8))
    state: Mapped[str] = mapped_column(String(12))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    reading_digest: Mapped[str] = mapped_column(String(64), default="")
    read: Mapped[dict[str, Any]]
    done: Mapped[int] = mapped_column(default=0)
    added: Mapped[int] = mapped_column(default=0)
    to_review: Mapped[int] = mapped_column(default=0)
    """How many of the added were to be accepted and went to review, for want of a law or a difficulty."""
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    unit: Mapped[Unit] = relationship()
    law: Mapped[Law | None] = relationship()
    account: Mapped[Account | None] = relationship()
    lines: Mapped[list["BankLoadLine"]] = relationship(order_by="BankLoadLine.position")

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        return true() if actor.may(Permission.MANAGE_BANK) else false()


class BankExport(PublicRow):
    """A file made of questions of the bank, for the person who asked for it. `wanted` are the filters as in an address.

    `refused` names the questions that the file could not carry as they are, with the reason.
    """

    __tablename__ = "bank_exports"

    id: Mapped[int] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    ending: Mapped[str] = mapped_column(String(4))
    wanted: Mapped[dict[str, Any]]
    digest: Mapped[str] = mapped_column(String(64), default="")
    questions: Mapped[int] = mapped_column(default=0)
    refused: Mapped[list[dict[str, Any]]]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    __table_args__ = (CheckConstraint("ending IN ('docx', 'xlsx')", name="known_ending"),)

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        """It holds answers: only the person who asked, and only while the bank is open to that person."""
        return cls.account_id == actor.account_id if actor.may(Permission.SEE_ITEMS) else false()


class BankLoadLine(Base):
    """A question of a load that was not added: left out for a fault, or because the bank has it already (`item_id`)."""

    __tablename__ = "bank_load_lines"

    load_id: Mapped[int] = mapped_column(ForeignKey("bank_loads.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    file: Mapped[str] = mapped_column(String(255))
    place: Mapped[str] = mapped_column(String(120))
    stem: Mapped[str] = mapped_column(String(500))
    reason: Mapped[str] = mapped_column(String(1000))
    item_id: Mapped[int | None] = mapped_column(ForeignKey("items.id"))

    item: Mapped[Item | None] = relationship()
