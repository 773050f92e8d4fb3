"""The published spravka as everybody reads it."""

from dataclasses import dataclass

from markupsafe import Markup

from bot.domain.spravka import Row
from bot.i18n import Translator
from bot.services.spravka import Public
from bot.ui.callbacks import Callback
from bot.ui.desks import GoReporting
from bot.ui.fitting import cut
from bot.ui.navigation import GoConsultation, GoProposal, GoSpravka, back_row
from bot.ui.screen import Button, Rows, Screen, lines, paragraphs
from bot.ui.spravka.common import OUTCOMES, TITLE_ROOM, counts, file_rows

REASON_ROOM = 600
"""UTF-16 units."""
OWN_LISTED = 3


@dataclass(frozen=True, slots=True)
class ShowWhat(Callback, prefix="spr.what"):
    consultation: int


def public(t: Translator, found: Public) -> Screen:
    """Counts, the reader's own rows, and every file."""
    consultation, number = found.consultation, found.consultation.id
    since = found.header.spravka_on
    text = paragraphs(
        t("spravka.heading", title=cut(consultation.title_in(t.language), TITLE_ROOM)),
        t("spravka.out_since", date=t.short_date(since)) if since is not None else None,
        counts(t, found.counts, published=True) if found.total else t("spravka.none_came"),
        *(_own(t, row) for row in found.own[:OWN_LISTED]),
        t.n("spravka.own_more", len(found.own) - OWN_LISTED) if len(found.own) > OWN_LISTED else None,
    )
    url = found.header.spravka_url
    website: Rows = ((Button(t.plain("spravka.website"), url=url),),) if url is not None else ()
    staff: Rows = ((Button(t.plain("spravka.for_staff"), GoReporting(number)),),) if found.prepares else ()
    rows: Rows = (
        *((Button(f"№ {row.receipt_no}", GoProposal(row.proposal)),) for row in found.own[:OWN_LISTED]),
        *file_rows(t, number),
        *website,
        *staff,
        (Button(t.plain("spravka.what"), ShowWhat(number)),),
        back_row(t, GoConsultation(number)),
    )
    return Screen(text, rows)


def _own(t: Translator, row: Row) -> Markup:
    outcome = t.plain("spravka.not_told") if row.disposition is None else t.plain(OUTCOMES[row.disposition])
    return lines(
        t("spravka.own", number=row.receipt_no, outcome=outcome),
        t("spravka.own_why", reason=cut(row.reason, REASON_ROOM)) if row.reason else None,
    )


def what(t: Translator, number: int) -> Screen:
    return Screen(t("spravka.what_text"), (back_row(t, GoSpravka(number)),))
