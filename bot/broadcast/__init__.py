"""Announcements under way: `source` says which copies leave next, `worker` counts, takes snapshots, begins, finishes
and keeps the screens of those who watch up to date.
"""
