"""Where a department stands, as pure rules: what is asked, what is there, what must be mended, and whether it may hand in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from qbank.campaigns.models import Assignment, Draft
from qbank.campaigns.reading import repeated

Json = dict[str, Any]
TYPE_WORDS = {"single_choice": "单选", "multiple_choice": "多选", "true_false": "判断"}
TYPE_TITLES = {"single_choice": "单项选择题", "multiple_choice": "多项选择题", "true_false": "判断题"}


class Door(StrEnum):
    """Whether the department may work and hand in now."""

    NOT_YET = "not_yet"
    OPEN = "open"
    LATE = "late"
    SHUT = "shut"
    CLOSED = "closed"


def door(assignment: Assignment, now: datetime) -> Door:
    """LATE: past the deadline, but with the office's leave; SHUT: past it without; CLOSED: the whole campaign is over."""
    if assignment.campaign.closed_at is not None:
        return Door.CLOSED
    if now < assignment.campaign.opens_at:
        return Door.NOT_YET
    if now <= assignment.deadline:
        return Door.OPEN
    if assignment.late_until is not None and now <= assignment.late_until:
        return Door.LATE
    return Door.SHUT


@dataclass(frozen=True, slots=True)
class TypeCount:
    """Of one type: how many are asked for, how many there are, how many of them are chosen to be handed in."""

    type: str
    need: int
    found: int
    chosen: int

    @property
    def word(self) -> str:
        return TYPE_WORDS[self.type]

    @property
    def short(self) -> bool:
        """Not exactly as many are chosen as are asked for."""
        return self.chosen != self.need


@dataclass(frozen=True, slots=True)
class Question:
    """One draft as the page shows it; `problems` with those that hang on the other chosen questions."""

    draft: Draft
    problems: tuple[Json, ...]
    asked: bool

    @property
    def number(self) -> int:
        return self.draft.position

    @property
    def errors(self) -> list[Json]:
        return [problem for problem in self.problems if problem["severity"] == "error"]

    @property
    def warnings(self) -> list[Json]:
        return [problem for problem in self.problems if problem["severity"] != "error"]

    @property
    def state(self) -> str:
        return "stop" if self.errors else "warn" if self.problems else "ok"

    @property
    def counts(self) -> bool:
        """Chosen, and of a type that is asked for (or unknown): what is wrong with it stands in the way."""
        return self.draft.chosen and (self.asked or self.draft.type is None)


@dataclass(frozen=True, slots=True)
class Standing:
    """A submission measured against what is asked."""

    counts: tuple[TypeCount, ...]
    questions: tuple[Question, ...]

    @property
    def must(self) -> list[tuple[Question, Json]]:
        return [(each, problem) for each in self.questions if each.counts for problem in each.errors]

    @property
    def look(self) -> list[tuple[Question, Json]]:
        return [(each, problem) for each in self.questions if each.counts for problem in each.warnings]

    @property
    def not_asked(self) -> list[Question]:
        """Questions of a type that this campaign does not take."""
        return [each for each in self.questions if not each.asked and each.draft.type is not None]

    @property
    def to_choose(self) -> bool:
        return any(count.found > count.need for count in self.counts)

    @property
    def faults(self) -> list[str]:
        """What stands in the way of handing in, a sentence each; none where it is complete."""
        return [*count_faults(self.counts), *self._error_fault()]

    @property
    def chosen(self) -> list[Draft]:
        return [each.draft for each in self.questions if each.counts and each.asked]

    def _error_fault(self) -> list[str]:
        numbers = list(dict.fromkeys(each.number for each, _problem in self.must))
        if not numbers:
            return []
        named = "、".join(str(number) for number in numbers[:8])
        more = f"等 {len(numbers)} 道题" if len(numbers) > 8 else "题"
        return [f"还有 {len(self.must)} 处必须改：第 {named} {more}。"]


def count_faults(counts: Sequence[TypeCount]) -> list[str]:
    """A sentence for each type of which too few or too many are chosen."""
    sentences = []
    for count in counts:
        if count.chosen < count.need:
            sentences.append(
                f"{count.word} {count.chosen}/{count.need}，还差 {count.need - count.chosen} 道。"
            )
        elif count.chosen > count.need:
            over = count.chosen - count.need
            sentences.append(
                f"{count.word} {count.chosen}/{count.need}，多 {over} 道，要去掉 {over} 道的勾选。"
            )
    return sentences


def asked_counts(counts: Mapping[str, int]) -> dict[str, int]:
    """The types that are asked for at all, in the order in which people name them."""
    return {kind: int(counts.get(kind, 0)) for kind in TYPE_WORDS if counts.get(kind, 0)}


def standing(drafts: Sequence[Draft], counts: Mapping[str, int]) -> Standing:
    """`drafts` measured against `counts`, questions wanted by type."""
    asked = asked_counts(counts)
    again = repeated([(draft.position, draft.content) for draft in drafts if draft.chosen])
    questions = tuple(
        Question(
            draft,
            (*draft.problems, again[draft.position]) if draft.position in again else tuple(draft.problems),
            draft.type in asked,
        )
        for draft in drafts
    )
    tally = tuple(
        TypeCount(
            kind,
            need,
            found=sum(draft.type == kind for draft in drafts),
            chosen=sum(draft.type == kind and draft.chosen for draft in drafts),
        )
        for kind, need in asked.items()
    )
    return Standing(tally, questions)


def first_choice(kinds: Sequence[tuple[str | None, bool]], counts: Mapping[str, int]) -> list[bool]:
    """Which questions are ticked after an upload: all that are asked for; of a type with too many, the first sound ones.

    `kinds` holds for each question its type and whether it has an error. A question of unknown type stays ticked, so that
    its fault is seen; one of a type that is not asked for does not.
    """
    asked = asked_counts(counts)
    found = {kind: sum(each == kind for each, _faulty in kinds) for kind in asked}
    left = dict(asked)
    ticked = []
    for kind, faulty in kinds:
        if kind is None:
            ticked.append(True)
        elif kind not in asked:
            ticked.append(False)
        elif found[kind] <= asked[kind]:
            ticked.append(True)
        else:
            take = left[kind] > 0 and not faulty
            left[kind] -= take
            ticked.append(take)
    return ticked


def assignment_state(
    assignment: Assignment, now: datetime, *, has_work: bool, item_states: Mapping[str, int]
) -> str:
    """The badge of a department: `not_started drafting overdue` before it has handed in, then `in_review returned settled`."""
    if assignment.handed_in_at is None:
        if door(assignment, now) in {Door.SHUT, Door.CLOSED}:
            return "overdue"
        return "drafting" if has_work else "not_started"
    if item_states.get("returned"):
        return "returned"
    return "in_review" if item_states.get("in_review") else "settled"
