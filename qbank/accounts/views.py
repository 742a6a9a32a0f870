"""Logging in and out, one's own account, and the links that set a password once."""

from urllib.parse import urlsplit

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask_babel import gettext as _
from flask_login import login_user, logout_user
from werkzeug.wrappers import Response

from qbank.access import Permission, permission, public
from qbank.accounts import operations
from qbank.accounts.inputs import (
    ChangePasswordInput,
    FirstAdministratorInput,
    LogInInput,
    NewPasswordInput,
)
from qbank.accounts.kept import open_kept
from qbank.accounts.models import Account
from qbank.accounts.passwords import hash_password
from qbank.accounts.queries import as_actor
from qbank.identity import LoggedIn, actor, logged_in_actor
from qbank.services import services

routes = Blueprint("accounts", __name__)


def _start_session(token: str) -> None:
    """A new cookie for a new log-in: nothing of the visitor's earlier session is carried over."""
    stand = services()
    session.clear()
    with stand.database.reading() as reading:
        settings = stand.settings
        found = operations.living_session(
            reading, token, stand.clock.now(), settings.idle_limit, settings.session_limit
        )
        assert found is not None  # noqa: S101 - it was made a moment ago
        login_user(LoggedIn(token, as_actor(found.account)))


def _safe_next(target: str | None) -> str:
    """Where to go after the log-in: a page of this site, never another one."""
    if not target:
        return url_for("pages.home")
    parts = urlsplit(target)
    inside = (
        not parts.scheme
        and not parts.netloc
        and target.startswith("/")
        and not target.startswith(("//", "/\\"))
    )
    return target if inside else url_for("pages.home")


@routes.route("/log-in", methods=["GET", "POST"])
@public
def log_in() -> Response | str | tuple[str, int]:
    if request.method == "GET" and logged_in_actor() is not None:
        return redirect(_safe_next(request.args.get("next")))
    form, sentence = LogInInput(), ""
    if form.validate_on_submit():
        stand = services()
        now, username = stand.clock.now(), (form.username.data or "").strip()
        try:
            with stand.database.reading() as reading:
                attempt = operations.check_password(
                    reading, now, username, form.password.data or "", request.remote_addr or ""
                )
            with stand.database.transaction() as writing:
                token = operations.log_in(writing, stand.trail, now, attempt)
        except operations.LockedOut:
            sentence = _(
                "失败的次数太多，这个用户名或地址暂停登录 15 分钟。忘了密码请找管理员要一个重设链接。"
            )
        else:
            if token is not None:
                _start_session(token)
                return _resume_or_go_on()
            sentence = _("用户名或密码不对。密码区分大小写。")
    status = 200 if request.method == "GET" else 422
    kept = request.form.get("kept", "")
    return render_template("accounts/log_in.html", form=form, sentence=sentence, kept=kept), status


def _resume_or_go_on() -> Response | str:
    """After the log-in: back to what was typed before the last one ran out, or on to the page that was asked for."""
    kept = open_kept(request.form.get("kept", ""))
    if kept is None:
        return redirect(_safe_next(request.args.get("next")))
    return render_template("accounts/resume.html", kept=kept)


@routes.post("/log-out")
@permission(Permission.OWN_ACCOUNT)
def log_out() -> Response:
    stand, person = services(), actor()
    token = session.get("_user_id", "")
    with stand.database.transaction() as writing:
        operations.log_out(writing, stand.trail, stand.clock.now(), person, token)
    logout_user()
    session.clear()
    return redirect(url_for("accounts.log_in"))


@routes.route("/account", methods=["GET", "POST"])
@permission(Permission.OWN_ACCOUNT)
def own_account() -> Response | str | tuple[str, int]:
    stand, form = services(), ChangePasswordInput()
    with stand.database.reading() as reading:
        account = reading.get_one(Account, actor().account_id)
        form.known_username = account.username
    if form.validate_on_submit():
        new_hash = hash_password(form.password.data or "")
        try:
            with stand.database.transaction() as writing:
                account = writing.get_one(Account, actor().account_id)
                operations.change_password(
                    writing,
                    stand.trail,
                    stand.clock.now(),
                    account,
                    form.old.data or "",
                    new_hash,
                )
        except operations.WrongPassword:
            form.old.errors = [_("现在的密码不对。")]
        else:
            logout_user()
            session.clear()
            flash(_("密码已改，所有登录都已退出。用新密码再登录一次。"), "success")
            return redirect(url_for("accounts.log_in"))
    status = 200 if request.method == "GET" else 422
    return render_template("accounts/own_account.html", form=form, account=account), status


@routes.post("/account/theme")
@permission(Permission.OWN_ACCOUNT)
def set_theme() -> Response:
    theme = request.form.get("theme")
    with services().database.transaction() as writing:
        account = writing.get_one(Account, actor().account_id)
        operations.set_theme(writing, account, theme if theme in {"light", "dark"} else None)
    if request.headers.get("X-Requested-With") or request.headers.get("HX-Request"):
        return Response(status=204)
    return redirect(_safe_next(urlsplit(request.referrer or "").path))


@routes.route("/welcome/<token>", methods=["GET", "POST"])
@public
def welcome(token: str) -> Response | str | tuple[str, int]:
    """The page behind a one-time link: set a password, or set up the first administrator of an empty site."""
    stand = services()
    try:
        with stand.database.reading() as reading:
            account = operations.find_link(reading, stand.clock.now(), token).account
            form = NewPasswordInput() if account else FirstAdministratorInput()
            form.known_username = account.username if account else ""
        if form.validate_on_submit():
            return _use_link(token, form)
        status = 200 if request.method == "GET" else 422
        return render_template("accounts/welcome.html", form=form, account=account), status
    except operations.LinkInvalid:
        return render_template("accounts/link_invalid.html"), 404


def _use_link(token: str, form: NewPasswordInput) -> Response:
    stand = services()
    now, password_hash = stand.clock.now(), hash_password(form.password.data or "")
    with stand.database.transaction() as writing:
        link = operations.find_link(writing, now, token)
        account = link.account
        if isinstance(form, FirstAdministratorInput):
            account = operations.add_first_administrator(
                writing,
                stand.trail,
                now,
                (form.office.data or "").strip(),
                (form.username.data or "").strip(),
                (form.name.data or "").strip(),
            )
        if account is None:
            raise operations.LinkInvalid
        operations.use_link(writing, stand.trail, now, link, account, password_hash)
        username = account.username
    flash(_("密码已设好。用户名是 %(username)s，现在可以登录。", username=username), "success")
    return redirect(url_for("accounts.log_in"))
