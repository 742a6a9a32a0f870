"""The life of a question: its states, and which verb leads from where to where, as data. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from qbank.access import Permission
from qbank.items.models import ItemState


class Verb(StrEnum):
    """What can be done with a question; the values are those that a `Review` records."""

    ACCEPT = "accept"
    RETURN = "return"
    REJECT = "reject"
    REOPEN = "reopen"
    RETIRE = "retire"
    SEND_BACK = "send_back"


@dataclass(frozen=True, slots=True)
class Transition:
    """One verb: the states it starts from, the state it leads to, and who may do it.

    `is_decision`: a judgement on the question, which nobody makes on a question of their own department.
    """

    verb: Verb
    sources: frozenset[ItemState]
    target: ItemState
    permission: Permission
    is_decision: bool = True


def _states(*states: ItemState) -> frozenset[ItemState]:
    return frozenset(states)


LIFE: Mapping[Verb, Transition] = {
    transition.verb: transition
    for transition in (
        Transition(
            Verb.ACCEPT,
            _states(ItemState.IN_REVIEW),
            ItemState.ACCEPTED,
            Permission.REVIEW_ITEMS,
        ),
        Transition(Verb.RETURN, _states(ItemState.IN_REVIEW), ItemState.RETURNED, Permission.REVIEW_ITEMS),
        Transition(
            Verb.REJECT,
            _states(ItemState.IN_REVIEW, ItemState.RETURNED),
            ItemState.REJECTED,
            Permission.REVIEW_ITEMS,
        ),
        Transition(
            Verb.REOPEN,
            _states(ItemState.ACCEPTED, ItemState.REJECTED),
            ItemState.IN_REVIEW,
            Permission.REVIEW_ITEMS,
        ),
        Transition(Verb.RETIRE, _states(ItemState.ACCEPTED), ItemState.RETIRED, Permission.MANAGE_BANK),
        Transition(
            Verb.SEND_BACK,
            _states(ItemState.RETURNED),
            ItemState.IN_REVIEW,
            Permission.OWN_SUBMISSIONS,
            is_decision=False,
        ),
    )
}

STATE_WORDS: Mapping[ItemState, str] = {
    ItemState.IN_REVIEW: "待审",
    ItemState.RETURNED: "退回修改",
    ItemState.ACCEPTED: "通过",
    ItemState.REJECTED: "不采用",
    ItemState.RETIRED: "停用",
}


class WrongState(Exception):
    """The question does not stand where this verb starts from; the message is the sentence for people."""


def next_state(state: ItemState, verb: Verb) -> ItemState:
    """Where `verb` leads from `state`. Raises `WrongState`."""
    transition = LIFE[verb]
    if state not in transition.sources:
        sources = "、".join(
            f"“{STATE_WORDS[source]}”" for source in ItemState if source in transition.sources
        )
        raise WrongState(f"这道题现在是“{STATE_WORDS[state]}”，只有{sources}的题可以这样处理。请刷新后再看。")
    return transition.target


def verbs_from(state: ItemState) -> frozenset[Verb]:
    """The verbs that start from `state`."""
    return frozenset(verb for verb, transition in LIFE.items() if state in transition.sources)
