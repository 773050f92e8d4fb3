"""Buttons of those who come to forums."""

from dataclasses import dataclass

from bot.ui.callbacks import Callback


@dataclass(frozen=True, slots=True)
class Register(Callback, prefix="f.reg"):
    forum: int


@dataclass(frozen=True, slots=True)
class Wait(Callback, prefix="f.wait"):
    """Wait for a seat; where one is free by then, take it."""

    forum: int


@dataclass(frozen=True, slots=True)
class TakeSeat(Callback, prefix="f.take"):
    """Yes to a seat that was offered."""

    forum: int


@dataclass(frozen=True, slots=True)
class GiveUp(Callback, prefix="f.off"):
    """A seat, an offer, or a place in the line."""

    forum: int


@dataclass(frozen=True, slots=True)
class Coming(Callback, prefix="f.come"):
    """Yes to "are you coming?", which changes nothing."""

    forum: int


@dataclass(frozen=True, slots=True)
class ShowMap(Callback, prefix="f.map"):
    forum: int


@dataclass(frozen=True, slots=True)
class ShowCalendar(Callback, prefix="f.ics"):
    forum: int


@dataclass(frozen=True, slots=True)
class ShareForum(Callback, prefix="f.share"):
    forum: int


@dataclass(frozen=True, slots=True)
class ShowPapers(Callback, prefix="f.docs"):
    forum: int


@dataclass(frozen=True, slots=True)
class DownloadPaper(Callback, prefix="f.doc"):
    paper: int


@dataclass(frozen=True, slots=True)
class ShowSummary(Callback, prefix="f.sum"):
    forum: int


@dataclass(frozen=True, slots=True)
class ShowTicket(Callback, prefix="f.tick"):
    """One's own code and the two ways in."""

    forum: int


@dataclass(frozen=True, slots=True)
class ShowQr(Callback, prefix="f.qr"):
    forum: int


@dataclass(frozen=True, slots=True)
class TypeCode(Callback, prefix="f.type"):
    """Type the code of the door."""

    forum: int


@dataclass(frozen=True, slots=True)
class ComeLate(Callback, prefix="f.late"):
    """Register at the door, and be checked in by the code that was good just now."""

    forum: int
    code: str


@dataclass(frozen=True, slots=True)
class NameMe(Callback, prefix="f.name"):
    """Say under what name one stands on the list of staff."""

    forum: int


@dataclass(frozen=True, slots=True)
class Unname(Callback, prefix="f.noname"):
    forum: int


@dataclass(frozen=True, slots=True)
class GotAnswer(Callback, prefix="f.got"):
    """After sixty days: `said` is "yes", "partly" or "no"."""

    forum: int
    said: str
