"""Notices: who is told what about a consultation. Others plan here; the tick tells and folds (`bot.jobs`)."""

from bot.services.notices.planning import audience, changed, planned_quietly, published, replan
from bot.services.notices.reminders import remind

__all__ = ["audience", "changed", "planned_quietly", "published", "remind", "replan"]
