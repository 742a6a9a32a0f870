"""Pages of engines."""

from flask import Blueprint

from qbank.access import Permission, permission

routes = Blueprint("engines", __name__)


@routes.get("/engines")
@permission(Permission.MANAGE_ENGINES)
def overview() -> str:
    return "engines"
