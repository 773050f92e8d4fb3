"""A new consultation, question by question, to a draft that can be looked at."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from telegram import Update

from bot.domain.consultations import ConsultationKind, DocumentKind
from bot.domain.ids import PlaceId, TopicId
from bot.domain.participation import USUAL_FORMS, Hearing, Participation, names_forms, needs_hearing
from bot.domain.staff import Action
from bot.domain.term import FULL_TERM_DAYS
from bot.gateway.context import Context, Handler, pressed
from bot.gateway.conversation import END, Conversation, save_draft
from bot.gateway.doors import Door
from bot.gateway.hearing import heard, of_the_form
from bot.services import publishing
from bot.services.publishing import Paper, Plan
from bot.ui.callbacks import Callback
from bot.ui.desks import GoPublish
from bot.ui.publishing import callbacks as buttons
from bot.ui.publishing import questions
from bot.ui.publishing.questions import Frame
from handlers.publishing.base import Subject
from handlers.publishing.desk import show_preview
from handlers.publishing.fields import Fields
from storage.files import FileId

STEPS = ("title", "kind", "summary", "link", "date", "term", "papers", "topics", "places")
BETWEEN = "papers"
"""Before this step come the questions that only some answers lead to; they are counted to the step before."""
ANSWERED = ("title", "kind", "summary", "link", "date", "term", "reason", "hearing", "venue")
"""Questions whose answer, once given, can be kept when one comes by again."""


class Form(Fields):
    name = "publish"
    form = "p"

    # -- what is asked -----------------------------------------------------------------------------------------

    async def subject(self, context: Context) -> Subject:
        values = self.values(context)
        return Subject(
            kind=ConsultationKind(values.get("kind", ConsultationKind.other)),
            published_on=date.fromisoformat(values["date"]) if "date" in values else context.turn.today,
            term_days=values.get("term", FULL_TERM_DAYS),
        )

    def frame(self, context: Context, state: str) -> Frame:
        step = STEPS.index(state) + 1 if state in STEPS else STEPS.index(BETWEEN)
        keep = state in ANSWERED and state in self.values(context)
        return Frame(self.form, state, step, len(STEPS), keep=keep)

    # -- what becomes of an answer -----------------------------------------------------------------------------

    async def take(self, context: Context, state: str, value: Any) -> str | None:
        if state != "papers":
            self.keep(context, **{state: value.isoformat() if isinstance(value, date) else value})
        return await self._after(context, state)

    async def _after(self, context: Context, state: str) -> str | None:
        values = self.values(context)
        way = _way(values)
        if state != way[-1]:
            return way[way.index(state) + 1]
        consultation = await publishing.prepare(context.turn, self._plan(values))
        await show_preview(context, consultation.id)
        return END

    def _plan(self, values: Mapping[str, Any]) -> Plan:
        short, named = values["term"] < FULL_TERM_DAYS, names_forms(ConsultationKind(values["kind"]))
        return Plan(
            title=values["title"],
            kind=ConsultationKind(values["kind"]),
            summary=values["summary"],
            url=values["link"],
            published_on=date.fromisoformat(values["date"]),
            term_days=values["term"],
            reason=values.get("reason") if short else None,
            topics=tuple(TopicId(topic) for topic in values.get("topics") or ()),
            places=tuple(PlaceId(place) for place in values.get("places") or ()),
            papers=tuple(_papers(values)),
            participation=tuple(Participation(form) for form in values.get("participation") or ()) if named else (),
            hearing=_hearing(values),
        )

    async def back(self, update: Update, context: Context) -> str | None:
        """To the question before; from an old screen to the present one."""
        here = self.here(context)
        if here is None or here != context.choice(buttons.Back).state:
            return here
        way = _way(self.values(context))
        return way[max(way.index(here) - 1, 0)] if here in way else BETWEEN

    async def keep_answer(self, update: Update, context: Context) -> str | None:
        """On with the answer given before; from an old screen to the present question."""
        here = self.here(context)
        if here is None or here != context.choice(buttons.Keep).state or here not in self.values(context):
            return here
        if here == "term":
            return await self._term(context, self.values(context)["term"])  # its day may have been changed
        return await self._after(context, here)

    # -- files -------------------------------------------------------------------------------------------------

    async def papers(self, context: Context) -> list[Paper]:
        return await publishing.still_there(context.turn, _papers(self.values(context)))

    async def add_paper(self, context: Context, paper: Paper) -> None:
        several = paper.kind is DocumentKind.other
        others = [one for one in await self.papers(context) if several or one.kind is not paper.kind]
        self.keep(context, papers=[[one.kind.value, one.file, one.name] for one in (*others, paper)])

    async def drop_paper(self, context: Context, number: int) -> None:
        left = [one for one in await self.papers(context) if one.file != number]
        self.keep(context, papers=[[one.kind.value, one.file, one.name] for one in left])

    # -- the conversation --------------------------------------------------------------------------------------

    async def begin(self, context: Context, choice: GoPublish) -> None:
        """A form that was put aside is not lost by beginning another: that is asked."""
        context.turn.require(Action.consultation_prepare)
        values = self.values(context)
        if values:
            screen = questions.unfinished(context.t, conversation=self.name, title=values.get("title"))
            context.show(screen)
        else:
            await self._start(context)

    async def start_over(self, update: Update, context: Context) -> None:
        context.turn.require(Action.consultation_prepare)
        await self._start(context)

    async def _start(self, context: Context) -> None:
        begun = {"begun": context.turn.today.isoformat(), "participation": [*USUAL_FORMS]}
        save_draft(context, self.name, begun, state="title")
        context.show(questions.title(context.t, self.frame(context, "title")))

    def conversation(self) -> Conversation:
        return Conversation(
            self.name,
            entry_points=of_the_form(buttons, self.form, self.old),
            states=self.states(),
            questions=self.questions(),
            fallbacks=[heard(buttons.Back, self.back, self.form), heard(buttons.Keep, self.keep_answer, self.form)],
        )


def _way(values: Mapping[str, Any]) -> list[str]:
    """The questions of this consultation in order, as far as its answers tell."""
    kind, forms = ConsultationKind(values.get("kind", ConsultationKind.other)), values.get("participation") or ()
    between = []
    if values.get("term", FULL_TERM_DAYS) < FULL_TERM_DAYS:
        between.append("reason")
    if names_forms(kind):
        between.append("participation")
    if needs_hearing(kind, forms):
        between.append("hearing")
        if values.get("hearing") is not None:
            between.append("venue")
    at = STEPS.index(BETWEEN)
    return [*STEPS[:at], *between, *STEPS[at:]]


def _hearing(values: Mapping[str, Any]) -> Hearing | None:
    if "venue" not in _way(values):
        return None
    return Hearing(starts_at=datetime.fromisoformat(values["hearing"]), place=values["venue"])


def _papers(values: Mapping[str, Any]) -> list[Paper]:
    return [Paper(DocumentKind(kind), FileId(file), name) for kind, file, name in values.get("papers") or []]


FORM = Form()
DOORS: dict[type[Callback], Door] = {GoPublish: FORM.begin}


def handlers() -> list[Handler]:
    return [pressed(buttons.StartOver, FORM.start_over)]
