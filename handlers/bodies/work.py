"""The form of the staff: a body, its facts and seats, a call, a meeting from its day to its decisions, a vote."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from telegram import Update

from bot.domain.bodies import Function
from bot.domain.meetings import MeetingStatus
from bot.domain.staff import Action
from bot.domain.town import BodyKind
from bot.gateway.context import Context, Handler, pressed
from bot.services.bodies import calling, convening, founding, recording, seating, voting
from bot.ui.bodies import desk_callbacks as buttons
from bot.ui.bodies.questions import WORK
from bot.ui.callbacks import BadCallback
from bot.ui.desks import GoBodiesManaged
from handlers.bodies.asking import Act, Asking
from handlers.bodies.convening import meeting_desk, meeting_list, meeting_papers
from handlers.bodies.desk import (
    applicant_card,
    body_desk,
    fact_list,
    paper_list,
    seat_card,
    seat_list,
    show_list,
)
from handlers.bodies.typed import WORK_READERS
from handlers.bodies.votes import vote_card, vote_list
from storage.bodies.papers import PaperKind
from storage.files import FileId

PREPARING = frozenset({"meet", "agenda", "doc", "paper", "minutes"})
"""Acts that an editor may begin; the rest is for those who manage bodies."""
ABOUT_BODIES = frozenset({"role", "founding", "rules", "quorum", "status", "seat", "call", "meet", "doc", "vote"})


FACTS = ("role", "founding", "rules", "quorum", "status")


def _number(target: str) -> int:
    if not (target.isascii() and target.isdigit() and len(target) <= 18):
        raise BadCallback()
    return int(target)


class Work(Asking):
    name = "bodies_desk"
    form = WORK
    readers = WORK_READERS

    def acts(self) -> Mapping[str, Act]:
        facts = {name: Act((name,), self._fact(name), fact_list) for name in FACTS}
        seat = {
            f"s.{name}": Act((name,), self._seat(name, field), _by_number(seat_card))
            for name, field in (
                ("function", "function"),
                ("quota", "quota"),
                ("from", "organisation"),
                ("holder", "name"),
            )
        }
        to_meeting, to_applicant = _by_number(meeting_desk), _by_number(applicant_card)
        return {
            **facts,
            **seat,
            "new": Act(("title", "kind", "role"), self._found, self._list),
            "seat": Act(("function", "quota", "from", "holder"), self._add_seat, seat_list),
            "call": Act(("call", "until"), self._call, body_desk),
            "accept": Act(("accept",), self._accept, to_applicant),
            "decline": Act(("decline",), self._decline, to_applicant),
            "meet": Act(("when", "where", "link", "open", "agenda"), self._prepare, meeting_list),
            "move": Act(("when", "where"), self._move, to_meeting),
            "off": Act(("off",), self._cancel, to_meeting),
            "agenda": Act(("agenda",), self._agenda, to_meeting),
            "doc": Act(("paperkind", "file"), self._body_paper, paper_list),
            "paper": Act(("file",), self._meeting_paper, _by_number(meeting_papers)),
            "minutes": Act(("file",), self._minutes, to_meeting),
            "dec": Act(("decision", "count"), self._decide, to_meeting),
            "vote": Act(("question", "options", "closes"), self._vote, vote_list),
        }

    async def start(self, update: Update, context: Context) -> None:
        choice = context.choice(buttons.Begin)
        if choice.act not in self.acts():
            raise BadCallback()
        context.turn.require(Action.body_prepare if choice.act in PREPARING else Action.body_manage)
        await self._require_target(context, choice.act, choice.target)
        await self.begin(update, context, choice.act, choice.target)

    @staticmethod
    async def _require_target(context: Context, act: str, target: str) -> None:
        """What the form is about must be there before anybody types. Raises BadCallback and what its room refuses."""
        if act in ABOUT_BODIES:
            await founding.desk(context.turn, target)
        elif act != "new":
            number = _number(target)
            if act.startswith("s."):
                await seating.seat(context.turn, number)
            elif act in ("accept", "decline"):
                await calling.application(context.turn, number)
            elif act == "dec":
                await recording.require_held(context.turn, number)
            else:
                await convening.desk(context.turn, number)

    async def show_instead(self, context: Context) -> None:
        await show_list(context, GoBodiesManaged(0))

    async def _list(self, context: Context, target: str) -> None:
        await self.show_instead(context)

    async def upload(self, update: Update, context: Context) -> FileId:
        message = update.effective_message
        assert message is not None
        assert message.document is not None
        sent = message.document
        return await recording.keep_upload(
            context.turn, name=sent.file_name, mime=sent.mime_type, size=sent.file_size, telegram_id=sent.file_id
        )

    # -- the body --------------------------------------------------------------------------------------------------

    async def _found(self, context: Context, target: str, answers: Mapping[str, Any]) -> None:
        kind = BodyKind(answers["kind"])
        body = await founding.found(context.turn, name=answers["title"], kind=kind, role=answers.get("role"))
        await body_desk(context, body, context.t("bodies.founded_now"))

    def _fact(self, name: str) -> Any:
        field = "founding_act" if name == "founding" else name

        async def finish(context: Context, body: str, answers: Mapping[str, Any]) -> None:
            value = answers[name]
            await founding.rest_on(context.turn, body, field, None if value == "half" else value)
            await fact_list(context, body)

        return finish

    def _seat(self, name: str, field: str) -> Any:
        async def finish(context: Context, target: str, answers: Mapping[str, Any]) -> None:
            value = Function(answers[name]) if name == "function" else answers[name]
            await seating.change(context.turn, int(target), **{field: value})
            await seat_card(context, int(target), context.t("common.saved"))

        return finish

    async def _add_seat(self, context: Context, body: str, answers: Mapping[str, Any]) -> None:
        number = await seating.add(
            context.turn,
            body,
            function=Function(answers["function"]),
            quota=answers.get("quota"),
            organisation=answers.get("from"),
            name=answers.get("holder"),
        )
        await seat_card(context, number, context.t("bodies.seat_added"))

    async def _call(self, context: Context, body: str, answers: Mapping[str, Any]) -> None:
        until = answers.get("until")
        last_day = None if until is None else datetime.fromisoformat(until).date()
        await calling.open_call(context.turn, body, text=answers["call"], last_day=last_day)
        await body_desk(context, body, context.t("bodies.call_opened"))

    async def _accept(self, context: Context, target: str, answers: Mapping[str, Any]) -> None:
        body = await calling.accept(context.turn, int(target), answers.get("accept"))
        await body_desk(context, body.id, context.t("bodies.accepted_now"))

    async def _decline(self, context: Context, target: str, answers: Mapping[str, Any]) -> None:
        body = await calling.decline(context.turn, int(target), answers["decline"])
        await body_desk(context, body.id, context.t("bodies.declined_now"))

    # -- a meeting -------------------------------------------------------------------------------------------------

    async def _prepare(self, context: Context, body: str, answers: Mapping[str, Any]) -> None:
        meeting = await convening.prepare(
            context.turn,
            body,
            starts_at=datetime.fromisoformat(answers["when"]),
            place=answers["where"],
            link=answers.get("link"),
            is_open=answers["open"] == "yes",
            agenda=answers["agenda"],
        )
        await meeting_desk(context, meeting.id, context.t("bodies.prepared_now"))

    async def _move(self, context: Context, target: str, answers: Mapping[str, Any]) -> None:
        place = answers["where"]
        shown = await convening.desk(context.turn, int(target))
        meeting = await convening.move(
            context.turn,
            shown.meeting.id,
            starts_at=datetime.fromisoformat(answers["when"]),
            place=shown.meeting.place if place == "same" else place,
        )
        told = meeting.status is MeetingStatus.summoned
        await meeting_desk(context, meeting.id, context.t("bodies.moved_now") if told else context.t("common.saved"))

    async def _cancel(self, context: Context, target: str, answers: Mapping[str, Any]) -> None:
        meeting = await convening.cancel(context.turn, int(target), answers["off"])
        await meeting_desk(context, meeting.id, context.t("bodies.cancelled_now"))

    async def _agenda(self, context: Context, target: str, answers: Mapping[str, Any]) -> None:
        meeting = await convening.set_agenda(context.turn, int(target), answers["agenda"])
        await meeting_desk(context, meeting.id, context.t("common.saved"))

    async def _decide(self, context: Context, target: str, answers: Mapping[str, Any]) -> None:
        count = answers.get("count")
        decision = await recording.decide(
            context.turn, int(target), answers["decision"], None if count is None else (count[0], count[1], count[2])
        )
        said = context.t("bodies.decided_now", number=decision.number, year=decision.year)
        await meeting_desk(context, int(target), said)

    # -- papers and votes ------------------------------------------------------------------------------------------

    async def _body_paper(self, context: Context, body: str, answers: Mapping[str, Any]) -> None:
        kind = PaperKind(answers["paperkind"])
        await recording.add_paper(context.turn, body, kind, FileId(answers["file"]))
        await paper_list(context, body)

    async def _meeting_paper(self, context: Context, target: str, answers: Mapping[str, Any]) -> None:
        await recording.add_meeting_paper(context.turn, int(target), PaperKind.paper, FileId(answers["file"]))
        await meeting_papers(context, int(target))

    async def _minutes(self, context: Context, target: str, answers: Mapping[str, Any]) -> None:
        await recording.add_meeting_paper(context.turn, int(target), PaperKind.minutes, FileId(answers["file"]))
        await meeting_desk(context, int(target), context.t("common.saved"))

    async def _vote(self, context: Context, body: str, answers: Mapping[str, Any]) -> None:
        vote = await voting.start(
            context.turn,
            body,
            question=answers["question"],
            options=answers["options"],
            closes_at=datetime.fromisoformat(answers["closes"]),
        )
        await vote_card(context, vote.id)


def _by_number(show: Any) -> Any:
    """A way back to a thing that has a number."""

    async def leave(context: Context, target: str) -> None:
        await show(context, int(target))

    return leave


FORM = Work()


def handlers() -> list[Handler]:
    return [pressed(buttons.Begin, FORM.start)]
