"""How long the gateway waits when something is wrong. Tests have less patience."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patience:
    """All in seconds."""

    first: float = 0.5
    """After the first trouble with the network or with Telegram's servers; each further one in a row doubles it."""
    longest: float = 30.0
    """Of such pauses. Who waits for an answer waits at most that much longer than the trouble lasts."""
    storage: float = 2.0
    """After the database could not be written or read."""
    conflict: float = 2.0
    """After somebody else's getUpdates has ended ours."""
    probation: float = 60.0
    """Whoever has polled for less is the newcomer of two pollers, and gives way."""

    def pause(self, troubles: int) -> float:
        """After so many troubles in a row, 1 or more."""
        return float(min(self.longest, self.first * 2.0 ** min(troubles - 1, 20)))


USUAL = Patience()
