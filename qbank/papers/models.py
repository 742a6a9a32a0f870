"""Exams, their assemblies and papers, and how these are sealed and released.

What a paper says never lies in the database in the clear: manifests, pool snapshots, papers and keys are encrypted from the
moment they are made (`papers/vault.py`); sealing and releasing only change who may have them opened.
"""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ColumnElement,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
    false,
    text,
    true,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from qbank.access import Actor, Permission, PublicRow
from qbank.accounts.models import Account
from qbank.blueprints.models import Blueprint, BlueprintVersion
from qbank.db import Base, Versioned

ONE_SEALED_SET = text("state IN ('sealed', 'released')")


class PaperMode(StrEnum):
    """FORMS: a few parallel forms A, B, C; CANDIDATES: one paper for each candidate."""

    FORMS = "forms"
    CANDIDATES = "candidates"


class AssemblyState(StrEnum):
    """Where an assembly stands. `papers/life.py` holds the transitions."""

    DRAFT = "draft"
    DISCARDED = "discarded"
    SEALED = "sealed"
    RELEASED = "released"
    WITHDRAWN = "withdrawn"


class Exam(Versioned, PublicRow):
    """An exam and what is asked for it: a blueprint, and `count` forms or candidates' papers after it.

    Questions that stood on papers of the latest `avoid_exams` other exams do not return, and at a make-up exam none of those on
    the parallel forms of the exam that it makes up for.
    """

    __tablename__ = "exams"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    audience: Mapped[str | None] = mapped_column(String(60))
    minutes: Mapped[int]
    points: Mapped[int]
    pass_points: Mapped[int]
    blueprint_id: Mapped[int | None] = mapped_column(ForeignKey("blueprints.id"))
    mode: Mapped[str] = mapped_column(String(10), default=PaperMode.FORMS)
    count: Mapped[int] = mapped_column(default=3)
    avoid_exams: Mapped[int] = mapped_column(default=0)
    makeup_of_id: Mapped[int | None] = mapped_column(ForeignKey("exams.id"))
    created_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime | None]

    blueprint: Mapped[Blueprint | None] = relationship()
    makeup_of: Mapped["Exam | None"] = relationship(remote_side="Exam.id")
    sittings: Mapped[list["Sitting"]] = relationship(
        back_populates="exam", order_by="Sitting.opens_at", cascade="all, delete-orphan"
    )
    assemblies: Mapped[list["Assembly"]] = relationship(back_populates="exam", order_by="Assembly.number")

    __table_args__ = (
        CheckConstraint("mode IN ('forms', 'candidates')", name="known_mode"),
        CheckConstraint("makeup_of_id != id", name="makes_up_for_another"),
    )

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        return true() if actor.may(Permission.SEE_EXAMS) else false()


class Sitting(PublicRow):
    __tablename__ = "sittings"

    id: Mapped[int] = mapped_column(primary_key=True)
    exam_id: Mapped[int] = mapped_column(ForeignKey("exams.id"), index=True)
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]

    exam: Mapped[Exam] = relationship(back_populates="sittings")

    __table_args__ = (CheckConstraint("opens_at < closes_at", name="opens_before_it_closes"),)


