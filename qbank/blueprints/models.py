"""Blueprints (双向细目表), each a row of versions."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, String, UniqueConstraint, false, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qbank.access import Actor, Permission, PublicRow
from qbank.accounts.models import Account
from qbank.db import Base, Versioned


class Blueprint(Versioned, PublicRow):
    __tablename__ = "blueprints"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    current_number: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]

    versions: Mapped[list["BlueprintVersion"]] = relationship(
        back_populates="blueprint", order_by="BlueprintVersion.number"
    )

    @property
    def current(self) -> "BlueprintVersion":
        return self.versions[self.current_number - 1]

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        return true() if actor.may(Permission.SET_PAPERS) else false()


class BlueprintVersion(Base):
    """`content` is the BLUEPRINT object of docs/formats.md. Never changed once written."""

    __tablename__ = "blueprint_versions"

    id: Mapped[int] = mapped_column(primary_key=True)
    blueprint_id: Mapped[int] = mapped_column(ForeignKey("blueprints.id"))
    number: Mapped[int]
    content: Mapped[dict[str, Any]]
    author_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    created_at: Mapped[datetime]

    blueprint: Mapped[Blueprint] = relationship(back_populates="versions")
    author: Mapped[Account] = relationship()

    __table_args__ = (UniqueConstraint("blueprint_id", "number"),)
