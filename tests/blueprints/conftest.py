from tests.papers.conftest import bank, blueprint_id

__all__ = ["bank", "blueprint_id"]