class Assembly(Versioned, PublicRow):
    """One run of the assembler for an exam, and all papers that came of it.

    `wrapped_key` is this assembly's own content key under the master key; the three blobs are encrypted with it.
    """

    __tablename__ = "assemblies"

    id: Mapped[int] = mapped_column(primary_key=True)
    exam_id: Mapped[int] = mapped_column(ForeignKey("exams.id"), index=True)
    number: Mapped[int]
    blueprint_version_id: Mapped[int] = mapped_column(ForeignKey("blueprint_versions.id"))
    mode: Mapped[str] = mapped_column(String(10))
    count: Mapped[int]
    state: Mapped[str] = mapped_column(String(10), index=True)
    pool_digest: Mapped[str] = mapped_column(String(71))
    algorithm: Mapped[str] = mapped_column(String(40))
    report: Mapped[dict[str, Any]]
    wrapped_key: Mapped[bytes]
    manifest_blob: Mapped[bytes]
    pool_blob: Mapped[bytes]
    manifest_digest: Mapped[str] = mapped_column(String(71))
    created_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    created_at: Mapped[datetime]

    exam: Mapped[Exam] = relationship(back_populates="assemblies")
    blueprint_version: Mapped[BlueprintVersion] = relationship()
    created_by: Mapped[Account] = relationship()
    papers: Mapped[list["Paper"]] = relationship(back_populates="assembly", order_by="Paper.number")
    seal: Mapped["Seal | None"] = relationship(back_populates="assembly")
    release: Mapped["Release | None"] = relationship(back_populates="assembly")
    withdrawal: Mapped["Withdrawal | None"] = relationship(back_populates="assembly")

    __table_args__ = (
        UniqueConstraint("exam_id", "number"),
        Index(
            "uq_assemblies_one_sealed_set_an_exam",
            "exam_id",
            unique=True,
            sqlite_where=ONE_SEALED_SET,
            postgresql_where=ONE_SEALED_SET,
        ),
        CheckConstraint("mode IN ('forms', 'candidates')", name="known_mode"),
        CheckConstraint(
            "state IN ('draft', 'discarded', 'sealed', 'released', 'withdrawn')", name="known_state"
        ),
    )

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        return true() if actor.may(Permission.SEE_EXAMS) else false()


class Paper(PublicRow):
    """A parallel form. (One-paper-per-candidate sets are not stored paper by paper; see `Assembly.manifest_blob`.)"""

    __tablename__ = "papers"

    id: Mapped[int] = mapped_column(primary_key=True)
    assembly_id: Mapped[int] = mapped_column(ForeignKey("assemblies.id"), index=True)
    number: Mapped[int]
    form: Mapped[str] = mapped_column(String(3))
    content_blob: Mapped[bytes]
    keys_blob: Mapped[bytes]
    digest: Mapped[str] = mapped_column(String(71))

    assembly: Mapped[Assembly] = relationship(back_populates="papers")

    __table_args__ = (UniqueConstraint("assembly_id", "number"),)


class AssemblyUse(Base):
    """How often an assembly uses each question: level use across exams needs it. As secret as the papers, so encrypted."""

    __tablename__ = "assembly_uses"

    assembly_id: Mapped[int] = mapped_column(ForeignKey("assemblies.id"), primary_key=True)
    uses_blob: Mapped[bytes]

    assembly: Mapped[Assembly] = relationship()


class Seal(Base):
    """The first officer's act. `signature` is over the statement of `papers/release.py`, which names papers and times."""

    __tablename__ = "seals"

    assembly_id: Mapped[int] = mapped_column(ForeignKey("assemblies.id"), primary_key=True)
    sealed_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    sealed_at: Mapped[datetime]
    release_at: Mapped[datetime]
    keys_at: Mapped[datetime]
    signature: Mapped[str] = mapped_column(String(128))

    assembly: Mapped[Assembly] = relationship(back_populates="seal")
    sealed_by: Mapped[Account] = relationship()

    __table_args__ = (CheckConstraint("release_at <= keys_at", name="keys_not_before_the_papers"),)


class Release(Base):
    """The second officer's approval. The papers open at the seal's `release_at`, or at once where that has passed."""

    __tablename__ = "releases"

    assembly_id: Mapped[int] = mapped_column(ForeignKey("assemblies.id"), primary_key=True)
    approved_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    approved_at: Mapped[datetime]

    assembly: Mapped[Assembly] = relationship(back_populates="release")
    approved_by: Mapped[Account] = relationship()


class Withdrawal(Base):
    """Why sealed or released papers were taken back, by whom and when."""

    __tablename__ = "withdrawals"

    assembly_id: Mapped[int] = mapped_column(ForeignKey("assemblies.id"), primary_key=True)
    withdrawn_by_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    withdrawn_at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(200))

    assembly: Mapped[Assembly] = relationship(back_populates="withdrawal")
    withdrawn_by: Mapped[Account] = relationship()
