"""What members and followers of a body are told, in their own words."""

from datetime import datetime

from markupsafe import Markup

from bot.domain.body_votes import Vote
from bot.domain.meetings import Counter, Meeting
from bot.domain.town import Body
from bot.i18n import Translator
from bot.ui.bodies import callbacks as buttons
from bot.ui.bodies import words
from bot.ui.bodies.cards import paper_rows
from bot.ui.bodies.meetings import agenda, reply_rows
from bot.ui.bodies.votes import result
from bot.ui.navigation import GoBody, GoMeeting, menu_row
from bot.ui.screen import Button, Rows, Screen, lines, paragraphs
from storage.bodies.papers import Paper


def summons(
    t: Translator, body: Body, meeting: Meeting, items: list[str], papers: list[Paper], counter: Counter
) -> Screen:
    text = paragraphs(
        t("bodies.told_summons", body=words.name(t, body)),
        lines(words.when_and_where(t, meeting), _online(t, meeting)),
        agenda(t, items),
        lines(words.counted(t, counter), t("bodies.will_you_come")),
    )
    return Screen(text, (*reply_rows(t, meeting, None), *paper_rows(t, papers), _to_meeting(t, meeting)))


def _online(t: Translator, meeting: Meeting) -> Markup | None:
    return t("bodies.online", link=meeting.link) if meeting.link else None


def announced(t: Translator, body: Body, meeting: Meeting, items: list[str]) -> Screen:
    """To followers: an open meeting, to which they may come."""
    text = paragraphs(
        t("bodies.told_announced", body=words.name(t, body)),
        lines(words.when_and_where(t, meeting), _online(t, meeting)),
        agenda(t, items),
    )
    return Screen(text, (_to_meeting(t, meeting), _unfollow(t, body)))


def reminder(t: Translator, body: Body, meeting: Meeting, *, coming: bool) -> Screen:
    """The day before, to whoever has not excused themselves."""
    text = paragraphs(
        t("bodies.told_reminder", body=words.name(t, body), time=t.time(meeting.starts_at)),
        lines(t("bodies.where", place=meeting.place), _online(t, meeting)),
        t("bodies.you_come") if coming else t("bodies.will_you_come"),
    )
    rows = reply_rows(t, meeting, None)[:1]
    if coming:
        cannot = Button(t.plain("bodies.cannot"), buttons.ReplyTo(meeting.id, meeting.moves, "excused"))
        rows = ((cannot,),)
    return Screen(text, (*rows, _to_meeting(t, meeting)))


def moved(t: Translator, body: Body, meeting: Meeting, *, was: datetime, was_place: str, member: bool) -> Screen:
    """To members with the question anew; to followers as news."""
    text = paragraphs(
        t("bodies.told_moved", body=words.name(t, body)),
        words.when_and_where(t, meeting),
        t("bodies.it_was", moment=t.moment(was), place=was_place),
        t("bodies.answer_anew") if member else None,
    )
    rows: Rows = reply_rows(t, meeting, None)[:1] if member else ()
    return Screen(text, (*rows, _to_meeting(t, meeting)))


def cancelled(t: Translator, body: Body, meeting: Meeting) -> Screen:
    text = paragraphs(
        t("bodies.told_cancelled", body=words.name(t, body), moment=t.moment(meeting.starts_at)),
        t("bodies.reason", reason=meeting.reason or ""),
    )
    return Screen(text, ((Button(t.plain("bodies.to_body"), GoBody(body.id)), *menu_row(t)),))


def published(t: Translator, body: Body, meeting: Meeting, *, decisions: int, minutes: Paper | None) -> Screen:
    text = paragraphs(
        t("bodies.told_published", body=words.name(t, body), moment=t.moment(meeting.starts_at)),
        lines(
            t("bodies.decisions", n=decisions) if decisions else None,
            t("bodies.with_minutes") if minutes is not None else None,
        ),
    )
    rows: Rows = ()
    if decisions:
        rows = ((Button(t.plain("bodies.to_decisions"), buttons.ShowMeetingDecisions(meeting.id, 0)),),)
    return Screen(text, (*rows, *paper_rows(t, [minutes] if minutes else []), _to_meeting(t, meeting)))


def vote_opened(t: Translator, body: Body, vote: Vote) -> Screen:
    text = paragraphs(
        t("bodies.told_vote", body=words.name(t, body)),
        vote.question,
        t("bodies.vote_until", moment=t.moment(vote.closes_at)),
    )
    return Screen(text, ((Button(t.plain("bodies.to_vote"), buttons.ShowVote(vote.id)),), menu_row(t)))


def vote_closed(t: Translator, body: Body, vote: Vote) -> Screen:
    text = paragraphs(t("bodies.told_result", body=words.name(t, body)), vote.question, result(t, vote))
    return Screen(text, ((Button(t.plain("bodies.to_body"), GoBody(body.id)), *menu_row(t)),))


def accepted(t: Translator, body: Body, *, reason: str) -> Screen:
    text = paragraphs(
        t("bodies.told_accepted", body=words.name(t, body)),
        t("bodies.reason", reason=reason) if reason else None,
        t("bodies.name_is_kept"),
    )
    way = Button(t.plain("bodies.to_membership"), buttons.ShowMembership(body.id))
    return Screen(text, ((way,), menu_row(t)))


def declined(t: Translator, body: Body, *, reason: str) -> Screen:
    text = paragraphs(t("bodies.told_declined", body=words.name(t, body)), t("bodies.reason", reason=reason))
    return Screen(text, ((Button(t.plain("bodies.to_body"), GoBody(body.id)), *menu_row(t)),))


def freed(t: Translator, body: Body) -> Screen:
    text = t("bodies.told_freed", body=words.name(t, body))
    return Screen(text, ((Button(t.plain("bodies.to_body"), GoBody(body.id)), *menu_row(t)),))


def _to_meeting(t: Translator, meeting: Meeting) -> tuple[Button, ...]:
    return (Button(t.plain("bodies.to_meeting"), GoMeeting(meeting.id)), *menu_row(t))


def _unfollow(t: Translator, body: Body) -> tuple[Button, ...]:
    return (Button(t.plain("bodies.unfollow"), buttons.FollowBody(body.id, False)),)
