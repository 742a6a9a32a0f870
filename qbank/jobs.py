"""Long work outside the request: a row with its progress, and a queue that runs it.

The row is the truth: what was asked for is in the database before the queue hears of it, and a worker that starts finds
again what an earlier one left.
"""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, String
from sqlalchemy.orm import Mapped, Session, mapped_column

from qbank.access import Actor, PublicRow


class JobState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(PublicRow):
    """`result` is for the page that waits; `message` is what a person reads while it runs or after it failed."""

    __tablename__ = "jobs"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(40))
    arguments: Mapped[dict[str, Any]]
    state: Mapped[str] = mapped_column(String(8), index=True)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    message: Mapped[str] = mapped_column(String(500), default="")
    result: Mapped[dict[str, Any]]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    __table_args__ = (
        CheckConstraint("state IN ('waiting', 'running', 'done', 'failed')", name="known_state"),
    )

    @classmethod
    def visible_to(cls, actor: Actor) -> ColumnElement[bool]:
        return cls.account_id == actor.account_id


class JobFailed(Exception):
    """The work cannot be done; the message is the sentence that the person reads."""


class Report(Protocol):
    """How a running job tells how far it is."""

    def __call__(self, done: int, total: int, message: str = "") -> None: ...


def add_job(session: Session, now: datetime, actor: Actor, kind: str, **arguments: Any) -> Job:
    """A job to be started with `JobQueue.start` once the transaction has been committed."""
    job = Job(
        kind=kind,
        arguments=arguments,
        state=JobState.WAITING,
        result={},
        account_id=actor.account_id,
        created_at=now,
    )
    session.add(job)
    session.flush()
    return job


Work = Callable[..., dict[str, Any]]
"""A job's work: `work(services, actor, report, **arguments)`; what it returns is the job's result."""

KINDS: dict[str, Work] = {}


def job(kind: str) -> Callable[[Work], Work]:
    """Registers the work of a kind of job."""

    def register(work: Work) -> Work:
        KINDS[kind] = work
        return work

    return register
