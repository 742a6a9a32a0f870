"""Who decides on which question. Pure.

Nobody decides on a question of their own department. An editor decides what is given to it, and what is given to nobody;
the chief editor everything else. The office's own questions (the public bank) are no department's: of these, nobody
accepts what they wrote themselves.
"""

from collections.abc import Collection
from dataclasses import dataclass

from qbank.access import Actor, Permission
from qbank.items.life import LIFE, Verb
from qbank.items.models import Item


@dataclass(frozen=True, slots=True)
class Subject:
    """What the rules look at of a question. `author_id` is the account that wrote its first version."""

    unit_id: int
    of_office: bool
    author_id: int | None

    @classmethod
    def of(cls, item: Item) -> "Subject":
        return cls(item.unit_id, item.unit.is_office, item.versions[0].author_id)


def why_not(actor: Actor, subject: Subject, duties: Collection[int], verb: Verb) -> str | None:
    """Why `actor` may not do `verb`, as one sentence; None where it may. `duties` are the editors it was given to."""
    transition = LIFE[verb]
    if not actor.may(transition.permission):
        return "您的角色不能这样处理。"
    if not transition.is_decision:
        return None if subject.unit_id == actor.unit_id else "这不是本部门的题。"
    if subject.unit_id == actor.unit_id and not subject.of_office:
        return "这是本部门报送的题，由其他单位的审题人处理。"
    if subject.of_office and verb is Verb.ACCEPT and subject.author_id == actor.account_id:
        return "这道题是您自己写的或载入的，由另一位审题人通过。"
    if actor.may(Permission.MANAGE_BANK) or not duties or actor.account_id in duties:
        return None
    return "这道题分给了别的审题人。需要时请主审改分工。"


def can_decide(actor: Actor, item: Item, duties: Collection[int], verb: Verb = Verb.ACCEPT) -> bool:
    """Whether `actor` may judge `item`; `duties` are the ids of the editors that its assignment was given to."""
    return why_not(actor, Subject.of(item), duties, verb) is None


def missing_tags(item: Item) -> list[str]:
    """What a question lacks before it can be accepted, in words."""
    return [
        word
        for word, there in (
            ("适用范围", bool(item.scope)),
            ("主要法规", item.main_citation is not None),
            ("难度", item.difficulty is not None),
        )
        if not there
    ]
