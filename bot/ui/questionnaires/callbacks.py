"""What the buttons of answering say. `question` is where they were shown: a button of another one changes nothing."""

from dataclasses import dataclass

from bot.ui.callbacks import Callback


@dataclass(frozen=True, slots=True)
class Begin(Callback, prefix="qn.go"):
    """Also to change what was answered, where it is not anonymous."""

    questionnaire: int


@dataclass(frozen=True, slots=True)
class Restart(Callback, prefix="qn.new"):
    """Begin this one, and drop whatever was begun before."""

    questionnaire: int


@dataclass(frozen=True, slots=True)
class Later(Callback, prefix="qn.later"):
    questionnaire: int


@dataclass(frozen=True, slots=True)
class Decline(Callback, prefix="qn.no"):
    """They would rather not answer, and are not reminded."""

    questionnaire: int


@dataclass(frozen=True, slots=True)
class DropAnswers(Callback, prefix="qn.drop"):
    """Delete what was answered so far."""

    questionnaire: int


@dataclass(frozen=True, slots=True)
class Answer(Callback, prefix="qn.a"):
    """`code` as in `bot.domain.ballots`: of an option or a value, that they cannot say, or that it is skipped."""

    questionnaire: int
    question: str
    code: str


@dataclass(frozen=True, slots=True)
class Toggle(Callback, prefix="qn.t"):
    """Tick or untick one of several."""

    questionnaire: int
    question: str
    code: str


@dataclass(frozen=True, slots=True)
class GoOn(Callback, prefix="qn.on"):
    """On with the answer that is there: what is ticked, or what was given before."""

    questionnaire: int
    question: str


@dataclass(frozen=True, slots=True)
class Back(Callback, prefix="qn.back"):
    """To the question before; from the end, where `question` is empty, to the last one."""

    questionnaire: int
    question: str


@dataclass(frozen=True, slots=True)
class Review(Callback, prefix="qn.look"):
    """A page of all that was answered."""

    questionnaire: int
    page: int


@dataclass(frozen=True, slots=True)
class Change(Callback, prefix="qn.fix"):
    """Answer one question anew and come back."""

    questionnaire: int
    question: str


@dataclass(frozen=True, slots=True)
class ToTheEnd(Callback, prefix="qn.end"):
    """From the review to sending."""

    questionnaire: int


@dataclass(frozen=True, slots=True)
class Send(Callback, prefix="qn.send"):
    questionnaire: int


@dataclass(frozen=True, slots=True)
class WishResults(Callback, prefix="qn.wish"):
    """Whether to be told when the results are out."""

    questionnaire: int
    on: bool
