"""Pages of exams: the list, the exam itself, and the start of an assembly."""

from typing import Any

from flask import Blueprint as Routes
from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from qbank.access import Permission, fetch, permission
from qbank.blueprints.models import Blueprint
from qbank.blueprints.pool import known_audiences
from qbank.blueprints.queries import blueprint_names
from qbank.db import StaleEdit
from qbank.identity import actor
from qbank.jobs import add_job
from qbank.papers import operations, queries
from qbank.papers.demands import Cause, obstacles
from qbank.papers.inputs import ExamInput, sittings_as_text
from qbank.papers.models import Exam, PaperMode
from qbank.papers.release import standing
from qbank.services import services

routes = Routes("papers", __name__)


@routes.get("/exams")
@permission(Permission.SEE_EXAMS)
def overview() -> str:
    now = services().clock.now()
    with services().database.reading() as session:
        rows = []
        for exam in queries.exams(session, actor()):
            latest = queries.latest(exam)
            rows.append(
                {"exam": exam, "latest": latest, "standing": standing(latest, now) if latest else None}
            )
        return render_template("papers/overview.html", rows=rows, now=now)


@routes.route("/exams/new", methods=["GET", "POST"])
@permission(Permission.SET_PAPERS)
def new_exam() -> Response | tuple[str, int]:
    stand = services()
    with stand.database.reading() as session:
        form = _form(session, None)
    if form.validate_on_submit():
        try:
            with stand.database.transaction() as session:
                exam = operations.add_exam(
                    session, stand.trail, stand.clock.now(), actor(), _details(session, form)
                )
        except operations.ExamRefused as error:
            form.form_errors.append(str(error))
        else:
            flash(_("考试已建好，现在可以组卷。"), "success")
            return redirect(url_for("papers.exam", public_id=exam.public_id))
    return _form_page(form, None)


@routes.route("/exams/<public_id>/edit", methods=["GET", "POST"])
@permission(Permission.SET_PAPERS)
def edit_exam(public_id: str) -> Response | tuple[str, int]:
    stand = services()
    with stand.database.reading() as session:
        exam = fetch(session, actor(), Exam, public_id)
        form, row_version = _form(session, exam), str(exam.row_version)
    if form.validate_on_submit():
        try:
            with stand.database.transaction() as session:
                exam = fetch(session, actor(), Exam, public_id, lock=True)
                operations.change_exam(
                    session,
                    stand.trail,
                    stand.clock.now(),
                    actor(),
                    exam,
                    request.form.get("row_version", type=int) or 0,
                    _details(session, form),
                )
        except StaleEdit:
            return _stale_page(form, public_id)
        except operations.ExamRefused as error:
            form.form_errors.append(str(error))
        else:
            flash(_("已存。"), "success")
            return redirect(url_for("papers.exam", public_id=public_id))
    return _form_page(form, public_id, row_version=request.form.get("row_version", row_version))


@routes.get("/exams/<public_id>")
@permission(Permission.SEE_EXAMS)
def exam(public_id: str) -> str:
    return _exam_page(public_id)


@routes.post("/exams/<public_id>/assemble")
@permission(Permission.SET_PAPERS)
def assemble(public_id: str) -> Response | tuple[str, int]:
    """Start the assembly, or say at once why it cannot be done."""
    stand = services()
    try:
        with stand.database.reading() as session:
            exam = fetch(session, actor(), Exam, public_id)
            task = operations.prepare(session, exam, stand.keyring.get("master"), stand.today())
            causes = obstacles(task)
    except operations.ExamRefused as error:
        return _exam_page(public_id, refused=str(error)), 422
    if causes:
        return _exam_page(public_id, causes=causes), 422
    with stand.database.transaction() as session:
        job = add_job(session, stand.clock.now(), actor(), "assemble", exam=public_id)
    current_app.extensions["qbank_jobs"].start(job)
    return redirect(url_for("pages.job", public_id=job.public_id))


def _exam_page(public_id: str, causes: list[Cause] | None = None, refused: str = "") -> str:
    now = services().clock.now()
    with services().database.reading() as session:
        exam = fetch(session, actor(), Exam, public_id)
        return render_template(
            "papers/exam.html",
            exam=exam,
            standings={each.id: standing(each, now) for each in exam.assemblies},
            latest=queries.latest(exam),
            causes=causes or [],
            refused=refused,
        )


def _form(session: Session, exam: Exam | None) -> ExamInput:
    given: dict[str, Any] = {}
    if exam is not None:
        given = {
            "title": exam.title,
            "blueprint": exam.blueprint.public_id if exam.blueprint else "",
            "audience": exam.audience or "",
            "mode": exam.mode,
            "count": exam.count,
            "minutes": exam.minutes,
            "pass_points": exam.pass_points,
            "avoid_exams": exam.avoid_exams,
            "makeup_of": exam.makeup_of.public_id if exam.makeup_of else "",
            "sittings": sittings_as_text(exam.sittings, services().zone),
        }
    elif asked := request.args.get("blueprint"):
        given = {"blueprint": asked}
    form = ExamInput(data=given)
    form.zone = services().zone
    form.offer(
        blueprint_names(session, actor()),
        known_audiences(session),
        queries.exam_titles(session, actor(), without=exam),
    )
    return form


def _form_page(form: ExamInput, public_id: str | None, **context: Any) -> tuple[str, int]:
    status = 200 if request.method == "GET" else 422
    return render_template("papers/exam_form.html", form=form, public_id=public_id, **context), status


def _stale_page(form: ExamInput, public_id: str) -> tuple[str, int]:
    """Somebody else saved: their exam beside what was typed, and the next save is made from theirs."""
    with services().database.reading() as session:
        exam = fetch(session, actor(), Exam, public_id)
        theirs = {
            form.title.label.text: exam.title,
            form.blueprint.label.text: exam.blueprint.name if exam.blueprint else "",
            form.audience.label.text: exam.audience or _("照细目表"),
            form.count.label.text: exam.count,
            form.minutes.label.text: exam.minutes,
            form.pass_points.label.text: exam.pass_points,
            form.avoid_exams.label.text: exam.avoid_exams,
            form.makeup_of.label.text: exam.makeup_of.title if exam.makeup_of else _("不是补考"),
            form.sittings.label.text: sittings_as_text(exam.sittings, services().zone),
        }
        page, _status = _form_page(
            form, public_id, row_version=exam.row_version, theirs=theirs, changed_at=exam.changed_at
        )
        return page, 409


def _details(session: Session, form: ExamInput) -> operations.ExamDetails:
    """What the valid form says. Raises `NotFound` for a blueprint that is not there."""
    return operations.ExamDetails(
        title=(form.title.data or "").strip(),
        audience=form.audience.data or None,
        minutes=form.minutes.data or 0,
        pass_points=form.pass_points.data or 0,
        blueprint=fetch(session, actor(), Blueprint, form.blueprint.data),
        mode=PaperMode(form.mode.data),
        count=form.count.data or 0,
        avoid_exams=form.avoid_exams.data or 0,
        makeup_of=fetch(session, actor(), Exam, form.makeup_of.data) if form.makeup_of.data else None,
        sittings=form.parsed_sittings,
    )
