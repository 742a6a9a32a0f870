"""The page on which papers are sealed, released by a second person, and withdrawn."""

from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from qbank.access import Permission, fetch, permission
from qbank.db import StaleEdit
from qbank.identity import actor
from qbank.papers import queries
from qbank.papers import release as releasing
from qbank.papers.models import Assembly, AssemblyState, Exam, Sitting
from qbank.papers.release import ReleaseRefused, Standing, standing, why_not_approve
from qbank.papers.release_inputs import SealInput, WithdrawInput, as_moment, as_typed
from qbank.papers.signing import OfficeKeys
from qbank.papers.views import routes
from qbank.services import services
from qbank.trail import AuditEntry, latest

STEPS = {Standing.DRAFT: 2, Standing.SEALED: 3, Standing.APPROVED: 4, Standing.OPEN: 5}
TRAIL_LENGTH = 50


@routes.get("/exams/<public_id>/seal")
@permission(Permission.SET_PAPERS, Permission.RELEASE_PAPERS)
def release(public_id: str) -> str:
    return _page(public_id)


@routes.post("/exams/<public_id>/seal")
@permission(Permission.SET_PAPERS)
def seal(public_id: str) -> Response | tuple[str, int]:
    form = SealInput(request.form)
    if not form.validate():
        return _page(public_id, seal_form=form), 422
    assert form.release_at.data and form.keys_at.data  # noqa: S101 - validated above; tells the type checker
    release_at, keys_at = as_moment(form.release_at.data, _zone()), as_moment(form.keys_at.data, _zone())
    stand = services()
    now = stand.clock.now()
    with stand.database.reading() as session:
        sittings = fetch(session, actor(), Exam, public_id).sittings
        faults = releasing.faults_of_times(
            sittings, now, release_at, keys_at, keys_early=form.keys_early.data
        )
    if faults:
        for name, sentence in faults.items():
            form[name].errors = [sentence]
        return _page(public_id, seal_form=form), 422

    def do(session: Session, assembly: Assembly) -> None:
        if (assembly.public_id, str(assembly.row_version)) != (form.assembly.data, form.row_version.data):
            raise StaleEdit
        releasing.seal(
            session,
            stand.trail,
            now,
            actor(),
            OfficeKeys.of(stand.keyring),
            assembly,
            release_at,
            keys_at,
            keys_early=form.keys_early.data,
        )

    try:
        return _act(public_id, do, _("试卷已封存，从现在起谁也不能再看。"))
    except StaleEdit:
        said = _("没有封存：您打开这一页之后，这场考试的试卷换过了。下面是现在的一套，请核对后再封存。")
        return _page(public_id, seal_form=form, refused=said), 409
    except ReleaseRefused as refusal:
        return _page(public_id, seal_form=form, refused=str(refusal)), 422


@routes.post("/exams/<public_id>/approve")
@permission(Permission.RELEASE_PAPERS)
def approve(public_id: str) -> Response | tuple[str, int]:
    stand = services()

    def do(session: Session, assembly: Assembly) -> None:
        keys = OfficeKeys.of(stand.keyring)
        releasing.approve(session, stand.trail, stand.clock.now(), actor(), keys, assembly)

    try:
        return _act(public_id, do, _("已批准发布。到了启封时间，试卷自动向考试平台开放。"))
    except ReleaseRefused as refusal:
        return _page(public_id, refused=str(refusal)), 422


@routes.post("/exams/<public_id>/withdraw")
@permission(Permission.SET_PAPERS, Permission.RELEASE_PAPERS)
def withdraw(public_id: str) -> Response | tuple[str, int]:
    stand, form = services(), WithdrawInput(request.form)
    if not form.validate():
        return _page(public_id, withdraw_form=form), 422

    def do(session: Session, assembly: Assembly) -> None:
        keys, reason = OfficeKeys.of(stand.keyring), form.reason.data or ""
        releasing.withdraw(session, stand.trail, stand.clock.now(), actor(), keys, assembly, reason)

    try:
        return _act(public_id, do, _("试卷已撤回，考试平台不能再取。"))
    except ReleaseRefused as refusal:
        return _page(public_id, withdraw_form=form, refused=str(refusal)), 422


