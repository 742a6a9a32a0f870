"""What stands in a file as questions, in rooms by what is done; `flow.py` lets the readings of running text compete."""
