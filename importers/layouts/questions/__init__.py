"""One question from its lines, and what only all questions together can tell."""
