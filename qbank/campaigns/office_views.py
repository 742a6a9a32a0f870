"""The office's pages of a campaign: its board, its settings, its end."""

from datetime import datetime
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from qbank.access import Permission, fetch, permission
from qbank.campaigns import operations, queries
from qbank.campaigns.course import course_of
from qbank.campaigns.inputs import CampaignInput
from qbank.campaigns.models import Campaign
from qbank.campaigns.operations import CampaignPlan, CampaignRefused
from qbank.campaigns.queries import BoardRow
from qbank.campaigns.standing import asked_counts, assignment_state
from qbank.campaigns.views import as_typed, aware, counts_data, routes, zone
from qbank.identity import actor
from qbank.services import services

Page = str | Response | tuple[str, int]
BOARD_STATES = ("settled", "in_review", "returned", "drafting", "not_started", "overdue")
FIRST_TO_CHASE = 6


@routes.get("/campaigns/<public_id>")
@permission(Permission.SEE_CAMPAIGNS)
def board(public_id: str) -> str:
    """Every department of a campaign: its state, counts, progress in review, and what happened last."""
    now = services().clock.now()
    with services().database.reading() as session:
        campaign = fetch(session, actor(), Campaign, public_id)
        rows = queries.board(session, campaign)
        states = {row.assignment.id: _state(row, now) for row in rows}
        tally = {state: sum(each == state for each in states.values()) for state in BOARD_STATES}
        waiting = [row for row in rows if row.assignment.handed_in_at is None]
        shown, word = request.args.get("show", ""), request.args.get("q", "").strip()
        return render_template(
            "campaigns/board.html",
            campaign=campaign,
            rows=[row for row in rows if _wanted(row, states[row.assignment.id], shown, word)],
            total=len(rows),
            states=states,
            tally=tally,
            asked=sum(sum(row.assignment.counts.values()) for row in rows),
            accepted=sum(row.accepted for row in rows),
            kinds=_kinds(campaign, rows),
            waiting=sorted(waiting, key=lambda row: (row.has_work, row.last_login is not None)),
            first_to_chase=FIRST_TO_CHASE,
            course=course_of(
                [row.assignment.handed_in_at for row in rows if row.assignment.handed_in_at],
                campaign.opens_at,
                campaign.deadline,
                now,
                zone(),
            ),
            shown=shown,
            word=word,
            now=now,
        )


def _state(row: BoardRow, now: datetime) -> str:
    return assignment_state(row.assignment, now, has_work=row.has_work, item_states=row.items)


def _wanted(row: BoardRow, state: str, shown: str, word: str) -> bool:
    waiting = shown == "waiting" and row.assignment.handed_in_at is None
    matches = waiting or shown in {"", state}
    names = [row.assignment.unit.name, *(law.title for law in row.assignment.laws)]
    return matches and (not word or any(word in name for name in names))


def _kinds(campaign: Campaign, rows: list[BoardRow]) -> list[str]:
    """The types that the campaign or any of its departments is asked for."""
    asked: dict[str, int] = asked_counts(campaign.counts)
    for row in rows:
        asked |= asked_counts(row.assignment.counts)
    return list(asked_counts(asked))


@routes.route("/campaigns/new", methods=["GET", "POST"])
@permission(Permission.MANAGE_CAMPAIGNS)
def new_campaign() -> Page:
    form = CampaignInput()
    if request.method == "GET":
        form.single_choice.data, form.multiple_choice.data = 20, 10
    if form.validate_on_submit():
        stand = services()
        try:
            with stand.database.transaction() as session:
                made = operations.create_campaign(
                    session, stand.trail, stand.clock.now(), actor(), _plan(form)
                )
                public_id = made.public_id
        except CampaignRefused as error:
            form.form_errors.append(str(error))
        else:
            flash(_("征题已建好。下一步给各部门布置任务。"), "success")
            return redirect(url_for(".assign", public_id=public_id))
    status = 200 if request.method == "GET" else 422
    return render_template("campaigns/campaign_form.html", form=form, campaign=None), status


def _plan(form: CampaignInput) -> CampaignPlan:
    opens_at, deadline = aware(form.opens_at.data), aware(form.deadline.data)
    if opens_at is None or deadline is None:
        raise CampaignRefused(_("填上开始和截止的日期和时间。"))
    return CampaignPlan(
        title=form.title.data or "",
        counts=form.counts,
        opens_at=opens_at,
        deadline=deadline,
        instructions=form.instructions.data or "",
    )


@routes.route("/campaigns/<public_id>/edit", methods=["GET", "POST"])
@permission(Permission.MANAGE_CAMPAIGNS)
def edit_campaign(public_id: str) -> Page:
    stand, form = services(), CampaignInput()
    with stand.database.reading() as session:
        campaign = fetch(session, actor(), Campaign, public_id)
        if request.method == "GET":
            form.process(data=_campaign_data(campaign))
            return render_template("campaigns/campaign_form.html", form=form, campaign=campaign)
        if form.validate():
            try:
                _change(public_id, form)
            except CampaignRefused as error:
                form.form_errors.append(str(error))
            else:
                flash(_("征题的设置已存上。"), "success")
                return redirect(url_for(".board", public_id=public_id))
        return render_template("campaigns/campaign_form.html", form=form, campaign=campaign), 422


def _change(public_id: str, form: CampaignInput) -> None:
    stand = services()
    with stand.database.transaction() as session:
        campaign = fetch(session, actor(), Campaign, public_id, lock=True)
        operations.change_campaign(session, stand.trail, stand.clock.now(), actor(), campaign, _plan(form))


def _campaign_data(campaign: Campaign) -> dict[str, Any]:
    return {
        "title": campaign.title,
        "opens_at": as_typed(campaign.opens_at),
        "deadline": as_typed(campaign.deadline),
        "instructions": campaign.instructions,
        **counts_data(campaign.counts),
    }


@routes.post("/campaigns/<public_id>/close")
@permission(Permission.MANAGE_CAMPAIGNS)
def close(public_id: str) -> Response:
    return _set_closed(public_id, True, _("征题已结束，各部门不能再报送。"))


@routes.post("/campaigns/<public_id>/reopen")
@permission(Permission.MANAGE_CAMPAIGNS)
def reopen(public_id: str) -> Response:
    return _set_closed(public_id, False, _("征题又打开了，截止时间照旧。"))


def _set_closed(public_id: str, closed: bool, said: str) -> Response:
    stand = services()
    with stand.database.transaction() as session:
        campaign = fetch(session, actor(), Campaign, public_id, lock=True)
        operations.set_closed(session, stand.trail, stand.clock.now(), actor(), campaign, closed)
    flash(said, "success")
    return redirect(url_for(".board", public_id=public_id))
