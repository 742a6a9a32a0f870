"""An office with people in it, and a way to look at the site as one of them."""

from dataclasses import dataclass, field

from flask import Flask
from flask.testing import FlaskClient

from qbank.access import Actor, Role
from qbank.accounts import operations
from qbank.accounts.models import Account, Unit
from qbank.accounts.passwords import hash_password
from qbank.accounts.queries import as_actor, unit_by_name
from qbank.services import Services

PASSWORD = "苹果-river-7421-树"
_HASH = hash_password(PASSWORD)


@dataclass
class Site:
    """One site under test. People are made when they are first asked for."""

    app: Flask
    services: Services
    office: str = "云州市依法治市办公室"
    _made: dict[str, Actor] = field(default_factory=dict)

    def unit(self, name: str) -> int:
        """The id of a unit, made if need be; the office is `self.office`."""
        with self.services.database.transaction() as session:
            found = unit_by_name(session, name) or operations.add_unit(
                session,
                self.services.trail,
                self.services.clock.now(),
                None,
                name,
                is_office=name == self.office,
            )
            return found.id

    def person(self, username: str, *roles: Role, unit: str | None = None) -> Actor:
        """A person of `unit` (the office where none is named) with `roles` and the password `PASSWORD`."""
        if username not in self._made:
            unit_id = self.unit(unit or self.office)
            with self.services.database.transaction() as session:
                account = operations.add_account(
                    session,
                    self.services.trail,
                    self.services.clock.now(),
                    None,
                    session.get_one(Unit, unit_id),
                    username,
                    f"{username}先生",
                    roles,
                )
                account.password_hash = _HASH
                session.flush()
                self._made[username] = as_actor(session.get_one(Account, account.id))
        return self._made[username]

    def as_person(self, username: str, *roles: Role, unit: str | None = None) -> FlaskClient:
        """A browser-less client that has logged in as that person."""
        self.person(username, *roles, unit=unit)
        client = self.app.test_client()
        answer = client.post("/log-in", data={"username": username, "password": PASSWORD})
        assert answer.status_code == 302, answer.text
        return client
