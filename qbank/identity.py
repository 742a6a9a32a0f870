"""Who is asking: the log-in behind the browser's cookie, and the gate that each request passes before its view runs."""

from dataclasses import dataclass
from datetime import timedelta

from flask import Flask, abort, current_app, redirect, request, url_for
from flask_babel import gettext as _
from flask_login import LoginManager, UserMixin, current_user
from werkzeug import Response

from qbank.access import Actor, Forbidden, declared_access
from qbank.accounts.operations import living_session, touch_session
from qbank.accounts.queries import as_actor
from qbank.services import services

TOUCH_EVERY = timedelta(minutes=1)


@dataclass(slots=True)
class LoggedIn(UserMixin):
    """What Flask-Login keeps for the request. Its id is the token of our own server-side session."""

    token: str
    actor: Actor

    def get_id(self) -> str:
        return self.token


def _load_user(token: str) -> LoggedIn | None:
    stand = services()
    now, settings = stand.clock.now(), stand.settings
    with stand.database.reading() as session:
        found = living_session(session, token, now, settings.idle_limit, settings.session_limit)
        if found is None:
            return None
        user = LoggedIn(token, as_actor(found.account))
        stale, login_id = now - found.last_seen_at > TOUCH_EVERY, found.id
    if stale:
        with stand.database.transaction() as session:
            touch_session(session, login_id, now)
    return user


def logged_in_actor() -> Actor | None:
    return current_user.actor if current_user.is_authenticated else None


def actor() -> Actor:
    """The person behind this request; the gate has made sure that there is one."""
    found = logged_in_actor()
    if found is None:
        abort(401)
    return found


def _gate() -> Response | None:
    """Runs before every view: nothing is reached without what its route declared."""
    if request.endpoint is None or request.endpoint == "static":
        return None
    declared = declared_access(current_app, request.endpoint)
    if declared is None or declared.public or declared.scope is not None:
        return None
    person = logged_in_actor()
    if person is None:
        return _ask_to_log_in()
    if not person.permissions & declared.permissions:
        raise Forbidden(_("您的角色没有这一页的权限。需要时请联系本单位的系统管理员。"))
    return None


def _ask_to_log_in() -> Response:
    if request.headers.get("HX-Request"):
        return Response(status=401, headers={"HX-Redirect": url_for("accounts.log_in")})
    if request.method == "GET":
        return redirect(url_for("accounts.log_in", next=request.full_path.rstrip("?")))
    return abort(401)


def init_identity(app: Flask) -> None:
    manager = LoginManager(app)
    manager.user_loader(_load_user)
    manager.session_protection = (
        None  # the token is checked against our own server-side session at each request
    )
    app.before_request(_gate)
