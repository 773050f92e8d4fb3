"""What the council decided: asked in three questions, looked at once more, recorded once."""

from datetime import date

from telegram import Update

from bot.domain.consultations import Consultation, Decision
from bot.domain.typed import read_day as as_day
from bot.domain.typed import read_decision_number
from bot.gateway.context import Context, pressed
from bot.gateway.conversation import END, Conversation, draft, save_draft
from bot.gateway.hearing import anything, typed
from bot.services import spravka
from bot.ui.callbacks import BadCallback
from bot.ui.spravka import decision as screens
from handlers.spravka.reporting import preview

FORM = "spravka_decision"
Button = type[screens.ChooseOutcome] | type[screens.Today] | type[screens.NoNumber] | type[screens.Confirm]
BUTTONS: tuple[Button, ...] = (screens.ChooseOutcome, screens.Today, screens.NoNumber, screens.Confirm)


def _keep(context: Context, **values: object) -> None:
    save_draft(context, FORM, {**draft(context, FORM), **values})


async def _subject(context: Context) -> Consultation:
    """Raises as `spravka.decidable`: somebody else may have recorded it meanwhile."""
    return await spravka.decidable(context.turn, int(draft(context, FORM)["number"]))


def _same(context: Context, number: int) -> None:
    """A button of another consultation's form, which this one has replaced. Raises BadCallback."""
    if number != draft(context, FORM).get("number"):
        raise BadCallback()


async def begin(update: Update, context: Context) -> str:
    consultation = await spravka.decidable(context.turn, context.choice(screens.Decide).consultation)
    save_draft(context, FORM, {"number": consultation.id}, state="outcome")
    return "outcome"


async def ask_outcome(update: Update, context: Context) -> None:
    context.show(screens.ask_outcome(context.t, await _subject(context)))


async def choose_outcome(update: Update, context: Context) -> str:
    choice = context.choice(screens.ChooseOutcome)
    _same(context, choice.consultation)
    _keep(context, adopted=choice.adopted)
    return "day"


async def ask_day(update: Update, context: Context) -> None:
    adopted = bool(draft(context, FORM)["adopted"])
    context.show(screens.ask_day(context.t, await _subject(context), adopted=adopted))


async def read_day(update: Update, context: Context) -> str:
    return await _take_day(context, as_day(context.typed(), today=context.turn.today, zone=context.turn.town.zone))


async def today(update: Update, context: Context) -> str:
    _same(context, context.choice(screens.Today).consultation)
    return await _take_day(context, context.turn.today)


async def _take_day(context: Context, day: date) -> str:
    """Refused here already, where another day can be typed."""
    await spravka.check_day(context.turn, (await _subject(context)).id, day, adopted=draft(context, FORM)["adopted"])
    _keep(context, day=day.isoformat())
    return "number"


async def ask_number(update: Update, context: Context) -> None:
    context.show(screens.ask_number(context.t, await _subject(context)))


async def read_number(update: Update, context: Context) -> str:
    _keep(context, no=read_decision_number(context.typed()))
    return "confirm"


async def no_number(update: Update, context: Context) -> str:
    _same(context, context.choice(screens.NoNumber).consultation)
    _keep(context, no=None)
    return "confirm"


def _decision(context: Context) -> Decision:
    values = draft(context, FORM)
    return Decision(number=values["no"], decided_on=date.fromisoformat(values["day"]))


async def ask_confirm(update: Update, context: Context) -> None:
    adopted = bool(draft(context, FORM)["adopted"])
    context.show(screens.confirm(context.t, await _subject(context), _decision(context), adopted=adopted))


async def confirm(update: Update, context: Context) -> str:
    number = context.choice(screens.Confirm).consultation
    _same(context, number)
    adopted = bool(draft(context, FORM)["adopted"])
    await spravka.decide(context.turn, number, _decision(context), adopted=adopted)
    await preview(context, number, context.t("spravka.decided"))
    return END


async def stale(update: Update, context: Context) -> None:
    """A button of a form that is finished: the consultation as it stands now."""
    choice = next(choice for kind in BUTTONS if (choice := context.chosen(kind)) is not None)
    context.answer(context.t.plain("help.old_screen"))
    await preview(context, choice.consultation)


async def want_text(update: Update, context: Context) -> None:
    context.remark(context.t("spravka.want_text"))


async def want_button(update: Update, context: Context) -> None:
    context.remark(context.t("spravka.want_button"))


DECISION = Conversation(
    FORM,
    entry_points=[
        pressed(screens.Decide, begin),
        *(pressed(kind, stale) for kind in BUTTONS),
    ],
    states={
        "outcome": [pressed(screens.ChooseOutcome, choose_outcome), anything(want_button)],
        "day": [typed(read_day), pressed(screens.Today, today), anything(want_text)],
        "number": [typed(read_number), pressed(screens.NoNumber, no_number), anything(want_text)],
        "confirm": [pressed(screens.Confirm, confirm), anything(want_button)],
    },
    questions={"outcome": ask_outcome, "day": ask_day, "number": ask_number, "confirm": ask_confirm},
)
