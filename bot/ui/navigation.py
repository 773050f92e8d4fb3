"""Doors between features: the buttons that lead from one to another, and the last row of every screen."""

from dataclasses import dataclass

from bot.i18n import NAMES, Translator
from bot.ui.callbacks import Callback
from bot.ui.screen import Button, Rows


@dataclass(frozen=True, slots=True)
class GoHome(Callback, prefix="home"):
    """The way out of every screen."""


@dataclass(frozen=True, slots=True)
class GoHelp(Callback, prefix="help"):
    """`about` is a question of the help screen, or empty."""

    about: str


@dataclass(frozen=True, slots=True)
class GoConsultations(Callback, prefix="c.list"):
    """A page of a shelf: "open", "coming" or "closed"; `topic` narrows it, empty for all."""

    shelf: str
    page: int
    topic: str


@dataclass(frozen=True, slots=True)
class GoConsultation(Callback, prefix="c"):
    consultation: int


@dataclass(frozen=True, slots=True)
class Follow(Callback, prefix="c.follow"):
    """Follow or unfollow one consultation."""

    consultation: int
    on: bool


@dataclass(frozen=True, slots=True)
class StopReminders(Callback, prefix="c.quiet"):
    """No more reminders of this one; news of it still comes. Opened by the feature `notices`."""

    consultation: int


@dataclass(frozen=True, slots=True)
class GoFollows(Callback, prefix="my"):
    """What the participant follows."""

    page: int


@dataclass(frozen=True, slots=True)
class GoSay(Callback, prefix="say"):
    """Have a say: on one consultation, or with 0 by first choosing what kind of word it is to be."""

    consultation: int


@dataclass(frozen=True, slots=True)
class GoMyProposals(Callback, prefix="say.my"):
    """What the participant sent."""

    page: int


@dataclass(frozen=True, slots=True)
class GoRegister(Callback, prefix="p.list"):
    """What others sent and the public may read: in one consultation, or with 0 in all and in none."""

    consultation: int
    page: int


@dataclass(frozen=True, slots=True)
class GoProposal(Callback, prefix="p"):
    """One proposal: to its author their own card with everything, to others what is public of it."""

    proposal: int


@dataclass(frozen=True, slots=True)
class GoSpravka(Callback, prefix="spr"):
    """The spravka of a consultation as the public reads it."""

    consultation: int


@dataclass(frozen=True, slots=True)
class GoForums(Callback, prefix="f.list"):
    """A page of a shelf of forums: "coming", "mine" or "past"."""

    shelf: str
    page: int


@dataclass(frozen=True, slots=True)
class GoForum(Callback, prefix="f"):
    """One forum; whoever is registered finds their place in it here."""

    forum: int


@dataclass(frozen=True, slots=True)
class GoCertificate(Callback, prefix="f.cert"):
    """A certificate of participation, for who came."""

    forum: int


@dataclass(frozen=True, slots=True)
class GoQuestionnaires(Callback, prefix="qn.list"):
    """Questionnaires that the participant may answer, and those with results."""

    page: int


@dataclass(frozen=True, slots=True)
class GoQuestionnaire(Callback, prefix="qn"):
    """One questionnaire: its beginning, the way back into it, or that it is over."""

    questionnaire: int


@dataclass(frozen=True, slots=True)
class GoResults(Callback, prefix="qn.res"):
    """The results of a closed questionnaire as the public sees them, a question a page."""

    questionnaire: int
    page: int


@dataclass(frozen=True, slots=True)
class GoResultsPicture(Callback, prefix="qn.pic"):
    """The results of a closed questionnaire as a picture."""

    questionnaire: int


@dataclass(frozen=True, slots=True)
class GoBodies(Callback, prefix="b.list"):
    page: int


@dataclass(frozen=True, slots=True)
class GoBody(Callback, prefix="b"):
    body: str


@dataclass(frozen=True, slots=True)
class GoMeeting(Callback, prefix="b.meet"):
    meeting: int


@dataclass(frozen=True, slots=True)
class GoAnnouncement(Callback, prefix="an"):
    """One announcement as people read it, from a digest."""

    announcement: int


@dataclass(frozen=True, slots=True)
class WhyAnnouncement(Callback, prefix="an.why"):
    """Why somebody gets it, and ways to get less. Under every copy."""

    announcement: int


@dataclass(frozen=True, slots=True)
class LessAnnouncements(Callback, prefix="an.less"):
    """Fewer such messages, with one tap. Under every copy."""

    announcement: int


@dataclass(frozen=True, slots=True)
class Rarer(Callback, prefix="an.c.rarer"):
    """A digest more seldom, with one tap. `cadence` is how often it came when it left, so that two taps are one."""

    cadence: str


@dataclass(frozen=True, slots=True)
class StopDigests(Callback, prefix="an.c.never"):
    """No more digests. Both are opened by the feature `announcements`."""


@dataclass(frozen=True, slots=True)
class GoSettings(Callback, prefix="set"):
    pass


@dataclass(frozen=True, slots=True)
class GoCadence(Callback, prefix="set.cadence"):
    """How often to be written to; also the "fewer of these" of every alert."""


@dataclass(frozen=True, slots=True)
class GoPause(Callback, prefix="set.pause"):
    """Hear nothing for a while; also what is offered to those who are about to erase themselves."""


@dataclass(frozen=True, slots=True)
class GoPrivacy(Callback, prefix="privacy"):
    pass


@dataclass(frozen=True, slots=True)
class Accept(Callback, prefix="start.ok"):
    """Consent. `target` is the deep link that brought them, opened right after; empty for none."""

    target: str


@dataclass(frozen=True, slots=True)
class Hello(Callback, prefix="start.hi"):
    """The first screen in another language."""

    language: str
    target: str


@dataclass(frozen=True, slots=True)
class Resume(Callback, prefix="form.go"):
    """Take up the form that was put aside."""

    conversation: str


@dataclass(frozen=True, slots=True)
class DropDraft(Callback, prefix="form.drop"):
    conversation: str


@dataclass(frozen=True, slots=True)
class CancelForm(Callback, prefix="form.stop"):
    """Leave a form; its draft stays."""


OPEN_NOW = GoConsultations("open", 0, "")


def menu_row(t: Translator) -> tuple[Button, ...]:
    return (Button(t.plain("common.menu"), GoHome()),)


def language_row(t: Translator, target: str = "") -> tuple[Button, ...]:
    """The other languages, for somebody without a record that would remember one."""
    return tuple(Button(f"🌐 {NAMES[code]}", Hello(code, target)) for code in NAMES if code != t.language)


def back_row(t: Translator, back: Callback) -> tuple[Button, ...]:
    return (Button(t.plain("common.back"), back), Button(t.plain("common.menu"), GoHome()))


def form_row(t: Translator, back: Callback | None = None) -> tuple[Button, ...]:
    """The last row of every question of a form."""
    cancel = Button(t.plain("common.cancel"), CancelForm())
    return (Button(t.plain("common.back"), back), cancel) if back is not None else (cancel,)


def unfinished_rows(t: Translator, conversation: str | None) -> Rows:
    """The way back into a form that was put aside; nothing when there is none."""
    if conversation is None:
        return ()
    return ((Button(t.plain("common.continue_draft"), Resume(conversation)),),)
