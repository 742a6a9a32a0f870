"""The only gate: who someone is, what their roles permit, and which rows they may reach. Deny by default.

A route declares what it needs with `@permission(...)`, `@public` or, in the API, `@token_scope(...)`; a route that declares
nothing stops the start-up (`refuse_undeclared_routes`). Rows that a person named are reached through `fetch` alone, which
answers `NotFound` for rows that do not exist and for rows that are somebody else's, without telling which.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from flask import Flask
from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from qbank.db import Base, Public


class Role(StrEnum):
    SUBMITTER = "submitter"
    EDITOR = "editor"
    CHIEF_EDITOR = "chief_editor"
    PAPER_SETTER = "paper_setter"
    RELEASER = "releaser"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class Permission(StrEnum):
    OWN_ACCOUNT = "own_account"
    OWN_SUBMISSIONS = "own_submissions"
    SEE_CAMPAIGNS = "see_campaigns"
    MANAGE_CAMPAIGNS = "manage_campaigns"
    SEE_ITEMS = "see_items"
    REVIEW_ITEMS = "review_items"
    MANAGE_BANK = "manage_bank"
    SEE_LAWS = "see_laws"
    MANAGE_LAWS = "manage_laws"
    SEE_EXAMS = "see_exams"
    SET_PAPERS = "set_papers"
    RELEASE_PAPERS = "release_papers"
    SEE_TRAIL = "see_trail"
    MANAGE_ACCOUNTS = "manage_accounts"
    MANAGE_ENGINES = "manage_engines"


EVERYBODY = frozenset({Permission.OWN_ACCOUNT})
ROLE_PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    Role.SUBMITTER: frozenset({Permission.OWN_SUBMISSIONS}),
    Role.EDITOR: frozenset(
        {Permission.SEE_CAMPAIGNS, Permission.SEE_ITEMS, Permission.REVIEW_ITEMS, Permission.SEE_LAWS}
    ),
    Role.CHIEF_EDITOR: frozenset(
        {
            Permission.SEE_CAMPAIGNS,
            Permission.SEE_ITEMS,
            Permission.REVIEW_ITEMS,
            Permission.MANAGE_BANK,
            Permission.SEE_LAWS,
            Permission.MANAGE_LAWS,
        }
    ),
    Role.PAPER_SETTER: frozenset(
        {Permission.SEE_ITEMS, Permission.SEE_LAWS, Permission.SEE_EXAMS, Permission.SET_PAPERS}
    ),
    Role.RELEASER: frozenset({Permission.SEE_EXAMS, Permission.RELEASE_PAPERS}),
    Role.AUDITOR: frozenset({Permission.SEE_TRAIL}),
    Role.ADMINISTRATOR: frozenset(
        {
            Permission.SEE_CAMPAIGNS,
            Permission.MANAGE_CAMPAIGNS,
            Permission.MANAGE_ACCOUNTS,
            Permission.MANAGE_ENGINES,
        }
    ),
}


@dataclass(frozen=True, slots=True)
class Actor:
    """The person on whose behalf something is done; read anew from a living account at each request."""

    account_id: int
    name: str
    unit_id: int
    unit_name: str
    roles: frozenset[Role]
    theme: str | None = None
    permissions: frozenset[Permission] = field(init=False)

    def __post_init__(self) -> None:
        granted = EVERYBODY.union(*(ROLE_PERMISSIONS[role] for role in self.roles))
        object.__setattr__(self, "permissions", granted)

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions


class NotFound(Exception):
    """There is no such row for this person."""


class Forbidden(Exception):
    """The person may not do this; the message is a sentence for the screen."""


def require(actor: Actor, *any_of: Permission) -> None:
    """Raises `Forbidden` where `actor` holds none of these."""
    if not actor.permissions & set(any_of):
        raise Forbidden("您的角色不能这样做。需要时请联系本单位的系统管理员。")


class PublicRow(Public, Base):
    """A model with a public id; the base that `fetch` reads from."""

    __abstract__ = True


Row = TypeVar("Row", bound=PublicRow)


def visible(actor: Actor, model: type[Row], *conditions: ColumnElement[bool]) -> Select[Row]:
    """A query over the rows of `model` that `actor` may see."""
    return select(model).where(model.visible_to(actor), *conditions)


def fetch(session: Session, actor: Actor, model: type[Row], public_id: str, *, lock: bool = False) -> Row:
    """The row with that public id, if `actor` may see it. Raises `NotFound`."""
    query = visible(actor, model, model.public_id == public_id)
    row: Row | None = session.scalars(query.with_for_update() if lock else query).one_or_none()
    if row is None:
        raise NotFound
    return row


# What routes declare ------------------------------------------------------------------------------------------------

ATTRIBUTE = "qbank_access"
View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Declared:
    """What a route asks for: nothing (`public`), one of some permissions, or a scope of an API token."""

    public: bool = False
    permissions: frozenset[Permission] = frozenset()
    scope: str | None = None


def permission(*any_of: Permission) -> Callable[[View], View]:
    """The route is for people who hold at least one of these permissions."""
    return _declare(Declared(permissions=frozenset(any_of)))


def public(view: View) -> View:
    """The route is for everybody, logged in or not."""
    return _declare(Declared(public=True))(view)


def token_scope(scope: str) -> Callable[[View], View]:
    """The route is for engine clients whose token has this scope."""
    return _declare(Declared(scope=scope))


def _declare(declared: Declared) -> Callable[[View], View]:
    def mark(view: View) -> View:
        setattr(view, ATTRIBUTE, declared)
        return view

    return mark


def declared_access(app: Flask, endpoint: str) -> Declared | None:
    found: Declared | None = getattr(app.view_functions[endpoint], ATTRIBUTE, None)
    return found


class UndeclaredRoutes(RuntimeError):
    """Routes without a declared permission; the service does not start."""


def refuse_undeclared_routes(app: Flask, exempt: Iterable[str] = ("static",)) -> None:
    missing = sorted(
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.endpoint not in set(exempt) and declared_access(app, rule.endpoint) is None
    )
    if missing:
        raise UndeclaredRoutes(f"routes without a declared permission: {', '.join(missing)}")
