"""Pages of review."""

from flask import Blueprint

from qbank.access import Permission, permission

routes = Blueprint("review", __name__)


@routes.get("/review")
@permission(Permission.REVIEW_ITEMS)
def queue() -> str:
    return "queue"
