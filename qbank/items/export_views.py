"""Pages of the bank: the questions of the list as a Word file or a workbook, with their answers."""

from io import BytesIO
from typing import Any

from flask import current_app, flash, redirect, render_template, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from qbank.access import NotFound, Permission, fetch, permission
from qbank.identity import actor
from qbank.items import work
from qbank.items.exporting import too_many
from qbank.items.models import BankExport
from qbank.items.queries import wanted_ids
from qbank.items.views import routes, wanted_in_address
from qbank.jobs import add_job
from qbank.services import services

MEDIA_TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@routes.post("/bank/export.<any(docx, xlsx):ending>")
@permission(Permission.SEE_ITEMS)
def export(ending: str) -> Response:
    """Start the export of what the list shows."""
    stand, person, wanted = services(), actor(), wanted_in_address()
    with stand.database.reading() as session:
        count = len(wanted_ids(session, person, stand.search, wanted))
    if fault := too_many(count, ending) or ("" if count else _("没有题可以导出。")):
        flash(fault, "error")
        arguments: dict[str, Any] = wanted.arguments
        return redirect(url_for("items.bank", **arguments))
    now = stand.clock.now()
    with stand.database.transaction() as session:
        made = BankExport(
            account_id=person.account_id, ending=ending, wanted=wanted.arguments, refused=[], created_at=now
        )
        session.add(made)
        session.flush()
        job = add_job(session, now, person, work.EXPORT, export=made.public_id)
    current_app.extensions["qbank_jobs"].start(job)
    return redirect(url_for("pages.job", public_id=job.public_id))


@routes.get("/bank/exports/<public_id>")
@permission(Permission.SEE_ITEMS)
def export_one(public_id: str) -> str:
    with services().database.reading() as session:
        found = fetch(session, actor(), BankExport, public_id)
        if found.ended_at is None:
            raise NotFound
        return render_template("items/export.html", export=found)


@routes.get("/bank/exports/<public_id>/file")
@permission(Permission.SEE_ITEMS)
def exported_file(public_id: str) -> Response:
    with services().database.reading() as session:
        found = fetch(session, actor(), BankExport, public_id)
        if found.ended_at is None:
            raise NotFound
        content = services().files.path(found.digest).read_bytes()
        day = found.ended_at.astimezone(services().zone)
        name = _("题库 %(day)s（%(n)s 道）", day=f"{day:%Y-%m-%d}", n=found.questions)
        ending = found.ending
    return send_file(
        BytesIO(content), mimetype=MEDIA_TYPES[ending], as_attachment=True, download_name=f"{name}.{ending}"
    )
