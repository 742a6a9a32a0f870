"""Pages of exam engines: clients, their tokens, and what they pulled."""

from datetime import timedelta

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from qbank.access import Permission, fetch, permission
from qbank.engines import operations, queries
from qbank.engines.inputs import ALL_EXAMS, ClientInput, SelectChoice, TokenInput
from qbank.engines.models import ApiToken, EngineClient
from qbank.engines.operations import EngineRefused, Grant
from qbank.identity import actor
from qbank.papers.signing import OfficeKeys
from qbank.services import services

routes = Blueprint("engines", __name__)
PULLS_PER_PAGE = 50


@routes.route("/engines", methods=["GET", "POST"])
@permission(Permission.MANAGE_ENGINES)
def overview() -> Response | tuple[str, int]:
    stand, form = services(), ClientInput()
    now = stand.clock.now()
    if form.validate_on_submit():
        try:
            with stand.database.transaction() as session:
                client = operations.add_client(session, stand.trail, now, actor(), form.name.data or "")
        except EngineRefused as refusal:
            form.name.errors = [str(refusal)]
        else:
            flash(_("已登记。现在给它发一个令牌。"), "success")
            return redirect(url_for("engines.client", public_id=client.public_id))
    with stand.database.reading() as session:
        page = render_template(
            "engines/overview.html",
            form=form,
            clients=[
                (each, len(operations.living_tokens(each, now))) for each in queries.all_clients(session)
            ],
            last_pulls=queries.last_pulls(session),
            public_key=OfficeKeys.of(stand.keyring).public,
        )
    return page, 200 if request.method == "GET" else 422


@routes.get("/engines/<public_id>")
@permission(Permission.MANAGE_ENGINES)
def client(public_id: str) -> str:
    return _client_page(public_id, _token_form())


@routes.post("/engines/<public_id>/tokens")
@permission(Permission.MANAGE_ENGINES)
def issue_token(public_id: str) -> str | tuple[str, int]:
    """The answer to this post is the only page that ever shows the token, so it does not redirect."""
    stand, form = services(), _token_form()
    now = stand.clock.now()
    if not form.validate_on_submit():
        return _client_page(public_id, form), 422
    exam_id = None if form.exam.data == ALL_EXAMS else form.exam.data
    grants = [Grant(scope, exam_id) for scope in form.scopes.data or []]
    try:
        with stand.database.transaction() as session:
            found = fetch(session, actor(), EngineClient, public_id, lock=True)
            expires_at = now + timedelta(days=form.days.data or 0)
            token = operations.issue_token(session, stand.trail, now, actor(), found, grants, expires_at)
    except EngineRefused as refusal:
        return _client_page(public_id, form, refused=str(refusal)), 422
    return _client_page(public_id, _token_form(blank=True), token=token)


@routes.post("/engines/<public_id>/tokens/<token_id>/revoke")
@permission(Permission.MANAGE_ENGINES)
def revoke_token(public_id: str, token_id: str) -> Response:
    stand = services()
    with stand.database.transaction() as session:
        token = fetch(session, actor(), ApiToken, token_id, lock=True)
        operations.revoke_token(session, stand.trail, stand.clock.now(), actor(), token)
    flash(_("令牌已停用，马上生效。"), "success")
    return redirect(url_for("engines.client", public_id=public_id))


@routes.post("/engines/<public_id>/active")
@permission(Permission.MANAGE_ENGINES)
def set_active(public_id: str) -> Response:
    stand, active = services(), request.form.get("active") == "1"
    with stand.database.transaction() as session:
        found = fetch(session, actor(), EngineClient, public_id, lock=True)
        operations.set_active(session, stand.trail, stand.clock.now(), actor(), found, active)
    flash(_("已恢复。") if active else _("已停用，它的令牌都不能再用。"), "success")
    return redirect(url_for("engines.client", public_id=public_id))


def _token_form(*, blank: bool = False) -> TokenInput:
    form = TokenInput(formdata=None) if blank else TokenInput()
    with services().database.reading() as session:
        choices = [(ALL_EXAMS, _("全部考试")), *queries.exam_titles(session)]
    form.exam.choices = [SelectChoice(value, label) for value, label in choices]
    return form


def _client_page(public_id: str, form: TokenInput, *, token: str = "", refused: str = "") -> str:
    now, page = services().clock.now(), max(1, request.args.get("page", 1, type=int))
    with services().database.reading() as session:
        found = fetch(session, actor(), EngineClient, public_id)
        pulls, total = queries.pulls_of(session, found, page=page, per_page=PULLS_PER_PAGE)
        return render_template(
            "engines/client.html",
            client=found,
            living=operations.living_tokens(found, now),
            most_alive=operations.MOST_ALIVE,
            form=form,
            token=token,
            refused=refused,
            now=now,
            pulls=pulls,
            total=total,
            page=page,
            pages=-(-total // PULLS_PER_PAGE),
        )
