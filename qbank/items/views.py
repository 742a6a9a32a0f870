"""Pages of the bank: searching it, and one question with its history."""

from datetime import datetime
from typing import Any

from flask import Blueprint, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from sqlalchemy.orm import Session

from qbank import trail
from qbank.access import Permission, fetch, permission
from qbank.identity import actor
from qbank.items.content import Blocks, QuestionContent
from qbank.items.figures import Figures, shown, shown_blocks, signed
from qbank.items.inputs import STATES, FilterInput
from qbank.items.models import Item
from qbank.items.queries import PAGE, Wanted, bank_page, changes, choices
from qbank.laws.queries import article_label
from qbank.search.words import read_query
from qbank.services import services
from qbank.trail import AuditEntry
from qbank.words import ACTION_WORDS

routes = Blueprint("items", __name__)

LATEST_ENTRIES = 50


@routes.get("/bank")
@permission(Permission.SEE_ITEMS)
def bank() -> str:
    wanted = wanted_in_address()
    with services().database.reading() as session:
        page = bank_page(session, actor(), services().search, wanted, request.args.get("page", 1, type=int))
        form = FilterInput.showing(wanted, offered := choices(session))
        segments = [(_("全部"), sum(page.by_state.values()), "")]
        segments += [(str(words), page.by_state.get(code, 0), code) for code, words in STATES]
        return render_template(
            "items/bank.html",
            page=page,
            wanted=wanted,
            words=read_query(wanted.words),
            form=form,
            topics=offered.topics,
            segments=[(f"{word} {count:,}", _with_state(wanted, code), code == (wanted.state or "")) for word, count, code in segments],
            first=(page.page - 1) * PAGE + 1,
        )  # fmt: skip


@routes.get("/bank/<public_id>")
@permission(Permission.SEE_ITEMS)
def one(public_id: str) -> str:
    with services().database.reading() as session:
        item = fetch(session, actor(), Item, public_id)
        content = QuestionContent.of(item.current)
        return render_template(
            "items/one.html",
            item=item,
            content=content,
            texts=signed(content),
            cited=[
                (cited.law, article_label(cited.article) if cited.article else "") for cited in item.citations
            ],
            changes=changes(item),
            history=_history(session, item),
            back=_back_to_list(),
        )


@routes.app_template_global("figured")
def figured(text: str, figures: Figures | None) -> Markup:
    """A text of a question with its images and formulas; runs of a diff pass through as they are."""
    return shown(text, figures, request.script_root)


@routes.app_template_global("figured_blocks")
def figured_blocks(blocks: Blocks) -> Markup:
    return shown_blocks(blocks, request.script_root)


def wanted_in_address() -> Wanted:
    """The filters of the address; what makes no sense asks for nothing."""
    return Wanted.from_arguments(request.args)


def _with_state(wanted: Wanted, state: str) -> str:
    arguments: dict[str, Any] = wanted.arguments | {"state": state}
    return url_for("items.bank", **{name: value for name, value in arguments.items() if value})


def _back_to_list() -> str:
    """The list as the person left it: a link of the list carries its filters."""
    arguments: dict[str, Any] = wanted_in_address().arguments
    return url_for("items.bank", **arguments)


def _history(session: Session, item: Item) -> list[tuple[datetime, str, str]]:
    """When, who, what, from the trail."""
    entries = trail.latest(session, limit=LATEST_ENTRIES, subject=f"item:{item.public_id}")
    return [(entry.at, entry.who, _in_words(entry)) for entry in entries]


def _in_words(entry: AuditEntry) -> str:
    """What was done, in the trail's own words; an edit says which version came of it."""
    if entry.action == "item.edit":
        return str(_("改为第 %(n)s 版", n=entry.details.get("version", "")))
    return str(ACTION_WORDS.get(entry.action, entry.action))
