"""Bodies as staff keep them: the list, the desk of one, what it rests on, its papers and who applied."""

from collections.abc import Sequence

from bot.domain.bodies import Application
from bot.domain.town import Body
from bot.i18n import Translator
from bot.services.bodies.calling import Applications
from bot.services.bodies.founding import Desk
from bot.services.consultations import Page
from bot.ui.attached import to_questionnaire
from bot.ui.bodies import callbacks as buttons
from bot.ui.bodies import desk_callbacks as work
from bot.ui.bodies import words
from bot.ui.bodies.cards import ACT_ROOM, PAPERS_SHOWN, ROLE_ROOM
from bot.ui.desks import GoBodiesManaged, GoBodyDesk, GoStaff
from bot.ui.fitting import cut
from bot.ui.navigation import GoBody, back_row
from bot.ui.paging import page_line, pager
from bot.ui.screen import Button, Rows, Screen, in_pairs, lines, paragraphs, shorten
from storage.bodies.papers import Paper
from storage.bodies.record import Record


def listing(t: Translator, found: Sequence[Body], page: Page, *, manages: bool) -> Screen:
    text = lines(t("bodies.managed"), page_line(t, page))
    new: Rows = ((Button(t.plain("bodies.new_body"), work.Begin("new", "0")),),) if manages else ()
    rows: Rows = (
        *((Button(shorten(one.name(t.language)), GoBodyDesk(one.id)),) for one in found),
        *pager(t, page, GoBodiesManaged),
        *new,
        back_row(t, GoStaff()),
    )
    return Screen(text, rows)


def desk(t: Translator, shown: Desk, said: str | None = None) -> Screen:
    """`said` is what has just been done, already in words."""
    card = shown.card
    body = card.record.body
    text = paragraphs(
        said,
        lines(
            words.title(t, body),
            t.capital(t.plain(words.KINDS[body.kind])),
            t(words.STATUSES[body.status]) if body.status in words.STATUSES else None,
        ),
        lines(
            t("bodies.members", n=card.held, seats=card.seats),
            t("bodies.followers", n=shown.followers),
            t("bodies.next_meeting", moment=t.moment(card.next_meeting.starts_at)) if card.next_meeting else None,
            t("bodies.applications_wait", n=shown.applications) if shown.applications else None,
            t("bodies.call_is_open") if card.call is not None else None,
        ),
    )
    pairs = [
        Button(t.plain("bodies.desk_meetings", n=shown.meetings), work.ShowDeskMeetings(body.id, 0)),
        Button(t.plain("bodies.desk_seats"), work.ShowSeating(body.id, 0)),
        Button(t.plain("bodies.desk_papers"), work.ShowDeskPapers(body.id)),
        Button(t.plain("bodies.desk_votes"), buttons.ShowVotes(body.id, 0)),
        to_questionnaire(t, shown.attached, "body", body.id),
    ]
    if shown.manages:
        pairs.append(Button(t.plain("bodies.desk_facts"), work.ShowFacts(body.id)))
        if card.call is None:
            pairs.append(Button(t.plain("bodies.open_call"), work.Begin("call", body.id)))
        else:
            pairs.append(Button(t.plain("bodies.close_call"), work.CloseCall(body.id)))
    if shown.manages and shown.names and shown.applications:
        label = t.plain("bodies.desk_applications", n=shown.applications)
        pairs.append(Button(label, work.ShowApplications(body.id, 0)))
    rows: Rows = (
        (Button(t.plain("bodies.new_meeting"), work.Begin("meet", body.id)),),
        *in_pairs(pairs),
        (Button(t.plain("bodies.as_public"), GoBody(body.id)),),
        back_row(t, GoBodiesManaged(0)),
    )
    return Screen(text, rows)


def facts(t: Translator, record: Record) -> Screen:
    """What it rests on, each thing to be written anew."""
    body, charter = record.body, record.charter
    missing = t.plain("bodies.not_entered")
    text = paragraphs(
        words.title(t, body),
        t("bodies.fact_role", text=cut(charter.role, ROLE_ROOM) if charter.role else missing),
        t("bodies.founded", act=cut(charter.founding_act, ACT_ROOM) if charter.founding_act else missing),
        t("bodies.fact_rules", text=cut(charter.rules, ROLE_ROOM) if charter.rules else missing),
        lines(words.quorum(t, charter.quorum), t(words.STANDINGS[body.status])),
    )
    pairs = [
        Button(t.plain("bodies.edit_role"), work.Begin("role", body.id)),
        Button(t.plain("bodies.edit_founding"), work.Begin("founding", body.id)),
        Button(t.plain("bodies.edit_rules"), work.Begin("rules", body.id)),
        Button(t.plain("bodies.edit_quorum"), work.Begin("quorum", body.id)),
        Button(t.plain("bodies.edit_status"), work.Begin("status", body.id)),
    ]
    return Screen(text, (*in_pairs(pairs), back_row(t, GoBodyDesk(body.id))))


def papers(t: Translator, record: Record, found: Sequence[Paper]) -> Screen:
    body = record.body
    text = paragraphs(words.title(t, body), t("bodies.papers", n=len(found)) if found else t("bodies.no_papers"))
    rows: Rows = (
        *drops(t, found),
        (Button(t.plain("bodies.add_paper"), work.Begin("doc", body.id)),),
        back_row(t, GoBodyDesk(body.id)),
    )
    return Screen(text, rows)


def drops(t: Translator, found: Sequence[Paper]) -> Rows:
    """A button to take each paper away."""
    return tuple(
        (Button(shorten(t.plain("bodies.drop_paper", name=one.file.name)), work.DropPaper(one.id)),)
        for one in found[-PAPERS_SHOWN:]
    )


# -- who applied -------------------------------------------------------------------------------------------------------


def applications(t: Translator, shown: Applications) -> Screen:
    body = shown.body
    text = lines(
        words.title(t, body),
        t("bodies.applications_wait", n=shown.page.total) if shown.items else t("bodies.no_applications"),
        page_line(t, shown.page),
    )
    rows: Rows = (
        *((Button(shorten(one.name), work.ShowApplicant(one.id)),) for one in shown.items),
        *pager(t, shown.page, lambda number: work.ShowApplications(body.id, number)),
        back_row(t, GoBodyDesk(body.id)),
    )
    return Screen(text, rows)


def applicant(t: Translator, one: Application, body: Body) -> Screen:
    text = paragraphs(
        words.title(t, body),
        lines(
            t("bodies.applicant", name=one.name),
            t("bodies.seat_organisation", organisation=one.organisation) if one.organisation else None,
            t("bodies.sent_at", moment=t.moment(one.submitted_at)),
        ),
        one.text,
    )
    rows: Rows = (
        (
            Button(t.plain("bodies.accept"), work.Begin("accept", str(one.id))),
            Button(t.plain("bodies.decline"), work.Begin("decline", str(one.id))),
        ),
        back_row(t, work.ShowApplications(body.id, 0)),
    )
    return Screen(text, rows)
