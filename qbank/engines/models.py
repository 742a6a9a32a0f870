"""Exam engines, their tokens, what they pulled, and which candidate got which paper."""

from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, Index, String, UniqueConstraint, false, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qbank.access import Actor, Permission, PublicRow
from qbank.db import Base
from qbank.papers.models import Exam


class EngineClient(PublicRow):
    __tablename__ = "engine_clients"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120), unique=True)
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]

    tokens: Mapped[list["ApiToken"]] = relationship(back_populates="client", order_by="ApiToken.id")

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        return true() if actor.may(Permission.MANAGE_ENGINES) else false()


class ApiToken(PublicRow):
    """A bearer token `public_id.secret`; the secret is kept as SHA-256 alone."""

    __tablename__ = "api_tokens"

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[int] = mapped_column(ForeignKey("engine_clients.id"), index=True)
    secret_hash: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    last_used_at: Mapped[datetime | None]

    client: Mapped[EngineClient] = relationship(back_populates="tokens")
    grants: Mapped[list["TokenGrant"]] = relationship(cascade="all, delete-orphan", lazy="selectin")

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        return true() if actor.may(Permission.MANAGE_ENGINES) else false()


class TokenGrant(Base):
    """A scope (`papers`, `keys`, `results`) of a token for one exam, or for all exams where `exam_id` is null."""

    __tablename__ = "token_grants"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_id: Mapped[int] = mapped_column(ForeignKey("api_tokens.id"), index=True)
    scope: Mapped[str] = mapped_column(String(10))
    exam_id: Mapped[int | None] = mapped_column(ForeignKey("exams.id"))

    exam: Mapped[Exam | None] = relationship()


class Pull(Base):
    """One paper, key set or stream that an engine took.

    `repeats`: on the first pull of a candidate's paper at a make-up exam, how many of its questions this candidate had seen.
    """

    __tablename__ = "pulls"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_id: Mapped[int] = mapped_column(ForeignKey("api_tokens.id"), index=True)
    exam_id: Mapped[int] = mapped_column(ForeignKey("exams.id"), index=True)
    resource: Mapped[str] = mapped_column(String(200))
    at: Mapped[datetime]
    address: Mapped[str] = mapped_column(String(45))
    repeats: Mapped[int | None]

    token: Mapped[ApiToken] = relationship()
    exam: Mapped[Exam] = relationship()


class CandidatePaper(Base):
    """Which paper of an assembly a candidate got. `candidate` is the engine's own opaque name for the person.

    `position` counts the candidates in the order in which they came; `number` is the paper that this position leads to
    (`engines/spread.py`), or at a make-up exam the next free one from there with the fewest questions seen before. Two requests
    that did not wait for each other would claim the same position, and one of them would fail.
    """

    __tablename__ = "candidate_papers"

    assembly_id: Mapped[int] = mapped_column(ForeignKey("assemblies.id"), primary_key=True)
    candidate: Mapped[str] = mapped_column(String(64), primary_key=True)
    position: Mapped[int]
    number: Mapped[int]
    at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("assembly_id", "position"), Index(None, "assembly_id", "number"))
