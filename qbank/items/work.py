"""Long work on the bank: reading the files of a bulk load, loading them, and exporting questions."""

from typing import Any

from sqlalchemy import select

from qbank.access import Actor
from qbank.items.exporting import run_export
from qbank.items.loading import add_new_laws, read_load, run_load
from qbank.items.models import BankExport, BankLoad
from qbank.jobs import Report, job
from qbank.services import Services

READ, LOAD, ADD_LAWS, EXPORT = "bank_read", "bank_load", "bank_add_laws", "bank_export"


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


@job(EXPORT)
def export(services: Services, actor: Actor, report: Report, *, export: str) -> dict[str, Any]:
    with services.database.reading() as session:
        found = session.scalars(select(BankExport.id).where(BankExport.public_id == export)).one()
    run_export(services, actor, found, report)
    return {"url": f"/bank/exports/{export}"}


def _id_of(services: Services, public_id: str) -> int:
    with services.database.reading() as session:
        return session.scalars(select(BankLoad.id).where(BankLoad.public_id == public_id)).one()
