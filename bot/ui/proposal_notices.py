"""The words of news about proposals, as they are true when they leave."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from bot.domain.consultations import Consultation
from bot.domain.proposals import Proposal, ProposalKind
from bot.i18n import Translator, mark
from bot.ui.answering.wording import CODES, DISPOSITIONS
from bot.ui.callbacks import Callback
from bot.ui.desks import GoAnswering, GoQueue, GoReporting
from bot.ui.fitting import cut
from bot.ui.navigation import GoProposal, GoSpravka, menu_row
from bot.ui.proposals.callbacks import Complete, Reply
from bot.ui.screen import Button, Rows, Screen, in_pairs, lines, paragraphs, shorten

REASON_ROOM = 1_600
NOTE_ROOM = 600
REPLY_ROOM = 800
TITLE = 200


class News(NamedTuple):
    """What there is to say to an author. `may_amend`: the term still runs; `text` is a question's."""

    proposal: Proposal
    main: Proposal | None
    may_amend: bool
    text: str


Saying = Callable[[Translator, News], Markup]


def to_author(t: Translator, what: str, news: News) -> Screen:
    """KeyError for news that nobody has."""
    one = news.proposal
    label = t.plain(VIEWS[what]) if what in VIEWS else t.plain("proposal_notices.view")
    view = Button(label, AT_ONCE[what](one.id) if what in AT_ONCE else GoProposal(one.id))
    rows: Rows = ((view,), menu_row(t))
    if what == "answered" and one.kind is ProposalKind.statement and one.consultation is not None:
        spravka = Button(t.plain("proposal_notices.spravka"), GoSpravka(one.consultation))
        rows = ((view, spravka), menu_row(t))
    return Screen(SAYINGS[what](t, news), rows)


VIEWS = {
    "hidden": mark("proposal_notices.view_hidden"),
    "upheld": mark("proposal_notices.view_hidden"),
    "question": mark("proposal_notices.view_question"),
    "incomplete": mark("proposal_notices.view_incomplete"),
}
"""What the button to the proposal says, where it leads to something to be done."""
AT_ONCE: Mapping[str, Callable[[int], Callback]] = {"question": Reply, "incomplete": Complete}
"""News that ask for words: the button asks for them, without the proposal's card between."""


def _visible(t: Translator, news: News) -> Markup:
    return paragraphs(
        t("proposal_notices.visible", number=news.proposal.receipt_no),
        t("proposal_notices.in_spravka") if news.proposal.kind is ProposalKind.statement else None,
    )


def _hidden(t: Translator, news: News) -> Markup:
    """Why, and what its author may do about it."""
    one, hidden = news.proposal, news.proposal.hidden
    assert hidden is not None
    return paragraphs(
        t(
            "proposal_notices.hidden",
            number=one.receipt_no,
            code=t.plain(CODES[hidden.code]),
            sentence=cut(hidden.sentence, NOTE_ROOM),
        ),
        t("proposal_notices.stays_in_spravka") if one.kind is ProposalKind.statement else None,
        lines(
            t("proposal_notices.may_edit") if news.may_amend else None,
            None if one.review_asked else t("proposal_notices.may_ask_review"),
        ),
    )


def _upheld(t: Translator, news: News) -> Markup:
    """A second look came to the same."""
    one, hidden = news.proposal, news.proposal.hidden
    assert hidden is not None
    return paragraphs(
        t(
            "proposal_notices.upheld",
            number=one.receipt_no,
            code=t.plain(CODES[hidden.code]),
            sentence=cut(hidden.sentence, NOTE_ROOM),
        ),
        t("proposal_notices.stays_in_spravka") if one.kind is ProposalKind.statement else None,
        t("proposal_notices.may_edit") if news.may_amend else None,
    )


def _merged(t: Translator, news: News) -> Markup:
    main = "" if news.main is None else news.main.receipt_no
    return t("proposal_notices.merged", number=news.proposal.receipt_no, main=main)


def _parted(t: Translator, news: News) -> Markup:
    return t("proposal_notices.parted", number=news.proposal.receipt_no)


def _redacted(t: Translator, news: News) -> Markup:
    return t("proposal_notices.redacted", number=news.proposal.receipt_no)


def _question(t: Translator, news: News) -> Markup:
    return t("proposal_notices.question", number=news.proposal.receipt_no, text=cut(news.text, NOTE_ROOM))


def _incomplete(t: Translator, news: News) -> Markup:
    one = news.proposal
    return t(
        "proposal_notices.incomplete", number=one.receipt_no, what=cut(one.note or "", NOTE_ROOM), date=_due(t, one)
    )


