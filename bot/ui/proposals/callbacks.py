"""What the citizens' buttons say. Those of FORM belong to the form "say" and mean nothing outside it."""

from dataclasses import dataclass

from bot.ui.callbacks import Callback


@dataclass(frozen=True, slots=True)
class Begin(Callback, prefix="say.begin"):
    """A new one of a kind: "statement", "formal" or "idea"; about a consultation, or with 0 about none."""

    kind: str
    consultation: int


@dataclass(frozen=True, slots=True)
class Fresh(Callback, prefix="say.fresh"):
    """The same in place of the one that was put aside, which goes.

    `what` is a kind, "" for choosing it, "typed" for what the message that is answered says, or "amend" for changing
    the proposal of this `number`; of a kind `number` is the consultation.
    """

    what: str
    number: int


@dataclass(frozen=True, slots=True)
class KeepTyped(Callback, prefix="say.keep"):
    """What the message that is answered says is the beginning of a proposal."""


@dataclass(frozen=True, slots=True)
class Difference(Callback, prefix="say.what"):
    """What parts one kind from another."""


@dataclass(frozen=True, slots=True)
class ChooseKind(Callback, prefix="say.kind"):
    kind: str


@dataclass(frozen=True, slots=True)
class WhichPage(Callback, prefix="say.which"):
    """A page of the consultations that are open."""

    page: int


@dataclass(frozen=True, slots=True)
class ChooseConsultation(Callback, prefix="say.on"):
    consultation: int


@dataclass(frozen=True, slots=True)
class ChooseSection(Callback, prefix="say.part"):
    section: int


@dataclass(frozen=True, slots=True)
class SectionPage(Callback, prefix="say.parts"):
    page: int


@dataclass(frozen=True, slots=True)
class WholeDraft(Callback, prefix="say.whole"):
    pass


@dataclass(frozen=True, slots=True)
class Skip(Callback, prefix="say.skip"):
    """Leave the question of `state` without an answer."""

    state: str


@dataclass(frozen=True, slots=True)
class Keep(Callback, prefix="say.same"):
    """On with the answer that `state` was given before."""

    state: str


@dataclass(frozen=True, slots=True)
class Back(Callback, prefix="say.back"):
    """To the question before the one of `state`."""

    state: str


@dataclass(frozen=True, slots=True)
class ChooseStance(Callback, prefix="say.stance"):
    stance: str


@dataclass(frozen=True, slots=True)
class TextDone(Callback, prefix="say.done"):
    pass


@dataclass(frozen=True, slots=True)
class DropLast(Callback, prefix="say.less"):
    """Take out the last message of the text."""


@dataclass(frozen=True, slots=True)
class ClearText(Callback, prefix="say.clear"):
    """Begin the text anew."""


@dataclass(frozen=True, slots=True)
class Example(Callback, prefix="say.example"):
    pass


@dataclass(frozen=True, slots=True)
class DropFile(Callback, prefix="say.drop"):
    file: int


@dataclass(frozen=True, slots=True)
class FilesDone(Callback, prefix="say.files"):
    pass


@dataclass(frozen=True, slots=True)
class UseName(Callback, prefix="say.name"):
    """The name that Telegram knows is to be shown."""


@dataclass(frozen=True, slots=True)
class AnswerBy(Callback, prefix="say.by"):
    """Where the answer to a formal proposal goes: "here", "email" or "address"."""

    way: str


@dataclass(frozen=True, slots=True)
class GoOn(Callback, prefix="say.on.as"):
    """It is a proposal all the same."""


@dataclass(frozen=True, slots=True)
class HideData(Callback, prefix="say.hide"):
    """Black out what leads to a person."""


@dataclass(frozen=True, slots=True)
class LeaveData(Callback, prefix="say.leave"):
    pass


@dataclass(frozen=True, slots=True)
class SeeSimilar(Callback, prefix="say.like"):
    proposal: int


@dataclass(frozen=True, slots=True)
class SupportInstead(Callback, prefix="say.instead"):
    proposal: int


@dataclass(frozen=True, slots=True)
class GoOnWithMine(Callback, prefix="say.mine"):
    pass


@dataclass(frozen=True, slots=True)
class ChooseField(Callback, prefix="say.edit"):
    """What of the draft to change."""


@dataclass(frozen=True, slots=True)
class EditField(Callback, prefix="say.field"):
    state: str


@dataclass(frozen=True, slots=True)
class AsKind(Callback, prefix="say.as"):
    """The draft whose term has ended becomes one of another kind."""

    kind: str


@dataclass(frozen=True, slots=True)
class Send(Callback, prefix="say.send"):
    """Send what this screen showed. `token` makes it once only; `shown` is the mark of what was seen."""

    token: str
    shown: int


@dataclass(frozen=True, slots=True)
class SaveChange(Callback, prefix="say.save"):
    """Put what this screen showed in the place of what was sent."""

    proposal: int
    shown: int


FORM: tuple[type[Callback], ...] = (
    *(Difference, ChooseKind, WhichPage, ChooseConsultation, ChooseSection, SectionPage, WholeDraft, Skip, Keep, Back),
    *(ChooseStance, TextDone, DropLast, ClearText, Example, DropFile, FilesDone, UseName, AnswerBy, GoOn, HideData),
    *(LeaveData, SeeSimilar, SupportInstead, GoOnWithMine, ChooseField, EditField, AsKind),
)


# -- what was sent -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Amend(Callback, prefix="say.change"):
    proposal: int


@dataclass(frozen=True, slots=True)
class AskWithdraw(Callback, prefix="say.ask"):
    proposal: int


@dataclass(frozen=True, slots=True)
class Withdraw(Callback, prefix="say.recall"):
    proposal: int


@dataclass(frozen=True, slots=True)
class AskReview(Callback, prefix="say.review"):
    """Another moderator is to look at one that is hidden."""

    proposal: int


@dataclass(frozen=True, slots=True)
class ShowVersions(Callback, prefix="say.old"):
    """What one's own said before it was changed; `version` counts from 0."""

    proposal: int
    version: int


@dataclass(frozen=True, slots=True)
class ShowThread(Callback, prefix="say.thread"):
    proposal: int


@dataclass(frozen=True, slots=True)
class ShowFiles(Callback, prefix="say.sent"):
    """One's own files, sent once more."""

    proposal: int


@dataclass(frozen=True, slots=True)
class ShowWhole(Callback, prefix="p.whole"):
    """The whole of a text that did not fit on its card."""

    proposal: int


@dataclass(frozen=True, slots=True)
class Reply(Callback, prefix="say.reply"):
    """Write to the staff about one's own."""

    proposal: int


@dataclass(frozen=True, slots=True)
class Complete(Callback, prefix="say.more"):
    """Say what a formal proposal lacks."""

    proposal: int


@dataclass(frozen=True, slots=True)
class AskCode(Callback, prefix="say.code"):
    """Open an idea by its number and code."""


# -- the register ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Support(Callback, prefix="p.yes"):
    proposal: int
    on: bool


@dataclass(frozen=True, slots=True)
class ShareProposal(Callback, prefix="p.share"):
    proposal: int


@dataclass(frozen=True, slots=True)
class AskWords(Callback, prefix="p.ask"):
    """Search the register: for which words?"""


@dataclass(frozen=True, slots=True)
class FoundPage(Callback, prefix="p.found"):
    """A page of what was found by the words of the message that is answered."""

    page: int
