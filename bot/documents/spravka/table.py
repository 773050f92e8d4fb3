"""The spravka in words: what stands at its head and in every cell, the same in every file."""

from datetime import date
from typing import NamedTuple

from bot.domain.dispositions import Disposition
from bot.domain.proposals import AuthorType, Channel, HiddenCode, Stance
from bot.domain.spravka import Row, Spravka, in_language
from bot.domain.town import OFFICIAL
from bot.i18n import Translator, mark

DISPOSITIONS = {
    Disposition.accepted: mark("spravka.accepted"),
    Disposition.partly: mark("spravka.partly"),
    Disposition.not_accepted: mark("spravka.not_accepted"),
    Disposition.out_of_scope: mark("spravka.out_of_scope"),
}
STANCES = {
    Stance.support: mark("spravka.stance_support"),
    Stance.change: mark("spravka.stance_change"),
    Stance.oppose: mark("spravka.stance_oppose"),
}
CHANNELS = {
    Channel.bot: mark("spravka.channel_bot"),
    Channel.paper: mark("spravka.channel_paper"),
    Channel.email: mark("spravka.channel_email"),
    Channel.website: mark("spravka.channel_website"),
    Channel.hearing: mark("spravka.channel_hearing"),
    Channel.other: mark("spravka.channel_other"),
}
AUTHORS = {
    AuthorType.citizen: mark("spravka.author_citizen"),
    AuthorType.ngo: mark("spravka.author_ngo"),
    AuthorType.organisation: mark("spravka.author_organisation"),
    AuthorType.business: mark("spravka.author_business"),
    AuthorType.councillor: mark("spravka.author_councillor"),
    AuthorType.mayor: mark("spravka.author_mayor"),
    AuthorType.other: mark("spravka.author_other"),
}
HIDDEN = {
    HiddenCode.personal_data: mark("spravka.hidden_personal_data"),
    HiddenCode.insult: mark("spravka.hidden_insult"),
    HiddenCode.spam: mark("spravka.hidden_spam"),
    HiddenCode.off_topic: mark("spravka.hidden_off_topic"),
    HiddenCode.illegal: mark("spravka.hidden_illegal"),
    HiddenCode.duplicate: mark("spravka.hidden_duplicate"),
}
COLUMNS = (
    mark("spravka.column_number"),
    mark("spravka.column_received"),
    mark("spravka.column_author"),
    mark("spravka.column_about"),
    mark("spravka.column_stance"),
    mark("spravka.column_text"),
    mark("spravka.column_disposition"),
    mark("spravka.column_reason"),
)
WIDTHS = (24, 24, 34, 31, 20, 70, 26, 40)
"""Millimetres of an A4 sheet that lies on its side, with margins of 14."""


class Table(NamedTuple):
    """`notes` stand under the title; `facts` are pairs of a label and what it says; `nil` is said in place of rows."""

    title: str
    subject: str
    notes: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    nil: str
    signatures: tuple[str, ...]


def table(spravka: Spravka, t: Translator) -> Table:
    return Table(
        title=t.plain("spravka.title"),
        subject=spravka.header.title(t.language),
        notes=_notes(spravka, t),
        facts=_facts(spravka, t),
        columns=tuple(t.plain(key) for key in COLUMNS),
        rows=tuple(_cells(row, t, official=spravka.header.published) for row in spravka.rows),
        nil=t.plain("spravka.nil"),
        signatures=(t.plain("spravka.prepared_by"), t.plain("spravka.approved_by")),
    )


def day(found: date) -> str:
    return found.strftime("%d.%m.%Y")


def counted(spravka: Spravka, t: Translator) -> list[tuple[str, int]]:
    """Words and numbers of every disposition, and of what has none where there is any."""
    found = [(t.plain(DISPOSITIONS[disposition]), count) for disposition, count in spravka.counts.items()]
    if spravka.undecided:
        found.append((_none(t, published=spravka.header.published), spravka.undecided))
    return found


