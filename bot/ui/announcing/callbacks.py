"""What the staff's buttons about writing announcements say. `place` of a button under an announcement counts from 0."""

from dataclasses import dataclass

from bot.ui.callbacks import Callback


@dataclass(frozen=True, slots=True)
class New(Callback, prefix="an.w.new"):
    pass


@dataclass(frozen=True, slots=True)
class Repeat(Callback, prefix="an.w.again"):
    """A draft of what was sent last."""


@dataclass(frozen=True, slots=True)
class Duplicate(Callback, prefix="an.w.copy"):
    """A draft that says the same: also of a template."""

    announcement: int


@dataclass(frozen=True, slots=True)
class SaveTemplate(Callback, prefix="an.w.keep"):
    announcement: int


@dataclass(frozen=True, slots=True)
class AskDrop(Callback, prefix="an.w.askdel"):
    announcement: int


@dataclass(frozen=True, slots=True)
class Drop(Callback, prefix="an.w.del"):
    announcement: int


@dataclass(frozen=True, slots=True)
class Write(Callback, prefix="an.w.text"):
    """Say it in a language, or say it anew."""

    announcement: int
    language: str


@dataclass(frozen=True, slots=True)
class WriteIn(Callback, prefix="an.w.in"):
    """What is about to be written is in this language."""

    language: str


@dataclass(frozen=True, slots=True)
class Use(Callback, prefix="an.w.use"):
    """What becomes of a second message: "replace" the first, "append" to it, or "ignore"."""

    how: str


@dataclass(frozen=True, slots=True)
class Back(Callback, prefix="an.w.back"):
    """From what is asked in `state` to where the form was begun."""

    state: str


@dataclass(frozen=True, slots=True)
class Languages(Callback, prefix="an.w.langs"):
    announcement: int


@dataclass(frozen=True, slots=True)
class ShowLanguage(Callback, prefix="an.w.lang"):
    announcement: int
    language: str


@dataclass(frozen=True, slots=True)
class DropText(Callback, prefix="an.w.untext"):
    announcement: int
    language: str


@dataclass(frozen=True, slots=True)
class PutFirst(Callback, prefix="an.w.first"):
    """It is shown to whoever's own language was not written."""

    announcement: int
    language: str


@dataclass(frozen=True, slots=True)
class Rename(Callback, prefix="an.w.rename"):
    """The first text is in this language."""

    announcement: int
    language: str


@dataclass(frozen=True, slots=True)
class Buttons(Callback, prefix="an.w.btns"):
    announcement: int


@dataclass(frozen=True, slots=True)
class ShowButton(Callback, prefix="an.w.btn"):
    announcement: int
    place: int


@dataclass(frozen=True, slots=True)
class AddLink(Callback, prefix="an.w.link"):
    announcement: int


@dataclass(frozen=True, slots=True)
class Pick(Callback, prefix="an.w.pick"):
    """What a button may lead to: "consultation", "forum", "questionnaire" or "body"."""

    announcement: int
    kind: str
    page: int


@dataclass(frozen=True, slots=True)
class AddAction(Callback, prefix="an.w.act"):
    """As `Pick`, or "home", with an empty value."""

    announcement: int
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class MoveButton(Callback, prefix="an.w.up"):
    announcement: int
    place: int


@dataclass(frozen=True, slots=True)
class DropButton(Callback, prefix="an.w.rm"):
    announcement: int
    place: int


@dataclass(frozen=True, slots=True)
class Labels(Callback, prefix="an.w.labels"):
    """Type what a button says, in several languages."""

    announcement: int
    place: int


@dataclass(frozen=True, slots=True)
class DropSubject(Callback, prefix="an.w.about"):
    announcement: int


@dataclass(frozen=True, slots=True)
class Preview(Callback, prefix="an.w.see"):
    """How it arrives; `place` is whose name is put in, empty for nobody's."""

    announcement: int
    place: str


@dataclass(frozen=True, slots=True)
class ShowCopy(Callback, prefix="an.w.show"):
    """As it arrives at somebody of this language and place."""

    announcement: int
    language: str
    place: str


@dataclass(frozen=True, slots=True)
class Places(Callback, prefix="an.w.places"):
    announcement: int
    page: int


@dataclass(frozen=True, slots=True)
class Test(Callback, prefix="an.w.test"):
    """As it would arrive at oneself."""

    announcement: int
    place: str
