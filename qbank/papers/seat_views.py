"""The page of a room's seat plan, to be looked at and printed."""

from flask import render_template, request

from qbank.access import NotFound, Permission, fetch, permission
from qbank.identity import actor
from qbank.papers import queries
from qbank.papers.models import Exam, PaperMode
from qbank.papers.seat_inputs import RoomInput
from qbank.papers.seats import RoomPlan, RoomRefused, plan_room
from qbank.papers.views import routes
from qbank.services import services


@routes.get("/exams/<public_id>/seats")
@permission(Permission.SEE_EXAMS)
def seats(public_id: str) -> str | tuple[str, int]:
    with services().database.reading() as session:
        exam = fetch(session, actor(), Exam, public_id)
        latest = queries.latest(exam)
        if (latest or exam).mode != PaperMode.FORMS:
            raise NotFound
        forms, title = (latest or exam).count, exam.title
    form = RoomInput(request.args or None)
    plan, refused = _plan(public_id, form, forms)
    page = render_template(
        "papers/seats.html", public_id=public_id, title=title, form=form, plan=plan, refused=refused
    )
    return page if plan else (page, 422)


def _plan(exam_id: str, form: RoomInput, forms: int) -> tuple[RoomPlan | None, str]:
    """The plan, or why there is none."""
    if not form.read():
        return None, ""
    try:
        return plan_room(exam_id, (form.room.data or "").strip(), form.shape, forms), ""
    except RoomRefused as error:
        return None, str(error)
