"""Screens of groups and channels."""
