"""Sealing, releasing by a second person, opening at the set time, and withdrawing.

Nothing runs when papers open: whether they are open is computed from the rows and the clock (`standing`). The wrapped key of the
assembly carries the terms of each step (`release_terms.py`), so that papers open neither earlier, nor without the second officer, nor
in another's name than was agreed on, also where somebody edits the database.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from qbank.access import Actor, Permission, require
from qbank.papers.models import Assembly, AssemblyState, Exam, Release, Seal, Sitting, Withdrawal
from qbank.papers.release_terms import check_contents, check_statement, statement, terms_of
from qbank.papers.signing import OfficeKeys as OfficeKeys
from qbank.papers.signing import sign
from qbank.papers.vault import DRAFT, Vault, VaultBroken, open_vault, wrap_again
from qbank.trail import Trail


class ReleaseRefused(ValueError):
    """What was asked for may not be done; the message is the sentence for people."""


class NotOpen(Exception):
    """The papers are not open (yet, or any more)."""


class Standing(StrEnum):
    """Where an assembly stands at a moment."""

    DRAFT = "draft"
    DISCARDED = "discarded"
    SEALED = "sealed"
    APPROVED = "approved"
    OPEN = "open"
    WITHDRAWN = "withdrawn"

    @property
    def badge(self) -> str:
        """The state of `state_badge("paper", …)`."""
        return {"approved": "sealed", "open": "released", "discarded": "withdrawn"}.get(
            self.value, self.value
        )


# Rules: no database, no clock of their own ---------------------------------------------------------------------------


def opens_at(seal: Seal, release: Release) -> datetime:
    """The set time, or the second approval where that came later."""
    return max(seal.release_at, release.approved_at)


def standing(assembly: Assembly, now: datetime) -> Standing:
    if assembly.state in {AssemblyState.DRAFT, AssemblyState.DISCARDED}:
        return Standing(assembly.state)
    if assembly.withdrawal is not None or assembly.state == AssemblyState.WITHDRAWN:
        return Standing.WITHDRAWN
    if assembly.seal is None or assembly.release is None:
        return Standing.SEALED
    return Standing.OPEN if now >= opens_at(assembly.seal, assembly.release) else Standing.APPROVED


def was_open(assembly: Assembly, now: datetime) -> bool:
    """Whether an engine could ever take these papers: they are open, or were before they were withdrawn."""
    if assembly.seal is None or assembly.release is None:
        return False
    end = assembly.withdrawal.withdrawn_at if assembly.withdrawal else now
    return opens_at(assembly.seal, assembly.release) <= end


def default_times(sittings: Sequence[Sitting], now: datetime) -> tuple[datetime, datetime]:
    """Papers an hour before the first sitting, keys at the end of the last one; a day and two from now without sittings."""
    if not sittings:
        return now + timedelta(days=1), now + timedelta(days=2)
    first = min(each.opens_at for each in sittings)
    return max(first - timedelta(hours=1), now), max(each.closes_at for each in sittings)


def faults_of_times(
    sittings: Sequence[Sitting], now: datetime, release_at: datetime, keys_at: datetime, *, keys_early: bool
) -> dict[str, str]:
    """A sentence for each of `release_at` and `keys_at` that cannot stand; empty where both can."""
    faults = {}
    if release_at < now:
        faults["release_at"] = "启封时间已经过了。请填一个以后的时间。"
    elif sittings and release_at > min(each.opens_at for each in sittings):
        faults["release_at"] = "启封时间晚于第一场开考，考试平台那时还取不到试卷。请提早。"
    if keys_at < release_at:
        faults["keys_at"] = "答案不能早于试卷开放。请填启封以后的时间。"
    elif sittings and keys_at < max(each.closes_at for each in sittings) and not keys_early:
        faults["keys_at"] = "答案早于最后一场结束。请改到最后一场以后；确要提前，请勾选“提前开放答案”。"
    return faults


def why_not_approve(actor: Actor, assembled_by: int, sealed_by: int) -> str | None:
    """The two-person rule: who releases has neither assembled nor sealed."""
    if not actor.may(Permission.RELEASE_PAPERS):
        return "批准发布要由发布人来做。"
    if actor.account_id == sealed_by:
        return "这套试卷是您封存的，要由另一位发布人批准。"
    if actor.account_id == assembled_by:
        return "这套试卷是您组的，要由另一位发布人批准。"
    return None


# Operations ----------------------------------------------------------------------------------------------------------


def seal(
    session: Session,
    trail: Trail,
    now: datetime,
    actor: Actor,
    keys: OfficeKeys,
    assembly: Assembly,
    release_at: datetime,
    keys_at: datetime,
    *,
    keys_early: bool = False,
) -> None:
    """From here on nobody can look. What is in the vault is read once more first, so that nothing broken is sealed.

    Raises `ReleaseRefused`.
    """
    require(actor, Permission.SET_PAPERS)
    if assembly.state != AssemblyState.DRAFT:
        raise ReleaseRefused("只有草稿可以封存，这套试卷已经不是草稿。")
    if sealed_set(session, assembly.exam) is not None:
        raise ReleaseRefused("这场考试已有一套封存的试卷。要换成这一套，先撤回那一套。")
    faults = faults_of_times(assembly.exam.sittings, now, release_at, keys_at, keys_early=keys_early)
    if faults:
        raise ReleaseRefused("".join(faults.values()))
    try:
        check_contents(open_vault(keys.master, assembly.wrapped_key, DRAFT), assembly)
    except VaultBroken as error:
        raise ReleaseRefused("存下的试卷与组卷时不符，不能封存。请作废后重新组卷，并告诉管理员。") from error
    assembly.seal = Seal(
        sealed_by_id=actor.account_id, sealed_at=now, release_at=release_at, keys_at=keys_at, signature=""
    )
    assembly.seal.signature = sign(keys.signing, statement(assembly))
    assembly.state = AssemblyState.SEALED
    assembly.wrapped_key = wrap_again(keys.master, assembly.wrapped_key, DRAFT, terms_of(assembly))
    session.flush()
    trail.record(
        session,
        now,
        actor,
        "assembly.seal",
        _subject(assembly),
        release_at=release_at.isoformat(),
        keys_at=keys_at.isoformat(),
        manifest=assembly.manifest_digest,
    )


def approve(
    session: Session, trail: Trail, now: datetime, actor: Actor, keys: OfficeKeys, assembly: Assembly
) -> None:
    """The second officer's approval, ahead of the time or after it. Raises `ReleaseRefused`."""
    require(actor, Permission.RELEASE_PAPERS)
    if standing(assembly, now) is not Standing.SEALED or assembly.seal is None:
        raise ReleaseRefused("只有封存的、还没有批准的试卷可以批准发布。")
    reason = why_not_approve(actor, assembly.created_by_id, assembly.seal.sealed_by_id)
    if reason is not None:
        raise ReleaseRefused(reason)
    sealed_terms = terms_of(assembly)
    try:
        check_statement(keys, assembly)
        check_contents(open_vault(keys.master, assembly.wrapped_key, sealed_terms), assembly)
    except VaultBroken as error:
        raise ReleaseRefused(
            "封存的内容与封存时不符，不能发布。请撤回，并告诉管理员核对留痕和备份。"
        ) from error
    assembly.release = Release(approved_by_id=actor.account_id, approved_at=now)
    assembly.state = AssemblyState.RELEASED
    assembly.wrapped_key = wrap_again(keys.master, assembly.wrapped_key, sealed_terms, terms_of(assembly))
    session.flush()
    trail.record(session, now, actor, "assembly.approve", _subject(assembly))