def _none(t: Translator, *, published: bool) -> str:
    return t.plain("spravka.not_told") if published else t.plain("spravka.undecided")


def _notes(spravka: Spravka, t: Translator) -> tuple[str, ...]:
    draft = () if spravka.header.published else (t.plain("spravka.is_draft"),)
    return draft if t.language == OFFICIAL else (*draft, t.plain("spravka.is_help"))


def _facts(spravka: Spravka, t: Translator) -> tuple[tuple[str, str], ...]:
    header = spravka.header
    counts = ", ".join(f"{words}: {count}" for words, count in counted(spravka, t))
    told = {
        t.plain("spravka.fact_organisation"): in_language(header.organisation, t.language),
        t.plain("spravka.fact_url"): header.url,
        t.plain("spravka.fact_published_on"): header.published_on and day(header.published_on),
        t.plain("spravka.fact_last_day"): header.last_day and day(header.last_day),
        t.plain("spravka.fact_channels"): channels(spravka, t),
        t.plain("spravka.fact_counts"): f"{len(spravka.rows)} ({counts})" if spravka.rows else "0",
        t.plain("spravka.fact_spravka_on"): header.spravka_on and day(header.spravka_on),
        t.plain("spravka.fact_spravka_url"): header.spravka_url,
        t.plain("spravka.fact_decision"): decision(spravka, t),
    }
    return tuple((label, str(value)) for label, value in told.items() if value)


def channels(spravka: Spravka, t: Translator) -> str:
    """As the source tells them; else those that something came by, and chat."""
    if spravka.header.channels:
        return ", ".join(spravka.header.channels)
    used = {row.channel for row in spravka.rows} | ({Channel.bot} if spravka.header.by_chat else set())
    return ", ".join(t.plain(words) for channel, words in CHANNELS.items() if channel in used)


def decision(spravka: Spravka, t: Translator) -> str | None:
    found, adopted = spravka.header.decision, spravka.header.adopted
    if found is None or adopted is None:
        return None
    said = t.plain("spravka.was_adopted") if adopted else t.plain("spravka.was_not_adopted")
    number = "" if found.number is None else t.plain("spravka.decision_number", number=found.number)
    return " ".join(part for part in (said, number, day(found.decided_on)) if part)


def _cells(row: Row, t: Translator, *, official: bool) -> tuple[str, ...]:
    return (
        row.receipt_no,
        day(row.received_on) if row.dated else t.plain("spravka.not_told"),
        author(row, t),
        ", ".join(part for part in (row.section_in(t.language), row.provision) if part),
        "" if row.stance is None else t.plain(STANCES[row.stance]),
        text(row, t),
        _none(t, published=official) if row.disposition is None else t.plain(DISPOSITIONS[row.disposition]),
        reason(row, t),
    )


def author(row: Row, t: Translator) -> str:
    """The name its author chose to show; without one the kind of author, where it did not come by chat."""
    by_chat = row.channel is Channel.bot
    nobody = t.plain("spravka.no_name") if by_chat else t.plain(AUTHORS[row.author_type])
    named = ", ".join(part for part in (row.author, row.organisation) if part) or nobody
    return named if by_chat else f"{named} ({t.plain(CHANNELS[row.channel])})"


def text(row: Row, t: Translator) -> str:
    if row.hidden is not None:
        return t.plain("spravka.is_hidden", why=t.plain(HIDDEN[row.hidden.code]), sentence=row.hidden.sentence)
    return row.text or ""


def reason(row: Row, t: Translator) -> str:
    """Why, who does it and by when, and with which other it was answered."""
    carried_out = None
    if row.unit is not None:
        carried_out = t.plain("spravka.unit", unit=row.unit)
    if row.due_on is not None:
        until = t.plain("spravka.until", date=day(row.due_on))
        carried_out = until if carried_out is None else f"{carried_out}, {until}"
    merged = None if row.merged_into is None else t.plain("spravka.answered_with", number=row.merged_into)
    return "\n".join(part for part in (row.reason, carried_out, merged) if part)
