"""The files that a department takes home: the template, and its own file with what is wrong written into it."""

from io import BytesIO
from pathlib import Path

from flask import flash, redirect, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from qbank.access import NotFound, Permission, permission
from qbank.campaigns import queries
from qbank.campaigns.annotating import annotated, remarks_of
from qbank.campaigns.models import SubmissionState
from qbank.campaigns.template_files import Task, make_sheet, make_word
from qbank.campaigns.views import routes, zone
from qbank.campaigns.words import moment_words
from qbank.identity import actor
from qbank.services import services

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@routes.get("/submit/<public_id>/template.<any(docx, xlsx):kind>")
@permission(Permission.OWN_SUBMISSIONS)
def template_file(public_id: str, kind: str) -> Response:
    with services().database.reading() as session:
        assignment = queries.own_assignment(session, actor(), public_id)
        task = Task(
            campaign=assignment.campaign.title,
            unit=assignment.unit.name,
            laws=[law.title for law in assignment.laws],
            counts=assignment.counts,
            deadline=f"{assignment.last_moment.astimezone(zone()).year} 年 {moment_words(assignment.last_moment, zone())}",
            instructions=assignment.campaign.instructions,
        )
    made = make_word(task) if kind == "docx" else make_sheet(task)
    return send_file(
        BytesIO(made),
        mimetype=MEDIA_TYPES[kind],
        as_attachment=True,
        download_name=f"{task.unit} {task.campaign} 试题模板.{kind}",
    )


@routes.get("/submit/submissions/<public_id>/annotated")
@permission(Permission.OWN_SUBMISSIONS)
def annotated_file(public_id: str) -> Response:
    """The uploaded file with each remark at its place, or a list where the file takes no comments."""
    stand, person, now = services(), actor(), services().clock.now()
    with stand.database.reading() as session:
        submission = queries.own_submission(session, person, public_id)
        file, task_id = submission.file, submission.assignment.public_id
        if file is None or submission.state == SubmissionState.UNREADABLE:
            raise NotFound
        remarks = remarks_of(session, submission)
        path, name, number = stand.files.path(file.digest), Path(file.name).stem, submission.number
    if not remarks:
        flash(_("这份文件里没有要改的地方。"), "success")
        return redirect(url_for(".task_page", public_id=task_id))
    made = annotated(path, remarks, now.astimezone(zone()))
    with stand.database.transaction() as session:
        subject = f"submission:{public_id}"
        stand.trail.record(
            session, now, person, "submission.annotate", subject, number=number, remarks=len(remarks)
        )
    called = _("%(name)s（带批注）", name=name) if made.in_file else _("%(name)s（问题清单）", name=name)
    return send_file(
        BytesIO(made.content),
        mimetype=MEDIA_TYPES[made.ending],
        as_attachment=True,
        download_name=f"{called}.{made.ending}",
    )
