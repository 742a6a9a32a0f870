"""Shared words, signs for images, the life of a question and who decides: all without a database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qbank.access import Actor, Permission, Role
from qbank.items.content import Blocks
from qbank.items.figures import Figures, UnknownSign, from_text, name_blocks, to_text
from qbank.items.life import LIFE, Verb, WrongState, next_state, verbs_from
from qbank.items.models import ItemState, QuestionType
from qbank.review.inputs import article_number, normal_answer, words_in
from qbank.review.marks import shared_marks
from qbank.review.rules import Subject, why_not


@given(st.text(alphabet="一二三四五，", max_size=40), st.text(alphabet="一二三四五，", max_size=20))
def test_marks_keep_the_text_and_mark_only_what_is_shared(text: str, said: str) -> None:
    marks = shared_marks(text, [said], [])
    assert "".join(piece for _, piece in marks) == text
    for kind, piece in marks:
        if kind:
            assert len(piece) >= 4
            assert piece[:4] in said
            assert "，" not in piece


def test_words_of_the_keyed_option_are_marked_apart_from_those_of_the_stem() -> None:
    marks = shared_marks("接到通知之时起三十分钟内抵达现场", ["接到通知之时抵达现场"], ["三十分钟内"])
    assert marks == [("same", "接到通知之时"), ("", "起"), ("key", "三十分钟内"), ("same", "抵达现场")]
    assert shared_marks("三十分", ["三十分"], []) == [("", "三十分")]


BLOCKS = st.lists(
    st.one_of(
        st.builds(
            lambda text: {"kind": "text", "text": text}, st.text(alphabet="甲乙〔图", min_size=1, max_size=5)
        ),
        st.builds(
            lambda name: {"kind": "image", "href": name, "alt": "图", "width": 1, "height": 1},
            st.text(max_size=3),
        ),
        st.builds(lambda name: {"kind": "math", "mathml": name}, st.text(max_size=3)),
    ),
    max_size=6,
)


def merged(blocks: Blocks) -> Blocks:
    made: Blocks = []
    for block in blocks:
        if made and block["kind"] == made[-1]["kind"] == "text":
            made[-1] = {"kind": "text", "text": made[-1]["text"] + block["text"]}
        else:
            made.append(block)
    return made


@given(BLOCKS)
def test_images_and_formulas_survive_the_text_field(blocks: Blocks) -> None:
    figures: Figures = {}
    name_blocks(blocks, figures)
    assert from_text(to_text(blocks, figures), figures) == merged(blocks)


def test_a_sign_that_stands_for_nothing_is_refused_with_a_sentence() -> None:
    image = {"kind": "image", "href": "figures/a", "alt": "", "width": 1, "height": 1}
    assert from_text("看〔图1〕", {"图1": image}) == [{"kind": "text", "text": "看"}, image]
    with pytest.raises(UnknownSign, match="〔图2〕"):
        from_text("看〔图2〕", {"图1": image})
    assert from_text("看〔图2〕", {}) == [{"kind": "text", "text": "看〔图2〕"}]


# The life of a question -----------------------------------------------------------------------------------------------

ALLOWED = {
    (ItemState.IN_REVIEW, Verb.ACCEPT): ItemState.ACCEPTED,
    (ItemState.IN_REVIEW, Verb.RETURN): ItemState.RETURNED,
    (ItemState.IN_REVIEW, Verb.REJECT): ItemState.REJECTED,
    (ItemState.RETURNED, Verb.REJECT): ItemState.REJECTED,
    (ItemState.RETURNED, Verb.SEND_BACK): ItemState.IN_REVIEW,
    (ItemState.ACCEPTED, Verb.REOPEN): ItemState.IN_REVIEW,
    (ItemState.REJECTED, Verb.REOPEN): ItemState.IN_REVIEW,
    (ItemState.ACCEPTED, Verb.RETIRE): ItemState.RETIRED,
}


@pytest.mark.parametrize("state", list(ItemState))
@pytest.mark.parametrize("verb", list(Verb))
def test_each_verb_starts_from_its_states_and_from_no_other(state: ItemState, verb: Verb) -> None:
    if (state, verb) in ALLOWED:
        assert next_state(state, verb) is ALLOWED[state, verb]
        assert verb in verbs_from(state)
    else:
        with pytest.raises(WrongState, match="这道题现在是"):
            next_state(state, verb)


def test_every_verb_has_a_transition_and_retired_questions_stay_retired() -> None:
    assert set(LIFE) == set(Verb)
    assert verbs_from(ItemState.RETIRED) == frozenset()
    assert LIFE[Verb.RETIRE].permission is Permission.MANAGE_BANK


# Who decides ----------------------------------------------------------------------------------------------------------

MARKET, HOUSING, OFFICE = 1, 2, 3


def person(number: int, unit: int, *roles: Role) -> Actor:
    return Actor(number, f"{number}", unit, f"{unit}", frozenset(roles))


EDITOR, OTHER = person(11, OFFICE, Role.EDITOR), person(12, OFFICE, Role.EDITOR)
MARKET_EDITOR, CHIEF = person(13, MARKET, Role.EDITOR), person(14, OFFICE, Role.CHIEF_EDITOR)
MARKET_CHIEF = person(15, MARKET, Role.CHIEF_EDITOR)
CLERK, FOREIGN_CLERK = person(16, MARKET, Role.SUBMITTER), person(17, HOUSING, Role.SUBMITTER)
OF_MARKET, OF_OFFICE = Subject(MARKET, False, 16), Subject(OFFICE, True, 11)


@pytest.mark.parametrize(
    ("actor", "subject", "duties", "verb", "refusal"),
    [
        (EDITOR, OF_MARKET, [], Verb.ACCEPT, None),
        (EDITOR, OF_MARKET, [11], Verb.ACCEPT, None),
        (EDITOR, OF_MARKET, [12], Verb.ACCEPT, "别的审题人"),
        (EDITOR, OF_MARKET, [11, 12], Verb.RETURN, None),
        (MARKET_EDITOR, OF_MARKET, [], Verb.ACCEPT, "本部门"),
        (MARKET_EDITOR, OF_MARKET, [13], Verb.REJECT, "本部门"),
        (CHIEF, OF_MARKET, [12], Verb.ACCEPT, None),
        (CHIEF, OF_MARKET, [], Verb.RETIRE, None),
        (MARKET_CHIEF, OF_MARKET, [], Verb.ACCEPT, "本部门"),
        (MARKET_CHIEF, OF_MARKET, [], Verb.RETIRE, "本部门"),
        (EDITOR, OF_MARKET, [], Verb.RETIRE, "角色"),
        (CLERK, OF_MARKET, [], Verb.ACCEPT, "角色"),
        (CLERK, OF_MARKET, [], Verb.SEND_BACK, None),
        (FOREIGN_CLERK, OF_MARKET, [], Verb.SEND_BACK, "不是本部门"),
        (EDITOR, OF_MARKET, [], Verb.SEND_BACK, "角色"),
        (EDITOR, OF_OFFICE, [], Verb.ACCEPT, "您自己写的"),
        (OTHER, OF_OFFICE, [], Verb.ACCEPT, None),
        (EDITOR, OF_OFFICE, [], Verb.REJECT, None),
        (CHIEF, OF_OFFICE, [], Verb.RETIRE, None),
    ],
)
def test_who_may_do_what_with_whose_question(
    actor: Actor, subject: Subject, duties: list[int], verb: Verb, refusal: str | None
) -> None:
    said = why_not(actor, subject, duties, verb)
    assert (said is None) if refusal is None else (said is not None and refusal in said)


# What people type -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "kind", "answer"),
    [
        (" b ", QuestionType.SINGLE_CHOICE, "B"),
        ("c、a，Ｄ", QuestionType.MULTIPLE_CHOICE, "ACD"),
        ("对", QuestionType.TRUE_FALSE, "T"),
        ("×", QuestionType.TRUE_FALSE, "F"),
        ("也许", QuestionType.TRUE_FALSE, "也许"),
    ],
)
def test_answers_are_kept_in_one_form(typed: str, kind: QuestionType, answer: str) -> None:
    assert normal_answer(typed, kind) == answer


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("23", "23"),
        ("第二十三条", "23"),
        ("十七条之一", "17-1"),
        ("17-1", "17-1"),
        (" ", None),
        ("２３条", "23"),
    ],
)
def test_article_numbers_are_understood_however_they_are_typed(typed: str, number: str | None) -> None:
    assert article_number(typed) == number


@pytest.mark.parametrize("typed", ["总则", "12-14", "第一、二条", "0", "1" * 30])
def test_what_is_no_single_article_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        article_number(typed)


def test_words_are_parted_by_any_comma() -> None:
    assert words_in("应急救援、日常检查, 处罚；") == ["应急救援", "日常检查", "处罚"]
