"""The auditor's page: the trail, and its verification."""

from flask import redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from qbank import trail as audit
from qbank.access import Permission, permission
from qbank.accounts.views import routes
from qbank.services import services

PAGE = 100


@routes.get("/trail")
@permission(Permission.SEE_TRAIL)
def audit_trail() -> str:
    subject = request.args.get("subject") or None
    before = request.args.get("before", type=int)
    with services().database.reading() as reading:
        entries = audit.latest(reading, limit=PAGE, before=before, subject=subject)
        return render_template(
            "accounts/trail.html",
            entries=entries,
            total=audit.count(reading),
            subject=subject,
            verdict=session.pop("trail_verdict", None),
        )


@routes.post("/trail/verify")
@permission(Permission.SEE_TRAIL)
def verify_trail() -> Response:
    stand = services()
    with stand.database.reading() as reading:
        verdict = stand.trail.verify(reading)
    session["trail_verdict"] = verdict or ""
    return redirect(url_for("accounts.audit_trail"))
