"""Keys at the end, between the questions or in a second file, and the questions that they answer."""
