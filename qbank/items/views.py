"""Pages of items."""

from flask import Blueprint

from qbank.access import Permission, permission

routes = Blueprint("items", __name__)


@routes.get("/bank")
@permission(Permission.SEE_ITEMS)
def bank() -> str:
    return "bank"
