"""A question that review gave back: the department's mended version of it."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from qbank.access import Actor
from qbank.campaigns import reading
from qbank.campaigns.queries import assignment_of
from qbank.items.content import QuestionContent
from qbank.items.figures import as_read, signed
from qbank.items.life import WrongState
from qbank.items.models import Item, Scope
from qbank.items.operations import ContentRefused, set_tags
from qbank.laws.citations import resolve
from qbank.review.operations import send_back
from qbank.trail import Trail

Json = dict[str, Any]


class MendRefused(ValueError):
    """The mended question cannot be sent back; the message is the sentence for people."""


def as_json(item: Item) -> Json:
    """The present version as JSON of a question, as drafts have it."""
    version = item.current
    texts = signed(QuestionContent.of(version))
    labels = (option["label"] for option in version.options)
    return {
        **reading.empty_content(version.type),
        "stem": texts.stem,
        "options": [
            {"label": label, "text": text} for label, text in zip(labels, texts.options, strict=True)
        ],
        "answer": version.answer_key,
        "explanation": texts.explanation,
        "figures": as_read(texts.figures),
        "citation": version.citation,
        "difficulty": item.difficulty,
        "topics": item.tag_names("topic"),
    }


def send_back_mended(
    session: Session, trail: Trail, now: datetime, actor: Actor, item: Item, content: Json, note: str
) -> None:
    """Write the mended version and put the question before the editors again. Raises `MendRefused`."""
    before = as_json(item)
    parts = ("type", "stem", "options", "answer", "explanation", "citation")
    if all(before[part] == content[part] for part in parts):
        raise MendRefused("题和原来一样，还没有改动。改好以后再送回。")
    content = {**content, "figures": before["figures"]}
    number = item.current_number
    faults = [each["message"] for each in reading.check(content, number) if each["severity"] == "error"]
    if faults:
        raise MendRefused(" ".join(fault.replace(f"第 {number} 题", "这道题", 1) for fault in faults))
    try:
        send_back(session, trail, now, actor, item, reading.question_content(content), note)
    except (WrongState, ContentRefused) as error:
        raise MendRefused(str(error)) from error
    if content["citation"] != before["citation"]:
        _cite_anew(session, trail, now, actor, item, content["citation"])


def _cite_anew(
    session: Session, trail: Trail, now: datetime, actor: Actor, item: Item, citation: str
) -> None:
    """The articles that the new words cite, where they are known; else the old ones stay for the editor to see."""
    cited = resolve(session, citation, assignment_of(session, item).laws)
    if cited:
        set_tags(
            session,
            trail,
            now,
            actor,
            item,
            scope=Scope(item.scope),
            difficulty=item.difficulty,
            topics=item.tag_names("topic"),
            audiences=item.tag_names("audience"),
            citations=cited,
        )
