"""The desk: all questionnaires, one of them, and the last look before an act."""

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from bot.domain.questionnaires import Questionnaire, Recorded, Status
from bot.domain.questions import BACKGROUND_AT_MOST
from bot.i18n import Translator, mark
from bot.services.consultations import Page
from bot.services.questionnaires.managing import Aimed, Desk
from bot.services.questionnaires.templates import Template
from bot.ui.attached import STATUSES
from bot.ui.desks import GoForumDesk, GoQuestionnaireDesk, GoQuestionnairesManaged, GoStaff
from bot.ui.fitting import cut
from bot.ui.navigation import GoResultsPicture, back_row
from bot.ui.paging import page_line, pager
from bot.ui.screen import Button, Rows, Screen, in_pairs, lines, paragraphs, shorten
from bot.ui.surveying import callbacks as buttons
from bot.ui.surveying.words import TITLE_ROOM, few, totals

ASKED = {
    "close": mark("surveying.ask_close"),
    "withdraw": mark("surveying.ask_withdraw"),
}
DO = {
    "publish": mark("surveying.publish"),
    "close": mark("surveying.close"),
    "withdraw": mark("surveying.withdraw"),
}


def heading(t: Translator, questionnaire: Questionnaire) -> Markup:
    return Markup("<b>{}</b>").format(cut(questionnaire.title(t.language), TITLE_ROOM))


def managed(t: Translator, found: Sequence[Questionnaire], page: Page, now: datetime) -> Screen:
    text = paragraphs(
        lines(t("surveying.list_title", n=page.total) if found else t("surveying.list_empty"), page_line(t, page))
    )
    rows: Rows = (
        *(
            (
                Button(
                    shorten(
                        f"{t.plain(STATUSES[one.status(now)])}: {one.forum_in(t.language) or one.title(t.language)}"
                    ),
                    GoQuestionnaireDesk(one.id),
                ),
            )
            for one in found
        ),
        *pager(t, page, GoQuestionnairesManaged),
        (Button(t.plain("surveying.new"), buttons.New("", "")),),
        (
            Button(t.plain("surveying.from_template"), buttons.ShowTemplates()),
            Button(t.plain("surveying.from_yaml"), buttons.Upload()),
        ),
        back_row(t, GoStaff()),
    )
    return Screen(text, rows)


def templates(t: Translator, found: Sequence[Template]) -> Screen:
    rows: Rows = (
        *((Button(shorten(one.definition.title(t.language)), buttons.FromTemplate(one.slug)),) for one in found),
        back_row(t, GoQuestionnairesManaged(0)),
    )
    return Screen(t("surveying.choose_template"), rows)


def attach(
    t: Translator, found: Sequence[Template], drafts: Sequence[Questionnaire], aimed: Aimed, scope: str, target: str
) -> Screen:
    """Which questionnaire a forum, a consultation or a body is given."""
    rows: Rows = (
        *(
            (Button(shorten(f"📋 {one.definition.title(t.language)}"), _give(one.slug, scope, target)),)
            for one in found
        ),
        *((Button(shorten(f"✏️ {one.title(t.language)}"), buttons.GiveDraft(one.id, scope, target)),) for one in drafts),
        (Button(t.plain("surveying.new"), buttons.New(scope, target)),),
        back_row(t, GoQuestionnairesManaged(0)),
    )
    return Screen(paragraphs(t("surveying.attach"), for_whom(t, aimed)), rows)


def _give(slug: str, scope: str, target: str) -> buttons.Give:
    return buttons.Give(buttons.Give.digest_of(slug), scope, target)


def given(t: Translator, forum: int) -> Screen:
    """The forum is a draft still."""
    return Screen(t("surveying.given"), (back_row(t, GoForumDesk(forum)),))


# -- one ---------------------------------------------------------------------------------------------------------------


def for_whom(t: Translator, aimed: Aimed) -> Markup:
    audience = aimed.audience
    if audience.forum is not None:
        return t("surveying.for_forum", title=cut(aimed.forum or "", TITLE_ROOM))
    if audience.consultation is not None:
        return t("surveying.for_consultation", title=cut(aimed.consultation or "", TITLE_ROOM))
    if audience.body is not None:
        return t("surveying.for_body", name=cut(aimed.body or "", TITLE_ROOM))
    if aimed.segment:
        return t("surveying.for_segment", names=cut(", ".join(aimed.segment), TITLE_ROOM))
    return t("surveying.for_all")


def desk(t: Translator, found: Desk, said: Markup | None = None) -> Screen:
    """A published one; drafts are shown by the builder."""
    one = found.questionnaire
    text = paragraphs(
        said,
        heading(t, one),
        lines(
            t("surveying.status", status=t.plain(STATUSES[found.status])),
            for_whom(t, found.aimed),
            _hours(t, one),
            t("surveying.is_anonymous") if one.anonymous else t("surveying.is_signed"),
        ),
        _numbers(t, found),
    )
    return Screen(text, (*_acts(t, found), back_row(t, GoQuestionnairesManaged(0))))


def _hours(t: Translator, one: Questionnaire) -> Markup | None:
    if one.opens_at is None or one.closes_at is None:
        return t("surveying.waits") if one.recorded is Recorded.published else None
    return t("surveying.hours", opens=t.moment(one.opens_at), closes=t.moment(one.closes_at))


