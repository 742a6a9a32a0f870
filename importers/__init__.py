"""Question files -> drafts. See README.md for what this package may not know."""

from importers.checks import check_item, check_together
from importers.draft import (
    DraftItem,
    DraftOption,
    Figure,
    ImportResult,
    ItemType,
    Place,
    Problem,
    Skipped,
    Unreadable,
)
from importers.problems import CODES
from importers.safety import Limits
from importers.sandbox import read_in_child

__all__ = [
    "CODES", "DraftItem", "DraftOption", "Figure", "ImportResult", "ItemType", "Limits", "Place", "Problem", "Skipped",
    "Unreadable", "check_item", "check_together", "read", "read_in_child",
]  # fmt: skip

from importers.reading import read
