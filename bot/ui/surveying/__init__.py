"""Questionnaires as staff see them: the desk, the builder, results and what was written."""
