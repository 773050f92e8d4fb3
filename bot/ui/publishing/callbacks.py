"""What staff's buttons say. `form` names the form a button belongs to, because two forms ask the same questions."""

from dataclasses import dataclass

from bot.ui.callbacks import Callback


@dataclass(frozen=True, slots=True)
class Back(Callback, prefix="pub.back"):
    """To the question before the one of `state`."""

    form: str
    state: str


@dataclass(frozen=True, slots=True)
class Keep(Callback, prefix="pub.keep"):
    """On with the answer that `state` was given before."""

    form: str
    state: str


@dataclass(frozen=True, slots=True)
class StartOver(Callback, prefix="pub.fresh"):
    """A new form instead of the one that was put aside."""


@dataclass(frozen=True, slots=True)
class ChooseKind(Callback, prefix="pub.kind"):
    form: str
    kind: str


@dataclass(frozen=True, slots=True)
class SkipLink(Callback, prefix="pub.nolink"):
    form: str


@dataclass(frozen=True, slots=True)
class ChooseDay(Callback, prefix="pub.day"):
    """So many days from today; today is 0."""

    form: str
    days: int


@dataclass(frozen=True, slots=True)
class ChooseTerm(Callback, prefix="pub.term"):
    form: str
    days: int


@dataclass(frozen=True, slots=True)
class SkipReason(Callback, prefix="pub.noreason"):
    form: str


@dataclass(frozen=True, slots=True)
class SkipHearing(Callback, prefix="pub.nohearing"):
    """No hearing is fixed."""

    form: str


@dataclass(frozen=True, slots=True)
class ChoosePaper(Callback, prefix="pub.slot"):
    """The next file is a document of this kind."""

    form: str
    kind: str


@dataclass(frozen=True, slots=True)
class DropPaper(Callback, prefix="pub.drop"):
    """Take out a file: its own number in a form, the document's in a draft."""

    form: str
    number: int


@dataclass(frozen=True, slots=True)
class PapersDone(Callback, prefix="pub.files"):
    form: str


@dataclass(frozen=True, slots=True)
class Tick(Callback, prefix="pub.tick"):
    """Tick or untick a topic or place."""

    form: str
    scope: str
    target: str
    page: int


@dataclass(frozen=True, slots=True)
class TickPage(Callback, prefix="pub.page"):
    form: str
    scope: str
    page: int


@dataclass(frozen=True, slots=True)
class TickDone(Callback, prefix="pub.ticked"):
    form: str
    scope: str


@dataclass(frozen=True, slots=True)
class Manage(Callback, prefix="pub.one"):
    """One consultation on the desk; a draft opens as its preview."""

    consultation: int


@dataclass(frozen=True, slots=True)
class Publish(Callback, prefix="pub.go"):
    """Publish a draft as it was looked at: this version of it."""

    consultation: int
    version: int


@dataclass(frozen=True, slots=True)
class ChooseEdit(Callback, prefix="pub.edit"):
    """Which field of a draft to change."""

    consultation: int


@dataclass(frozen=True, slots=True)
class Edit(Callback, prefix="pub.field"):
    consultation: int
    state: str


@dataclass(frozen=True, slots=True)
class AskDiscard(Callback, prefix="pub.ask"):
    consultation: int


@dataclass(frozen=True, slots=True)
class Discard(Callback, prefix="pub.rm"):
    consultation: int


@dataclass(frozen=True, slots=True)
class Change(Callback, prefix="chg"):
    """Begin an act on a published consultation: "extend", "correct", "replace" or "cancel"."""

    act: str
    consultation: int


@dataclass(frozen=True, slots=True)
class ChooseField(Callback, prefix="chg.field"):
    state: str


@dataclass(frozen=True, slots=True)
class ChooseDocument(Callback, prefix="chg.doc"):
    document: int


@dataclass(frozen=True, slots=True)
class AddDays(Callback, prefix="chg.add"):
    days: int


@dataclass(frozen=True, slots=True)
class Confirm(Callback, prefix="chg.ok"):
    """Do what this screen showed; `shown_at` (UTC seconds) tells it from a screen that was left long ago."""

    consultation: int
    shown_at: int
