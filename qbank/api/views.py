"""What the exam engine sees."""

from apiflask import APIBlueprint

routes = APIBlueprint("api", __name__, url_prefix="/api/v1")
