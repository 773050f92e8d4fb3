"""Notices: who is told what about a consultation. Others plan here; the tick tells and folds (`bot.jobs`)."""

from bot.services.notices.planning import audience, changed, decided, planned_quietly, published, replan, reported
from bot.services.notices.reminders import remind

__all__ = ["audience", "changed", "decided", "planned_quietly", "published", "remind", "replan", "reported"]
