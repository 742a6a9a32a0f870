"""Engine clients, their tokens, and what they pull."""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from qbank.access import Actor, Permission, require
from qbank.engines.models import ApiToken, EngineClient, Pull, TokenGrant
from qbank.papers.models import Assembly
from qbank.trail import Trail

SCOPES = ("papers", "keys")
MOST_ALIVE = 2
TOUCH_EVERY = timedelta(minutes=1)


class EngineRefused(ValueError):
    """What was asked for may not be done; the message is the sentence for people."""


@dataclass(frozen=True, slots=True)
class Grant:
    """A scope for one exam, or for all exams where `exam_id` is None."""

    scope: str
    exam_id: int | None


@dataclass(frozen=True, slots=True)
class Caller:
    """The engine behind a request."""

    token_id: int
    token_public_id: str
    name: str
    grants: frozenset[Grant]

    def has(self, scope: str) -> bool:
        return any(grant.scope == scope for grant in self.grants)

    def reaches(self, exam_id: int, scope: str | None = None) -> bool:
        """Whether some grant (of `scope`, where it is named) covers the exam."""
        return any(grant.exam_id in {None, exam_id} and scope in {None, grant.scope} for grant in self.grants)


def add_client(session: Session, trail: Trail, now: datetime, actor: Actor, name: str) -> EngineClient:
    """Raises `EngineRefused` where the name is taken."""
    require(actor, Permission.MANAGE_ENGINES)
    if session.scalars(select(EngineClient).where(EngineClient.name == name)).one_or_none():
        raise EngineRefused("已有同名的考试平台。换一个名称，或在列表里打开它。")
    client = EngineClient(name=name, created_at=now)
    session.add(client)
    session.flush()
    trail.record(session, now, actor, "engine.add", f"engine:{client.public_id}", name=name)
    return client


def set_active(
    session: Session, trail: Trail, now: datetime, actor: Actor, client: EngineClient, active: bool
) -> None:
    require(actor, Permission.MANAGE_ENGINES)
    client.active = active
    trail.record(session, now, actor, "engine.set_active", f"engine:{client.public_id}", active=active)


def issue_token(
    session: Session,
    trail: Trail,
    now: datetime,
    actor: Actor,
    client: EngineClient,
    grants: Sequence[Grant],
    expires_at: datetime,
) -> str:
    """The bearer token, to be shown this once; only its SHA-256 is kept. Raises `EngineRefused`."""
    require(actor, Permission.MANAGE_ENGINES)
    if not grants or any(grant.scope not in SCOPES for grant in grants):
        raise EngineRefused("勾选令牌可以取什么。")
    if expires_at <= now:
        raise EngineRefused("有效期已经过了。请填一个以后的日期。")
    if len(living_tokens(client, now)) >= MOST_ALIVE:
        raise EngineRefused("这个平台已有两个有效的令牌。先停用一个，再发新的。")
    secret = secrets.token_urlsafe(32)
    token = ApiToken(secret_hash=_hash(secret), created_at=now, expires_at=expires_at)
    token.grants = [TokenGrant(scope=grant.scope, exam_id=grant.exam_id) for grant in grants]
    client.tokens.append(token)
    session.flush()
    trail.record(
        session,
        now,
        actor,
        "token.issue",
        f"engine:{client.public_id}",
        token=token.public_id,
        grants=[[grant.scope, grant.exam_id] for grant in grants],
        expires_at=expires_at.isoformat(),
    )
    return f"{token.public_id}.{secret}"


def revoke_token(session: Session, trail: Trail, now: datetime, actor: Actor, token: ApiToken) -> None:
    require(actor, Permission.MANAGE_ENGINES)
    if token.revoked_at is None:
        token.revoked_at = now
        trail.record(
            session, now, actor, "token.revoke", f"engine:{token.client.public_id}", token=token.public_id
        )


def living_tokens(client: EngineClient, now: datetime) -> list[ApiToken]:
    return [token for token in client.tokens if token.revoked_at is None and token.expires_at > now]


def authenticate(session: Session, now: datetime, bearer: str) -> Caller | None:
    """Who presents this token; None where it is unknown, expired or revoked, or its client is switched off."""
    public_id, _, secret = bearer.partition(".")
    token = session.scalars(select(ApiToken).where(ApiToken.public_id == public_id)).one_or_none()
    known = token.secret_hash if token else _hash("")
    if not hmac.compare_digest(known, _hash(secret)) or token is None:
        return None
    if token.revoked_at is not None or token.expires_at <= now or not token.client.active:
        return None
    grants = frozenset(Grant(grant.scope, grant.exam_id) for grant in token.grants)
    return Caller(token.id, token.public_id, token.client.name, grants)


def record_pull(
    session: Session,
    trail: Trail,
    now: datetime,
    caller: Caller,
    assembly: Assembly,
    resource: str,
    address: str,
    repeats: int | None = None,
) -> None:
    """Written before anything is handed out: no content leaves unlogged. `repeats` as in `Pull`."""
    session.add(
        Pull(
            token_id=caller.token_id,
            exam_id=assembly.exam_id,
            resource=resource[:200],
            at=now,
            address=address,
            repeats=repeats,
        )
    )
    session.execute(
        update(ApiToken)
        .where(
            ApiToken.id == caller.token_id,
            ApiToken.last_used_at.is_(None) | (ApiToken.last_used_at < now - TOUCH_EVERY),
        )
        .values(last_used_at=now)
    )
    trail.record(
        session,
        now,
        None,
        "paper.pull",
        f"assembly:{assembly.public_id}",
        who=caller.name,
        token=caller.token_public_id,
        resource=resource[:200],
        address=address,
        **({} if repeats is None else {"repeats": repeats}),
    )


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
