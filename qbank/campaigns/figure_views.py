"""Images of questions and drafts, each to those who may see a question or a draft that holds it."""

from flask import Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from qbank.access import Actor, NotFound, Permission, permission, visible
from qbank.campaigns.models import Draft, DraftFigure
from qbank.campaigns.views import routes
from qbank.identity import actor
from qbank.items.figures import read_image
from qbank.items.models import Item, ItemFigure
from qbank.services import services


@routes.get("/figures/<digest>")
@permission(Permission.OWN_ACCOUNT)
def figure(digest: str) -> Response:
    """Papers are looked at by people who see the whole bank: what stands on one is an image of a question."""
    with services().database.reading() as session:
        if not _is_shown(session, actor(), digest):
            raise NotFound
    found = read_image(services().files, digest)
    if found is None:
        raise NotFound
    data, media_type = found
    return Response(data, mimetype=media_type)


def _is_shown(session: Session, person: Actor, digest: str) -> bool:
    """Whether `person` may see a question, in any of its versions, or a draft with this image."""
    items = select(ItemFigure.item_id).where(ItemFigure.digest == digest)
    drafts = select(DraftFigure.draft_id).where(DraftFigure.digest == digest)
    asked = (visible(person, Item, Item.id.in_(items)), visible(person, Draft, Draft.id.in_(drafts)))
    return any(session.scalars(query.limit(1)).first() is not None for query in asked)
