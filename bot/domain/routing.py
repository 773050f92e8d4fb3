"""What does not belong among proposals: a signal about something broken, a request for information.

Both have a procedure of their own. Only plain words count: a hint that is often wrong is not read any more.
"""

import re
from enum import StrEnum

from bot.domain.errors import DomainError
from bot.domain.proposals import clean_contact
from bot.domain.text import fold


class Route(StrEnum):
    signal = "signal"
    """A complaint about a breach or a fault (АПК чл. 107, ал. 3)."""
    request = "request"
    """For public information (ЗДОИ)."""


class BadEmail(DomainError):
    """Not the address of a mailbox."""

    def __init__(self) -> None:
        super().__init__()


_SIGNALS = (
    *("подавам сигнал", "подам сигнал", "сигнализирам", "сигнал за нередност", "сигнал за нарушение"),
    *("оплаквам се", "подавам жалба", "подам жалба", "дупка на пътя", "дупка на улицата"),
    *("не свети лампа", "лампата не свети", "счупена лампа", "изоставен автомобил", "незаконно сметище"),
    *("не са събрали боклука", "боклукът не е събран", "спукан водопровод", "авария на"),
    *("report a problem", "i want to report", "file a complaint", "make a complaint", "pothole"),
    *("şikayet etmek", "şikayetim var", "şikayetçiyim", "ihbar etmek"),
)
_REQUESTS = (
    *("здои", "достъп до обществена информация", "достъп до информация", "заявление за достъп"),
    *("предоставите информация", "предоставите копие", "предоставите справка", "искам копие от", "искам информация за"),
    *("freedom of information", "access to public information", "request information", "copy of the contract"),
    *("bilgi edinme", "bilgi talep"),
)


def _any_of(phrases: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(re.escape(fold(phrase)) for phrase in phrases)})")


_ROUTES = {Route.signal: _any_of(_SIGNALS), Route.request: _any_of(_REQUESTS)}


def looks_like(text: str) -> Route | None:
    """What a text says it is, in plain words of three languages; None for whatever else."""
    folded = fold(text)
    return next((route for route, words in _ROUTES.items() if words.search(folded)), None)


_EMAIL = re.compile(r"[^\s@<>,;]{1,64}@(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.)+[^\W\d_](?:[\w-]{0,61}[^\W_])")


def clean_email(text: str) -> str:
    """Where an answer may be written to. Raises BadEmail and the refusals of `clean`."""
    address = clean_contact(text)
    if not _EMAIL.fullmatch(address):
        raise BadEmail()
    return address
