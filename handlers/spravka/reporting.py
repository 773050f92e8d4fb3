"""The spravka for staff: which are owed, the preview of one, publishing it, and where it is on the website."""

from telegram import Update

from bot.gateway.context import Context, Handler, pressed
from bot.gateway.conversation import END, Conversation, draft, save_draft
from bot.gateway.doors import Door
from bot.gateway.hearing import anything, typed
from bot.services import spravka
from bot.ui.callbacks import Callback
from bot.ui.desks import GoReporting, GoReportingList
from bot.ui.spravka import reporting as screens
from storage.consultations import StaleVersion

FORM, URL = "spravka_url", "url"


async def show_list(context: Context, choice: GoReportingList) -> None:
    found, page = await spravka.owing(context.turn, choice.page)
    context.show(screens.owing(context.t, found, page, today=context.turn.today))


async def show_preview(context: Context, choice: GoReporting) -> None:
    await preview(context, choice.consultation)


async def preview(context: Context, number: int, said: str | None = None) -> None:
    found = await spravka.preview(context.turn, number)
    context.show(screens.preview(context.t, found, today=context.turn.today, said=said))


async def ask_publish(update: Update, context: Context) -> None:
    """What has become incomplete, or is out already, is shown as it is."""
    found = await spravka.preview(context.turn, context.choice(screens.AskPublish).consultation)
    if found.published is not None or not found.spravka.publishable:
        context.show(screens.preview(context.t, found, today=context.turn.today))
    else:
        context.show(screens.ask_publish(context.t, found))


async def publish(update: Update, context: Context) -> None:
    """What changed since it was looked at is shown again instead; a second tap changes nothing."""
    choice, t = context.choice(screens.Publish), context.t
    try:
        await spravka.publish(context.turn, choice.consultation, stamp=choice.stamp)
    except StaleVersion:
        context.answer(t.plain("spravka.changed_meanwhile"), alert=True)
        await preview(context, choice.consultation)
        return
    await preview(context, choice.consultation, t("spravka.published_now"))


# -- where it is on the website ----------------------------------------------------------------------------------------


async def begin_url(update: Update, context: Context) -> str:
    number = context.choice(screens.PutUrl).consultation
    await spravka.preview(context.turn, number)  # refuses whoever may not even look
    save_draft(context, FORM, {"number": number}, state=URL)
    return URL


async def ask_url(update: Update, context: Context) -> None:
    context.show(screens.ask_url(context.t))


async def read_url(update: Update, context: Context) -> str:
    number = int(draft(context, FORM)["number"])
    await spravka.put_url(context.turn, number, context.typed())
    await preview(context, number, context.t("common.saved"))
    return END


async def want_text(update: Update, context: Context) -> None:
    context.remark(context.t("spravka.want_text"))


ADDRESS = Conversation(
    FORM,
    entry_points=[pressed(screens.PutUrl, begin_url)],
    states={URL: [typed(read_url), anything(want_text)]},
    questions={URL: ask_url},
)
DOORS: dict[type[Callback], Door] = {GoReportingList: show_list, GoReporting: show_preview}


def handlers() -> list[Handler]:
    return [pressed(screens.AskPublish, ask_publish), pressed(screens.Publish, publish)]
