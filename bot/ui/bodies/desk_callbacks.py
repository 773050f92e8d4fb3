"""What the buttons of the staff say, at the desk of a body and of its meetings."""

from dataclasses import dataclass

from bot.ui.callbacks import Callback


@dataclass(frozen=True, slots=True)
class Begin(Callback, prefix="b.do"):
    """Begin a form of the staff: `target` is the body, seat, application or meeting that it is about."""

    act: str
    target: str


@dataclass(frozen=True, slots=True)
class ShowFacts(Callback, prefix="b.d.facts"):
    body: str


@dataclass(frozen=True, slots=True)
class ShowSeating(Callback, prefix="b.d.seats"):
    body: str
    page: int


@dataclass(frozen=True, slots=True)
class ShowSeat(Callback, prefix="b.d.seat"):
    member: int


@dataclass(frozen=True, slots=True)
class OfferSeat(Callback, prefix="b.d.offer"):
    member: int


@dataclass(frozen=True, slots=True)
class ShowName(Callback, prefix="b.d.name"):
    member: int
    on: bool


@dataclass(frozen=True, slots=True)
class AskFree(Callback, prefix="b.d.f.ask"):
    member: int


@dataclass(frozen=True, slots=True)
class FreeSeat(Callback, prefix="b.d.free"):
    member: int


@dataclass(frozen=True, slots=True)
class EndSeat(Callback, prefix="b.d.end"):
    """Close a seat that nobody holds."""

    member: int


@dataclass(frozen=True, slots=True)
class CloseCall(Callback, prefix="b.d.call.x"):
    body: str


@dataclass(frozen=True, slots=True)
class ShowApplications(Callback, prefix="b.d.apps"):
    body: str
    page: int


@dataclass(frozen=True, slots=True)
class ShowApplicant(Callback, prefix="b.d.one"):
    application: int


@dataclass(frozen=True, slots=True)
class ShowDeskPapers(Callback, prefix="b.d.docs"):
    body: str


@dataclass(frozen=True, slots=True)
class DropPaper(Callback, prefix="b.d.doc.x"):
    paper: int


@dataclass(frozen=True, slots=True)
class ShowDeskMeetings(Callback, prefix="b.d.meets"):
    body: str
    page: int


@dataclass(frozen=True, slots=True)
class ShowMeetingDesk(Callback, prefix="b.d.meet"):
    meeting: int


@dataclass(frozen=True, slots=True)
class ShowMeetingPapers(Callback, prefix="b.d.m.docs"):
    meeting: int


@dataclass(frozen=True, slots=True)
class AskSummon(Callback, prefix="b.d.s.ask"):
    meeting: int


@dataclass(frozen=True, slots=True)
class Summon(Callback, prefix="b.d.s"):
    meeting: int


@dataclass(frozen=True, slots=True)
class DropMeeting(Callback, prefix="b.d.m.x"):
    """A draft that nobody heard of."""

    meeting: int


@dataclass(frozen=True, slots=True)
class ShowProposed(Callback, prefix="b.d.items"):
    """Items that members propose."""

    meeting: int


@dataclass(frozen=True, slots=True)
class TakeItem(Callback, prefix="b.d.item"):
    item: int
    on: bool


@dataclass(frozen=True, slots=True)
class ShowAttendance(Callback, prefix="b.d.att"):
    meeting: int
    page: int


@dataclass(frozen=True, slots=True)
class TickSeat(Callback, prefix="b.d.tick"):
    meeting: int
    member: int
    page: int


@dataclass(frozen=True, slots=True)
class HoldMeeting(Callback, prefix="b.d.held"):
    """Who was there is ticked: record it."""

    meeting: int


@dataclass(frozen=True, slots=True)
class ApproveMinutes(Callback, prefix="b.d.min"):
    meeting: int
    on: bool


@dataclass(frozen=True, slots=True)
class DropDecision(Callback, prefix="b.d.dec.x"):
    """The last one of a meeting."""

    meeting: int


@dataclass(frozen=True, slots=True)
class AskPublish(Callback, prefix="b.d.p.ask"):
    meeting: int


@dataclass(frozen=True, slots=True)
class PublishMeeting(Callback, prefix="b.d.p"):
    meeting: int


@dataclass(frozen=True, slots=True)
class CloseVote(Callback, prefix="b.d.v.x"):
    vote: int


@dataclass(frozen=True, slots=True)
class PublicVote(Callback, prefix="b.d.v.pub"):
    """Whether everybody sees the result."""

    vote: int
    on: bool
