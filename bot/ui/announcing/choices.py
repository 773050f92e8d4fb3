"""Buttons of choosing for whom, deciding and watching. `version` is of the announcement as it was shown."""

from dataclasses import dataclass

from bot.ui.callbacks import Callback

# -- for whom ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AddCondition(Callback, prefix="an.d.add"):
    """`how` it joins: "and", "or", or "not" (and not)."""

    announcement: int
    how: str


@dataclass(frozen=True, slots=True)
class PickKind(Callback, prefix="an.d.kind"):
    """`trait` is one of `bot.domain.audiences.Trait`."""

    announcement: int
    how: str
    trait: str
    page: int


@dataclass(frozen=True, slots=True)
class PickValue(Callback, prefix="an.d.pick"):
    announcement: int
    how: str
    trait: str
    value: str


@dataclass(frozen=True, slots=True)
class ShowConditions(Callback, prefix="an.d.list"):
    """To drop one."""

    announcement: int


@dataclass(frozen=True, slots=True)
class DropCondition(Callback, prefix="an.d.drop"):
    """`index` counts from 0 over all groups, of the audience as it was in this version."""

    announcement: int
    version: int
    index: int


@dataclass(frozen=True, slots=True)
class ClearAudience(Callback, prefix="an.d.clear"):
    announcement: int
    version: int


@dataclass(frozen=True, slots=True)
class SaveAudience(Callback, prefix="an.d.save"):
    """Asks for its name."""

    announcement: int


@dataclass(frozen=True, slots=True)
class ShowSaved(Callback, prefix="an.d.saved"):
    announcement: int
    page: int


@dataclass(frozen=True, slots=True)
class UseSaved(Callback, prefix="an.d.use"):
    announcement: int
    saved: int


@dataclass(frozen=True, slots=True)
class AskForget(Callback, prefix="an.d.forget.ask"):
    """A saved audience: looked at, to be used or forgotten."""

    announcement: int
    saved: int


@dataclass(frozen=True, slots=True)
class ForgetSaved(Callback, prefix="an.d.forget"):
    announcement: int
    saved: int


@dataclass(frozen=True, slots=True)
class ShowPosts(Callback, prefix="an.d.posts"):
    """Groups and channels where it may be posted as well."""

    announcement: int
    page: int


@dataclass(frozen=True, slots=True)
class PostIn(Callback, prefix="an.d.post"):
    announcement: int
    chat: int
    on: bool
    page: int


# -- deciding ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ShowTimes(Callback, prefix="an.d.when"):
    announcement: int


@dataclass(frozen=True, slots=True)
class LeaveAt(Callback, prefix="an.d.at"):
    """`at` is "now", "evening", "tomorrow", or "typed", which asks."""

    announcement: int
    version: int
    at: str


@dataclass(frozen=True, slots=True)
class AskEmergency(Callback, prefix="an.d.emg.ask"):
    announcement: int


@dataclass(frozen=True, slots=True)
class MarkEmergency(Callback, prefix="an.d.emg"):
    announcement: int
    version: int
    on: bool


@dataclass(frozen=True, slots=True)
class RequestApproval(Callback, prefix="an.d.req"):
    announcement: int
    version: int


@dataclass(frozen=True, slots=True)
class AskSend(Callback, prefix="an.d.send.ask"):
    """The first tap: on one's own decision, or to approve a colleague's."""

    announcement: int


@dataclass(frozen=True, slots=True)
class SendNow(Callback, prefix="an.d.send"):
    """The second tap. `count` are the recipients it named."""

    announcement: int
    version: int
    count: int


@dataclass(frozen=True, slots=True)
class SeeCopy(Callback, prefix="an.d.see"):
    """As whoever reads this language gets it."""

    announcement: int
    language: str


@dataclass(frozen=True, slots=True)
class ReturnWithNote(Callback, prefix="an.d.back"):
    """Asks for the note."""

    announcement: int
    version: int


@dataclass(frozen=True, slots=True)
class TakeBack(Callback, prefix="an.d.take"):
    announcement: int
    version: int


# -- under way ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Hold(Callback, prefix="an.d.hold"):
    announcement: int


@dataclass(frozen=True, slots=True)
class GoOn(Callback, prefix="an.d.on"):
    announcement: int


@dataclass(frozen=True, slots=True)
class AskStop(Callback, prefix="an.d.stop.ask"):
    announcement: int


@dataclass(frozen=True, slots=True)
class StopRest(Callback, prefix="an.d.stop"):
    announcement: int


@dataclass(frozen=True, slots=True)
class TryFailed(Callback, prefix="an.d.again"):
    announcement: int


@dataclass(frozen=True, slots=True)
class GetReport(Callback, prefix="an.d.file"):
    """`format` is "picture" or "xlsx"."""

    announcement: int
    format: str


# -- afterwards --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ShowCorrecting(Callback, prefix="an.d.fix"):
    """Which language is to be corrected."""

    announcement: int


@dataclass(frozen=True, slots=True)
class CorrectIn(Callback, prefix="an.d.fix.in"):
    """Asks for the new text."""

    announcement: int
    language: str


@dataclass(frozen=True, slots=True)
class AskCorrect(Callback, prefix="an.d.fix.ask"):
    """The first tap, under the new text."""

    announcement: int


@dataclass(frozen=True, slots=True)
class Correct(Callback, prefix="an.d.fix.do"):
    announcement: int
    version: int


@dataclass(frozen=True, slots=True)
class AskRecall(Callback, prefix="an.d.rec.ask"):
    announcement: int


@dataclass(frozen=True, slots=True)
class Recall(Callback, prefix="an.d.rec"):
    announcement: int
    version: int
