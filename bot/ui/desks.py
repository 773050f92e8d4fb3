"""Doors to the desks of the staff: what leads there from another feature. Doors for everybody are in `navigation`."""

from dataclasses import dataclass

from bot.ui.callbacks import Callback


@dataclass(frozen=True, slots=True)
class GoStaff(Callback, prefix="mod"):
    """The staff's home."""


@dataclass(frozen=True, slots=True)
class GoQueue(Callback, prefix="q.list"):
    """The staff's queue: `state` as in `storage.proposals.Filter`; of one consultation, or with 0 of all."""

    state: str
    consultation: int
    page: int


@dataclass(frozen=True, slots=True)
class GoAnswering(Callback, prefix="q"):
    """One proposal as staff see it."""

    proposal: int


@dataclass(frozen=True, slots=True)
class GoSections(Callback, prefix="sec"):
    """What the text of a consultation is divided into: to be set by staff."""

    consultation: int


@dataclass(frozen=True, slots=True)
class GoReporting(Callback, prefix="spr.make"):
    """The spravka of a consultation as staff prepare it."""

    consultation: int


@dataclass(frozen=True, slots=True)
class GoReportingList(Callback, prefix="spr.list"):
    """Consultations that owe a spravka."""

    page: int


@dataclass(frozen=True, slots=True)
class GoForumsManaged(Callback, prefix="f.desk.list"):
    """Forums that staff work on."""

    page: int


@dataclass(frozen=True, slots=True)
class GoForumDesk(Callback, prefix="f.desk"):
    """One forum as staff see it."""

    forum: int


@dataclass(frozen=True, slots=True)
class GoLetIn(Callback, prefix="f.in"):
    """Check in whoever showed staff this personal code."""

    forum: int
    code: str


@dataclass(frozen=True, slots=True)
class GoQuestionnairesManaged(Callback, prefix="qn.desk.list"):
    """Questionnaires that staff work on."""

    page: int


@dataclass(frozen=True, slots=True)
class GoQuestionnaireDesk(Callback, prefix="qn.desk"):
    """One questionnaire as staff see it."""

    questionnaire: int


@dataclass(frozen=True, slots=True)
class GoAttach(Callback, prefix="qn.to"):
    """Give a questionnaire to something: `scope` is "forum", "consultation" or "body", `target` its id."""

    scope: str
    target: str


@dataclass(frozen=True, slots=True)
class GoBodiesManaged(Callback, prefix="b.desk.list"):
    page: int


@dataclass(frozen=True, slots=True)
class GoBodyDesk(Callback, prefix="b.desk"):
    """One body as staff see it."""

    body: str


@dataclass(frozen=True, slots=True)
class GoAnnouncementsManaged(Callback, prefix="an.desk.list"):
    """What staff wrote and write: `shelf` is "work", "sent" or "template"."""

    shelf: str
    page: int


@dataclass(frozen=True, slots=True)
class GoAnnouncementDesk(Callback, prefix="an.desk"):
    """One announcement as staff see it, as it now stands: a draft to go on with, a request to answer, its progress."""

    announcement: int


@dataclass(frozen=True, slots=True)
class GoAudience(Callback, prefix="an.for"):
    """For whom it is: the guided picker, with the exact count."""

    announcement: int


@dataclass(frozen=True, slots=True)
class GoDecide(Callback, prefix="an.go"):
    """Its last step before it leaves: who gets it and when, and whether a second person must look."""

    announcement: int


@dataclass(frozen=True, slots=True)
class GoChats(Callback, prefix="ch.list"):
    """Groups and channels that the bot is in."""

    page: int


@dataclass(frozen=True, slots=True)
class GoPublish(Callback, prefix="pub.new"):
    """Prepare a new consultation."""


@dataclass(frozen=True, slots=True)
class GoManaged(Callback, prefix="pub.list"):
    """Consultations that staff work on: drafts, open and coming ones."""

    page: int
