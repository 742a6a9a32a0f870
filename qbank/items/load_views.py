"""Pages of the bulk load: upload, preview, confirm, and what came of it."""

from collections.abc import Sequence
from io import BytesIO

from flask import current_app, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from qbank.access import NotFound, Permission, fetch, permission, require
from qbank.accounts.models import Unit
from qbank.files import TooLarge, add_file
from qbank.identity import actor
from qbank.items import work
from qbank.items.inputs import LoadInput, as_choices
from qbank.items.loading import add_load, left_out_rows
from qbank.items.models import BankLoad, BankLoadLine, ItemState, Scope
from qbank.items.queries import recent_loads
from qbank.items.views import routes
from qbank.jobs import add_job
from qbank.laws.models import Law
from qbank.services import services

LINES = 50
MOST_FILES = 20
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@routes.route("/bank/load", methods=["GET", "POST"])
@permission(Permission.MANAGE_BANK)
def load() -> Response | str | tuple[str, int]:
    form, faults = LoadInput(), []
    with services().database.reading() as session:
        _offer(session, form)
        loads = recent_loads(session, actor())
    if request.method == "POST":
        sent = [file for file in request.files.getlist("files") if file.filename]
        faults = _file_faults(sent)
        if form.validate() and not faults:
            try:
                return _start_reading(form, sent)
            except TooLarge:
                most = services().settings.upload_limit >> 20
                faults = [_("有一个文件超过 %(n)s MB。请分成几个文件再上传。", n=most)]
    status = 200 if request.method == "GET" else 422
    most_bytes = services().settings.upload_limit
    page = render_template("items/load.html", form=form, faults=faults, loads=loads, most_bytes=most_bytes)
    return page, status


@routes.get("/bank/load/<public_id>")
@permission(Permission.MANAGE_BANK)
def load_one(public_id: str) -> str:
    page = max(request.args.get("page", 1, type=int), 1)
    with services().database.reading() as session:
        found = fetch(session, actor(), BankLoad, public_id)
        if found.ended_at is None:
            return render_template("items/load_preview.html", load=found)
        count = select(func.count()).select_from(BankLoadLine).where(BankLoadLine.load_id == found.id)
        total = session.scalar(count) or 0
        pages = max(1, -(-total // LINES))
        page = min(page, pages)
        query = (
            select(BankLoadLine)
            .where(BankLoadLine.load_id == found.id)
            .order_by(BankLoadLine.position)
            .offset((page - 1) * LINES)
            .limit(LINES)
            .options(joinedload(BankLoadLine.item))
        )
        lines = list(session.scalars(query))
        return render_template(
            "items/load_done.html", load=found, lines=lines, page=page, pages=pages, total=total
        )


@routes.post("/bank/load/<public_id>/confirm")
@permission(Permission.MANAGE_BANK)
def confirm_load(public_id: str) -> Response:
    """Start the load that was previewed; a second click leads to the first one's page."""
    stand = services()
    with stand.database.transaction() as session:
        found = fetch(session, actor(), BankLoad, public_id, lock=True)
        if not found.reading_digest or found.confirmed_at is not None:
            return redirect(url_for("items.load_one", public_id=public_id))
        found.confirmed_at = stand.clock.now()
        job = add_job(session, found.confirmed_at, actor(), work.LOAD, load=public_id)
    current_app.extensions["qbank_jobs"].start(job)
    return redirect(url_for("pages.job", public_id=job.public_id))


@routes.post("/bank/load/<public_id>/laws")
@permission(Permission.MANAGE_BANK)
def add_cited_laws(public_id: str) -> Response:
    """Register the laws that the previewed questions name; back to the preview once the citations are read again."""
    stand = services()
    require(actor(), Permission.MANAGE_LAWS)
    with stand.database.transaction() as session:
        found = fetch(session, actor(), BankLoad, public_id, lock=True)
        if not found.reading_digest or found.confirmed_at is not None:
            return redirect(url_for("items.load_one", public_id=public_id))
        job = add_job(session, stand.clock.now(), actor(), work.ADD_LAWS, load=public_id)
    current_app.extensions["qbank_jobs"].start(job)
    return redirect(url_for("pages.job", public_id=job.public_id))


@routes.get("/bank/load/<public_id>/left-out.xlsx")
@permission(Permission.MANAGE_BANK)
def left_out(public_id: str) -> Response:
    """Every question that was not added, with place and reason, as a workbook of texts (nothing in it is a formula)."""
    with services().database.reading() as session:
        found = fetch(session, actor(), BankLoad, public_id)
        if found.ended_at is None:
            raise NotFound
        rows = [
            (_("文件"), _("位置"), _("题干或文字"), _("没有载入的原因")),
            *left_out_rows(services(), session, found),
        ]
    name = _("未载入的题.xlsx")
    return send_file(BytesIO(_workbook(rows)), mimetype=WORKBOOK, as_attachment=True, download_name=name)


def _workbook(rows: Sequence[Sequence[str]]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("未载入的题"))
    sheet.freeze_panes = "A2"
    for column, width in zip("ABCD", (24, 20, 60, 60), strict=True):
        sheet.column_dimensions[column].width = width
    for row in rows:
        cells = [WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub(" ", text)) for text in row]
        for cell in cells:
            cell.data_type = "s"
        sheet.append(cells)
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _offer(session: Session, form: LoadInput) -> None:
    units = session.execute(
        select(Unit.public_id, Unit.name).where(Unit.active).order_by(Unit.is_office.desc(), Unit.name)
    )
    form.unit.choices = as_choices((key, name) for key, name in units)
    laws = session.execute(select(Law.public_id, Law.title).order_by(Law.title))
    own = ("", _("按每道题的法律依据认"))
    form.law.choices = as_choices([own, *((key, title) for key, title in laws)])


def _file_faults(sent: list[FileStorage]) -> list[str]:
    if not sent:
        return [_("还没有选文件。")]
    if len(sent) > MOST_FILES:
        return [_("一次最多载入 %(n)s 个文件，您选了 %(m)s 个。", n=MOST_FILES, m=len(sent))]
    return []


def _start_reading(form: LoadInput, sent: list[FileStorage]) -> Response:
    stand, now = services(), services().clock.now()
    kept = [
        (stand.files.keep(file.stream, stand.settings.upload_limit), file.filename or "") for file in sent
    ]
    with stand.database.transaction() as session:
        for (digest, size), name in kept:
            add_file(session, digest, size, name, now)
        unit = session.scalars(select(Unit).where(Unit.public_id == form.unit.data)).one()
        law = session.scalars(select(Law).where(Law.public_id == form.law.data)).one_or_none()
        made = add_load(
            session,
            now,
            actor(),
            [(digest, name) for (digest, _size), name in kept],
            unit_id=unit.id,
            law_id=law.id if law else None,
            scope=Scope(form.scope.data),
            state=ItemState(form.state.data),
        )
        job = add_job(session, now, actor(), work.READ, load=made.public_id)
    current_app.extensions["qbank_jobs"].start(job)
    return redirect(url_for("pages.job", public_id=job.public_id))
