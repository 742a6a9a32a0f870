from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from qbank.access import Actor, Forbidden, Role
from qbank.clock import FixedClock
from qbank.papers.models import Assembly, AssemblyState, PaperMode, Sitting
from qbank.papers.release import (
    NotOpen,
    OfficeKeys,
    ReleaseRefused,
    Standing,
    default_times,
    faults_of_times,
    open_papers,
    seal,
    standing,
    why_not_approve,
    withdraw,
)
from qbank.papers.vault import VaultBroken
from qbank.trail import AuditEntry
from tests.support.assembled import Assembled, add_assembled, approve_it, seal_it
from tests.support.people import Site

NOW = datetime(2026, 5, 18, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def officer(account_id: int, *roles: Role) -> Actor:
    return Actor(account_id, "某人", 1, "某单位", frozenset(roles))


# The rules -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "roles", "said"),
    [
        (3, {Role.RELEASER}, None),
        (3, {Role.RELEASER, Role.PAPER_SETTER}, None),
        (1, {Role.RELEASER}, "您组的"),
        (2, {Role.RELEASER}, "您封存的"),
        (2, {Role.RELEASER, Role.PAPER_SETTER}, "您封存的"),
        (3, {Role.PAPER_SETTER}, "发布人"),
        (3, {Role.ADMINISTRATOR}, "发布人"),
        (3, {Role.AUDITOR}, "发布人"),
    ],
)
def test_who_assembled_or_sealed_never_releases(who: int, roles: set[Role], said: str | None) -> None:
    reason = why_not_approve(officer(who, *roles), assembled_by=1, sealed_by=2)
    assert (reason is None) == (said is None)
    if said is not None:
        assert said in (reason or "")


SITTINGS = [
    Sitting(opens_at=NOW + 48 * HOUR, closes_at=NOW + 50 * HOUR),
    Sitting(opens_at=NOW + 72 * HOUR, closes_at=NOW + 74 * HOUR),
]


@pytest.mark.parametrize(
    ("release", "keys", "early", "fields"),
    [
        (47, 74, False, set()),
        (47, 50, True, set()),
        (47, 50, False, {"keys_at"}),
        (47, 46, True, {"keys_at"}),
        (-1, 74, False, {"release_at"}),
        (49, 74, False, {"release_at"}),
        (49, 50, False, {"release_at", "keys_at"}),
        (80, 79, True, {"release_at", "keys_at"}),
    ],
)
def test_the_times_fit_the_sittings(release: int, keys: int, early: bool, fields: set[str]) -> None:
    faults = faults_of_times(SITTINGS, NOW, NOW + release * HOUR, NOW + keys * HOUR, keys_early=early)
    assert set(faults) == fields


def test_keys_wait_by_default_for_the_end_of_the_last_sitting() -> None:
    assert default_times(SITTINGS, NOW) == (NOW + 47 * HOUR, NOW + 74 * HOUR)
    for sittings in ([], SITTINGS):
        release, keys = default_times(sittings, NOW)
        assert faults_of_times(sittings, NOW, release, keys, keys_early=False) == {}


# The road ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def setter(site: Site) -> Actor:
    return site.person("zujuan", Role.PAPER_SETTER)


@pytest.fixture
def releaser(site: Site) -> Actor:
    return site.person("fabu", Role.RELEASER)


def now_standing(site: Site, made: Assembled) -> Standing:
    with site.services.database.reading() as session:
        return standing(session.get_one(Assembly, made.assembly_id), site.services.clock.now())


def try_to_open(site: Site, made: Assembled) -> None:
    with site.services.database.reading() as session:
        assembly = session.get_one(Assembly, made.assembly_id)
        open_papers(OfficeKeys.of(site.services.keyring), assembly, site.services.clock.now())


@pytest.mark.parametrize("mode", list(PaperMode))
def test_approved_papers_open_at_the_set_time_by_themselves(
    site: Site, clock: FixedClock, setter: Actor, releaser: Actor, mode: PaperMode
) -> None:
    made = add_assembled(site, setter, mode)
    seen = [now_standing(site, made)]
    seal_it(site, made, setter)
    seen.append(now_standing(site, made))
    approve_it(site, made, releaser)
    seen.append(now_standing(site, made))
    with pytest.raises(NotOpen):
        try_to_open(site, made)
    clock.advance(timedelta(days=9, hours=23) - timedelta(seconds=1))
    with pytest.raises(NotOpen):
        try_to_open(site, made)
    clock.advance(timedelta(seconds=1))
    seen.append(now_standing(site, made))
    assert seen == [Standing.DRAFT, Standing.SEALED, Standing.APPROVED, Standing.OPEN]
    try_to_open(site, made)


