"""Sheets and tables: which column holds what, and a question from each row."""