def _lapsed(t: Translator, news: News) -> Markup:
    return t("proposal_notices.lapsed", number=news.proposal.receipt_no)


def _registered(t: Translator, news: News) -> Markup:
    one = news.proposal
    day = "" if one.registered_on is None else t.short_date(one.registered_on)
    return paragraphs(
        t("proposal_notices.registered", number=one.receipt_no, registry=one.registry_no or "", date=day),
        t("proposal_notices.decision_by", date=_due(t, one)),
    )


def _in_review(t: Translator, news: News) -> Markup:
    one = news.proposal
    return paragraphs(
        t("proposal_notices.in_review", number=one.receipt_no),
        t("proposal_notices.decision_by", date=_due(t, one)),
    )


def _extended(t: Translator, news: News) -> Markup:
    one = news.proposal
    reason = cut(one.note or "", NOTE_ROOM)
    return t("proposal_notices.extended", number=one.receipt_no, date=_due(t, one), reason=reason)


def _redirected(t: Translator, news: News) -> Markup:
    authority, _, reason = (news.proposal.note or "").partition("\n")
    return t(
        "proposal_notices.redirected",
        number=news.proposal.receipt_no,
        authority=authority,
        reason=cut(reason, NOTE_ROOM),
    )


def _answered(t: Translator, news: News) -> Markup:
    """Their own row of the spravka, or the decision: what, why, who does it and until when."""
    one, answer = news.proposal, news.proposal.answer
    assert answer is not None
    heading = mark("proposal_notices.answered")
    if one.kind is ProposalKind.statement:
        heading = mark("proposal_notices.answered_statement")
    return paragraphs(
        t(heading, number=one.receipt_no, outcome=t.plain(DISPOSITIONS[answer.disposition])),
        None if answer.reason is None else t("proposal_notices.reason", reason=cut(answer.reason, REASON_ROOM)),
        lines(
            None if answer.unit is None else t("proposal_notices.unit", unit=answer.unit),
            None if answer.due_on is None else t("proposal_notices.until", date=t.short_date(answer.due_on)),
        ),
    )


def _done(t: Translator, news: News) -> Markup:
    return t("proposal_notices.done", number=news.proposal.receipt_no)


def _due(t: Translator, one: Proposal) -> str:
    return "" if one.due_on is None else t.short_date(one.due_on)


SAYINGS: Mapping[str, Saying] = {
    "visible": _visible,
    "hidden": _hidden,
    "upheld": _upheld,
    "merged": _merged,
    "parted": _parted,
    "redacted": _redacted,
    "question": _question,
    "incomplete": _incomplete,
    "lapsed": _lapsed,
    "registered": _registered,
    "in_review": _in_review,
    "extended": _extended,
    "redirected": _redirected,
    "answered": _answered,
    "done": _done,
}


# -- to staff ----------------------------------------------------------------------------------------------------------

FOR_STAFF = {
    "replied": mark("proposal_notices.replied"),
    "review": mark("proposal_notices.review"),
    "amended": mark("proposal_notices.amended"),
}


def to_staff(t: Translator, what: str, one: Proposal, *, reply: str | None) -> Screen:
    """What an author did that staff wait for."""
    said = t("proposal_notices.reply", text=cut(reply, REPLY_ROOM)) if what == "replied" and reply else None
    button = Button(t.plain("proposal_notices.open"), GoAnswering(one.id))
    return Screen(paragraphs(t(FOR_STAFF[what], number=one.receipt_no), said), ((button,), menu_row(t)))


def overdue(t: Translator, late: int, unchecked: int) -> Screen:
    """How much there is of what is late, as counted now."""
    text = lines(
        t("proposal_notices.waiting"),
        t("proposal_notices.overdue", n=late) if late else None,
        t("proposal_notices.unchecked", n=unchecked) if unchecked else None,
    )
    buttons = [
        *([Button(t.plain("proposal_notices.to_overdue"), GoQueue("overdue", 0, 0))] if late else []),
        *([Button(t.plain("proposal_notices.to_unchecked"), GoQueue("unchecked", 0, 0))] if unchecked else []),
    ]
    return Screen(text, (*in_pairs(buttons), menu_row(t)))


def spravka_due(t: Translator, consultation: Consultation, due: date) -> Screen:
    closed = "" if consultation.last_day is None else t.date(consultation.last_day)
    text = t(
        "proposal_notices.spravka_due",
        title=shorten(consultation.title_in(t.language), TITLE),
        date=closed,
        due=t.date(due),
    )
    button = Button(t.plain("proposal_notices.to_spravka"), GoReporting(consultation.id))
    return Screen(text, ((button,), menu_row(t)))
