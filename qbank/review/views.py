"""Pages of review: the departments with their progress, the list of questions, and the duties."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from qbank.access import Permission, permission
from qbank.identity import actor
from qbank.items.models import ItemState, QuestionType
from qbank.review import operations, queries
from qbank.review.bulk import Refused
from qbank.review.inputs import BulkInput
from qbank.review.queries import Chosen, DutyTable
from qbank.services import services

routes = Blueprint("review", __name__)
PAGE = 50


def chosen_from_address(default: ItemState | None = ItemState.IN_REVIEW) -> Chosen:
    """What the address narrows the queue to; questions in review where it names no state."""
    state, kind = request.args.get("state", ""), request.args.get("type", "")
    known = ItemState(state) if state in set(ItemState) else None
    return Chosen(
        state=known if state else default,
        type=QuestionType(kind) if kind in set(QuestionType) else None,
        law=request.args.get("law", "")[:24],
        assignment=request.args.get("assignment", "")[:24],
        mine=request.args.get("mine") == "1",
    )


@routes.get("/review")
@permission(Permission.REVIEW_ITEMS)
def queue() -> str:
    """Department by department, what waits and what is done."""
    with services().database.reading() as session:
        groups = queries.campaign_groups(session, actor())
        return render_template(
            "review/queue.html",
            groups=groups,
            bank=queries.bank_lines(session),
            own_unit=actor().unit_id,
            mine=sum(line.mine for group in groups for line in group.lines),
        )


@dataclass(frozen=True, slots=True)
class Picked:
    """What the list opens with: the form for the ticked questions, the ticks, and what became of them."""

    form: BulkInput
    ticked: frozenset[str] = frozenset()
    all_ticked: bool = False
    sentence: str = ""
    refused: Sequence[Refused] = ()


@routes.get("/review/questions")
@permission(Permission.REVIEW_ITEMS)
def questions() -> str:
    """The questions one by one, narrowed by state, type, law and department."""
    return questions_page(Picked(BulkInput(formdata=None), all_ticked=request.args.get("ticked") == "all"))


def questions_page(picked: Picked) -> str:
    chosen = chosen_from_address()
    with services().database.reading() as session:
        ids = queries.queue_ids(session, actor(), chosen)
        pages = max(1, -(-len(ids) // PAGE))
        page = min(page_number(), pages)
        offer_laws(session, picked.form)
        return render_template(
            "review/questions.html",
            entries=queries.entries(session, ids[(page - 1) * PAGE : page * PAGE]),
            total=len(ids),
            page=page,
            pages=pages,
            chosen=chosen,
            picked=picked,
            laws=queries.cited_laws(session),
            departments=[
                (line.public_id, line.unit_name, group.title)
                for group in queries.campaign_groups(session, actor())
                for line in group.lines
            ],
        )


def page_number() -> int:
    """The page of the list that the address names."""
    return max(1, request.args.get("page", 1, type=int))


def offer_laws(session: Session, form: BulkInput) -> None:
    laws = queries.known_laws(session)
    form.law.choices = [SelectChoice("", _("不改")), *(SelectChoice(*law) for law in laws)]


@routes.route("/review/duties/<campaign_id>", methods=["GET", "POST"])
@permission(Permission.MANAGE_BANK)
def duties(campaign_id: str) -> Response | str:
    """Which editor reviews which department."""
    stand = services()
    if request.method == "GET":
        with stand.database.reading() as session:
            table = queries.duty_table(session, actor(), campaign_id)
            return render_template("review/duties.html", table_data=table, campaign_id=campaign_id)
    with stand.database.transaction() as session:
        table = queries.duty_table(session, actor(), campaign_id)
        changed = 0
        for number, editors in _ticked(table).items():
            if editors != table.given[number]:
                changed += 1
                operations.assign_duty(session, stand.trail, stand.clock.now(), actor(), number, editors)
    flash(_("分工已存，改了 %(n)s 个部门。", n=changed) if changed else _("分工没有变化。"), "success")
    return redirect(url_for("review.queue"))


def _ticked(table: DutyTable) -> dict[int, frozenset[int]]:
    """For each assignment of the table the ids of the ticked editors; nobody is given their own department."""
    ticked = set(request.form.getlist("duty"))
    return {
        number: frozenset(
            editor.id
            for editor in table.editors
            if f"{line.public_id}:{editor.public_id}" in ticked and editor.unit_id != line.unit_id
        )
        for number, line in table.lines
    }
