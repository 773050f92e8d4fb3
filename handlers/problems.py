"""The one place that turns a refusal or a failure into words. The rest of the turn was not kept."""

from collections.abc import Awaitable, Callable
from datetime import date, datetime
from typing import Any

from markupsafe import Markup

from bot.domain.errors import ConsentNeeded, DomainError, NotFound
from bot.gateway.exchange import Exchange
from bot.i18n import NAMES, Translator
from bot.ui import home as screens
from bot.ui import start
from bot.ui.bodies.callbacks import Apply, FollowBody
from bot.ui.callbacks import BadCallback
from bot.ui.navigation import Follow, form_row
from bot.ui.screen import Screen

ALERT = 200
"""Characters of the small window over the chat."""


AskAgain = Callable[[Exchange], Awaitable[bool]]
"""Asks the present question of the form that is under way; False when there is none."""


async def explain(exchange: Exchange, problem: Exception, code: str | None, *, ask_again: AskAgain) -> None:
    """`code` numbers a failure of ours; a refusal of the rules has none."""
    t = exchange.t
    if exchange.is_public:
        # Many read along, and no screen of ours leads on from there: a word to whoever pressed a button, or none.
        known = words(t, problem) if isinstance(problem, DomainError) else t("errors.failed", code=code)
        exchange.answer(known.striptags(), alert=True)
    elif not isinstance(problem, DomainError):
        _say(exchange, t("errors.failed", code=code))  # asking again might fail again
    elif isinstance(problem, ConsentNeeded):
        exchange.show(start.consent_needed(t, target=_wanted(exchange)))
    elif isinstance(problem, BadCallback):
        exchange.answer(t.plain("help.old_screen"))
        exchange.say(screens.unknown(t, typed="", unfinished=None))
    elif isinstance(problem, NotFound):
        exchange.show(screens.refusal(t, t("errors.not-found")))
    elif not await _asked_again(exchange, words(t, problem), ask_again):
        _say(exchange, words(t, problem))


async def _asked_again(exchange: Exchange, refusal: Markup, ask_again: AskAgain) -> bool:
    """A refused answer is followed by its question, so that the newest message has its buttons."""
    if _is_short_answer_to_a_button(exchange, refusal):
        return False
    exchange.remark = refusal
    try:
        return await ask_again(exchange)
    except DomainError:
        return False  # who lost the right to the form cannot be asked again either
    finally:
        exchange.remark = None


def words(t: Translator, refusal: DomainError) -> Markup:
    """The sentence of a refusal, its facts in the reader's language."""
    key = f"errors.{refusal.code}"
    facts = {name: _fact(t, name, value) for name, value in refusal.facts.items()}
    return t(key, **facts) if t.knows(key) else t("errors.refused")


def _fact(t: Translator, name: str, value: object) -> Any:
    if name == "language":
        return NAMES.get(str(value), value)
    if isinstance(value, datetime):
        return t.moment(value)
    if isinstance(value, date):
        return t.short_date(value)
    return value


def _say(exchange: Exchange, text: Markup) -> None:
    """Over the chat when a button was pressed, so that its screen stays; else as a message that leads on."""
    if _is_short_answer_to_a_button(exchange, text):
        exchange.answer(text.striptags(), alert=True)
    elif exchange.active is not None:
        exchange.say(Screen(text, (form_row(exchange.t),)))
    else:
        exchange.say(screens.refusal(exchange.t, text))


def _is_short_answer_to_a_button(exchange: Exchange, text: Markup) -> bool:
    return exchange.query is not None and len(text.striptags()) <= ALERT


def _wanted(exchange: Exchange) -> str:
    """The deep link of what somebody without a record wanted, so that it opens right after consent."""
    data = exchange.query.data if exchange.query is not None else None
    if data is not None and Follow.matches(data):
        return f"f{Follow.parse(data).consultation}"
    for kind in (FollowBody, Apply):
        if data is not None and kind.matches(data):
            return f"b{kind.parse(data).body}"
    return ""