def _numbers(t: Translator, found: Desk) -> Markup | None:
    """While it is open only how many answered, so that no two looks tell what one of them said."""
    if found.results is not None:
        return few(t, found.results) if found.results.few else totals(t, found.results)
    if found.status in (Status.open, Status.closed):
        return t("surveying.counter", invited=found.invited.tickets, answered=found.invited.used)
    return None


def _acts(t: Translator, found: Desk) -> Rows:
    one, number = found.questionnaire, found.questionnaire.id
    if found.results is not None:
        if found.results.few or not found.may_manage:
            return ()
        pictures = (Button(t.plain("surveying.picture"), GoResultsPicture(number)),)
        trend = (Button(t.plain("surveying.trend"), buttons.ShowTrend(number)),) if one.template else ()
        return (
            (Button(t.plain("surveying.results"), buttons.ShowResults(number, 0)), *pictures),
            (
                Button(t.plain("surveying.file_xlsx"), buttons.GetResults(number, "xlsx")),
                Button(t.plain("surveying.file_csv"), buttons.GetResults(number, "csv")),
            ),
            (Button(t.plain("surveying.file_json"), buttons.GetResults(number, "json")), *trend),
        )
    if not found.may_manage or found.status not in (Status.waiting, Status.open):
        return ()
    close = (Button(t.plain("surveying.close"), buttons.Ask(number, "close")),) if found.status is Status.open else ()
    return (
        (
            Button(t.plain("surveying.edit"), buttons.Build(number, 0)),
            Button(t.plain("surveying.try"), buttons.Try(number, 0)),
        ),
        (*close, Button(t.plain("surveying.withdraw"), buttons.Ask(number, "withdraw"))),
    )


# -- the last look -----------------------------------------------------------------------------------------------------


def ask_publish(t: Translator, found: Desk) -> Screen:
    """To how many it goes, and what cannot be changed afterwards."""
    one = found.questionnaire
    days = one.timing.closes_after.days
    forum = one.audience.forum is not None
    text = paragraphs(
        heading(t, one),
        t("surveying.last_look", n=len(one.definition.questions)),
        lines(for_whom(t, found.aimed), reached(t, found)),
        t.n("surveying.after_forum", days) if forum else t.n("surveying.opens_now", days),
        t("surveying.anonymous_final") if one.anonymous else t("surveying.signed_final"),
        warning(t, one),
    )
    rows: Rows = (
        (Button(t.plain("surveying.publish"), buttons.Do(one.id, "publish", one.revision)),),
        back_row(t, buttons.Build(one.id, 0)),
    )
    return Screen(text, rows)


def reached(t: Translator, found: Desk) -> Markup:
    if found.questionnaire.audience.forum is not None:
        return t.n("surveying.reach_forum", found.reach)
    return t.n("surveying.reach", found.reach)


def warning(t: Translator, one: Questionnaire) -> Markup | None:
    """More than three questions about people can make them known."""
    many = len(one.definition.backgrounds) > BACKGROUND_AT_MOST
    return t("surveying.many_backgrounds", n=BACKGROUND_AT_MOST) if one.anonymous and many else None


def ask(t: Translator, found: Desk, act: str) -> Screen:
    """Whether to close or to withdraw it."""
    one = found.questionnaire
    text = paragraphs(heading(t, one), t(ASKED[act], answered=found.invited.used))
    back = buttons.Build(one.id, 0) if found.status is Status.draft else GoQuestionnaireDesk(one.id)
    rows: Rows = ((Button(t.plain(DO[act]), buttons.Do(one.id, act, one.revision)),), back_row(t, back))
    return Screen(text, rows)


def withdrawn(t: Translator) -> Screen:
    return Screen(t("surveying.withdrawn"), (back_row(t, GoQuestionnairesManaged(0)),))


# -- for whom ----------------------------------------------------------------------------------------------------------

SCOPES = {
    "all": mark("surveying.scope_all"),
    "forum": mark("surveying.scope_forum"),
    "consultation": mark("surveying.scope_consultation"),
    "body": mark("surveying.scope_body"),
    "topic": mark("surveying.scope_topic"),
    "place": mark("surveying.scope_place"),
}


def ask_for_whom(t: Translator, found: Desk) -> Screen:
    number = found.questionnaire.id
    text = paragraphs(
        heading(t, found.questionnaire), lines(for_whom(t, found.aimed), reached(t, found)), t("surveying.ask_scope")
    )
    scopes = [Button(t.plain(words), buttons.Scope(number, scope, 0)) for scope, words in SCOPES.items()]
    return Screen(text, (*in_pairs(scopes), back_row(t, buttons.Build(number, 0))))


def choose(
    t: Translator, number: int, scope: str, options: Sequence[tuple[str, str, bool]], page: Page, *, ticks: bool
) -> Screen:
    """`options` are ids, names and whether they are chosen."""
    mark_of = {True: "☑️ ", False: "☐ "} if ticks else {True: "", False: ""}
    rows: Rows = (
        *((Button(shorten(f"{mark_of[on]}{name}"), buttons.Choose(number, scope, id)),) for id, name, on in options),
        *pager(t, page, lambda at: buttons.Scope(number, scope, at)),
        back_row(t, buttons.ForWhom(number)),
    )
    said = t("surveying.choose_ticks") if ticks else t("surveying.choose_one")
    return Screen(paragraphs(said if options else t("surveying.nothing_there"), page_line(t, page)), rows)
