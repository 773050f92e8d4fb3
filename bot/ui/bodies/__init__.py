"""Screens of councils and working groups: for everybody, for members, and for staff."""
