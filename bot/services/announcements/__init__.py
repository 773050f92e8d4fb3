"""Announcements: writing them, choosing for whom, deciding that they leave, and what the tick does with them."""