def test_sealed_papers_that_nobody_approved_stay_closed_after_their_time(
    site: Site, clock: FixedClock, setter: Actor, releaser: Actor
) -> None:
    made = add_assembled(site, setter)
    seal_it(site, made, setter)
    clock.advance(timedelta(days=12))
    with pytest.raises(NotOpen):
        try_to_open(site, made)
    approve_it(site, made, releaser)
    try_to_open(site, made)


def test_one_person_with_both_roles_cannot_do_both_steps(site: Site, setter: Actor) -> None:
    both = site.person("liangyong", Role.PAPER_SETTER, Role.RELEASER)
    sealed_by_both = add_assembled(site, setter)
    seal_it(site, sealed_by_both, both)
    assembled_by_both = add_assembled(site, both)
    seal_it(site, assembled_by_both, setter)
    for made in (sealed_by_both, assembled_by_both):
        with pytest.raises(ReleaseRefused, match="另一位发布人"):
            approve_it(site, made, both)
        assert now_standing(site, made) is Standing.SEALED


@pytest.mark.parametrize("role", [Role.RELEASER, Role.ADMINISTRATOR, Role.AUDITOR, Role.CHIEF_EDITOR])
def test_only_a_paper_setter_seals(site: Site, setter: Actor, role: Role) -> None:
    made = add_assembled(site, setter)
    with pytest.raises(Forbidden):
        seal_it(site, made, site.person("bieren", role))


@pytest.mark.parametrize("role", [Role.PAPER_SETTER, Role.ADMINISTRATOR, Role.AUDITOR])
def test_only_a_releaser_approves(site: Site, setter: Actor, role: Role) -> None:
    made = add_assembled(site, setter)
    seal_it(site, made, setter)
    with pytest.raises(Forbidden):
        approve_it(site, made, site.person("bieren", role))


def test_a_step_cannot_be_done_twice_or_out_of_order(site: Site, setter: Actor, releaser: Actor) -> None:
    made = add_assembled(site, setter)
    with pytest.raises(ReleaseRefused):
        approve_it(site, made, releaser)
    seal_it(site, made, setter)
    with pytest.raises(ReleaseRefused):
        seal_it(site, made, setter)
    approve_it(site, made, releaser)
    with pytest.raises(ReleaseRefused):
        approve_it(site, made, releaser)


def test_withdrawn_papers_do_not_open_and_the_reason_is_in_the_trail(
    site: Site, clock: FixedClock, setter: Actor, releaser: Actor
) -> None:
    stand = site.services
    made = add_assembled(site, setter)
    seal_it(site, made, setter)
    approve_it(site, made, releaser)
    clock.advance(timedelta(days=11))
    try_to_open(site, made)
    with stand.database.transaction() as session:
        assembly = session.get_one(Assembly, made.assembly_id)
        keys = OfficeKeys.of(stand.keyring)
        with pytest.raises(ReleaseRefused, match="原因"):
            withdraw(session, stand.trail, clock.now(), releaser, keys, assembly, "  ")
        withdraw(session, stand.trail, clock.now(), releaser, keys, assembly, "第 3 题有误")
    assert now_standing(site, made) is Standing.WITHDRAWN
    with pytest.raises(NotOpen):
        try_to_open(site, made)
    with stand.database.reading() as session:
        entries = session.query(AuditEntry).filter_by(subject=f"assembly:{made.assembly}").all()
        assert [entry.action for entry in entries] == [
            "assembly.seal",
            "assembly.approve",
            "assembly.withdraw",
        ]
        assert entries[-1].details["reason"] == "第 3 题有误"
        assert stand.trail.verify(session) is None


def test_an_exam_has_one_sealed_set_and_the_database_says_so_too(site: Site, setter: Actor) -> None:
    first, second = add_assembled(site, setter), add_assembled(site, setter)
    seal_it(site, first, setter)
    database = site.services.database
    with database.transaction() as session:
        session.get_one(Assembly, second.assembly_id).exam_id = first.exam_id
        session.get_one(Assembly, second.assembly_id).number = 2
    with pytest.raises(ReleaseRefused, match="已有一套"):
        seal_it(site, second, setter)
    with pytest.raises(IntegrityError), database.transaction() as session:
        session.get_one(Assembly, second.assembly_id).state = AssemblyState.SEALED


