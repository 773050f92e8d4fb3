"""A forum for people's calendars (RFC 5545). The same record gives the same bytes.

Instants are in UTC, so that no calendar has to know our zone. A later file takes the place of an earlier one in the
calendar by its UID and SEQUENCE, and one that was called off says so.
"""

from datetime import UTC, datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from bot.domain.calendar import town_date
from bot.domain.forums import Forum, ForumStatus
from bot.i18n import Translator

MIME = "text/calendar"


def event(t: Translator, forum: Forum, *, url: str, place: str | None, changed_at: datetime) -> bytes:
    """`url` leads to the forum; `place` is in the reader's language. ValueError for a forum without a time."""
    from icalendar import Calendar, Event  # loaded when first needed: a tenth of a second

    if forum.starts_at is None or forum.end is None:
        raise ValueError("a calendar has no room for what has no time")
    off = forum.recorded is ForumStatus.cancelled
    one = Event()
    # The address without a language, so that the file of another language is the same event.
    one.add("uid", f"{uuid5(NAMESPACE_URL, url)}@t.me")
    one.add("dtstamp", changed_at.astimezone(UTC))
    one.add("last-modified", changed_at.astimezone(UTC))
    one.add("sequence", forum.sequence)
    one.add("status", "CANCELLED" if off else "CONFIRMED")
    if forum.has_hours:
        one.add("dtstart", forum.starts_at.astimezone(UTC))
        one.add("dtend", forum.end.astimezone(UTC))
    else:
        first = town_date(forum.starts_at, t.zone)
        one.add("dtstart", first)
        one.add("dtend", (forum.ends_on or first) + timedelta(days=1))
    one.add("summary", forum.title_in(t.language))
    told = [one for one in (forum.purpose, forum.access, forum.online_url, url) if one]
    one.add("description", "\n\n".join(told))
    if place:
        one.add("location", place)
    if forum.latitude is not None and forum.longitude is not None:
        one.add("geo", (forum.latitude, forum.longitude))
    one.add("url", url)
    whole = Calendar()
    whole.add("prodid", "-//Prestige//Forums//BG")
    whole.add("version", "2.0")
    whole.add("method", "CANCEL" if off else "PUBLISH")
    whole.add_component(one)
    content: bytes = whole.to_ical()
    return content


def name(forum: Forum) -> str:
    """Of the file."""
    return f"forum-{forum.id}.ics"
