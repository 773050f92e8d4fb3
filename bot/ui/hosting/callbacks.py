"""What the buttons of those who hold forums say. `form` names the form a button belongs to: two ask the same."""

from dataclasses import dataclass

from bot.ui.callbacks import Callback


@dataclass(frozen=True, slots=True)
class Back(Callback, prefix="h.back"):
    """To the question before the one of `state`."""

    form: str
    state: str


@dataclass(frozen=True, slots=True)
class Keep(Callback, prefix="h.keep"):
    """On with the answer that `state` was given before."""

    form: str
    state: str


@dataclass(frozen=True, slots=True)
class Pick(Callback, prefix="h.pick"):
    """An answer that is chosen: what it is depends on the question; empty for none."""

    form: str
    state: str
    value: str


@dataclass(frozen=True, slots=True)
class TurnPage(Callback, prefix="h.page"):
    """Of what can be chosen."""

    form: str
    state: str
    page: int


@dataclass(frozen=True, slots=True)
class NewForum(Callback, prefix="h.new"):
    """Prepare one."""


@dataclass(frozen=True, slots=True)
class StartOver(Callback, prefix="h.fresh"):
    """A new form instead of the one that was put aside."""


@dataclass(frozen=True, slots=True)
class ChooseEdit(Callback, prefix="h.fields"):
    """Which field to change."""

    forum: int


@dataclass(frozen=True, slots=True)
class Edit(Callback, prefix="h.edit"):
    """Change one field; `state` as in the form."""

    forum: int
    state: str


@dataclass(frozen=True, slots=True)
class Apply(Callback, prefix="h.apply"):
    """Yes to a change, or to calling it off, that was shown at `shown_at` (epoch seconds)."""

    form: str
    forum: int
    shown_at: int


@dataclass(frozen=True, slots=True)
class OpenForum(Callback, prefix="h.open"):
    """Let people register for the `version` that was looked at."""

    forum: int
    version: int


@dataclass(frozen=True, slots=True)
class TakeRegistrations(Callback, prefix="h.reg"):
    """With `on` 0 nobody new gets a seat, until it is opened again."""

    forum: int
    on: bool


@dataclass(frozen=True, slots=True)
class AskDiscard(Callback, prefix="h.drop"):
    forum: int


@dataclass(frozen=True, slots=True)
class Discard(Callback, prefix="h.drop.yes"):
    forum: int


@dataclass(frozen=True, slots=True)
class CallOff(Callback, prefix="h.off"):
    forum: int


@dataclass(frozen=True, slots=True)
class SumUp(Callback, prefix="h.sum"):
    forum: int


@dataclass(frozen=True, slots=True)
class ShowPapers(Callback, prefix="h.docs"):
    forum: int


@dataclass(frozen=True, slots=True)
class AddPaper(Callback, prefix="h.doc.add"):
    """`kind` as in `PaperKind`."""

    forum: int
    kind: str


@dataclass(frozen=True, slots=True)
class DropPaper(Callback, prefix="h.doc.drop"):
    forum: int
    paper: int


@dataclass(frozen=True, slots=True)
class ShowList(Callback, prefix="h.list"):
    """Those with a seat; with `absent` only who is not here yet."""

    forum: int
    page: int
    absent: bool


@dataclass(frozen=True, slots=True)
class Tick(Callback, prefix="h.tick"):
    """They are here, or with `on` 0 they are not; then the same page of the list."""

    registration: int
    on: bool
    page: int
    absent: bool


@dataclass(frozen=True, slots=True)
class ShowRow(Callback, prefix="h.row"):
    """One of the list, with what may be done."""

    registration: int


@dataclass(frozen=True, slots=True)
class Strike(Callback, prefix="h.strike"):
    """Take them off the list; not `sure` asks first."""

    registration: int
    sure: bool


@dataclass(frozen=True, slots=True)
class Find(Callback, prefix="h.find"):
    forum: int


@dataclass(frozen=True, slots=True)
class WalkIn(Callback, prefix="h.guest"):
    """Somebody came who is not on the list."""

    forum: int


@dataclass(frozen=True, slots=True)
class Nameless(Callback, prefix="h.guest.no"):
    """They give no name."""

    forum: int


@dataclass(frozen=True, slots=True)
class TakeList(Callback, prefix="h.file"):
    """The whole list as a file; `format` is "csv" or "xlsx"."""

    forum: int
    format: str


@dataclass(frozen=True, slots=True)
class OpenDoor(Callback, prefix="h.door"):
    """Show the code of the door in this message."""

    forum: int


@dataclass(frozen=True, slots=True)
class NewCode(Callback, prefix="h.door.new"):
    forum: int


@dataclass(frozen=True, slots=True)
class ShutDoor(Callback, prefix="h.door.shut"):
    forum: int


@dataclass(frozen=True, slots=True)
class Certify(Callback, prefix="h.cert"):
    """Make the certificate for the name that was shown."""

    forum: int
