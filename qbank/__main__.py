"""`python -m qbank` is `qbank`."""

from qbank.cli import main

main()
