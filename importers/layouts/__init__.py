"""One file a family of layouts; `layouts/flow.py` lets the readings of running text compete."""