# Behind our back: somebody edits the database -------------------------------------------------------------------------


def edit(statement: str) -> Callable[[Site, Assembled], None]:
    def run(site: Site, made: Assembled) -> None:
        site.person("disan", Role.AUDITOR)
        with site.services.database.transaction() as session:
            result = session.execute(
                text(statement), {"id": made.assembly_id, "early": "2026-05-18 01:00:00.000000"}
            )
            assert result.rowcount  # type: ignore[attr-defined] # an UPDATE has one

    return run


EDITS = {
    "an earlier release": edit("UPDATE seals SET release_at = :early WHERE assembly_id = :id"),
    "earlier keys": edit("UPDATE seals SET keys_at = release_at WHERE assembly_id = :id"),
    "another sealer": edit(
        "UPDATE seals SET sealed_by_id = (SELECT max(id) FROM accounts) WHERE assembly_id = :id"
    ),
    "another setter": edit(
        "UPDATE assemblies SET created_by_id = (SELECT max(id) FROM accounts) WHERE id = :id"
    ),
    "another manifest": edit("UPDATE assemblies SET manifest_digest = pool_digest WHERE id = :id"),
    "another paper": edit(
        "UPDATE papers SET digest = (SELECT max(digest) FROM papers) || 'x' WHERE assembly_id = :id"
    ),
    "another signature": edit("UPDATE seals SET signature = 'AAAA' WHERE assembly_id = :id"),
}


@pytest.mark.parametrize("name", list(EDITS))
def test_an_edited_row_keeps_approved_papers_closed(
    site: Site, clock: FixedClock, setter: Actor, releaser: Actor, name: str
) -> None:
    made = add_assembled(site, setter)
    seal_it(site, made, setter)
    approve_it(site, made, releaser)
    EDITS[name](site, made)
    if name != "an earlier release":
        clock.advance(timedelta(days=10))
    with pytest.raises(VaultBroken):
        try_to_open(site, made)


@pytest.mark.parametrize("name", list(EDITS))
def test_an_edited_row_cannot_be_approved_but_can_be_withdrawn(
    site: Site, setter: Actor, releaser: Actor, name: str
) -> None:
    stand = site.services
    made = add_assembled(site, setter)
    seal_it(site, made, setter)
    EDITS[name](site, made)
    with pytest.raises(ReleaseRefused, match="不符"):
        approve_it(site, made, releaser)
    with stand.database.transaction() as session:
        assembly = session.get_one(Assembly, made.assembly_id)
        withdraw(
            session,
            stand.trail,
            stand.clock.now(),
            releaser,
            OfficeKeys.of(stand.keyring),
            assembly,
            "数据被改",
        )
    assert now_standing(site, made) is Standing.WITHDRAWN


def test_a_forged_second_approval_opens_nothing(
    site: Site, clock: FixedClock, setter: Actor, releaser: Actor
) -> None:
    made = add_assembled(site, setter)
    seal_it(site, made, setter)
    with site.services.database.transaction() as session:
        session.execute(
            text("INSERT INTO releases VALUES (:id, :who, :at)"),
            {"id": made.assembly_id, "who": releaser.account_id, "at": "2026-05-18 01:00:00.000000"},
        )
        session.execute(
            text("UPDATE assemblies SET state = 'released' WHERE id = :id"), {"id": made.assembly_id}
        )
    clock.advance(timedelta(days=11))
    assert now_standing(site, made) is Standing.OPEN  # so say the rows; the key says otherwise
    with pytest.raises(VaultBroken):
        try_to_open(site, made)


def test_what_is_broken_is_not_sealed(site: Site, setter: Actor) -> None:
    made = add_assembled(site, setter)
    with site.services.database.transaction() as session:
        paper = session.get_one(Assembly, made.assembly_id).papers[1]
        paper.content_blob = paper.content_blob[:-1] + bytes([paper.content_blob[-1] ^ 1])
    with pytest.raises(ReleaseRefused, match="不符"):
        seal_it(site, made, setter)
    with site.services.database.transaction() as session:
        stand, assembly = site.services, session.get_one(Assembly, made.assembly_id)
        with pytest.raises(ReleaseRefused, match="不能早于"):
            seal(
                session, stand.trail, NOW, setter, OfficeKeys.of(stand.keyring), assembly,
                NOW + 3 * HOUR, NOW + 2 * HOUR,
            )  # fmt: skip
