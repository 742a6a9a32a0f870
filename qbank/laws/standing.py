"""Which version of a law holds on a day, and what is to be said of the others. Pure."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from qbank.laws.models import Law, LawVersion


class Standing(StrEnum):
    """The values are the states that the badge of a source knows."""

    IN_FORCE = "in_force"
    AMENDED = "amended"
    REPEALED = "repealed"
    NOT_YET = "not_yet"


def effective(versions: Sequence[LawVersion], today: date) -> LawVersion | None:
    """The version that holds on `today`: the latest one that has come into force, else the first to come.

    A version without a day of its own came into force when it was adopted.
    """
    in_order = sorted(versions, key=lambda version: version.adopted)
    holding = [version for version in in_order if (version.in_force or version.adopted) <= today]
    return holding[-1] if holding else next(iter(in_order), None)


def version_standing(law: Law, version: LawVersion, today: date) -> Standing:
    if law.repealed is not None and law.repealed <= today:
        return Standing.REPEALED
    if (version.in_force or version.adopted) > today:
        return Standing.NOT_YET
    return Standing.IN_FORCE if version is effective(law.versions, today) else Standing.AMENDED


def law_standing(law: Law, today: date) -> Standing:
    """The state of the law as a whole; a law known by name only counts as in force until it is said to be repealed."""
    version = effective(law.versions, today)
    if version is not None:
        return version_standing(law, version, today)
    return Standing.REPEALED if law.repealed is not None and law.repealed <= today else Standing.IN_FORCE
