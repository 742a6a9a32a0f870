import hashlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from qbank.papers.rendering import (
    PaperContent,
    PaperFacts,
    Placed,
    PlacedSection,
    canonical_json,
    digest_of,
    render_keys,
    render_paper,
)

FACTS = PaperFacts(id="p1", exam="e1", manifest="m1", form="A")


def question(kind: str, answer: str, options: str = "ABCD") -> dict[str, Any]:
    return {
        "id": f"q-{kind}",
        "version": 2,
        "type": kind,
        "stem": [{"kind": "text", "text": "题干“1”"}],
        "options": [{"label": o, "content": [{"kind": "text", "text": f"原{o}"}]} for o in options],
        "answer_key": answer,
        "explanation": [{"kind": "text", "text": "机密解析"}],
        "citations": [{"law": "某法", "article": "12", "version": None}],
    }


SNAPSHOT = [
    question("single_choice", "B"),
    question("multiple_choice", "BD"),
    question("true_false", "F", ""),
]
SECTIONS = [
    PlacedSection("single_choice", 2, [Placed(0, (2, 1, 0, 3))]),
    PlacedSection("multiple_choice", 3, [Placed(1, (3, 2, 1, 0))]),
    PlacedSection("true_false", 1, [Placed(2, ())]),
]


def test_sections_are_numbered_and_options_labelled_in_their_new_order() -> None:
    paper = render_paper(FACTS, SECTIONS, SNAPSHOT)
    assert [section.title for section in paper.sections] == ["一、单项选择题", "二、多项选择题", "三、判断题"]
    shown = paper.sections[0].items[0].options
    assert [(option.label, option.content[0].text) for option in shown] == [  # type: ignore[union-attr] # texts only
        ("A", "原C"), ("B", "原B"), ("C", "原A"), ("D", "原D"),
    ]  # fmt: skip


@given(st.permutations(range(4)), st.sets(st.sampled_from("ABCD"), min_size=2))
def test_the_keys_name_the_right_options_whatever_their_order(order: list[int], right: set[str]) -> None:
    snapshot = [question("multiple_choice", "".join(sorted(right)))]
    sections = [PlacedSection("multiple_choice", 3, [Placed(0, tuple(order))])]
    item = render_paper(FACTS, sections, snapshot).sections[0].items[0]
    answer = render_keys(FACTS, sections, snapshot).items[0].answer
    texts = {option.label: option.content[0].text for option in item.options}  # type: ignore[union-attr] # texts only
    assert {texts[label] for label in answer} == {f"原{label}" for label in right}
    assert answer == sorted(answer)


def test_a_paper_has_no_place_for_an_answer() -> None:
    paper = render_paper(FACTS, SECTIONS, SNAPSHOT)
    text = paper.model_dump_json()
    assert "机密解析" not in text
    assert "answer" not in text
    content = paper.model_dump()
    content["sections"][0]["items"][0]["answer_key"] = "B"
    with pytest.raises(ValidationError):
        PaperContent.model_validate(content)


def test_the_digest_is_over_the_canonical_json_without_itself() -> None:
    paper = render_paper(FACTS, SECTIONS, SNAPSHOT).model_dump()
    digest = paper.pop("digest")
    text = json.dumps(paper, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    assert digest == "sha256:" + hashlib.sha256(text).hexdigest()
    paper["sections"][0]["items"][0]["stem"][0]["text"] += " "
    assert digest_of(paper) != digest


def test_the_canonical_form_never_changes() -> None:
    assert (
        canonical_json({"b": [1, None, True], "a": "条/“\n"}) == '{"a":"条/“\\n","b":[1,null,true]}'.encode()
    )
    assert render_paper(FACTS, SECTIONS, SNAPSHOT).digest == (
        "sha256:f0ce3746a484b352daf3ef313070730602a0b5df3e616f8c6f54dcce264b7c07"
    )


def test_true_false_and_scoring_are_told_as_the_contract_says() -> None:
    keys = render_keys(FACTS, SECTIONS, SNAPSHOT)
    assert keys.items[2].answer == ["F"]
    assert keys.items[1].scoring.model_dump() == {"rule": "all_or_nothing", "points": 3, "part_points": None}
    assert keys.items[0].citations[0].model_dump() == {"law": "某法", "article": "12", "version": None}


def test_a_layout_that_does_not_fit_the_questions_is_refused() -> None:
    with pytest.raises(ValueError, match="permutation"):
        render_paper(FACTS, [PlacedSection("single_choice", 2, [Placed(0, (0, 1, 1, 3))])], SNAPSHOT)
    with pytest.raises(ValueError, match="does not belong"):
        render_paper(FACTS, [PlacedSection("true_false", 2, [Placed(0, (0, 1, 2, 3))])], SNAPSHOT)
