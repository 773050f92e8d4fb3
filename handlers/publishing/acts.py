"""Acts on what is published: what exactly, why, a last look, and then the act."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import partial
from typing import Any

from telegram import Update

from bot.domain.consultations import Consultation
from bot.domain.errors import NotFound, WrongState
from bot.domain.participation import Hearing, Participation
from bot.domain.term import FULL_TERM_DAYS
from bot.domain.typed import FILE_AT_MOST_MB, read_term, typed_reason
from bot.gateway.context import Context, Handler, pressed
from bot.gateway.conversation import END, Question
from bot.gateway.hearing import anything, sent_file, typed
from bot.services import publishing, towns
from bot.services.publishing import RESTARTING, Paper
from bot.ui.callbacks import BadCallback
from bot.ui.desks import GoManaged
from bot.ui.participation import in_a_line, listed
from bot.ui.publishing import callbacks as buttons
from bot.ui.publishing import changing as screens
from handlers.publishing.desk import show_desk
from handlers.publishing.fields import Fields
from handlers.publishing.files import upload
from storage.consultations import StaleVersion
from storage.files import FileId

RECORD = {
    "title": "title",
    "kind": "kind",
    "summary": "summary",
    "link": "url",
    "date": "published_on",
    "term": "term_days",
    "reason": "short_term_reason",
    "participation": "participation",
    "hearing": "hearing",
    "topics": "topics",
    "places": "places",
}
"""What each question is called in the record."""


def way_to(state: str, way: Sequence[str]) -> list[str]:
    """The questions that led to this one, itself the last; one that comes by again is where they lead."""
    return [*(way[: way.index(state)] if state in way else way), state]


def _as_recorded(state: str, value: Any) -> Any:
    """What a draft of the form keeps, as the record has it."""
    match state:
        case "topics" | "places":
            return tuple(value)
        case "participation":
            return tuple(Participation(form) for form in value)
        case "hearing":
            return Hearing.model_validate(value)
        case _:
            return value


class Acts(Fields):
    """The draft of the form: `act`, `number` of the consultation, the `way` of questions, and the answers so far."""

    def states(self) -> dict[str, Sequence[Handler]]:
        pressing = anything(self.want_button)
        return {
            **super().states(),
            "field": [pressed(buttons.ChooseField, self.choose_field), pressing],
            "extend": [typed(self.read_extend), pressed(buttons.AddDays, self.add_days), anything(self.want_text)],
            "document": [pressed(buttons.ChooseDocument, self.choose_document), pressing],
            "file": [sent_file(self.read_version), anything(self.want_file)],
            "why": [typed(self.read_why), anything(self.want_text)],
            "confirm": [pressed(buttons.Confirm, self.confirm), pressing],
        }

    def questions(self) -> dict[str, Question]:
        asked: dict[str, Question] = {
            **super().questions(),
            "field": self.ask_field,
            "extend": self.ask_extend,
            "document": self.ask_document,
            "file": self.ask_file,
            "why": self.ask_why,
            "confirm": self.ask_confirm,
        }
        return {state: partial(self._ask, state=state, ask=ask) for state, ask in asked.items()}

    async def _ask(self, update: Update, context: Context, *, state: str, ask: Question) -> None:
        """The way to this question is kept, so that one can go back on it."""
        self.keep(context, way=way_to(state, self.values(context).get("way") or ()))
        try:
            await ask(update, context)
        except (NotFound, WrongState):
            await self.gone(context)

    async def gone(self, context: Context) -> None:
        """A form whose consultation went another way meanwhile has nothing left to ask."""
        context.exchange.end(self.name)
        context.answer(context.t.plain("publishing.changed_meanwhile"), alert=True)
        await show_desk(context, GoManaged(0))

    async def consultation(self, context: Context) -> Consultation:
        values = self.values(context)
        if values.get("act") == "edit":
            return await publishing.draft(context.turn, values["number"])
        return await publishing.changeable(context.turn, values["number"])

    async def check_restart(self, context: Context) -> publishing.Restart:
        values = self.values(context)
        return await publishing.check_restart(
            context.turn,
            values["number"],
            values["document"],
            published_on=date.fromisoformat(values["date"]) if "date" in values else context.turn.today,
            term_days=values.get("term", FULL_TERM_DAYS),
            short_reason=values.get("reason"),
        )

    # -- which field, how much longer, which document ----------------------------------------------------------

    async def ask_field(self, update: Update, context: Context) -> None:
        context.show(screens.which_field(context.t, self.frame(context, "field"), await self.consultation(context)))

    async def choose_field(self, update: Update, context: Context) -> str | None:
        state = context.choice(buttons.ChooseField).state
        if state not in screens.CORRECTABLE:
            raise BadCallback()
        return state

    async def ask_extend(self, update: Update, context: Context) -> None:
        context.show(screens.how_long(context.t, self.frame(context, "extend"), await self.consultation(context)))

    async def read_extend(self, update: Update, context: Context) -> str | None:
        turn = context.turn
        return await self.lengthen(context, read_term(context.typed(), today=turn.today, zone=turn.town.zone))

    async def add_days(self, update: Update, context: Context) -> str | None:
        days = context.choice(buttons.AddDays).days
        if days not in screens.LONGER:
            raise BadCallback()
        return await self.lengthen(context, timedelta(days=days))

    async def lengthen(self, context: Context, wanted: int | date | timedelta) -> str | None:
        found = await publishing.extension(context.turn, self.values(context)["number"], wanted)
        self.keep(context, term=found.proof.term_days)
        return "why"

    async def ask_document(self, update: Update, context: Context) -> None:
        context.show(screens.which_document(context.t, self.frame(context, "document"), await self.papers(context)))

    async def choose_document(self, update: Update, context: Context) -> str | None:
        chosen = context.choice(buttons.ChooseDocument).document
        if chosen != self.values(context).get("document"):
            self.keep(context, document=chosen, file=None)
        await self._paper(context)
        return "file"

    async def _paper(self, context: Context) -> Paper:
        """The document to be replaced. Raises NotFound where somebody else did it meanwhile."""
        wanted = self.values(context)["document"]
        found = next((one for one in await self.papers(context) if one.id == wanted), None)
        if found is None:
            raise NotFound(what="document")
        return found

    async def ask_file(self, update: Update, context: Context) -> None:
        frame, paper = self.frame(context, "file"), await self._paper(context)
        context.show(screens.new_version(context.t, frame, paper, limit=FILE_AT_MOST_MB))

    async def read_version(self, update: Update, context: Context) -> str | None:
        file, name = await upload(update, context)
        self.keep(context, file=file, file_name=name)
        return await self.after_file(context)

    async def after_file(self, context: Context) -> str:
        return "date" if (await self._paper(context)).kind in RESTARTING else "why"

    # -- why, the last look, and the act -----------------------------------------------------------------------

    async def ask_why(self, update: Update, context: Context) -> None:
        context.show(screens.why(context.t, self.frame(context, "why"), self.values(context)["act"]))

    async def read_why(self, update: Update, context: Context) -> str | None:
        self.keep(context, why=typed_reason(context.typed()))
        return "confirm"

    async def ask_confirm(self, update: Update, context: Context) -> None:
        """What is confirmed is this version of the consultation and no other."""
        consultation = await self.consultation(context)
        at = int(context.turn.now.timestamp())
        self.keep(context, version=consultation.version, shown_at=at)
        values, t = self.values(context), context.t
        look = screens.Look(self.frame(context, "confirm"), consultation, values["why"], at)
        match values["act"]:
            case "extend":
                found = await publishing.extension(context.turn, consultation.id, values["term"])
                screen = screens.confirm_extend(t, look, found.proof)
            case "correct":
                state = values["field"]
                was = await self._shown(context, state, getattr(consultation, RECORD[state]))
                becomes = await self._shown(context, state, values["value"])
                screen = screens.confirm_correct(t, look, state=state, was=was, becomes=becomes)
            case "replace":
                paper, name = await self._paper(context), values["file_name"]
                proof = (await self.check_restart(context)).proof
                explained = bool(values.get("reason") or consultation.short_term_reason)
                screen = screens.confirm_replace(t, look, paper, name=name, proof=proof, explained=explained)
            case _:
                screen = screens.confirm_cancel(t, look)
        context.show(screen)

    async def _shown(self, context: Context, state: str, value: Any) -> str:
        turn, t = context.turn, context.t
        if state == "topics":
            return t.listing(await towns.topic_names(turn, value, t.language))
        if state == "places":
            return t.listing(await towns.place_names(turn, value, t.language)) or t.plain("common.whole_municipality")
        if state == "participation":
            return listed(t, value) or "–"
        if state == "hearing" and value is not None:
            return in_a_line(t, Hearing.model_validate(value))
        return str(value or "–")

    async def confirm(self, update: Update, context: Context) -> str | None:
        """Done once: a second tap finds the form gone and opens the consultation."""
        choice, values = context.choice(buttons.Confirm), self.values(context)
        if (choice.consultation, choice.shown_at) != (values["number"], values["shown_at"]):
            return "confirm"  # a screen that was left before; the present one is shown
        try:
            consultation = await self._apply(context)
        except StaleVersion:
            context.answer(context.t.plain("publishing.changed_meanwhile"), alert=True)
            return "confirm"
        context.show(screens.done(context.t, self.values(context)["act"], consultation))
        return END

    async def _apply(self, context: Context) -> Consultation:
        turn, values = context.turn, self.values(context)
        number, version, reason = values["number"], values["version"], values["why"]
        match values["act"]:
            case "extend":
                return await publishing.extend(turn, number, version, term_days=values["term"], reason=reason)
            case "correct":
                field, value = RECORD[values["field"]], _as_recorded(values["field"], values["value"])
                return await publishing.correct(turn, number, version, field=field, value=value, reason=reason)
            case "replace":
                return await self._replace(context, values)
            case _:
                return await publishing.cancel(turn, number, version, reason=reason)

    async def _replace(self, context: Context, values: Mapping[str, Any]) -> Consultation:
        number, version, document = values["number"], values["version"], values["document"]
        file, reason = FileId(values["file"]), values["why"]
        if (await self._paper(context)).kind not in RESTARTING:
            return await publishing.replace_paper(
                context.turn, number, version, document=document, file=file, reason=reason
            )
        return await publishing.restart(
            context.turn,
            number,
            version,
            document=document,
            file=file,
            published_on=date.fromisoformat(values["date"]),
            term_days=values["term"],
            short_reason=values.get("reason"),
            reason=reason,
        )
