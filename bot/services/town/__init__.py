"""A town comes from a file: `import_town` takes it, or tells everything that is wrong with it."""

from bot.services.town.faults import Fault, FaultCode, TownFileRefused
from bot.services.town.importing import import_town
from bot.services.town.taking import Count, Report

__all__ = ["Count", "Fault", "FaultCode", "Report", "TownFileRefused", "import_town"]
