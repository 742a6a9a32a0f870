"""Pages of laws."""

from flask import Blueprint

from qbank.access import Permission, permission

routes = Blueprint("laws", __name__)


@routes.get("/laws")
@permission(Permission.SEE_LAWS)
def overview() -> str:
    return "overview"
