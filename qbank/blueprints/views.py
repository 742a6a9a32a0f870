"""Pages of blueprints."""

from flask import Blueprint

from qbank.access import Permission, permission

routes = Blueprint("blueprints", __name__)


@routes.get("/blueprints")
@permission(Permission.SET_PAPERS)
def overview() -> str:
    return "overview"
