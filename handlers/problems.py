"""The one place that turns a refusal or a failure into words. The rest of the turn was not kept."""

from datetime import date, datetime
from typing import Any

from markupsafe import Markup

from bot.domain.errors import ConsentNeeded, DomainError, NotFound
from bot.gateway.exchange import Exchange
from bot.i18n import Translator
from bot.ui import home as screens
from bot.ui import start
from bot.ui.callbacks import BadCallback
from bot.ui.navigation import Follow, form_row
from bot.ui.screen import Screen

ALERT = 200
"""Characters of the small window over the chat."""


async def explain(exchange: Exchange, problem: Exception, code: str | None) -> None:
    """`code` numbers a failure of ours; a refusal of the rules has none."""
    t = exchange.t
    if not isinstance(problem, DomainError):
        _say(exchange, t("errors.failed", code=code))
    elif isinstance(problem, ConsentNeeded):
        exchange.show(start.consent_needed(t, target=_wanted(exchange)))
    elif isinstance(problem, BadCallback):
        exchange.answer(t.plain("help.old_screen"))
        exchange.say(screens.unknown(t, typed="", unfinished=None))
    elif isinstance(problem, NotFound):
        exchange.show(screens.refusal(t, t("errors.not-found")))
    else:
        _say(exchange, words(t, problem))


def words(t: Translator, refusal: DomainError) -> Markup:
    """The sentence of a refusal, its facts in the reader's language."""
    key = f"errors.{refusal.code}"
    facts = {name: _fact(t, value) for name, value in refusal.facts.items()}
    return t(key, **facts) if t.knows(key) else t("errors.refused")


def _fact(t: Translator, value: object) -> Any:
    if isinstance(value, datetime):
        return t.moment(value)
    if isinstance(value, date):
        return t.short_date(value)
    return value


def _say(exchange: Exchange, text: Markup) -> None:
    """Over the chat when a button was pressed, so that its screen stays; else as a message that leads on."""
    plain = text.striptags()
    if exchange.query is not None and len(plain) <= ALERT:
        exchange.answer(plain, alert=True)
    elif exchange.active is not None:
        exchange.say(Screen(text, (form_row(exchange.t),)))
    else:
        exchange.say(screens.refusal(exchange.t, text))


def _wanted(exchange: Exchange) -> str:
    """The deep link of what somebody without a record wanted, so that it opens right after consent."""
    data = exchange.query.data if exchange.query is not None else None
    if data is not None and Follow.matches(data):
        return f"f{Follow.parse(data).consultation}"
    return ""
