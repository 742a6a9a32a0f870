"""The entries of campaigns: a department's tasks, and the office's list. Further pages are in the `…_views` modules."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Blueprint, render_template

from qbank.access import Permission, permission
from qbank.campaigns import queries, reading
from qbank.campaigns.models import SubmissionState
from qbank.campaigns.standing import assignment_state, door
from qbank.campaigns.words import left_words, moment_words
from qbank.identity import actor
from qbank.items.content import plain_text
from qbank.items.figures import Figures
from qbank.services import services

routes = Blueprint("campaigns", __name__)


def zone() -> ZoneInfo:
    """The time zone in which deadlines are meant."""
    return services().zone


def aware(moment: datetime | None) -> datetime | None:
    """A moment as it was typed, in the office's time zone."""
    return moment.replace(tzinfo=zone()) if moment is not None else None


def as_typed(moment: datetime | None) -> datetime | None:
    """A moment as the field shows it."""
    return moment.astimezone(zone()).replace(tzinfo=None) if moment is not None else None


def counts_data(counts: Mapping[str, int]) -> dict[str, int | None]:
    return {kind: counts.get(kind) or None for kind in ("single_choice", "multiple_choice", "true_false")}


@routes.app_template_filter("moment")
def moment_filter(moment: datetime) -> str:
    """`6 月 15 日 17:00`."""
    return moment_words(moment, zone())


@routes.app_template_filter("left")
def left_filter(moment: datetime) -> str:
    """`还有 4 天`."""
    return left_words(services().clock.now(), moment)


@routes.app_template_filter("block_text")
def block_text_filter(blocks: list[dict[str, object]]) -> str:
    """Blocks of a question as one text."""
    return plain_text(blocks)


@routes.app_template_filter("draft_figures")
def draft_figures_filter(content: dict[str, object]) -> Figures:
    """What the signs in the texts of a draft stand for."""
    return reading.figures_in(content)


@routes.get("/submit")
@permission(Permission.OWN_SUBMISSIONS)
def own_assignments() -> str:
    """The department's tasks, the newest first, each with its state and the way on."""
    now = services().clock.now()
    with services().database.reading() as session:
        tasks = queries.own_assignments(session, actor())
        ids = [task.id for task in tasks]
        counts, items = queries.chosen_counts(session, ids), queries.item_states(session, ids)
        rows = [
            {
                "task": task,
                "door": door(task, now),
                "counts": counts.get(task.id, {}),
                "reviewed": items.get(task.id, {}),
                "state": assignment_state(
                    task,
                    now,
                    has_work=any(each.state != SubmissionState.UNREADABLE for each in task.submissions),
                    item_states=items.get(task.id, {}),
                ),
            }
            for task in tasks
        ]
        return render_template("campaigns/own_assignments.html", rows=rows)


@routes.get("/campaigns")
@permission(Permission.SEE_CAMPAIGNS)
def overview() -> str:
    with services().database.reading() as session:
        rows = queries.campaigns_with_counts(session)
        return render_template("campaigns/overview.html", rows=rows, now=services().clock.now())
