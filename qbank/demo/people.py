"""The demonstration's people: the office and its officers, and one clerk in each department."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from qbank.access import Actor, Role
from qbank.accounts import operations
from qbank.accounts.models import Account, Unit
from qbank.accounts.passwords import hash_password, make_password
from qbank.accounts.queries import as_actor
from qbank.demo.files import DEPARTMENTS
from qbank.services import Services

OFFICE = "云州市依法治市办公室"


@dataclass(frozen=True, slots=True)
class Person:
    username: str
    name: str
    unit: str
    roles: tuple[Role, ...]
    task: str


OFFICERS = (
    Person("shenning", "沈宁", OFFICE, (Role.ADMINISTRATOR,), "管理员：单位、账号、征题、考试平台"),
    Person("zhoumin", "周敏", OFFICE, (Role.EDITOR,), "审题人：审题、改题、归类"),
    Person("lichuan", "李川", OFFICE, (Role.CHIEF_EDITOR,), "主审：法规、题库、审题分工"),
    Person("xujia", "徐佳", OFFICE, (Role.PAPER_SETTER,), "组卷人：细目表、组卷、封存"),
    Person("fanghua", "方华", OFFICE, (Role.RELEASER,), "发布人：批准发布"),
    Person("qinlan", "秦岚", OFFICE, (Role.AUDITOR,), "监督员：核验留痕"),
)
CLERKS = tuple(
    Person(each.username, each.clerk, each.questions.unit, (Role.SUBMITTER,), "报送员")
    for each in DEPARTMENTS
)


@dataclass(frozen=True, slots=True)
class Login:
    """A name and the password made for it at the first run."""

    person: Person
    password: str


def add_people(services: Services) -> tuple[dict[str, Actor], list[Login]]:
    """Units and accounts with new passwords: the actors by user name, and the log-ins to be named to the user."""
    actors: dict[str, Actor] = {}
    logins: list[Login] = []
    with services.database.transaction() as session:
        units: dict[str, Unit] = {}
        for person in (*OFFICERS, *CLERKS):
            if person.unit not in units:
                units[person.unit] = operations.add_unit(
                    session,
                    services.trail,
                    services.clock.now(),
                    None,
                    person.unit,
                    is_office=person.unit == OFFICE,
                )
            login = Login(person, make_password())
            actors[person.username] = _add_account(services, session, units[person.unit], login)
            logins.append(login)
    return actors, logins


def _add_account(services: Services, session: Session, unit: Unit, login: Login) -> Actor:
    person = login.person
    account: Account = operations.add_account(
        session, services.trail, services.clock.now(), None, unit, person.username, person.name, person.roles
    )
    account.password_hash = hash_password(login.password)
    session.flush()
    return as_actor(account)