def withdraw(
    session: Session,
    trail: Trail,
    now: datetime,
    actor: Actor,
    keys: OfficeKeys,
    assembly: Assembly,
    reason: str,
) -> None:
    """Take sealed or released papers back: nothing of them is handed out any more. Raises `ReleaseRefused`."""
    if not (actor.may(Permission.RELEASE_PAPERS) or actor.may(Permission.SET_PAPERS)):
        require(actor, Permission.RELEASE_PAPERS)
    if assembly.state not in {AssemblyState.SEALED, AssemblyState.RELEASED}:
        raise ReleaseRefused("只有封存的或已发布的试卷可以撤回。")
    if not reason.strip():
        raise ReleaseRefused("写上撤回的原因，它会进留痕。")
    before, opened = terms_of(assembly), standing(assembly, now) is Standing.OPEN
    assembly.withdrawal = Withdrawal(
        withdrawn_by_id=actor.account_id, withdrawn_at=now, reason=reason.strip()[:200]
    )
    assembly.state = AssemblyState.WITHDRAWN
    broken = False
    try:
        assembly.wrapped_key = wrap_again(keys.master, assembly.wrapped_key, before, terms_of(assembly))
    except VaultBroken:
        broken = True  # what does not open cannot leak; taking it back must still be possible
    session.flush()
    trail.record(
        session,
        now,
        actor,
        "assembly.withdraw",
        _subject(assembly),
        reason=reason.strip()[:200],
        was_open=opened,
        broken=broken,
    )


def open_papers(keys: OfficeKeys, assembly: Assembly, now: datetime) -> Vault:
    """The vault of papers that are open. Raises `NotOpen`, and `VaultBroken` where rows were changed behind our back."""
    if standing(assembly, now) is not Standing.OPEN:
        raise NotOpen
    check_statement(keys, assembly)
    return open_vault(keys.master, assembly.wrapped_key, terms_of(assembly))


def open_former_papers(keys: OfficeKeys, assembly: Assembly, now: datetime) -> Vault:
    """The vault of papers that candidates were given, taken back since or not: to know what these have seen, never to hand out.

    Raises as `open_papers` does.
    """
    if not was_open(assembly, now):
        raise NotOpen
    check_statement(keys, assembly)
    return open_vault(keys.master, assembly.wrapped_key, terms_of(assembly))


def keys_are_open(assembly: Assembly, now: datetime) -> bool:
    return (
        standing(assembly, now) is Standing.OPEN
        and assembly.seal is not None
        and now >= assembly.seal.keys_at
    )


def sealed_set(session: Session, exam: Exam) -> Assembly | None:
    """The one assembly of the exam that is sealed or released and not withdrawn."""
    return session.scalars(
        select(Assembly).where(
            Assembly.exam_id == exam.id,
            Assembly.state.in_([AssemblyState.SEALED, AssemblyState.RELEASED]),
        )
    ).one_or_none()


def _subject(assembly: Assembly) -> str:
    return f"assembly:{assembly.public_id}"
