"""Files that take longer to make than a turn may: `worker` takes the requests, `kinds` says what a report is,
`making` lets a process of its own make the file, and each kind has a room of its own.
"""

from bot.reports.making import Make, MakingFailed, in_process
from bot.reports.worker import WAITS, Reports

__all__ = ["WAITS", "Make", "MakingFailed", "Reports", "in_process"]
