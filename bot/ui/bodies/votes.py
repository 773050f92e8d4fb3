"""Votes among members, to vote and to read what they brought."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.domain.body_votes import Vote
from bot.domain.town import Body
from bot.i18n import Translator
from bot.services.bodies.voting import Ballot
from bot.services.consultations import Page
from bot.ui.bodies import callbacks as buttons
from bot.ui.bodies import desk_callbacks as work
from bot.ui.bodies import words
from bot.ui.desks import GoBodyDesk
from bot.ui.navigation import GoBody, back_row
from bot.ui.paging import page_line, pager
from bot.ui.screen import TITLE_LABEL, Button, Rows, Screen, lines, paragraphs, shorten


def listing(t: Translator, body: Body, found: Sequence[Vote], page: Page, *, manages: bool) -> Screen:
    text = lines(
        words.title(t, body),
        t("bodies.votes", n=page.total) if found else t("bodies.no_votes"),
        page_line(t, page),
    )
    start: Rows = ((Button(t.plain("bodies.start_vote"), work.Begin("vote", body.id)),),) if manages else ()
    rows: Rows = (
        *((Button(_label(one), buttons.ShowVote(one.id)),) for one in found),
        *pager(t, page, lambda number: buttons.ShowVotes(body.id, number)),
        *start,
        back_row(t, GoBodyDesk(body.id) if manages else GoBody(body.id)),
    )
    return Screen(text, rows)


def _label(vote: Vote) -> str:
    return shorten(f"{'🗳' if vote.closed_at is None else '✅'} {' '.join(vote.question.split())}", TITLE_LABEL)


def vote(t: Translator, shown: Ballot, *, is_open: bool, said: bool = False) -> Screen:
    """`said`: their choice has just been kept."""
    one = shown.vote
    text = paragraphs(
        t("bodies.vote_kept") if said else None,
        words.title(t, shown.body),
        one.question,
        running(t, shown) if one.closed_at is None else result(t, one),
        t("bodies.vote_binds_nobody"),
    )
    rows: Rows = ()
    if is_open and shown.own is not None:
        rows = tuple(
            (Button(f"{'☑️' if number == shown.choice else '☐'} {option}", buttons.CastVote(one.id, number)),)
            for number, option in enumerate(one.options)
        )
    if shown.manages:
        rows = (*rows, *_managing(t, one))
    return Screen(text, (*rows, back_row(t, buttons.ShowVotes(shown.body.id, 0))))


def _managing(t: Translator, one: Vote) -> Rows:
    if one.closed_at is None:
        return ((Button(t.plain("bodies.close_vote"), work.CloseVote(one.id)),),)
    label = t.plain("bodies.hide_result") if one.is_public else t.plain("bodies.show_result")
    return ((Button(label, work.PublicVote(one.id, not one.is_public)),),)


def running(t: Translator, shown: Ballot) -> Markup:
    one = shown.vote
    return lines(
        t("bodies.vote_until", moment=t.moment(one.closes_at)),
        t("bodies.vote_cast", cast=shown.cast, eligible=shown.eligible),
        t("bodies.your_choice", option=one.options[shown.choice]) if shown.choice is not None else None,
        t("bodies.choose_one") if shown.own is not None and shown.choice is None else None,
    )


def result(t: Translator, one: Vote) -> Markup:
    return lines(
        t("bodies.vote_closed_at", moment=t.moment(one.closed_at or one.closes_at)),
        *(
            t("bodies.vote_count", option=option, n=count)
            for option, count in zip(one.options, one.counts, strict=False)
        ),
        t("bodies.turnout", cast=one.cast, eligible=one.eligible or 0),
    )
