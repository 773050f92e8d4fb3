"""What the staff's buttons about questionnaires say. Questions travel by their ids: none is taken for another."""

import hashlib
from dataclasses import dataclass

from bot.ui.callbacks import Callback


@dataclass(frozen=True, slots=True)
class New(Callback, prefix="qs.new"):
    """Begin with a title; for what `scope` and `target` name, or with empty ones for everybody."""

    scope: str
    target: str


@dataclass(frozen=True, slots=True)
class Upload(Callback, prefix="qs.yaml"):
    """Hand in YAML."""


@dataclass(frozen=True, slots=True)
class ShowTemplates(Callback, prefix="qs.tpl"):
    pass


@dataclass(frozen=True, slots=True)
class FromTemplate(Callback, prefix="qs.from"):
    template: str


@dataclass(frozen=True, slots=True)
class Give(Callback, prefix="qs.hand"):
    """A template to a forum, a consultation or a body. Two long names do not fit into 64 bytes, so the template's is
    told by its `digest`.
    """

    digest: str
    scope: str
    target: str

    @staticmethod
    def digest_of(slug: str) -> str:
        return hashlib.sha256(slug.encode()).hexdigest()[:6]


@dataclass(frozen=True, slots=True)
class GiveDraft(Callback, prefix="qs.giveq"):
    questionnaire: int
    scope: str
    target: str


@dataclass(frozen=True, slots=True)
class Build(Callback, prefix="qs.b"):
    """A page of the questions."""

    questionnaire: int
    page: int


@dataclass(frozen=True, slots=True)
class Kinds(Callback, prefix="qs.kinds"):
    """Which type the next question is."""

    questionnaire: int


@dataclass(frozen=True, slots=True)
class Add(Callback, prefix="qs.add"):
    questionnaire: int
    type: str


@dataclass(frozen=True, slots=True)
class AddReady(Callback, prefix="qs.ready"):
    questionnaire: int


@dataclass(frozen=True, slots=True)
class Open(Callback, prefix="qs.q"):
    """One question, to be changed."""

    questionnaire: int
    question: str


@dataclass(frozen=True, slots=True)
class Move(Callback, prefix="qs.mv"):
    questionnaire: int
    question: str
    up: bool


@dataclass(frozen=True, slots=True)
class Duplicate(Callback, prefix="qs.dup"):
    questionnaire: int
    question: str


@dataclass(frozen=True, slots=True)
class AskDrop(Callback, prefix="qs.askdel"):
    questionnaire: int
    question: str


@dataclass(frozen=True, slots=True)
class Drop(Callback, prefix="qs.del"):
    questionnaire: int
    question: str


@dataclass(frozen=True, slots=True)
class Background(Callback, prefix="qs.bg"):
    questionnaire: int
    question: str
    on: bool


@dataclass(frozen=True, slots=True)
class Edit(Callback, prefix="qs.ed"):
    """Type something anew: `what` is "title", "days", "wording", "options" or "most"; `question` may be empty."""

    questionnaire: int
    question: str
    what: str
    language: str


@dataclass(frozen=True, slots=True)
class Back(Callback, prefix="qs.back"):
    """To the question before `state` of the form."""

    state: str


@dataclass(frozen=True, slots=True)
class Translate(Callback, prefix="qs.tr"):
    """What can be said in other languages; with an empty `question` of the title."""

    questionnaire: int
    question: str


@dataclass(frozen=True, slots=True)
class Conditions(Callback, prefix="qs.if"):
    """Which earlier question it depends on."""

    questionnaire: int
    question: str


@dataclass(frozen=True, slots=True)
class ConditionOn(Callback, prefix="qs.on"):
    """By which of its answers: `earlier` is the place of that question, from 0."""

    questionnaire: int
    question: str
    earlier: str


@dataclass(frozen=True, slots=True)
class Value(Callback, prefix="qs.val"):
    questionnaire: int
    question: str
    earlier: str
    code: str


@dataclass(frozen=True, slots=True)
class NoCondition(Callback, prefix="qs.noif"):
    questionnaire: int
    question: str


@dataclass(frozen=True, slots=True)
class Try(Callback, prefix="qs.try"):
    """The question at a place as participants see it."""

    questionnaire: int
    place: int


@dataclass(frozen=True, slots=True)
class Anonymous(Callback, prefix="qs.anon"):
    questionnaire: int
    on: bool


@dataclass(frozen=True, slots=True)
class ForWhom(Callback, prefix="qs.for"):
    questionnaire: int


@dataclass(frozen=True, slots=True)
class Scope(Callback, prefix="qs.scope"):
    """What there is of a kind: "forum", "consultation", "body", "topic", "place"; "all" chooses everybody."""

    questionnaire: int
    scope: str
    page: int


@dataclass(frozen=True, slots=True)
class Choose(Callback, prefix="qs.pick"):
    """One of them; topics and places are ticked, the others chosen."""

    questionnaire: int
    scope: str
    target: str


@dataclass(frozen=True, slots=True)
class Ask(Callback, prefix="qs.ask"):
    """Whether to "publish", "close" or "withdraw"."""

    questionnaire: int
    act: str


@dataclass(frozen=True, slots=True)
class Do(Callback, prefix="qs.do"):
    """After the last look; `revision` is what was looked at."""

    questionnaire: int
    act: str
    revision: int


@dataclass(frozen=True, slots=True)
class ShowResults(Callback, prefix="qs.res"):
    """A question a page."""

    questionnaire: int
    page: int


@dataclass(frozen=True, slots=True)
class ShowGroups(Callback, prefix="qs.grp"):
    """A question by the answers to one about people: `by` is its place among those."""

    questionnaire: int
    question: str
    by: int


@dataclass(frozen=True, slots=True)
class GetResults(Callback, prefix="qs.file"):
    questionnaire: int
    format: str


@dataclass(frozen=True, slots=True)
class ShowTrend(Callback, prefix="qs.trend"):
    questionnaire: int


@dataclass(frozen=True, slots=True)
class ShowTexts(Callback, prefix="qs.txt"):
    questionnaire: int
    question: str
    page: int


@dataclass(frozen=True, slots=True)
class AskProposal(Callback, prefix="qs.askidea"):
    """`text` is its random id."""

    questionnaire: int
    text: str


@dataclass(frozen=True, slots=True)
class MakeProposal(Callback, prefix="qs.idea"):
    questionnaire: int
    text: str
