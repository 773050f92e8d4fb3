"""The queue: what staff owe something, oldest first, and what it can be narrowed to."""

from collections.abc import Sequence
from datetime import date

from markupsafe import Markup

from bot.domain.consultations import Consultation
from bot.domain.proposals import Channel, Proposal, ProposalKind
from bot.i18n import Translator
from bot.services.answering import Look, Queue
from bot.services.consultations import Page
from bot.ui.answering.callbacks import AnswerMany, ByConsultation, ByKind, BySection, Enter, Narrow, OpenItem
from bot.ui.answering.wording import CHANNELS, KINDS, STATES, clock
from bot.ui.desks import GoStaff
from bot.ui.navigation import back_row
from bot.ui.paging import page_line, pager
from bot.ui.screen import TITLE_LABEL, Button, Rows, Screen, in_pairs, lines, paragraphs, shorten, ticked
from storage.proposals import Section

EXCERPT = 160
"""Characters of a text in the list."""
TITLE = 120
LONG_AGO = 60
"""Days after which a date says more than their number."""
SECTIONS_A_PAGE = 10


def narrow(look: Look, page: int = 0, **changes: object) -> Narrow:
    """The button of a page of the queue, narrowed as it is but for the changes."""
    values = {
        "state": look.state,
        "consultation": look.consultation or 0,
        "section": look.section or 0,
        "kind": look.kind or "",
        **changes,
    }
    return Narrow(page=page, **values)  # type: ignore[arg-type] # as the fields are


def origin_of(look: Look) -> str:
    """What a proposal's card remembers of the queue it was opened from."""
    return f"{look.state}+" if look.consultation is not None else look.state


def queue(t: Translator, found: Queue, *, today: date) -> Screen:
    """A page: every proposal in a few lines and as a button, then the filters with their counts."""
    look, page = found.look, found.page
    text = paragraphs(
        lines(heading(t, found), page_line(t, page)),
        *(entry(t, one, found, today) for one in found.items),
    )
    rows: Rows = (
        *((Button(label(one), OpenItem(one.id, origin_of(look))),) for one in found.items),
        *pager(t, page, lambda number: narrow(look, number)),
        *in_pairs(
            Button(
                ticked(state == look.state, t.plain("answering.counted", state=t.plain(words), n=found.counts[state])),
                narrow(look, state=state),
            )
            for state, words in STATES.items()
        ),
        *in_pairs(_narrowing(t, look)),
        *in_pairs(_doing(t, found)),
        back_row(t, GoStaff()),
    )
    return Screen(text, rows)


def heading(t: Translator, found: Queue) -> Markup:
    look = found.look
    return lines(
        t("answering.queue", state=t.plain(STATES[look.state]), n=found.page.total)
        if found.items
        else t("answering.queue_empty", state=t.plain(STATES[look.state])),
        None
        if found.consultation is None
        else t("answering.of_consultation", title=shorten(found.consultation.title_in(t.language), TITLE)),
        None if found.section is None else t("answering.of_section", section=found.section.name(t.language)),
        None if look.kind is None else t("answering.of_kind", kind=t.plain(KINDS[ProposalKind(look.kind)])),
    )


def entry(t: Translator, one: Proposal, found: Queue, today: date) -> Markup:
    """Number, kind, age, where it came from, how late it is, and how it begins."""
    running = found.clocks.get(one.id)
    marks = [
        None if one.channel is Channel.bot else t.plain(CHANNELS[one.channel]),
        None if running is None or not running.late else "⚠️ " + clock(t, running),
        t.plain("answering.mark_review") if one.review_asked and not one.reviewed and one.hidden is not None else None,
        t.plain("answering.mark_merged") if one.merged_into is not None else None,
    ]
    return lines(
        t("answering.entry", number=one.receipt_no, kind=t.plain(KINDS[one.kind]), age=age(t, one.received_on, today)),
        ", ".join(mark for mark in marks if mark is not None) or None,
        shorten(" ".join(one.text.split()), EXCERPT),
    )


def age(t: Translator, day: date, today: date) -> str:
    days = (today - day).days
    if days > LONG_AGO:
        return t.plain("answering.age_since", date=t.short_date(day))
    if days <= 0:
        return t.plain("answering.age_today")
    return t.plain("answering.age_yesterday") if days == 1 else t.plain_n("answering.age_days", days)


def label(one: Proposal) -> str:
    return shorten(f"{one.receipt_no} · {' '.join(one.text.split())}", TITLE_LABEL)


def _narrowing(t: Translator, look: Look) -> list[Button]:
    buttons = [
        Button(t.plain("answering.by_consultation"), ByConsultation(look.state, look.kind or "", 0)),
        Button(t.plain("answering.by_kind"), ByKind(look.state, look.consultation or 0)),
    ]
    if look.consultation is not None:
        buttons.append(Button(t.plain("answering.by_section"), BySection(look.state, look.consultation, 0)))
    if look.is_narrowed:
        buttons.append(Button(t.plain("answering.everything"), narrow(Look(look.state))))
    return buttons


def _doing(t: Translator, found: Queue) -> list[Button]:
    look = found.look
    many = AnswerMany(look.state, look.consultation or 0, look.section or 0, look.kind or "")
    enter = Button(t.plain("answering.enter"), Enter(look.consultation or 0))
    return [Button(t.plain("answering.many"), many), enter] if found.items else [enter]


# -- what it can be narrowed to ----------------------------------------------------------------------------------------


def consultations(t: Translator, known: Sequence[Consultation], page: Page, chosen: ByConsultation) -> Screen:
    text = lines(
        t("answering.which_consultation") if known else t("answering.no_consultations"),
        page_line(t, page),
    )
    rows: Rows = (
        *(
            (Button(shorten(one.title_in(t.language), TITLE_LABEL), Narrow(chosen.state, one.id, 0, chosen.kind, 0)),)
            for one in known
        ),
        *pager(t, page, lambda number: ByConsultation(chosen.state, chosen.kind, number)),
        back_row(t, Narrow(chosen.state, 0, 0, chosen.kind, 0)),
    )
    return Screen(text, rows)


def sections(t: Translator, known: Sequence[Section], chosen: BySection) -> Screen:
    page = Page.of(len(known), chosen.page, SECTIONS_A_PAGE)
    first = page.number * SECTIONS_A_PAGE
    every = Narrow(chosen.state, chosen.consultation, 0, "", 0)
    rows: Rows = (
        *(
            (
                Button(
                    shorten(one.name(t.language), TITLE_LABEL),
                    Narrow(chosen.state, chosen.consultation, one.id, "", 0),
                ),
            )
            for one in known[first : first + SECTIONS_A_PAGE]
        ),
        *pager(t, page, lambda number: BySection(chosen.state, chosen.consultation, number)),
        back_row(t, every),
    )
    text = lines(t("answering.which_section") if known else t("answering.no_sections"), page_line(t, page))
    return Screen(text, rows)


def kinds(t: Translator, chosen: ByKind) -> Screen:
    buttons = [
        Button(t.capital(t.plain(words)), Narrow(chosen.state, chosen.consultation, 0, kind.value, 0))
        for kind, words in KINDS.items()
    ]
    every = Narrow(chosen.state, chosen.consultation, 0, "", 0)
    return Screen(t("answering.which_kind"), (*in_pairs(buttons), back_row(t, every)))
