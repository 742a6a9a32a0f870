"""Long work on the bank."""
