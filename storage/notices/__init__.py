"""Notices in tables: what is to be told about a consultation, to whom, and what everybody was told already."""

from storage.notices.alerts import reschedule_alerts
from storage.notices.rights import erase, export

__all__ = ["erase", "export", "reschedule_alerts"]
