"""What is kept about people and why, and the ways to a copy of it and to its erasure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from markupsafe import Markup

from bot.domain import retention
from bot.i18n import Translator, mark
from bot.ui.callbacks import Callback
from bot.ui.desks import GoStaff
from bot.ui.navigation import Accept, GoHome, GoPause, GoPrivacy, GoSettings, back_row, menu_row
from bot.ui.screen import Button, Rows, Screen, lines, paragraphs

FRESH = timedelta(hours=1)
"""How long "are you sure" stands; later it is asked again, lest an old button erase somebody by mistake."""

CAPTIONS = (mark("privacy.copy_readable"), mark("privacy.copy_json"))
"""Of the two files of a copy, in the order of `bot.documents.mydata.documents`."""

RETENTION = {
    "DIALOGUE": (mark("privacy.keep_dialogue"), retention.DIALOGUE),
    "ANSWERS": (mark("privacy.keep_unsent"), retention.ANSWERS),
    "DRAFT": (mark("privacy.keep_draft"), retention.DRAFT),
    "DELIVERY": (mark("privacy.keep_delivery"), retention.DELIVERY),
    "REGISTRATION": (mark("privacy.keep_registration"), retention.REGISTRATION),
    "TICKET": (mark("privacy.keep_ticket"), retention.TICKET),
    "APPLICATION": (mark("privacy.keep_application"), retention.APPLICATION),
    "AUTHOR_LINK": (mark("privacy.keep_author_link"), retention.AUTHOR_LINK),
    "INVITATION": (mark("privacy.keep_invitation"), retention.INVITATION),
    "AUDIT": (mark("privacy.keep_audit"), retention.AUDIT),
    "LOG": (mark("privacy.keep_log"), retention.LOG),
    "BACKUP": (mark("privacy.keep_backup"), retention.BACKUP),
    "INACTIVE": (mark("privacy.keep_inactive"), retention.INACTIVE),
    "SILENCE": (mark("privacy.keep_silence"), retention.SILENCE),
}
"""Everything of `bot.domain.retention`, as people are told."""


@dataclass(frozen=True, slots=True)
class FullText(Callback, prefix="privacy.full"):
    pass


@dataclass(frozen=True, slots=True)
class MyData(Callback, prefix="mydata"):
    pass


@dataclass(frozen=True, slots=True)
class Forget(Callback, prefix="forget"):
    """What erasing means; nothing happens yet."""


@dataclass(frozen=True, slots=True)
class ForgetSure(Callback, prefix="forget.sure"):
    """The first of the two taps."""


@dataclass(frozen=True, slots=True)
class Erase(Callback, prefix="forget.now"):
    """The second tap. `asked_at` (UTC epoch seconds) is when it was offered."""

    asked_at: int


@dataclass(frozen=True, slots=True)
class Stay(Callback, prefix="privacy.stay"):
    """The answer to `dormant` that keeps the record."""


def is_fresh(asked_at: int, *, now: datetime) -> bool:
    age = int(now.timestamp()) - asked_at
    return 0 <= age < FRESH.total_seconds()


def privacy(t: Translator, organisations: Sequence[str], accept: Accept | None) -> Screen:
    """The short text. `accept` is offered to somebody without a record, the rights to who has one."""
    text = paragraphs(
        t("privacy.title"),
        t("privacy.short"),
        _responsible(t, organisations),
        t("privacy.complaints"),
        t("privacy.nothing_yet") if accept is not None else None,
    )
    full = (Button(t.plain("privacy.full"), FullText()),)
    if accept is not None:
        return Screen(text, (full, (Button(t.plain("start.accept"), accept),), menu_row(t)))
    rights = (Button(t.plain("privacy.my_data"), MyData()), Button(t.plain("privacy.erase_me"), Forget()))
    return Screen(text, (rights, full, back_row(t, GoSettings())))


def _responsible(t: Translator, organisations: Sequence[str]) -> Markup | None:
    return t("privacy.responsible", names=t.listing([*organisations])) if organisations else None


def full_text(t: Translator, organisations: Sequence[str], accept: Accept | None) -> Screen:
    """The whole text that people agree to; its version is `bot.services.participants.CONSENT_VERSION`."""
    kept = lines(*(t(words, time=span(t, time)) for words, time in RETENTION.values()))
    text = paragraphs(
        t("privacy.full_title"),
        _responsible(t, organisations),
        t("privacy.what_and_why"),
        t("privacy.what_of_forums"),
        t("privacy.what_of_bodies"),
        lines(t("privacy.how_long"), kept),
        t("privacy.how"),
        t("privacy.who_else"),
        t("privacy.rights"),
        t("privacy.complaints"),
    )
    agree: Rows = () if accept is None else ((Button(t.plain("start.accept"), accept),),)
    return Screen(text, (*agree, back_row(t, GoPrivacy())))


def span(t: Translator, time: timedelta) -> str:
    """48 hours, 7 days, 3 years."""
    if time.days >= 365:
        return t.plain_n("privacy.years", round(time.days / 365))
    if time < timedelta(days=3) and time != timedelta(days=1):
        return t.plain_n("privacy.hours", int(time.total_seconds() // 3600))
    return t.plain_n("privacy.days", time.days)


def my_data(t: Translator) -> Screen:
    return Screen(t("privacy.copy"), (back_row(t, GoPrivacy()),))


def nothing_kept(t: Translator) -> Screen:
    """To somebody without a record who asks for theirs."""
    return Screen(t("privacy.nothing_kept"), (back_row(t, GoPrivacy()),))


def forget(t: Translator) -> Screen:
    rows: Rows = (
        (Button(t.plain("privacy.go_on"), ForgetSure()), Button(t.plain("privacy.pause_instead"), GoPause())),
        back_row(t, GoPrivacy()),
    )
    also = (t("privacy.forget_bodies"), t("privacy.forget_questionnaires"))
    return Screen(paragraphs(t("privacy.forget"), *also), rows)


def are_you_sure(t: Translator, *, now: datetime) -> Screen:
    erase = Button(t.plain("privacy.erase"), Erase(int(now.timestamp())))
    return Screen(t("privacy.are_you_sure"), ((erase, Button(t.plain("common.no"), GoPrivacy())), menu_row(t)))


def dormant(t: Translator, *, erase_on: date) -> Screen:
    """The question to somebody who gave no sign of life for two years, and the day on which silence answers it."""
    rows: Rows = (
        (Button(t.plain("privacy.stay"), Stay()),),
        (Button(t.plain("privacy.erase_me"), ForgetSure()), *menu_row(t)),
    )
    return Screen(t("privacy.dormant", time=span(t, retention.INACTIVE), date=t.date(erase_on)), rows)


def stays(t: Translator) -> Screen:
    return Screen(t("privacy.stays"), ((Button(t.plain("home.settings"), GoSettings()), *menu_row(t)),))


def last_owner(t: Translator) -> Screen:
    """Nobody would be left to let others into the staff."""
    return Screen(
        t("errors.last-owner"),
        ((Button(t.plain("home.staff"), GoStaff()), Button(t.plain("privacy.pause_instead"), GoPause())), menu_row(t)),
    )


def erased(t: Translator) -> Screen:
    return Screen(t("privacy.erased"), ((Button(t.plain("common.menu"), GoHome()),),))
