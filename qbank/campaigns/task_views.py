"""The office's pages of departments' tasks: giving them, changing one, leave for a late hand-in."""

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from qbank.access import Permission, fetch, permission
from qbank.campaigns import operations, queries
from qbank.campaigns.inputs import AssignInput, AssignmentInput, LeaveInput
from qbank.campaigns.models import Assignment, Campaign
from qbank.campaigns.operations import CampaignRefused
from qbank.campaigns.standing import assignment_state
from qbank.campaigns.views import as_typed, aware, counts_data, routes
from qbank.campaigns.words import find_laws, read_task_lines, split_names
from qbank.identity import actor
from qbank.laws.models import Law
from qbank.services import services

Page = str | Response | tuple[str, int]


@routes.route("/campaigns/<public_id>/assign", methods=["GET", "POST"])
@permission(Permission.MANAGE_CAMPAIGNS)
def assign(public_id: str) -> Page:
    """Several departments at once, a line each. Departments without a task stand there already."""
    stand, form = services(), AssignInput()
    faults: list[str] = []
    with stand.database.reading() as session:
        campaign = fetch(session, actor(), Campaign, public_id)
        units, laws = queries.units_without_task(session, campaign), _all_laws(session)
        if request.method == "GET":
            form.lines.data = "\n".join(f"{unit.name}：" for unit in units)
        elif form.validate():
            read = read_task_lines(form.lines.data or "", units, laws)
            faults = read.faults or (
                [] if read.tasks else [_("还没有给哪个部门写法律。在部门名称后面写上它负责的法律。")]
            )
        status = 422 if faults or form.errors else 200
        page = render_template(
            "campaigns/assign.html", campaign=campaign, form=form, faults=faults, units=units, laws=laws
        )
    if request.method == "GET" or status == 422:
        return page, status
    try:
        made = _assign(public_id, form.lines.data or "")
    except CampaignRefused as error:
        flash(str(error), "error")
    else:
        flash(_("给 %(n)s 个部门布置了任务。", n=made), "success")
    return redirect(url_for(".board", public_id=public_id))


def _assign(public_id: str, lines: str) -> int:
    stand = services()
    with stand.database.transaction() as session:
        campaign = fetch(session, actor(), Campaign, public_id, lock=True)
        read = read_task_lines(lines, queries.units_without_task(session, campaign), _all_laws(session))
        if read.faults:
            raise CampaignRefused(" ".join(read.faults))
        made = operations.assign(session, stand.trail, stand.clock.now(), actor(), campaign, read.tasks)
        return len(made)


def _all_laws(session: Session) -> list[Law]:
    return list(session.scalars(select(Law).order_by(Law.title)))


@routes.get("/campaigns/assignments/<public_id>")
@permission(Permission.SEE_CAMPAIGNS)
def assignment_page(public_id: str) -> Page:
    """One department's task: what it is asked for, what it uploaded, and, for who may, its settings."""
    with services().database.reading() as session:
        task = fetch(session, actor(), Assignment, public_id)
        form = AssignmentInput(data=_assignment_data(task))
        leave = LeaveInput(data={"until": as_typed(task.late_until), "reason": task.late_reason})
        return _assignment_page(session, task, form, leave)


def _assignment_data(task: Assignment) -> dict[str, Any]:
    return {
        "laws": "、".join(law.title for law in task.laws),
        "own_counts": task.own_counts is not None,
        "own_deadline": as_typed(task.own_deadline),
        **counts_data(task.counts),
    }


def _assignment_page(session: Session, task: Assignment, form: AssignmentInput, leave: LeaveInput) -> str:
    now = services().clock.now()
    items = queries.item_states(session, [task.id]).get(task.id, {})
    uploads = queries.uploads_of(session, task)
    return render_template(
        "campaigns/assignment.html",
        task=task,
        form=form,
        leave=leave,
        now=now,
        items=items,
        counts=queries.chosen_counts(session, [task.id]).get(task.id, {}),
        state=assignment_state(task, now, has_work=bool(uploads), item_states=items),
        uploads=uploads,
    )


@routes.post("/campaigns/assignments/<public_id>")
@permission(Permission.MANAGE_CAMPAIGNS)
def edit_assignment(public_id: str) -> Page:
    form = AssignmentInput()

    def change(session: Session, task: Assignment) -> None:
        laws, unknown = find_laws(
            split_names(form.laws.data or ""), {law.title: law for law in _all_laws(session)}
        )
        if unknown:
            raise CampaignRefused(" ".join(unknown))
        stand = services()
        operations.change_assignment(
            session,
            stand.trail,
            stand.clock.now(),
            actor(),
            task,
            laws=laws,
            own_counts=form.counts if form.own_counts.data else None,
            own_deadline=aware(form.own_deadline.data),
        )

    fault = _try(public_id, change) if form.validate() else None
    return _after(public_id, form, None, fault, _("任务已存上。"))


@routes.post("/campaigns/assignments/<public_id>/leave")
@permission(Permission.MANAGE_CAMPAIGNS)
def give_leave(public_id: str) -> Page:
    leave = LeaveInput()

    def change(session: Session, task: Assignment) -> None:
        until = aware(leave.until.data)
        if until is None:
            raise CampaignRefused(_("填上迟交的期限。"))
        stand = services()
        reason = leave.reason.data or ""
        operations.give_leave(session, stand.trail, stand.clock.now(), actor(), task, until, reason)

    fault = _try(public_id, change) if leave.validate() else None
    return _after(public_id, None, leave, fault, _("已同意迟交。"))


def _try(public_id: str, change: Callable[[Session, Assignment], None]) -> str:
    """Do `change` in one transaction; the sentence of its refusal, empty where it was done."""
    try:
        with services().database.transaction() as session:
            change(session, fetch(session, actor(), Assignment, public_id, lock=True))
    except CampaignRefused as error:
        return str(error)
    return ""


def _after(
    public_id: str, form: AssignmentInput | None, leave: LeaveInput | None, fault: str | None, said: str
) -> Page:
    """The way on after a change (`fault` empty), or the page again with everything that was typed."""
    if fault == "":
        flash(said, "success")
        return redirect(url_for(".assignment_page", public_id=public_id))
    with services().database.reading() as session:
        task = fetch(session, actor(), Assignment, public_id)
        if fault and form is not None:
            form.laws.errors = [*form.laws.errors, fault]
        if fault and leave is not None:
            leave.until.errors = [*leave.until.errors, fault]
        shown_form = form or AssignmentInput(formdata=None, data=_assignment_data(task))
        return _assignment_page(session, task, shown_form, leave or LeaveInput(formdata=None)), 422
