"""An announcement of the staff: from its draft to what became of it (domain rule 6).

draft → ready → approved → sending → sent → recalling → recalled; draft and ready may be dropped, approved and sending
cancelled. `held` is a pause of whatever is under way. A correction is a new `revision` of the text: copies that show an
older one are edited, and those still to leave show the new one.
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from pydantic import AwareDatetime, BaseModel, ConfigDict

from bot.domain.audiences import Audience, Count, EmptyAudience
from bot.domain.contents import Link, NothingWritten
from bot.domain.errors import DomainError, WrongState
from bot.domain.ids import AnnouncementId, ParticipantId

FOUR_EYES_ABOVE = 500
"""Recipients from which on a second person must approve, unless the setting says otherwise."""
RECOUNT = 0.05
"""The share by which the snapshot may differ from the count that was approved (domain rule 6)."""
COUNTED_BY = frozenset({"audience", "emergency", "scheduled_at"})
"""What the exact count follows from, beside the people themselves."""
DELETABLE = timedelta(hours=48) - timedelta(minutes=5)
"""How old a message may be for Telegram to let a bot delete it in a private chat; less what the deleting may take."""


class AnnouncementState(StrEnum):
    template = "template"
    draft = "draft"
    ready = "ready"
    """A second person was asked."""
    approved = "approved"
    """The snapshot of its recipients is being taken, or it waits for its time."""
    sending = "sending"
    sent = "sent"
    cancelled = "cancelled"
    """Stopped while it was sent, or before: who had it has it."""
    recalling = "recalling"
    recalled = "recalled"


_S = AnnouncementState
EDITABLE = frozenset({_S.draft, _S.template})
UNDER_WAY = frozenset({_S.approved, _S.sending, _S.recalling})
OUT = frozenset({_S.sending, _S.sent, _S.cancelled})
"""Somebody may have it: it can be corrected and recalled."""


class OwnAnnouncement(DomainError):
    """Four eyes: whoever wrote it cannot approve it."""

    def __init__(self) -> None:
        super().__init__()


class SecondPersonNeeded(DomainError):
    """Too many recipients, or an emergency: it must be approved by somebody else."""

    def __init__(self, *, recipients: int, above: int) -> None:
        super().__init__(recipients=recipients, above=above)


class NotCounted(DomainError):
    """Nobody is written to before the exact count was seen."""

    def __init__(self) -> None:
        super().__init__()


class NobodyToTell(DomainError):
    """The audience, as it stands, reaches nobody, and it is posted nowhere."""

    def __init__(self) -> None:
        super().__init__()


class AnnouncementTimePassed(DomainError):
    def __init__(self) -> None:
        super().__init__()


class Subject(BaseModel):
    """What it is about, so that one thing arrives once: a "consultation", "forum", "questionnaire" or "body"."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str
    id: str


