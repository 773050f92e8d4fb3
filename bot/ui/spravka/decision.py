"""The small form for what the council decided: how, when, by which number, and a last look."""

from dataclasses import dataclass

from bot.domain.consultations import Consultation, Decision
from bot.i18n import Translator
from bot.ui.callbacks import Callback
from bot.ui.fitting import cut
from bot.ui.navigation import form_row
from bot.ui.screen import Button, Rows, Screen, paragraphs
from bot.ui.spravka.common import TITLE_ROOM


@dataclass(frozen=True, slots=True)
class Decide(Callback, prefix="spr.dec"):
    """Begin."""

    consultation: int


@dataclass(frozen=True, slots=True)
class ChooseOutcome(Callback, prefix="spr.how"):
    consultation: int
    adopted: bool


@dataclass(frozen=True, slots=True)
class Today(Callback, prefix="spr.today"):
    consultation: int


@dataclass(frozen=True, slots=True)
class NoNumber(Callback, prefix="spr.nonum"):
    consultation: int


@dataclass(frozen=True, slots=True)
class Confirm(Callback, prefix="spr.yes"):
    consultation: int


def ask_outcome(t: Translator, consultation: Consultation) -> Screen:
    number = consultation.id
    rows: Rows = (
        (
            Button(t.plain("spravka.outcome_adopted"), ChooseOutcome(number, True)),
            Button(t.plain("spravka.outcome_not_adopted"), ChooseOutcome(number, False)),
        ),
        form_row(t),
    )
    return Screen(t("spravka.ask_outcome", title=cut(consultation.title, TITLE_ROOM)), rows)


def ask_day(t: Translator, consultation: Consultation, *, adopted: bool) -> Screen:
    earliest = consultation.earliest_adoption if adopted else None
    text = paragraphs(t("spravka.ask_day"), None if earliest is None else t("spravka.earliest", date=t.date(earliest)))
    return Screen(text, ((Button(t.plain("spravka.today"), Today(consultation.id)),), form_row(t)))


def ask_number(t: Translator, consultation: Consultation) -> Screen:
    return Screen(
        t("spravka.ask_number"), ((Button(t.plain("spravka.no_number"), NoNumber(consultation.id)),), form_row(t))
    )


def confirm(t: Translator, consultation: Consultation, decision: Decision, *, adopted: bool) -> Screen:
    title, said = cut(consultation.title, TITLE_ROOM), told(t, decision)
    text = (
        t("spravka.confirm_adopted", title=title, decision=said)
        if adopted
        else t("spravka.confirm_not_adopted", title=title, decision=said)
    )
    return Screen(text, ((Button(t.plain("spravka.confirm_yes"), Confirm(consultation.id)),), form_row(t)))


def told(t: Translator, decision: Decision) -> str:
    day = t.short_date(decision.decided_on)
    if decision.number is None:
        return t.plain("spravka.decision_on", date=day)
    return t.plain("spravka.decision_numbered", number=decision.number, date=day)
