"""The same office as for papers."""

from tests.papers.conftest import bank, blueprint_id, filled_data, services

__all__ = ["bank", "blueprint_id", "filled_data", "services"]
