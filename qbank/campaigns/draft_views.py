"""Mending one question in the page, and writing one by hand."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from qbank.access import Permission, permission
from qbank.campaigns import queries, reading, submitting
from qbank.campaigns.clerk_views import is_answered_in_list, render_work
from qbank.campaigns.inputs import QuestionInput, read_version
from qbank.campaigns.models import Assignment, Draft
from qbank.campaigns.standing import TYPE_WORDS, asked_counts
from qbank.campaigns.submitting import NotNow
from qbank.campaigns.views import routes
from qbank.db import StaleEdit
from qbank.identity import actor
from qbank.services import services

Page = str | Response | tuple[str, int]
Json = dict[str, Any]


def _kinds(task: Assignment, present: str | None) -> list[str]:
    """The types that are asked for, and the one the question has."""
    return [kind for kind in TYPE_WORDS if kind in asked_counts(task.counts) or kind == present]


def _form(draft: Draft) -> QuestionInput:
    form = QuestionInput()
    form.offer_types(_kinds(draft.submission.assignment, draft.type))
    return form


def _closed(draft: Draft) -> str:
    """Why this question cannot be changed now; said before anybody types, not after."""
    try:
        submitting.require_open(actor(), draft.submission.assignment, services().clock.now())
    except NotNow as error:
        return str(error)
    return ""


def _page(draft: Draft, form: QuestionInput, *, blocked: str = "", typed: Json | None = None) -> str:
    """`typed` is given after a stale save: the present text and the typed one are shown side by side."""
    return render_template(
        "campaigns/draft.html",
        draft=draft,
        task=draft.submission.assignment,
        form=form,
        blocked=blocked,
        typed={**draft.content, **typed} if typed else None,
    )


@routes.route("/submit/drafts/<public_id>", methods=["GET", "POST"])
@permission(Permission.OWN_SUBMISSIONS)
def draft_page(public_id: str) -> Page:
    """The form of one question: loaded when it is wanted, however many questions the file holds."""
    with services().database.reading() as session:
        draft = queries.own_draft(session, actor(), public_id)
        form = _form(draft)
        if request.method == "GET":
            form.show(draft.content)
            form.row_version.data = str(draft.row_version)
            return _page(draft, form, blocked=_closed(draft))
        if not form.validate():
            return _page(draft, form), 422
        typed = form.content()
    return _save(public_id, form.version, typed)


@routes.post("/submit/drafts/<public_id>/answer")
@permission(Permission.OWN_SUBMISSIONS)
def answer(public_id: str) -> Page:
    """The answer alone, from the list of problems."""
    with services().database.reading() as session:
        draft = queries.own_draft(session, actor(), public_id)
        labels = [option["label"] for option in draft.content["options"]] or ["T", "F"]
        ticked = [label for label in labels if label in request.form.getlist("answer")]
        if not ticked and not _closed(draft):
            return _unanswered(session, draft)
        typed = {**draft.content, "answer": "".join(ticked) or None}
    return _save(public_id, read_version(request.form.get("row_version")), typed)


def _unanswered(session: Session, draft: Draft) -> Page:
    """Nothing was ticked: said where it was to be ticked, or above the question where the list no longer asks for it."""
    fault = _("还没有选答案。")
    if is_answered_in_list(session, draft):
        task = draft.submission.assignment
        return render_work(session, task, opened_id=draft.public_id, mend_fault=fault), 422
    flash(fault, "error")
    return redirect(url_for(".draft_page", public_id=draft.public_id))


def _save(public_id: str, version: int, typed: Json) -> Page:
    stand, person, now = services(), actor(), services().clock.now()
    try:
        with stand.database.transaction() as session:
            draft = queries.own_draft(session, person, public_id, lock=True)
            submitting.mend(session, stand.trail, now, person, draft, version, typed)
            number, left = draft.position, sum(each["severity"] == "error" for each in draft.problems)
            task_id = draft.submission.assignment.public_id
    except StaleEdit:
        return _again(public_id, typed, status=409)
    except NotNow as error:
        return _again(public_id, typed, status=422, blocked=str(error))
    if left:
        flash(_("第 %(n)s 题已存上，还有 %(left)s 处要改。", n=number, left=left), "success")
        return redirect(url_for(".task_page", public_id=task_id, open=public_id, _anchor="problems"))
    flash(_("第 %(n)s 题已存上。", n=number), "success")
    return redirect(url_for(".task_page", public_id=task_id, _anchor="problems"))


def _again(public_id: str, typed: Json, *, status: int, blocked: str = "") -> Page:
    """The form once more with what was typed, beside what somebody else saved in between."""
    with services().database.reading() as session:
        draft = queries.own_draft(session, actor(), public_id)
        form = _form(draft)
        form.show(typed)
        form.row_version.data = str(draft.row_version)
        stale = typed if status == 409 else None
        return _page(draft, form, blocked=blocked, typed=stale), status


@routes.route("/submit/<public_id>/new", methods=["GET", "POST"])
@permission(Permission.OWN_SUBMISSIONS)
def new_question(public_id: str) -> Page:
    with services().database.reading() as session:
        task = queries.own_assignment(session, actor(), public_id)
        form = QuestionInput()
        form.offer_types(_kinds(task, None))
        if request.method == "GET":
            wanted = request.args.get("type", "")
            form.show(reading.empty_content(wanted if wanted in form.kinds else form.kinds[0]))
            return render_template("campaigns/new_question.html", task=task, form=form, blocked="")
        if not form.validate():
            return render_template("campaigns/new_question.html", task=task, form=form, blocked=""), 422
        typed = form.content()
    return _write(public_id, typed, form)


def _write(public_id: str, typed: Json, form: QuestionInput) -> Page:
    stand, person, now = services(), actor(), services().clock.now()
    try:
        with stand.database.transaction() as session:
            task = queries.own_assignment(session, person, public_id, lock=True)
            draft = submitting.write_question(session, stand.trail, now, person, task, typed)
            number = draft.position
    except NotNow as error:
        with stand.database.reading() as session:
            task = queries.own_assignment(session, person, public_id)
            page = render_template("campaigns/new_question.html", task=task, form=form, blocked=str(error))
            return page, 422
    flash(_("第 %(n)s 题已加上。", n=number), "success")
    return redirect(url_for(".task_page", public_id=public_id, _anchor="problems"))
