"""Blueprints as files: Excel and JSON out and in, and the schema of the JSON."""

import json
from io import BytesIO

from flask import Response, flash, redirect, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as BaseResponse

from qbank.access import Permission, fetch, permission
from qbank.blueprints import operations
from qbank.blueprints.fields import FieldFaults, values_of
from qbank.blueprints.inputs import document_in
from qbank.blueprints.models import Blueprint, BlueprintVersion
from qbank.blueprints.pool import records_for
from qbank.blueprints.schema import FILE_NAME, blueprint_schema
from qbank.blueprints.views import edit_page, known_bank, overview_page, routes, version_of
from qbank.blueprints.workbook import MEDIA_TYPE, workbook_of
from qbank.identity import actor
from qbank.services import services


@routes.get("/blueprints/<public_id>/download")
@permission(Permission.SET_PAPERS)
def download(public_id: str) -> Response:
    version = _asked_version(public_id)
    answer = Response(_pretty(version.content), mimetype="application/json")
    answer.headers.set("Content-Disposition", "attachment", filename=f"blueprint-{version.number}.json")
    return answer


@routes.get("/blueprints/<public_id>/download.xlsx")
@permission(Permission.SET_PAPERS)
def download_workbook(public_id: str) -> Response:
    version = _asked_version(public_id)
    with services().database.reading() as session:
        records = records_for(known_bank(session).records, version.content.get("audience"))
    name = _("%(name)s 第 %(n)s 版.xlsx", name=version.content["name"], n=version.number)
    book = BytesIO(workbook_of(version.content, records))
    return send_file(book, mimetype=MEDIA_TYPE, as_attachment=True, download_name=name)


@routes.get(f"/blueprints/{FILE_NAME}")
@permission(Permission.SET_PAPERS)
def schema() -> Response:
    answer = Response(_pretty(blueprint_schema()), mimetype="application/schema+json")
    answer.headers.set("Content-Disposition", "attachment", filename=FILE_NAME)
    return answer


@routes.post("/blueprints/upload")
@permission(Permission.SET_PAPERS)
def upload() -> BaseResponse | tuple[str, int]:
    """A new blueprint from a file."""
    stand = services()
    try:
        document = document_in(request.files.get("file"))
        with stand.database.transaction() as session:
            blueprint = operations.add_blueprint(session, stand.trail, stand.clock.now(), actor(), document)
    except FieldFaults as error:
        return overview_page(error.faults), 422
    except operations.NameTaken as error:
        return overview_page({"file": _("%(fault)s要改那一张，请打开它再上传。", fault=error)}), 422
    flash(_("已存为细目表“%(name)s”。", name=blueprint.name), "success")
    return redirect(url_for("blueprints.edit", public_id=blueprint.public_id))


@routes.post("/blueprints/<public_id>/from-file")
@permission(Permission.SET_PAPERS)
def fill_from_file(public_id: str) -> str | tuple[str, int]:
    """The edit page filled with what a file says; nothing is saved yet."""
    try:
        values, faults = values_of(document_in(request.files.get("file"))), {}
    except FieldFaults as error:
        values, faults = values_of(_asked_version(public_id).content), dict(error.faults)
    with services().database.reading() as session:
        blueprint = fetch(session, actor(), Blueprint, public_id)
        page = edit_page(
            values, session=session, blueprint=blueprint, file_faults=faults, from_file=not faults
        )
    return (page, 422) if faults else page


def _asked_version(public_id: str) -> BlueprintVersion:
    with services().database.reading() as session:
        blueprint = fetch(session, actor(), Blueprint, public_id)
        return version_of(blueprint, request.args.get("version", type=int))


def _pretty(content: object) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
