"""Logging in and out, accounts, and the links that set a password once."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from qbank.access import Actor, Permission, Role, require
from qbank.accounts.models import Account, LoginFailure, LoginSession, OneTimeLink, Unit
from qbank.accounts.passwords import hash_password, needs_new_hash, password_matches
from qbank.accounts.queries import account_by_username, as_actor, has_accounts
from qbank.trail import Trail

LOCK_WINDOW = timedelta(minutes=15)
FAILURES_BY_NAME = 5
FAILURES_BY_ADDRESS = 30
LINK_LIFE = timedelta(days=3)


class LockedOut(Exception):
    """Too many failed log-ins for this name or from this address within `LOCK_WINDOW`."""


class WrongPassword(Exception):
    pass


class AccountRefused(ValueError):
    """What was asked for cannot be; the message is the sentence for people."""


class LinkInvalid(Exception):
    """The one-time link was used, has expired, or never was."""


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Attempt:
    """A log-in whose password was checked. `checked` is the hash that it matched, None where name or password are wrong."""

    username: str
    address: str
    account_id: int | None = None
    checked: str | None = field(default=None, repr=False)
    new_hash: str | None = field(default=None, repr=False)


def check_password(session: Session, now: datetime, username: str, password: str, address: str) -> Attempt:
    """Slow on purpose, so not to be called in a transaction that writes. Raises `LockedOut`."""
    _refuse_while_locked(session, now, username, address)
    account = account_by_username(session, username)
    known = account.password_hash if account and account.active else None
    if not password_matches(known, password) or account is None or known is None:
        return Attempt(username, address)
    new_hash = hash_password(password) if needs_new_hash(known) else None
    return Attempt(username, address, account.id, known, new_hash)


def log_in(session: Session, trail: Trail, now: datetime, attempt: Attempt) -> str | None:
    """The new session's token, or None where name or password are wrong (which is counted). Raises `LockedOut`.

    The failure is a value and not an error, because its count has to be committed.
    """
    _refuse_while_locked(session, now, attempt.username, attempt.address)
    account = session.get(Account, attempt.account_id) if attempt.account_id is not None else None
    if account is None or not account.active or account.password_hash != attempt.checked:
        username, address = attempt.username[:60], attempt.address
        session.add(LoginFailure(username=username, address=address, at=now))
        trail.record(session, now, None, "login.fail", f"username:{username}", who=address)
        return None
    if attempt.new_hash is not None:
        account.password_hash = attempt.new_hash
    token = secrets.token_urlsafe(32)
    session.add(
        LoginSession(
            token_hash=_hash(token),
            account_id=account.id,
            created_at=now,
            last_seen_at=now,
            address=attempt.address,
        )
    )
    subject = f"account:{account.public_id}"
    trail.record(session, now, as_actor(account), "login.succeed", subject, address=attempt.address)
    return token


def _refuse_while_locked(session: Session, now: datetime, username: str, address: str) -> None:
    since = now - LOCK_WINDOW
    count = select(func.count()).select_from(LoginFailure).where(LoginFailure.at > since)
    by_name = session.scalar(count.where(LoginFailure.username == username[:60])) or 0
    by_address = session.scalar(count.where(LoginFailure.address == address)) or 0
    if by_name >= FAILURES_BY_NAME or by_address >= FAILURES_BY_ADDRESS:
        raise LockedOut


def living_session(
    session: Session, token: str, now: datetime, idle: timedelta, most: timedelta
) -> LoginSession | None:
    """The log-in behind `token`, if it and its account still live."""
    found = session.scalars(select(LoginSession).where(LoginSession.token_hash == _hash(token))).one_or_none()
    if found is None or found.ended_at is not None or not found.account.active:
        return None
    if now - found.last_seen_at > idle or now - found.created_at > most:
        return None
    return found


def touch_session(session: Session, login_id: int, now: datetime) -> None:
    session.execute(update(LoginSession).where(LoginSession.id == login_id).values(last_seen_at=now))


def log_out(session: Session, trail: Trail, now: datetime, actor: Actor, token: str) -> None:
    session.execute(
        update(LoginSession)
        .where(LoginSession.token_hash == _hash(token), LoginSession.ended_at.is_(None))
        .values(ended_at=now)
    )
    public_id = session.scalar(select(Account.public_id).where(Account.id == actor.account_id))
    trail.record(session, now, actor, "login.end", f"account:{public_id}")


def end_sessions(session: Session, now: datetime, account: Account) -> None:
    """Log `account` out everywhere: after a new password, a change of roles, or the end of the account."""
    session.execute(
        update(LoginSession)
        .where(LoginSession.account_id == account.id, LoginSession.ended_at.is_(None))
        .values(ended_at=now)
    )


def add_unit(
    session: Session, trail: Trail, now: datetime, actor: Actor | None, name: str, *, is_office: bool
) -> Unit:
    if actor is not None:
        require(actor, Permission.MANAGE_ACCOUNTS)
    unit = Unit(name=name, is_office=is_office, created_at=now)
    session.add(unit)
    session.flush()
    trail.record(session, now, actor, "unit.add", f"unit:{unit.public_id}", name=name)
    return unit


def add_account(
    session: Session,
    trail: Trail,
    now: datetime,
    actor: Actor | None,
    unit: Unit,
    username: str,
    name: str,
    roles: Iterable[Role],
) -> Account:
    """A new account without a password; `make_link` gives the link that sets one. `actor` is None at set-up alone."""
    if actor is not None:
        require(actor, Permission.MANAGE_ACCOUNTS)
    account = Account(username=username, name=name, unit=unit, created_at=now)
    account.set_roles(roles)
    session.add(account)
    session.flush()
    trail.record(
        session,
        now,
        actor,
        "account.add",
        f"account:{account.public_id}",
        username=username,
        roles=sorted(account.roles),
    )
    return account


def add_first_administrator(
    session: Session, trail: Trail, now: datetime, office: str, username: str, name: str
) -> Account:
    """The office and its first administrator. Raises `LinkInvalid` where the site has accounts already."""
    if has_accounts(session):
        raise LinkInvalid
    unit = add_unit(session, trail, now, None, office, is_office=True)
    return add_account(session, trail, now, None, unit, username, name, [Role.ADMINISTRATOR])


def change_account(
    session: Session, trail: Trail, now: datetime, actor: Actor, account: Account, name: str, unit: Unit
) -> None:
    """Correct a person's name, or move the person to another unit; holds from the person's next page on."""
    require(actor, Permission.MANAGE_ACCOUNTS)
    if (account.name, account.unit_id) == (name, unit.id):
        return
    account.name, account.unit = name, unit
    trail.record(
        session, now, actor, "account.change", f"account:{account.public_id}", name=name, unit=unit.name
    )


def set_roles(
    session: Session, trail: Trail, now: datetime, actor: Actor, account: Account, roles: Iterable[Role]
) -> None:
    """Raises `AccountRefused` where an administrator would lock itself out."""
    require(actor, Permission.MANAGE_ACCOUNTS)
    roles = list(roles)
    if account.id == actor.account_id and Role.ADMINISTRATOR not in roles:
        raise AccountRefused("不能取消自己的管理员角色。请由另一位管理员来做。")
    account.set_roles(roles)
    end_sessions(session, now, account)
    trail.record(
        session, now, actor, "account.set_roles", f"account:{account.public_id}", roles=sorted(account.roles)
    )


def set_active(
    session: Session, trail: Trail, now: datetime, actor: Actor, account: Account, active: bool
) -> None:
    """Raises `AccountRefused` for one's own account."""
    require(actor, Permission.MANAGE_ACCOUNTS)
    if account.id == actor.account_id:
        raise AccountRefused("不能停用自己的账号。")
    account.active = active
    if not active:
        end_sessions(session, now, account)
    trail.record(session, now, actor, "account.set_active", f"account:{account.public_id}", active=active)


