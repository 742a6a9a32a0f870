"""Reading units and accounts."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from qbank.access import Actor
from qbank.accounts.models import Account, Unit


def as_actor(account: Account) -> Actor:
    return Actor(
        account_id=account.id,
        name=account.name,
        unit_id=account.unit_id,
        unit_name=account.unit.name,
        roles=account.roles,
        theme=account.theme,
    )


def actor_of(session: Session, account_id: int) -> Actor:
    """The actor for a living account. Raises `LookupError` where there is none."""
    account = session.get(Account, account_id)
    if account is None or not account.active:
        raise LookupError(f"no living account {account_id}")
    return as_actor(account)


def account_by_username(session: Session, username: str) -> Account | None:
    return session.scalars(select(Account).where(Account.username == username)).one_or_none()


def unit_by_name(session: Session, name: str) -> Unit | None:
    return session.scalars(select(Unit).where(Unit.name == name)).one_or_none()


def office_name(session: Session) -> str:
    """The name of the office's own unit; empty before the site is set up."""
    office = select(Unit.name).where(Unit.is_office).order_by(Unit.id).limit(1)
    return session.scalar(office) or ""


def has_accounts(session: Session) -> bool:
    return bool(session.scalar(select(func.count()).select_from(Account)))
