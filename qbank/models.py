"""Every table, imported once, so that migrations and tests see the whole of the metadata."""

from qbank.accounts import models as accounts
from qbank.blueprints import models as blueprints
from qbank.campaigns import models as campaigns
from qbank.db import Base
from qbank.engines import models as engines
from qbank.files import StoredFile
from qbank.items import models as items
from qbank.jobs import Job
from qbank.laws import models as laws
from qbank.papers import models as papers
from qbank.review import models as review
from qbank.search import models as search
from qbank.trail import AuditEntry

__all__ = [
    "AuditEntry",
    "Base",
    "Job",
    "StoredFile",
    "accounts",
    "blueprints",
    "campaigns",
    "engines",
    "items",
    "laws",
    "papers",
    "review",
    "search",
]
