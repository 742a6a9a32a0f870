"""A department's handed-in question: its state, what was said and changed, and mending it where it came back."""

from dataclasses import dataclass
from datetime import datetime

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from qbank.access import Permission, permission
from qbank.campaigns import mending, queries
from qbank.campaigns.inputs import ReturnedInput
from qbank.campaigns.views import routes
from qbank.db import StaleEdit
from qbank.identity import actor
from qbank.items.content import QuestionContent
from qbank.items.diffs import ContentDiff, content_diff
from qbank.items.models import Item, ItemState, ItemVersion
from qbank.review.models import Remark, Review
from qbank.services import services

Page = str | Response | tuple[str, int]
DECISIONS = {
    "accept": "通过",
    "return": "退回修改",
    "reject": "不采用",
    "reopen": "重新审",
    "retire": "停用",
}


@dataclass(frozen=True, slots=True)
class Change:
    """A version beside the one before it."""

    version: ItemVersion
    diff: ContentDiff
    old_answer: str
    new_answer: str


@dataclass(frozen=True, slots=True)
class Said:
    """A line of a question's history."""

    at: datetime
    who: str
    text: str


@routes.route("/submit/items/<public_id>", methods=["GET", "POST"])
@permission(Permission.OWN_SUBMISSIONS)
def item_page(public_id: str) -> Page:
    with services().database.reading() as session:
        item = queries.own_item(session, actor(), public_id)
        form = _form(item)
        if request.method == "GET":
            form.show(mending.as_json(item))
            form.row_version.data = str(item.row_version)
            return _page(session, item, form)
        if not form.validate():
            return _page(session, item, form), 422
    return _send_back(public_id, form)


def _form(item: Item) -> ReturnedInput:
    form = ReturnedInput()
    form.offer_types([item.current.type])
    return form


def _page(session: Session, item: Item, form: ReturnedInput, *, fault: str = "", stale: bool = False) -> str:
    assignment = queries.assignment_of(session, item)
    return render_template(
        "campaigns/item.html",
        item=item,
        task=assignment,
        number=queries.numbers_of_items(session, assignment).get(item.id),
        content=mending.as_json(item),
        changes=_changes(item),
        said=_history(session, item),
        returned=item.state == ItemState.RETURNED,
        form=form,
        fault=fault,
        typed={**mending.as_json(item), **form.content()} if stale else None,
    )


def _changes(item: Item) -> list[Change]:
    """Each version after the first beside the one before it, the newest first."""
    pairs = zip(item.versions, item.versions[1:], strict=False)
    return [
        Change(
            new,
            content_diff(QuestionContent.of(old), QuestionContent.of(new)),
            old.answer_key,
            new.answer_key,
        )
        for old, new in reversed(list(pairs))
    ]


def _history(session: Session, item: Item) -> list[Said]:
    """Decisions and the remarks meant for the department, the newest first."""
    reviews = session.scalars(select(Review).where(Review.item_id == item.id))
    remarks = session.scalars(
        select(Remark).where(Remark.item_id == item.id, Remark.for_department.is_(True))
    )
    lines = [
        Said(
            each.at, each.editor.name, f"{DECISIONS[each.decision]}{'：' if each.reason else ''}{each.reason}"
        )
        for each in reviews
    ]
    lines += [Said(each.at, each.author.name, each.text) for each in remarks]
    return sorted(lines, key=lambda line: line.at, reverse=True)


def _send_back(public_id: str, form: ReturnedInput) -> Page:
    stand, person, now = services(), actor(), services().clock.now()
    try:
        with stand.database.transaction() as session:
            item = queries.own_item(session, person, public_id, lock=True)
            item.expect_version(form.version)
            mending.send_back_mended(
                session, stand.trail, now, person, item, form.content(), form.reason.data or ""
            )
            task_id = queries.assignment_of(session, item).public_id
    except StaleEdit:
        return _again(public_id, form, status=409, stale=True)
    except mending.MendRefused as error:
        return _again(public_id, form, status=422, fault=str(error))
    flash(_("改好的题已送回审题人。"), "success")
    return redirect(url_for(".task_page", public_id=task_id))


def _again(public_id: str, form: ReturnedInput, *, status: int, fault: str = "", stale: bool = False) -> Page:
    with services().database.reading() as session:
        item = queries.own_item(session, actor(), public_id)
        form.row_version.data = str(item.row_version)
        return _page(session, item, form, fault=fault, stale=stale), status
