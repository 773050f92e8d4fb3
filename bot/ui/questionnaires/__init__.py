"""Questionnaires as people see them: found, answered, and read when they have closed."""
