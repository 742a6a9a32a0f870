"""Pages of papers."""

from flask import Blueprint

from qbank.access import Permission, permission

routes = Blueprint("papers", __name__)


@routes.get("/exams")
@permission(Permission.SEE_EXAMS)
def overview() -> str:
    return "overview"
