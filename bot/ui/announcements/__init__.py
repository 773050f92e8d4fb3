"""Announcements as people get them, and what they may do about it."""
