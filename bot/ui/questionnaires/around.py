"""What stands around the questions: the shelf, the beginning, the way back into what was begun, thanks, and the end."""

from datetime import datetime

from markupsafe import Markup

from bot.domain.questionnaires import Questionnaire, Status
from bot.i18n import Translator
from bot.services.questionnaires import DRAFTS, Shelf, Standing
from bot.ui.navigation import GoHome, GoQuestionnaire, GoQuestionnaires, GoResults, Resume, back_row, menu_row
from bot.ui.paging import page_line, pager
from bot.ui.questionnaires import callbacks as buttons
from bot.ui.questionnaires.words import closes_on, heading, how_long, label, promise, until
from bot.ui.screen import NO_ROWS, Button, Rows, Screen, lines, paragraphs, shorten

LIST = GoQuestionnaires(0)


def shelf(t: Translator, found: Shelf) -> Screen:
    if not found.items:
        return Screen(t("questionnaires.none"), (menu_row(t),))
    text = paragraphs(
        lines(t("questionnaires.title"), page_line(t, found.page)), *(_shelved(t, one) for one in found.items)
    )
    rows: Rows = (
        *((Button(label(t, one.questionnaire), GoQuestionnaire(one.questionnaire.id)),) for one in found.items),
        *pager(t, found.page, GoQuestionnaires),
        menu_row(t),
    )
    return Screen(text, rows)


def _shelved(t: Translator, one: Standing) -> Markup:
    questionnaire = one.questionnaire
    if one.counted:
        stands = t("questionnaires.has_results")
    elif one.answered:
        stands = t("questionnaires.waits_for_results", date=closes_on(t, questionnaire))
    else:
        stands = t(
            "questionnaires.is_open",
            long=t.capital(how_long(t, questionnaire.definition)),
            until=until(t, questionnaire),
        )
    return lines(heading(t, questionnaire), stands)


def intro(t: Translator, questionnaire: Questionnaire) -> Screen:
    number = questionnaire.id
    text = paragraphs(
        heading(t, questionnaire),
        lines(
            t(
                "questionnaires.is_open",
                long=t.capital(how_long(t, questionnaire.definition)),
                until=until(t, questionnaire),
            ),
            t("questionnaires.may_skip"),
        ),
        promise(t, questionnaire),
    )
    rows: Rows = (
        (Button(t.plain("questionnaires.begin"), buttons.Begin(number)),),
        (
            Button(t.plain("questionnaires.not_now"), buttons.Later(number)),
            Button(t.plain("questionnaires.decline"), buttons.Decline(number)),
        ),
        back_row(t, LIST),
    )
    return Screen(text, rows)


def later(t: Translator, questionnaire: Questionnaire) -> Screen:
    return Screen(
        t("questionnaires.later", until=until(t, questionnaire)), ((_begin(t, questionnaire),), back_row(t, LIST))
    )


def declined(t: Translator, questionnaire: Questionnaire) -> Screen:
    text = t("questionnaires.declined", until=until(t, questionnaire))
    return Screen(text, ((_begin(t, questionnaire),), back_row(t, LIST)))


def _begin(t: Translator, questionnaire: Questionnaire) -> Button:
    return Button(t.plain("questionnaires.begin"), buttons.Begin(questionnaire.id))


def resume(t: Translator, questionnaire: Questionnaire, place: tuple[int, int], kept_until: datetime) -> Screen:
    """Where they stopped; `place` is which question of how many, 0 where all were answered."""
    number = questionnaire.id
    stopped = (
        t("questionnaires.stopped_at", place=place[0], of=place[1]) if place[0] else t("questionnaires.all_answered")
    )
    text = paragraphs(
        heading(t, questionnaire), lines(stopped, t("questionnaires.kept_until", moment=t.moment(kept_until)))
    )
    rows: Rows = (
        (Button(t.plain("questionnaires.continue"), Resume(DRAFTS)),),
        (
            Button(t.plain("questionnaires.restart"), buttons.Restart(number)),
            Button(t.plain("questionnaires.drop"), buttons.DropAnswers(number)),
        ),
        back_row(t, LIST),
    )
    return Screen(text, rows)


def another(t: Translator, begun: Questionnaire, wanted: Questionnaire) -> Screen:
    """One at a time: which is it to be?"""
    rows: Rows = (
        (Button(t.plain("questionnaires.continue_first"), Resume(DRAFTS)),),
        (Button(t.plain("questionnaires.drop_first"), buttons.Restart(wanted.id)),),
        back_row(t, LIST),
    )
    text = t("questionnaires.another", begun=shorten(begun.title(t.language)), wanted=shorten(wanted.title(t.language)))
    return Screen(text, rows)


def dropped(t: Translator, questionnaire: Questionnaire | None) -> Screen:
    """`questionnaire` where it can be begun anew."""
    begin: Rows = NO_ROWS if questionnaire is None else ((_begin(t, questionnaire),),)
    return Screen(t("questionnaires.dropped"), (*begin, back_row(t, LIST)))


def answered(t: Translator, standing: Standing, said: Markup) -> Screen:
    """Thanks, right after sending or later (`said`), and when there will be results."""
    questionnaire = standing.questionnaire
    wished = standing.ticket is not None and standing.ticket.wants_results
    number = questionnaire.id
    wish = (
        Button(t.plain("questionnaires.wish_off"), buttons.WishResults(number, False))
        if wished
        else Button(t.plain("questionnaires.wish_on"), buttons.WishResults(number, True))
    )
    change: Rows = ()
    if standing.may_change:
        change = ((Button(t.plain("questionnaires.change"), buttons.Begin(number)),),)
    text = paragraphs(
        heading(t, questionnaire),
        lines(
            said,
            t("questionnaires.results_on", date=closes_on(t, questionnaire)),
            t("questionnaires.will_tell") if wished else None,
            t("questionnaires.may_change", until=until(t, questionnaire)) if standing.may_change else None,
        ),
    )
    return Screen(text, ((wish,), *change, back_row(t, LIST)))


def over(t: Translator, standing: Standing, ballots: int | None) -> Screen:
    """It cannot be answered: not any more, not yet, or not by them. `ballots` is how many did, where it is known."""
    questionnaire = standing.questionnaire
    rows: Rows = (back_row(t, LIST),)
    match standing.status:
        case Status.withdrawn:
            said = t("questionnaires.is_withdrawn")
        case Status.waiting:
            said = t("questionnaires.is_waiting")
        case Status.closed if ballots is not None:
            said = t.n("questionnaires.is_closed", ballots)
            rows = ((Button(t.plain("questionnaires.results"), GoResults(questionnaire.id, 0)),), *rows)
        case Status.closed:
            said = t("questionnaires.is_being_counted")
        case _:
            said = t("questionnaires.not_invited")
    return Screen(paragraphs(heading(t, questionnaire), said), rows)


def gone(t: Translator) -> Screen:
    """The questionnaire is not kept any more."""
    return Screen(t("questionnaires.is_gone"), ((Button(t.plain("common.menu"), GoHome()),),))