def make_link(session: Session, now: datetime, account: Account | None) -> str:
    """The token of a new one-time link: for `account`, or for the first administrator of an empty site."""
    token = secrets.token_urlsafe(32)
    session.add(
        OneTimeLink(
            token_hash=_hash(token),
            account_id=account.id if account else None,
            created_at=now,
            expires_at=now + LINK_LIFE,
        )
    )
    return token


def renew_link(session: Session, trail: Trail, now: datetime, actor: Actor, account: Account) -> str:
    """The token of a link by which `account` sets a new password."""
    require(actor, Permission.MANAGE_ACCOUNTS)
    trail.record(session, now, actor, "account.make_link", f"account:{account.public_id}")
    return make_link(session, now, account)


def find_link(session: Session, now: datetime, token: str) -> OneTimeLink:
    """Raises `LinkInvalid`."""
    link = session.scalars(select(OneTimeLink).where(OneTimeLink.token_hash == _hash(token))).one_or_none()
    if link is None or link.used_at is not None or link.expires_at < now:
        raise LinkInvalid
    return link


def use_link(
    session: Session, trail: Trail, now: datetime, link: OneTimeLink, account: Account, password_hash: str
) -> None:
    link.used_at = now
    set_password(session, trail, now, account, password_hash)


def set_password(session: Session, trail: Trail, now: datetime, account: Account, password_hash: str) -> None:
    account.password_hash = password_hash
    end_sessions(session, now, account)
    trail.record(session, now, as_actor(account), "account.set_password", f"account:{account.public_id}")


def change_password(
    session: Session, trail: Trail, now: datetime, account: Account, old: str, new_hash: str
) -> None:
    """Raises `WrongPassword` where `old` is not the present one."""
    if not password_matches(account.password_hash, old):
        raise WrongPassword
    set_password(session, trail, now, account, new_hash)


def set_theme(session: Session, account: Account, theme: str | None) -> None:
    account.theme = theme
