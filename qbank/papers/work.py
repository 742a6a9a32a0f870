"""Long work on papers."""
