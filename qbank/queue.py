"""The queue that runs jobs: embedded in one SQLite file on one machine, in PostgreSQL where the database is there."""

import importlib
import logging
from dataclasses import dataclass
from typing import Any

from huey import Huey, PostgresHuey, SqliteHuey
from sqlalchemy import select

from qbank.accounts.queries import actor_of
from qbank.jobs import KINDS, Job, JobFailed, JobState
from qbank.services import Services

log = logging.getLogger(__name__)

FEATURES_WITH_JOBS = ("items", "papers")
"""Features with a `work` module, which registers their kinds of jobs."""

UNEXPECTED = "这项工作没有做完，原因已记入服务器日志。请再试一次；仍不行时告诉管理员这项工作的时间。"


@dataclass
class JobQueue:
    """Starts jobs. With `at_once` they run before `start` returns: for commands and for tests."""

    services: Services
    at_once: bool = False

    def __post_init__(self) -> None:
        for feature in FEATURES_WITH_JOBS:
            importlib.import_module(f"qbank.{feature}.work")
        self.huey = _make_huey(self.services)
        self._task = self.huey.task(name="run_job")(self.run)

    def start(self, job: Job) -> None:
        """To be called after the transaction that added `job` was committed."""
        if self.at_once:
            self.run(job.public_id)
        else:
            self._task(job.public_id)

    def take_up_again(self) -> int:
        """Queue what an earlier worker left waiting or half done; how many."""
        with self.services.database.transaction() as session:
            left = list(
                session.scalars(select(Job).where(Job.state.in_([JobState.WAITING, JobState.RUNNING])))
            )
            for job in left:
                job.state = JobState.WAITING
        self.huey.flush()
        for job in left:
            self._task(job.public_id)
        return len(left)

    def run(self, public_id: str) -> None:
        """Run one job to its end and write down how it ended."""
        database = self.services.database
        with database.transaction() as session:
            job = session.scalars(select(Job).where(Job.public_id == public_id).with_for_update()).one()
            if job.state != JobState.WAITING:
                return
            job.state = JobState.RUNNING
            actor = actor_of(session, job.account_id)
            kind, arguments = job.kind, dict(job.arguments)
        try:
            result = KINDS[kind](self.services, actor, self._reporter(public_id), **arguments)
        except JobFailed as failure:
            self._end(public_id, JobState.FAILED, str(failure), {})
        except Exception:
            log.exception("job %s (%s) failed", public_id, kind)
            self._end(public_id, JobState.FAILED, UNEXPECTED, {})
        else:
            self._end(public_id, JobState.DONE, "", result)

    def _reporter(self, public_id: str) -> Any:
        def report(done: int, total: int, message: str = "") -> None:
            with self.services.database.transaction() as session:
                job = session.scalars(select(Job).where(Job.public_id == public_id)).one()
                job.done, job.total, job.message = done, total, message

        return report

    def _end(self, public_id: str, state: JobState, message: str, result: dict[str, Any]) -> None:
        with self.services.database.transaction() as session:
            job = session.scalars(select(Job).where(Job.public_id == public_id)).one()
            job.state, job.message, job.result = state, message, result
            job.ended_at = self.services.clock.now()


def _make_huey(services: Services) -> Huey:
    if services.database.is_sqlite:
        return SqliteHuey("qbank", filename=str(services.settings.data / "jobs.db"), results=False)
    address = services.database.url.set(drivername="postgresql").render_as_string(hide_password=False)
    return PostgresHuey("qbank", dsn=address, results=False)
