"""Golden files: an input and the reading expected of it, side by side. `python -m tests.importers.golden` rewrites them."""