class Announcement(BaseModel):
    """`title` is its first line, for lists. `fallback` is the language shown to whoever's own was not written.

    `recipients` is how many the snapshot holds so far, `taken_at` when it was complete; `cursor` is the last
    participant looked at by the snapshot, and as its time comes by what keeps one thing from arriving twice. `promised`
    is the count that was approved; both numbers stay where they differ too much. `version` changes with every save.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: AnnouncementId
    state: AnnouncementState
    title: str
    fallback: str
    revision: int = 1
    audience: Audience = Audience()
    buttons: tuple[Link, ...] = ()
    emergency: bool = False
    subject: Subject | None = None
    author: ParticipantId | None = None
    approver: ParticipantId | None = None
    note: str | None = None
    counts: Count | None = None
    counted_at: AwareDatetime | None = None
    scheduled_at: AwareDatetime | None = None
    requested_at: AwareDatetime | None = None
    approved_at: AwareDatetime | None = None
    promised: int | None = None
    cursor: int | None = None
    recipients: int | None = None
    taken_at: AwareDatetime | None = None
    began_at: AwareDatetime | None = None
    finished_at: AwareDatetime | None = None
    held: bool = False
    held_because: str | None = None
    correcting: bool = False
    corrected_at: AwareDatetime | None = None
    recalled_at: AwareDatetime | None = None
    version: int = 1
    created_at: AwareDatetime
    changed_at: AwareDatetime

    # -- before it leaves --------------------------------------------------------------------------------------

    def needs_second(self, *, above: int | None) -> bool:
        """Four eyes: always for an emergency, else above so many recipients (None: never)."""
        if self.emergency:
            return True
        return above is not None and (self.counts is None or self.counts.recipients > above)

    def edit(self, **changes: Any) -> "Announcement":
        """Change a draft. What the count follows from is counted anew."""
        self._expect("edit", *EDITABLE)
        if any(name in changes and changes[name] != getattr(self, name) for name in COUNTED_BY):
            changes |= {"counts": None, "counted_at": None}
        return self.model_copy(update=changes)

    def leaves_at(self, now: datetime) -> datetime:
        """When it would leave: at its time, else now."""
        return now if self.scheduled_at is None else max(self.scheduled_at, now)

    def request(self, *, by: ParticipantId, posts: int, now: datetime) -> "Announcement":
        """Ask a second person. Raises WrongState, NothingWritten, EmptyAudience, NotCounted, NobodyToTell."""
        self._expect("request", _S.draft)
        self._may_leave(posts, now)
        return self.model_copy(update={"state": _S.ready, "author": by, "requested_at": now, "note": None})

    def take_back(self, *, note: str | None = None) -> "Announcement":
        """Back to the draft: by its author, or by the second person with a note on what to change."""
        self._expect("take_back", _S.ready, _S.approved)
        return self.model_copy(
            update={
                "state": _S.draft,
                "note": note,
                "approver": None,
                "approved_at": None,
                "cursor": None,
                "recipients": None,
                "taken_at": None,
                "held": False,
                "held_because": None,
            }
        )

    def approve(self, *, by: ParticipantId, above: int | None, posts: int, now: datetime) -> "Announcement":
        """Let it go: the snapshot is taken from now on. Whoever wrote it may do so only where no second person is
        needed. Raises OwnAnnouncement, SecondPersonNeeded, WrongState, and what `request` raises.
        """
        self._expect("approve", _S.ready, _S.draft)
        self._may_leave(posts, now)
        recipients = 0 if self.counts is None else self.counts.recipients
        if self.needs_second(above=above):
            if self.state is _S.draft:
                raise SecondPersonNeeded(recipients=recipients, above=above or 0)
            if by == self.author:
                raise OwnAnnouncement()
        return self.model_copy(
            update={
                "state": _S.approved,
                "approver": by,
                "approved_at": now,
                "promised": recipients,
                "cursor": 0,
                "recipients": 0,
                "taken_at": None,
                "note": None,
            }
        )

    def _may_leave(self, posts: int, now: datetime) -> None:
        if not self.title:
            raise NothingWritten()
        if self.audience.is_empty and not posts:
            raise EmptyAudience()
        if self.counts is None and not self.audience.is_empty:
            raise NotCounted()
        if not posts and (self.counts is None or self.counts.recipients == 0):
            raise NobodyToTell()
        if self.scheduled_at is not None and self.scheduled_at <= now:
            raise AnnouncementTimePassed()

    def differs(self, taken: int) -> bool:
        """Whether the snapshot is so unlike what was approved that it must be approved anew."""
        return self.promised is not None and abs(taken - self.promised) > RECOUNT * self.promised

    def taken(self, recipients: int, now: datetime) -> "Announcement":
        """The snapshot is complete: so many recipients."""
        self._expect("taken", _S.approved)
        return self.model_copy(update={"recipients": recipients, "taken_at": now, "cursor": 0})

    def ask_again(self, recipients: int) -> "Announcement":
        """The snapshot `differs`: it waits for a second person once more, and is counted anew."""
        self._expect("ask_again", _S.approved)
        return self.model_copy(
            update={
                "state": _S.ready,
                "approver": None,
                "approved_at": None,
                "counts": None,
                "counted_at": None,
                "recipients": recipients,
                "cursor": None,
                "held": False,
                "held_because": None,
            }
        )

    # -- under way ---------------------------------------------------------------------------------------------

    def begin(self, now: datetime) -> "Announcement":
        """The snapshot is complete and its time has come."""
        self._expect("begin", _S.approved)
        return self.model_copy(update={"state": _S.sending, "began_at": now, "cursor": None})

    def hold(self, because: str | None = None) -> "Announcement":
        """Pause whatever is under way; `because` says what Telegram refused, where nobody asked for the pause."""
        if not self.is_under_way:
            raise WrongState(state=self.state, action="hold")
        return self.model_copy(update={"held": True, "held_because": because})

    def resume(self) -> "Announcement":
        if not self.held:
            raise WrongState(state=self.state, action="resume")
        return self.model_copy(update={"held": False, "held_because": None})

    def cancel(self, now: datetime) -> "Announcement":
        """Nobody else gets it."""
        self._expect("cancel", _S.approved, _S.sending)
        return self.model_copy(
            update={"state": _S.cancelled, "held": False, "held_because": None, "cursor": None, "finished_at": now}
        )

    def finish(self, now: datetime) -> "Announcement":
        """Nothing is left to do: of the sending, or of the recall."""
        if self.state is _S.recalling:
            return self.model_copy(update={"state": _S.recalled, "held": False, "held_because": None})
        self._expect("finish", _S.sending)
        return self.model_copy(update={"state": _S.sent, "finished_at": now, "held": False, "held_because": None})

    def again(self) -> "Announcement":
        """Some of those that failed wait once more."""
        self._expect("again", _S.sending, _S.sent)
        return self.model_copy(update={"state": _S.sending, "finished_at": None, "held": False, "held_because": None})

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY or self.correcting

    # -- afterwards --------------------------------------------------------------------------------------------

    def correct(self, now: datetime, *, title: str | None = None) -> "Announcement":
        """A new text is there: copies that show an older one are edited, the rest leaves with the new one. None keeps
        the title.
        """
        self._expect("correct", *OUT)
        return self.model_copy(
            update={
                "title": self.title if title is None else title,
                "revision": self.revision + 1,
                "correcting": True,
                "corrected_at": now,
                "held": False,
                "held_because": None,
            }
        )

    def corrected(self) -> "Announcement":
        """All copies show the newest text."""
        return self.model_copy(update={"correcting": False})

    def recall(self, now: datetime) -> "Announcement":
        """Take it back: what waits is not sent, what was delivered is deleted or says that it was withdrawn."""
        self._expect("recall", *OUT)
        return self.model_copy(
            update={
                "state": _S.recalling,
                "correcting": False,
                "recalled_at": now,
                "held": False,
                "held_because": None,
            }
        )

    def _expect(self, action: str, *states: AnnouncementState) -> None:
        if self.state not in states:
            raise WrongState(state=self.state, action=action)


def is_deletable(sent_at: datetime, now: datetime) -> bool:
    """Whether Telegram still lets the bot delete its message in a private chat (Bot API: under 48 hours)."""
    return now - sent_at < DELETABLE
