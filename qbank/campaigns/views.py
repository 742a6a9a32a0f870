"""Pages of campaigns."""

from flask import Blueprint

from qbank.access import Permission, permission

routes = Blueprint("campaigns", __name__)


@routes.get("/submit")
@permission(Permission.OWN_SUBMISSIONS)
def own_assignments() -> str:
    return "own_assignments"


@routes.get("/campaigns")
@permission(Permission.SEE_CAMPAIGNS)
def overview() -> str:
    return "overview"
