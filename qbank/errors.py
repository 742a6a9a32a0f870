"""What people see when something cannot be done: what, why, and the mend. The API has its own form of the same."""

import logging
import secrets

from flask import Flask, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug import Response
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as BaseResponse

from qbank.access import Forbidden, NotFound
from qbank.accounts.inputs import LogInInput
from qbank.accounts.kept import keep_form
from qbank.db import StaleEdit
from qbank.problems import problem_response

log = logging.getLogger(__name__)
PAGES = frozenset({400, 403, 404, 405, 409, 413, 429, 500})


def _page(status: int, reason: str = "", reference: str = "") -> BaseResponse:
    name = status if status in PAGES else 400
    name = 404 if name == 405 else name
    body = render_template(f"errors/{name}.html", reason=reason, reference=reference)
    return Response(body, status=status, mimetype="text/html")


def _expired() -> BaseResponse:
    """The log-in has run out: what was typed goes with the person through the new log-in."""
    kept = keep_form(request)
    if kept is None:
        page = render_template("errors/session-expired.html", login_url=url_for("accounts.log_in"))
    else:
        page = render_template("accounts/log_in.html", form=LogInInput(formdata=None), kept=kept)
    return Response(page, status=401, mimetype="text/html")


def init_errors(app: Flask) -> None:
    @app.errorhandler(NotFound)
    def not_found(error: NotFound) -> BaseResponse:
        return _page(404, str(error))

    @app.errorhandler(Forbidden)
    def forbidden(error: Forbidden) -> BaseResponse:
        return _page(403, str(error))

    @app.errorhandler(StaleEdit)
    @app.errorhandler(StaleDataError)
    def stale(_error: Exception) -> BaseResponse:
        return _page(409, _("没有存上：您打开这一页之后，别人改过同一处。"))

    @app.errorhandler(CSRFError)
    def csrf_failed(error: CSRFError) -> BaseResponse:
        return _expired() if request.method == "POST" else _page(400, error.description or "")

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> BaseResponse:
        if request.path.startswith("/api/"):
            return problem_response(error.code or 500)
        if isinstance(error.response, BaseResponse):
            return error.response
        if error.code == 401:
            return _expired()
        return _page(error.code or 500)

    @app.errorhandler(Exception)
    def unexpected(error: Exception) -> BaseResponse:
        reference = secrets.token_hex(4)
        log.error("unexpected error %s on %s %s", reference, request.method, request.path, exc_info=error)
        return _page(500, reference=reference)
