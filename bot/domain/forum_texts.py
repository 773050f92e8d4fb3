"""What may be typed about a forum: how long it may be, and cleaned. An ЕГН is blacked out before it is kept."""

from bot.domain.personal_data import without_egn
from bot.domain.text import clean

PURPOSE_AT_MOST = 1_000
LINE_AT_MOST = 200
AGENDA_AT_MOST = 20
"""Points."""
ACCESS_AT_MOST = 500
SUMMARY_AT_LEAST, SUMMARY_AT_MOST = 20, 3_000
NAME_AT_LEAST, NAME_AT_MOST = 2, 120


def clean_purpose(text: str) -> str:
    """Raises the refusals of `clean`, as all of these."""
    return without_egn(clean(text, at_most=PURPOSE_AT_MOST, at_least=5))


def clean_agenda(text: str) -> tuple[str, ...]:
    """A point a line, at most AGENDA_AT_MOST."""
    lines = (line.lstrip(" -–•*").strip() for line in clean(text).splitlines())
    return tuple(_line(line) for line in lines if line)[:AGENDA_AT_MOST]


def _line(text: str) -> str:
    return without_egn(" ".join(clean(text, at_most=LINE_AT_MOST).split()))


def clean_access(text: str) -> str:
    """Steps, lifts, interpreters: what somebody must know to be able to come."""
    return without_egn(clean(text, at_most=ACCESS_AT_MOST, at_least=3))


def clean_minutes(text: str) -> str:
    """What was agreed and what follows."""
    return without_egn(clean(text, at_most=SUMMARY_AT_MOST, at_least=SUMMARY_AT_LEAST))


def clean_guest(text: str) -> str:
    """The name of somebody on the list of those who come; read by staff alone."""
    return without_egn(" ".join(clean(text, at_most=NAME_AT_MOST, at_least=NAME_AT_LEAST).split()))
