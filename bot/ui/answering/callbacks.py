"""Buttons of answering.

`origin` is where a proposal was opened from: a state of the queue, with "+" behind it where the queue was narrowed to
its consultation; the way back and the next one follow from it. `version` is the proposal's as it was shown. `form` is
the letter of a form, so that two forms may ask the same: "a" acts on one proposal, "b" answers many, "e" enters,
"s" sets sections.
"""

from dataclasses import dataclass

from bot.ui.callbacks import Callback


@dataclass(frozen=True, slots=True)
class Narrow(Callback, prefix="q.by"):
    """A page of the queue; 0 and empty narrow nothing."""

    state: str
    consultation: int
    section: int
    kind: str
    page: int


@dataclass(frozen=True, slots=True)
class ByConsultation(Callback, prefix="q.cons"):
    """Choose the consultation to narrow to."""

    state: str
    kind: str
    page: int


@dataclass(frozen=True, slots=True)
class BySection(Callback, prefix="q.sec"):
    state: str
    consultation: int
    page: int


@dataclass(frozen=True, slots=True)
class ByKind(Callback, prefix="q.kind"):
    state: str
    consultation: int


@dataclass(frozen=True, slots=True)
class OpenItem(Callback, prefix="q.one"):
    proposal: int
    origin: str


@dataclass(frozen=True, slots=True)
class NextItem(Callback, prefix="q.next"):
    """The one behind this in the queue it was opened from."""

    proposal: int
    origin: str


@dataclass(frozen=True, slots=True)
class Ask(Callback, prefix="q.ask"):
    """A last look before an act that needs no words."""

    act: str
    proposal: int
    version: int
    origin: str


@dataclass(frozen=True, slots=True)
class Do(Callback, prefix="q.do"):
    """The act itself."""

    act: str
    proposal: int
    version: int
    origin: str


@dataclass(frozen=True, slots=True)
class Begin(Callback, prefix="q.form"):
    """Begin the form of an act that needs words."""

    act: str
    proposal: int
    version: int
    origin: str


@dataclass(frozen=True, slots=True)
class BeginAnew(Callback, prefix="q.anew"):
    """As Begin, though another form is unfinished: its draft goes."""

    act: str
    proposal: int
    version: int
    origin: str


@dataclass(frozen=True, slots=True)
class ShowText(Callback, prefix="q.text"):
    """The whole text, a message's room at a time."""

    proposal: int
    page: int
    origin: str


@dataclass(frozen=True, slots=True)
class ShowThread(Callback, prefix="q.talk"):
    proposal: int
    page: int
    origin: str


@dataclass(frozen=True, slots=True)
class ShowHistory(Callback, prefix="q.past"):
    proposal: int
    page: int
    origin: str


@dataclass(frozen=True, slots=True)
class ReadName(Callback, prefix="q.name"):
    proposal: int
    origin: str


@dataclass(frozen=True, slots=True)
class SendFile(Callback, prefix="q.file"):
    proposal: int
    file: int


@dataclass(frozen=True, slots=True)
class AnswerMany(Callback, prefix="q.many"):
    """Begin to tick proposals in a state of the queue, of one consultation or with 0 of all."""

    state: str
    consultation: int
    section: int
    kind: str


@dataclass(frozen=True, slots=True)
class Enter(Callback, prefix="q.enter"):
    """Begin to enter what came on paper; for one consultation or with 0 for none yet."""

    consultation: int


@dataclass(frozen=True, slots=True)
class EnterAnew(Callback, prefix="q.enter.new"):
    """As Enter, though another was begun: its draft goes."""

    consultation: int


# -- buttons of the forms ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Back(Callback, prefix="ans.back"):
    """From this state to the one before."""

    form: str
    state: str


@dataclass(frozen=True, slots=True)
class Skip(Callback, prefix="ans.skip"):
    form: str
    state: str


@dataclass(frozen=True, slots=True)
class Take(Callback, prefix="ans.take"):
    """A ready answer of this state: a code or a number, as the question offers it."""

    form: str
    state: str
    value: str


@dataclass(frozen=True, slots=True)
class Turn(Callback, prefix="ans.page"):
    """Another page of what this state offers."""

    form: str
    state: str
    page: int


@dataclass(frozen=True, slots=True)
class Tick(Callback, prefix="ans.tick"):
    form: str
    proposal: int
    page: int


@dataclass(frozen=True, slots=True)
class TickAll(Callback, prefix="ans.all"):
    """All that match the filter, or with `on` false none."""

    form: str
    on: bool


@dataclass(frozen=True, slots=True)
class Finish(Callback, prefix="ans.ok"):
    """Do what this screen showed; `shown_at` (UTC seconds) tells it from a screen that was left long ago."""

    form: str
    subject: int
    shown_at: int
