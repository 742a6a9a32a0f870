"""Adding blueprints and writing new versions of them."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from qbank.access import Actor, Permission, require
from qbank.blueprints.models import Blueprint, BlueprintVersion
from qbank.trail import Trail


class NameTaken(ValueError):
    """Another blueprint has this name; the message is the sentence for people."""


def add_blueprint(
    session: Session, trail: Trail, now: datetime, actor: Actor, document: dict[str, Any]
) -> Blueprint:
    """A new blueprint whose first version says `document` (canonical). Raises `NameTaken`."""
    require(actor, Permission.SET_PAPERS)
    _refuse_taken(session, document["name"], None)
    blueprint = Blueprint(name=document["name"], created_at=now)
    blueprint.versions = [_version(1, document, actor, now)]
    session.add(blueprint)
    session.flush()
    trail.record(
        session, now, actor, "blueprint.add", f"blueprint:{blueprint.public_id}", name=blueprint.name
    )
    return blueprint


def save_blueprint(
    session: Session,
    trail: Trail,
    now: datetime,
    actor: Actor,
    blueprint: Blueprint,
    expected_version: int,
    document: dict[str, Any],
) -> BlueprintVersion:
    """A new version; the old ones stay. Raises `StaleEdit` and `NameTaken`."""
    require(actor, Permission.SET_PAPERS)
    blueprint.expect_version(expected_version)
    _refuse_taken(session, document["name"], blueprint)
    blueprint.name = document["name"]
    blueprint.current_number += 1
    version = _version(blueprint.current_number, document, actor, now)
    blueprint.versions.append(version)
    session.flush()
    trail.record(
        session, now, actor, "blueprint.save", f"blueprint:{blueprint.public_id}", version=version.number
    )
    return version


def _version(number: int, document: dict[str, Any], actor: Actor, now: datetime) -> BlueprintVersion:
    return BlueprintVersion(number=number, content=document, author_id=actor.account_id, created_at=now)


def _refuse_taken(session: Session, name: str, own: Blueprint | None) -> None:
    other = session.scalars(select(Blueprint).where(Blueprint.name == name)).one_or_none()
    if other is not None and other is not own:
        raise NameTaken(f"已经有一张叫“{name}”的细目表，请换一个名称。")
