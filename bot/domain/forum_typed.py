"""What staff type about a forum beside its texts: when it ends, how many seats it has, and where its pin stands."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from bot.domain.errors import DomainError
from bot.domain.forum_refusals import EndsBeforeStart, ForumGone
from bot.domain.forums import CAPACITY_AT_MOST
from bot.domain.typed import BadMomentText, read_moment


class BadSeatsText(DomainError):
    """No number of seats from 1 to `limit`."""

    def __init__(self, *, limit: int) -> None:
        super().__init__(limit=limit)


class BadPin(DomainError):
    """Neither a location nor two coordinates."""

    def __init__(self) -> None:
        super().__init__()


_SEATS = re.compile(r"([0-9]{1,3}(?:[ .][0-9]{3})+|[0-9]{1,9})\s*(?:места|място|души|човека|seats|kişi|yer|koltuk)?\.?")
_PIN = re.compile(r"\(?\s*(-?[0-9]{1,3}(?:\.[0-9]+)?)\s*[,; ]\s*(-?[0-9]{1,3}(?:\.[0-9]+)?)\s*\)?")


def read_start(text: str, *, today: date, now: datetime, zone: ZoneInfo) -> datetime:
    """As `read_moment`, and ahead of `now`. Raises BadMomentText, ForumGone."""
    start = read_moment(text, today=today, zone=zone)
    if start <= now:
        raise ForumGone(starts_at=start)
    return start


def read_end(text: str, *, start: datetime, zone: ZoneInfo) -> datetime:
    """A time of the day on which it begins ("19:30", "до 19.30 ч."), or a day and a time. Raises BadMomentText,
    EndsBeforeStart.
    """
    day = start.astimezone(zone).date()
    typed = re.sub(r"^(?:до|until|till)\s+", "", " ".join(text.casefold().split()))
    try:
        end = read_moment(f"{day.isoformat()} {typed}", today=day, zone=zone)
    except BadMomentText:
        end = read_moment(typed, today=day, zone=zone)
    if end <= start:
        raise EndsBeforeStart(ends_at=end)
    return end


def read_seats(text: str) -> int:
    """ "80", "80 места", "1 200". Raises BadSeatsText."""
    found = _SEATS.fullmatch(" ".join(text.casefold().split()))
    seats = int(re.sub(r"[ .]", "", found[1])) if found is not None else 0
    if not 1 <= seats <= CAPACITY_AT_MOST:
        raise BadSeatsText(limit=CAPACITY_AT_MOST)
    return seats


def read_pin(text: str) -> tuple[float, float]:
    """Latitude and longitude in degrees, as maps give them: 41.9344, 25.5556. Raises BadPin."""
    found = _PIN.fullmatch(text.strip())
    if found is None:
        raise BadPin()
    latitude, longitude = float(found[1]), float(found[2])
    if abs(latitude) > 90 or abs(longitude) > 180:
        raise BadPin()
    return latitude, longitude
