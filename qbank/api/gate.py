"""Who calls the API: the bearer token of each request, and the scope that its route asks for. No cookie counts here."""

import logging
import secrets
from typing import cast

from apiflask import APIBlueprint
from flask import Response, current_app, g, request
from werkzeug.exceptions import HTTPException

from qbank.access import NotFound, declared_access
from qbank.engines.operations import Caller, authenticate
from qbank.papers.vault import VaultBroken
from qbank.problems import Problem, problem_response
from qbank.services import services

log = logging.getLogger(__name__)
NOT_AUTHENTICATED = "请求头要带 Authorization: Bearer 令牌；令牌可能写错、过期或已停用。"
NOT_FOUND = "没有这项内容，或者它还没有开放，或者不归这个令牌看。"
INTERNAL = "这一次没有办成，原因已记入服务器日志。"


def caller() -> Caller:
    """The engine behind this request; the gate has made sure that there is one."""
    return cast("Caller", g.engine_caller)


def _gate() -> None:
    declared = declared_access(current_app, request.endpoint or "")
    if declared is None or declared.public:
        return
    scheme, _, bearer = request.headers.get("Authorization", "").partition(" ")
    stand = services()
    found = None
    if scheme.lower() == "bearer":
        with stand.database.reading() as session:
            found = authenticate(session, stand.clock.now(), bearer.strip())
    if found is None:
        raise Problem(401, "not-authenticated", NOT_AUTHENTICATED)
    if declared.scope is None or not found.has(declared.scope):
        raise Problem(
            403, "scope-missing", f"这个令牌没有 {declared.scope} 权限。请管理员发一个有此权限的令牌。"
        )
    g.engine_caller = found


def init_gate(routes: APIBlueprint) -> None:
    routes.before_request(_gate)

    @routes.errorhandler(Problem)
    def problem(error: Problem) -> Response:
        answer = problem_response(error.status, error.code, error.detail)
        if error.status == 401:
            answer.headers["WWW-Authenticate"] = 'Bearer realm="qbank"'
        return answer

    @routes.errorhandler(NotFound)
    def not_found(_error: NotFound) -> Response:
        return problem_response(404, "not-found", NOT_FOUND)

    @routes.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> Response:
        return problem_response(error.code or 500)

    @routes.errorhandler(VaultBroken)
    def broken(_error: VaultBroken) -> Response:
        log.critical("sealed content does not match its seal on %s", request.path)
        detail = "存下的试卷与封存时不符，服务器不交出它。请联系办公室核对。"
        return problem_response(500, "seal-broken", detail)

    @routes.errorhandler(Exception)
    def unexpected(error: Exception) -> Response:
        reference = secrets.token_hex(4)
        log.error("unexpected error %s on %s %s", reference, request.method, request.path, exc_info=error)
        return problem_response(500, "internal-error", INTERNAL, reference)
