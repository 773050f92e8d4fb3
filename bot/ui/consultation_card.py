"""One consultation: its card, its term, its documents, its link."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from markupsafe import Markup

from bot.domain.consultations import Consultation, ConsultationKind, ConsultationStatus, DocumentKind
from bot.domain.term import FULL_TERM_DAYS, Proof
from bot.domain.town import OFFICIAL
from bot.i18n import Translator, mark
from bot.services.consultations import Card
from bot.ui.callbacks import Callback
from bot.ui.consultations import standing
from bot.ui.fitting import ROOM, cut, shown_units
from bot.ui.navigation import Follow, GoConsultation, GoConsultations, GoForum, GoRegister, GoSay, GoSpravka, back_row
from bot.ui.participation import taking_part
from bot.ui.screen import Button, Rows, Screen, in_pairs, lines, paragraphs, shorten
from bot.ui.term import proof_lines
from storage.consultations import Document

TITLE_ROOM, REASON_ROOM, NAMES_ROOM = 400, 600, 300
"""UTF-16 units: what a title, a reason and a list of names may take, so that the summary always has its own."""
OLD_VERSIONS = 20

KINDS = {
    ConsultationKind.ordinance: mark("consultations.kind_ordinance"),
    ConsultationKind.program: mark("consultations.kind_program"),
    ConsultationKind.general_act: mark("consultations.kind_general_act"),
    ConsultationKind.budget: mark("consultations.kind_budget"),
    ConsultationKind.other: mark("consultations.kind_other"),
}
PAPERS = {
    DocumentKind.draft: mark("consultations.paper_draft"),
    DocumentKind.motives: mark("consultations.paper_motives"),
    DocumentKind.considerations: mark("consultations.paper_considerations"),
    DocumentKind.impact_assessment: mark("consultations.paper_impact_assessment"),
    DocumentKind.spravka: mark("consultations.paper_spravka"),
    DocumentKind.act: mark("consultations.paper_act"),
    DocumentKind.other: mark("consultations.paper_other"),
}
SAID = {
    "followed": mark("consultations.followed"),
    "unfollowed": mark("consultations.unfollowed"),
    "reminders": mark("consultations.reminders_on"),
    "no reminders": mark("consultations.reminders_off"),
}
"""What the last tap did."""


@dataclass(frozen=True, slots=True)
class ShowTerm(Callback, prefix="c.term"):
    consultation: int


@dataclass(frozen=True, slots=True)
class ShowDocuments(Callback, prefix="c.docs"):
    """The versions that count, or the old ones."""

    consultation: int
    old: bool


@dataclass(frozen=True, slots=True)
class Download(Callback, prefix="c.doc"):
    document: int


@dataclass(frozen=True, slots=True)
class Share(Callback, prefix="c.share"):
    consultation: int


@dataclass(frozen=True, slots=True)
class Remind(Callback, prefix="c.rem"):
    """Reminders of one that is followed, on or off."""

    consultation: int
    on: bool


def card_text(t: Translator, card: Card, *, now: datetime, room: int = ROOM) -> Markup:
    """What a consultation says of itself, in at most `room` UTF-16 units: only a very long summary is cut."""
    consultation = card.consultation
    before = paragraphs(Markup("<b>{}</b>").format(cut(consultation.title_in(t.language), TITLE_ROOM)))
    after = paragraphs(
        lines(standing(t, consultation, now), _because(t, consultation), _received(t, card, now)),
        taking_part(t, consultation),
        _about(t, card),
        _official(t, consultation),
    )
    frame = shown_units(paragraphs(before, t("consultations.what_changes", summary=""), after))
    summary = cut(consultation.summary_in(t.language), max(room - frame, 0))
    return paragraphs(before, t("consultations.what_changes", summary=summary), after)


def _received(t: Translator, card: Card, now: datetime) -> Markup | None:
    """How many opinions came, once any may have come; nothing of what was decided before we kept them."""
    is_open = card.consultation.status(now) is ConsultationStatus.open
    return t.n("consultations.received", card.received) if card.received or is_open else None


def _because(t: Translator, consultation: Consultation) -> Markup | None:
    """The reason that people are owed: of a cancellation, a short term, a decision."""
    if consultation.recorded is ConsultationStatus.cancelled:
        reason = consultation.cancelled_reason
        return t("consultations.why", reason=cut(reason, REASON_ROOM)) if reason else None
    if consultation.decision is not None:
        return Markup.escape(cut(consultation.decision.note, REASON_ROOM)) if consultation.decision.note else None
    if consultation.recorded in (ConsultationStatus.open, ConsultationStatus.draft):
        return _why_short(t, consultation)
    return None


def _why_short(t: Translator, consultation: Consultation) -> Markup | None:
    reason, days = consultation.short_term_reason, consultation.term_days
    if reason is None or days is None or days >= FULL_TERM_DAYS:
        return None
    return t("consultations.why_short", reason=cut(reason, REASON_ROOM))


def _about(t: Translator, card: Card) -> Markup:
    places = cut(", ".join(card.places), NAMES_ROOM) if card.places else t.plain("common.whole_municipality")
    return lines(
        t("consultations.kind", kind=t.plain(KINDS[card.consultation.kind])),
        t("consultations.topics", names=cut(", ".join(card.topics), NAMES_ROOM)) if card.topics else None,
        t("consultations.places", names=places),
    )


def _official(t: Translator, consultation: Consultation) -> Markup | None:
    if t.language == OFFICIAL:
        return None
    if consultation.is_translated(t.language):
        return t("consultations.translated")
    return t("consultations.not_translated")


def card(t: Translator, card: Card, *, now: datetime, said: str | None = None) -> Screen:
    """`said` is a key of SAID: the tap that led here, with the way to take it back."""
    done = t(SAID[said]) if said is not None else None
    room = ROOM - (shown_units(done) + 2 if done is not None else 0)
    rows: Rows = (
        *_undo_row(t, card, said),
        *_spravka_row(t, card),
        *in_pairs(_opinions(t, card, now)),
        *in_pairs(_papers_and_term(t, card)),
        *in_pairs(_follow_and_share(t, card, said)),
        back_row(t, GoConsultations(_shelf(card.consultation, now), 0, "")),
    )
    return Screen(paragraphs(done, card_text(t, card, now=now, room=room)), rows)


def _shelf(consultation: Consultation, now: datetime) -> str:
    match consultation.status(now):
        case ConsultationStatus.open:
            return "open"
        case ConsultationStatus.scheduled:
            return "coming"
        case _:
            return "closed"


def _undo_row(t: Translator, card: Card, said: str | None) -> Rows:
    if said is None:
        return ()
    number = card.consultation.id
    back: dict[str, Callback] = {
        "followed": Follow(number, False),
        "unfollowed": Follow(number, True),
        "reminders": Remind(number, False),
        "no reminders": Remind(number, True),
    }
    return ((Button(t.plain("common.undo"), back[said]),),)


def _spravka_row(t: Translator, card: Card) -> Rows:
    if not card.spravka:
        return ()
    return ((Button(t.plain("consultations.spravka"), GoSpravka(card.consultation.id)),),)


def _opinions(t: Translator, card: Card, now: datetime) -> list[Button]:
    number = card.consultation.id
    buttons = []
    if card.consultation.status(now) is ConsultationStatus.open:
        buttons.append(Button(t.plain("consultations.say"), GoSay(number)))
    if card.received:
        buttons.append(Button(t.plain("consultations.opinions", n=card.received), GoRegister(number, 0)))
    return buttons


def _papers_and_term(t: Translator, card: Card) -> list[Button]:
    consultation = card.consultation
    buttons = []
    if card.documents:
        buttons.append(
            Button(t.plain("consultations.documents", n=card.documents), ShowDocuments(consultation.id, False))
        )
    if consultation.last_day is not None:
        buttons.append(Button(t.plain("consultations.term"), ShowTerm(consultation.id)))
    if consultation.url is not None:
        buttons.append(Button(t.plain("consultations.website"), url=consultation.url))
    if card.forum is not None:
        buttons.append(Button(t.plain("consultations.forum"), GoForum(card.forum.id)))
    return buttons


def _follow_and_share(t: Translator, card: Card, said: str | None) -> list[Button]:
    """What an undo button offers already is not offered twice."""
    number = card.consultation.id
    buttons = []
    if card.following == "no" and card.may_follow and said != "unfollowed":
        buttons.append(Button(t.plain("consultations.follow"), Follow(number, True)))
    if card.following != "no" and said != "followed":
        buttons.append(Button(t.plain("consultations.unfollow"), Follow(number, False)))
    if card.following == "yes" and card.may_follow and said not in ("reminders", "followed"):
        buttons.append(Button(t.plain("consultations.stop_reminders"), Remind(number, False)))
    if card.following == "without reminders" and card.may_follow and said != "no reminders":
        buttons.append(Button(t.plain("consultations.start_reminders"), Remind(number, True)))
    return [*buttons, Button(t.plain("consultations.share"), Share(number))]


def term(t: Translator, consultation: Consultation, proof: Proof | None) -> Screen:
    """How the last day was counted, so that anybody can count after it."""
    if proof is not None:
        counted = [Markup.escape(line) for line in proof_lines(proof, t)[:-1]]  # the verdict is for staff
    else:
        counted = [t("consultations.term_unknown", date=t.date(consultation.last_day) if consultation.last_day else "")]
    text = paragraphs(
        Markup("<b>{}</b>").format(cut(consultation.title_in(t.language), TITLE_ROOM)),
        lines(*counted),
        _why_short(t, consultation),
    )
    website: Rows = (
        ((Button(t.plain("consultations.website"), url=consultation.url),),) if consultation.url is not None else ()
    )
    return Screen(text, (*website, back_row(t, GoConsultation(consultation.id))))


def documents(t: Translator, consultation: Consultation, found: Sequence[Document], *, old: bool) -> Screen:
    """Every document is a button that sends it. `found` are all versions of all documents."""
    now_valid = [one for one in found if one.replaced_at is None]
    replaced = [one for one in found if one.replaced_at is not None][-OLD_VERSIONS:]
    shown = replaced if old else now_valid
    other: Rows = ()
    if old:
        other = ((Button(t.plain("consultations.current_versions"), ShowDocuments(consultation.id, False)),),)
    elif replaced:
        label = t.plain("consultations.old_versions", n=len(replaced))
        other = ((Button(label, ShowDocuments(consultation.id, True)),),)
    rows: Rows = (
        *((Button(_document_label(t, one), Download(one.id)),) for one in shown),
        *other,
        back_row(t, GoConsultation(consultation.id)),
    )
    heading = t("consultations.old_title", n=len(shown)) if old else t("consultations.documents_title", n=len(shown))
    if not shown:
        heading = t("consultations.documents_none")
    return Screen(
        paragraphs(
            Markup("<b>{}</b>").format(cut(consultation.title_in(t.language), TITLE_ROOM)),
            heading,
            t("consultations.website_official"),
        ),
        rows,
    )


def _document_label(t: Translator, document: Document) -> str:
    kind = t.plain(PAPERS[document.kind])
    if document.replaced_at is None:
        return shorten(f"📄 {kind} · {document.file.name}")
    day = document.replaced_at.astimezone(t.zone).strftime("%d.%m.%Y")
    return shorten(t.plain("consultations.replaced_on", kind=kind, date=day) + f" · {document.file.name}")


def caption(t: Translator, consultation: Consultation, document: Document) -> Markup:
    """Under a file that is sent; well below Telegram's 1024 units."""
    return lines(
        Markup("<b>{}</b>").format(t.plain(PAPERS[document.kind])),
        Markup.escape(cut(consultation.title_in(t.language), TITLE_ROOM)),
        t("consultations.is_old_version") if document.replaced_at is not None else None,
        t("consultations.website_official"),
    )


def share(t: Translator, consultation: Consultation, *, url: str) -> Screen:
    title = shorten(consultation.title_in(t.language), 100)
    send = f"https://t.me/share/url?url={quote(url, safe='')}&text={quote(title, safe='')}"
    rows: Rows = (
        (Button(t.plain("consultations.share_now"), url=send),),
        back_row(t, GoConsultation(consultation.id)),
    )
    return Screen(t("consultations.share_text", title=title, url=url), rows)