def _act(public_id: str, do: Callable[[Session, Assembly], None], said: str) -> Response:
    """Do one step to the exam's papers in one transaction, then lead back to the page."""
    with services().database.transaction() as session:
        exam = fetch(session, actor(), Exam, public_id, lock=True)
        assembly = queries.latest(exam)
        if assembly is None:
            raise ReleaseRefused(_("这场考试还没有组卷。"))
        do(session, assembly)
    flash(said, "success")
    return redirect(url_for("papers.release", public_id=public_id))


def _page(
    public_id: str,
    *,
    seal_form: SealInput | None = None,
    withdraw_form: WithdrawInput | None = None,
    refused: str = "",
) -> str:
    now = services().clock.now()
    with services().database.reading() as session:
        exam = fetch(session, actor(), Exam, public_id)
        assembly = queries.latest(exam)
        state = standing(assembly, now) if assembly else None
        if seal_form is None and state is Standing.DRAFT:
            seal_form = SealInput(data=_suggested(exam.sittings))
        if seal_form is not None and assembly is not None:
            seal_form.assembly.data = assembly.public_id
            seal_form.row_version.data = str(assembly.row_version)
        return render_template(
            "papers/release.html",
            exam=exam,
            assembly=assembly,
            standing=state,
            step=STEPS.get(state, 0) if state else 1,
            seal_form=seal_form,
            withdraw_form=withdraw_form or WithdrawInput(),
            may_withdraw=assembly is not None
            and assembly.state in {AssemblyState.SEALED, AssemblyState.RELEASED},
            why_not=_why_not(assembly),
            refused=refused,
            opens_at=_opens_at(assembly),
            entries=_trail_of(session, assembly),
        )


def _suggested(sittings: list[Sitting]) -> dict[str, object]:
    now = services().clock.now()
    release_at, keys_at = releasing.default_times(sittings, now)
    if release_at <= now:  # a minute typed is a minute begun
        release_at = now + timedelta(minutes=5)
    return {"release_at": as_typed(release_at, _zone()), "keys_at": as_typed(keys_at, _zone())}


def _why_not(assembly: Assembly | None) -> str | None:
    if assembly is None or assembly.seal is None:
        return None
    return why_not_approve(actor(), assembly.created_by_id, assembly.seal.sealed_by_id)


def _opens_at(assembly: Assembly | None) -> object:
    if assembly is None or assembly.seal is None:
        return None
    if assembly.release is None:
        return assembly.seal.release_at
    return releasing.opens_at(assembly.seal, assembly.release)


def _trail_of(session: Session, assembly: Assembly | None) -> list[tuple[object, str, str]]:
    """When, who, what: the latest first."""
    if assembly is None:
        return []
    entries = latest(session, limit=TRAIL_LENGTH, subject=f"assembly:{assembly.public_id}")
    return [(entry.at, entry.who, _sentence(entry)) for entry in entries]


def _sentence(entry: AuditEntry) -> str:
    number, details = entry.details.get("number"), entry.details
    sentences: dict[str, Callable[[], str]] = {
        "assembly.make": lambda: _("组卷"),
        "assembly.discard": lambda: _("作废"),
        "assembly.seal": lambda: _("封存"),
        "assembly.approve": lambda: _("批准发布"),
        "assembly.withdraw": lambda: _("撤回：%(reason)s", reason=details["reason"]),
        "paper.look": lambda: _("看了第 %(n)s 份试卷（草稿）", n=number),
        "keys.look": lambda: _("看了第 %(n)s 份试卷的标准答案（草稿）", n=number),
        "paper.pull": lambda: _pulled(details["resource"]),
    }
    return sentences[entry.action]() if entry.action in sentences else entry.action


def _pulled(resource: str) -> str:
    """What an engine took, in words; `resource` as `engines/operations.record_pull` keeps it."""
    what, _slash, number = resource.partition("/")
    said: str = _("领取全部试卷")
    if what == "candidates":
        said = _("领取一名考生的试卷（第 %(n)s 份）", n=resource.rpartition("/")[2])
    elif what == "keys":
        said = _("领取第 %(n)s 份试卷的答案", n=number)
    elif number:
        said = _("领取第 %(n)s 份试卷", n=number)
    return said


def _zone() -> ZoneInfo:
    return ZoneInfo(services().settings.time_zone)
