"""What the buttons of councils and working groups say."""

from dataclasses import dataclass

from bot.ui.callbacks import Callback

# -- for everybody -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ShowComposition(Callback, prefix="b.seats"):
    body: str
    page: int


@dataclass(frozen=True, slots=True)
class ShowPapers(Callback, prefix="b.docs"):
    body: str


@dataclass(frozen=True, slots=True)
class Download(Callback, prefix="b.get"):
    paper: int


@dataclass(frozen=True, slots=True)
class ShowRules(Callback, prefix="b.rules"):
    body: str


@dataclass(frozen=True, slots=True)
class ShowMeetings(Callback, prefix="b.meets"):
    body: str
    page: int


@dataclass(frozen=True, slots=True)
class ShowDecisions(Callback, prefix="b.acts"):
    """All that are published, of a body."""

    body: str
    page: int


@dataclass(frozen=True, slots=True)
class ShowMeetingDecisions(Callback, prefix="b.m.acts"):
    meeting: int
    page: int


@dataclass(frozen=True, slots=True)
class ShowVotes(Callback, prefix="b.votes"):
    body: str
    page: int


@dataclass(frozen=True, slots=True)
class ShowVote(Callback, prefix="b.vote"):
    vote: int


@dataclass(frozen=True, slots=True)
class FollowBody(Callback, prefix="b.follow"):
    body: str
    on: bool


@dataclass(frozen=True, slots=True)
class ShareBody(Callback, prefix="b.share"):
    body: str


@dataclass(frozen=True, slots=True)
class ShareMeeting(Callback, prefix="b.m.share"):
    meeting: int


@dataclass(frozen=True, slots=True)
class Apply(Callback, prefix="b.apply"):
    body: str


@dataclass(frozen=True, slots=True)
class ShowApplication(Callback, prefix="b.app"):
    """One's own."""

    body: str


@dataclass(frozen=True, slots=True)
class WithdrawApplication(Callback, prefix="b.app.un"):
    body: str


# -- for members -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TakeSeat(Callback, prefix="b.join"):
    token: str


@dataclass(frozen=True, slots=True)
class RefuseSeat(Callback, prefix="b.refuse"):
    token: str


@dataclass(frozen=True, slots=True)
class ReplyTo(Callback, prefix="b.re"):
    """`answer`: "coming", "excused", or "none" to take it back; `moves` says to which summons."""

    meeting: int
    moves: int
    answer: str


@dataclass(frozen=True, slots=True)
class Explain(Callback, prefix="b.why"):
    """Say why one cannot come."""

    meeting: int


@dataclass(frozen=True, slots=True)
class Propose(Callback, prefix="b.item"):
    """An item for the agenda."""

    meeting: int


@dataclass(frozen=True, slots=True)
class ShowRoll(Callback, prefix="b.roll"):
    """Who comes and who does not: for the chair and staff."""

    meeting: int
    page: int


@dataclass(frozen=True, slots=True)
class ShowMembership(Callback, prefix="b.me"):
    body: str


@dataclass(frozen=True, slots=True)
class ShowOwnName(Callback, prefix="b.me.name"):
    body: str
    on: bool


@dataclass(frozen=True, slots=True)
class AskLeave(Callback, prefix="b.me.ask"):
    body: str


@dataclass(frozen=True, slots=True)
class Leave(Callback, prefix="b.me.go"):
    body: str


@dataclass(frozen=True, slots=True)
class CastVote(Callback, prefix="b.cast"):
    vote: int
    choice: int
