"""Announcements for staff: writing, choosing for whom, deciding, watching."""
