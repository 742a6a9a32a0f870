"""Long work on the bank: reading the files of a bulk load, and loading them."""

from typing import Any

from sqlalchemy import select

from qbank.access import Actor
from qbank.items.loading import add_new_laws, read_load, run_load
from qbank.items.models import BankLoad
from qbank.jobs import Report, job
from qbank.services import Services

READ, LOAD, ADD_LAWS = "bank_read", "bank_load", "bank_add_laws"


@job(READ)
def read(services: Services, _actor: Actor, report: Report, *, load: str) -> dict[str, Any]:
    read_load(services, _id_of(services, load), report)
    return {"url": f"/bank/load/{load}"}


@job(LOAD)
def run(services: Services, actor: Actor, report: Report, *, load: str) -> dict[str, Any]:
    run_load(services, actor, _id_of(services, load), report)
    return {"url": f"/bank/load/{load}"}


@job(ADD_LAWS)
def add_laws(services: Services, actor: Actor, _report: Report, *, load: str) -> dict[str, Any]:
    add_new_laws(services, actor, _id_of(services, load))
    return {"url": f"/bank/load/{load}"}


def _id_of(services: Services, public_id: str) -> int:
    with services.database.reading() as session:
        return session.scalars(select(BankLoad.id).where(BankLoad.public_id == public_id)).one()
