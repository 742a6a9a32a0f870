"""Tagging and accepting many questions at once: each for itself, so that one that is refused stops no other."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from qbank.access import Actor, Forbidden, fetch
from qbank.db import StaleEdit
from qbank.items.content import plain_text
from qbank.items.life import WrongState
from qbank.items.models import Item, Scope
from qbank.laws.citations import CitedArticle
from qbank.review import operations
from qbank.review.operations import ReviewRefused
from qbank.trail import Trail


@dataclass(frozen=True, slots=True)
class Tick:
    """One chosen question, and its version of the row as the person saw it."""

    public_id: str
    row_version: int

    @classmethod
    def parse(cls, value: str) -> "Tick":
        """From `<public id>:<row version>`; what is no version counts as one that has moved on."""
        public_id, _, version = value.partition(":")
        return cls(public_id, int(version) if version.isdecimal() else -1)


@dataclass(frozen=True, slots=True)
class NewTags:
    """What is set on each question; what is None or empty stays as it is."""

    law_id: int | None = None
    difficulty: int | None = None
    scope: Scope | None = None
    topics: Sequence[str] = ()

    def __bool__(self) -> bool:
        return bool(self.law_id or self.difficulty or self.scope or self.topics)


@dataclass(frozen=True, slots=True)
class Refused:
    """A question that stayed as it was, and why, as a sentence."""

    public_id: str
    stem: str
    reason: str


@dataclass(slots=True)
class Outcome:
    done: int = 0
    refused: list[Refused] = field(default_factory=list)


def tag_each(
    session: Session, trail: Trail, now: datetime, actor: Actor, ticks: Iterable[Tick], new: NewTags,
    outcome: Outcome,
) -> None:  # fmt: skip
    """Set `new` on every ticked question that `actor` may tag. Raises `NotFound` for an unknown one."""

    def work(item: Item) -> None:
        known = [CitedArticle(each.law_id, each.article) for each in item.citations]
        operations.tag(
            session, trail, now, actor, item,
            scope=new.scope or Scope(item.scope), difficulty=new.difficulty or item.difficulty,
            topics=[*item.tag_names("topic"), *new.topics], audiences=item.tag_names("audience"),
            citations=led_by(new.law_id, known),
        )  # fmt: skip

    _each(session, actor, ticks, work, outcome)


def accept_each(
    session: Session, trail: Trail, now: datetime, actor: Actor, ticks: Iterable[Tick], outcome: Outcome
) -> None:
    """Accept every ticked question that can be. Raises `NotFound` for an unknown one."""

    def work(item: Item) -> None:
        operations.accept(session, trail, now, actor, item)

    _each(session, actor, ticks, work, outcome)


def led_by(law_id: int | None, known: Sequence[CitedArticle]) -> list[CitedArticle]:
    """`known` with that law first: its first known article where there is one, else the law as a whole."""
    if law_id is None:
        return list(known)
    main = next((cited for cited in known if cited.law_id == law_id), CitedArticle(law_id, None))
    return [main, *(cited for cited in known if cited != main)]


def _each(
    session: Session, actor: Actor, ticks: Iterable[Tick], work: Callable[[Item], None], outcome: Outcome
) -> None:
    """The refusals of `work` come before it changes anything: a refused question is left as it was."""
    for tick in ticks:
        item = fetch(session, actor, Item, tick.public_id, lock=True)
        try:
            item.expect_version(tick.row_version)
            work(item)
        except StaleEdit:
            reason = "您打开这一页之后，有人处理过这道题。看过现在的样子再选。"
        except (ReviewRefused, WrongState, Forbidden) as refused:
            reason = str(refused)
        else:
            outcome.done += 1
            continue
        outcome.refused.append(Refused(tick.public_id, plain_text(item.current.stem), reason))
