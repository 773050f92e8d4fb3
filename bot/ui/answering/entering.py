"""What is asked of something that came on paper, by e-mail or at a hearing, and the number it is given."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from bot.domain.consultations import Consultation
from bot.domain.errors import DomainError
from bot.domain.personal_data import without_egn
from bot.domain.proposals import AuthorType, Channel, Proposal, ProposalKind, Stance
from bot.i18n import Translator, mark
from bot.services.answering import CHANNELS, ReceivedLate
from bot.services.consultations import Page
from bot.ui.answering.callbacks import Back, Enter, EnterAnew, Finish, OpenItem, Skip, Take, Turn
from bot.ui.answering.wording import AUTHORS, KINDS, STANCES
from bot.ui.answering.wording import CHANNELS as CHANNEL_WORDS
from bot.ui.desks import GoQueue
from bot.ui.fitting import ROOM, cut, shown_units
from bot.ui.navigation import Resume, back_row, form_row
from bot.ui.paging import page_line, pager
from bot.ui.screen import TITLE_LABEL, Button, Rows, Screen, in_pairs, lines, paragraphs, shorten
from storage.proposals import Section

FORM = "e"
TITLE = 120

PROMPTS = {
    "name": mark("answering.enter_name"),
    "full_name": mark("answering.enter_full_name"),
    "contact": mark("answering.enter_contact"),
    "text": mark("answering.enter_text"),
}
SKIPS = {"name": mark("answering.no_name"), "stance": mark("common.skip"), "provision": mark("answering.whole_draft")}


def _row(t: Translator, state: str, first: bool) -> tuple[Button, ...]:
    return form_row(t, None if first else Back(FORM, state))


def channel(t: Translator) -> Screen:
    buttons = [Button(t.capital(t.plain(CHANNEL_WORDS[one])), Take(FORM, "channel", one.value)) for one in CHANNELS]
    return Screen(t("answering.enter_channel"), (*in_pairs(buttons), _row(t, "channel", True)))


def kind(t: Translator) -> Screen:
    buttons = [Button(t.capital(t.plain(words)), Take(FORM, "kind", one.value)) for one, words in KINDS.items()]
    return Screen(t("answering.enter_kind"), (*in_pairs(buttons), _row(t, "kind", False)))


def consultation(t: Translator, known: Sequence[Consultation], page: Page, *, may_skip: bool) -> Screen:
    """Open ones and those whose spravka is not out; a statement needs one."""
    skip: Rows = ()
    if may_skip:
        skip = ((Button(t.plain("answering.no_consultation"), Skip(FORM, "consultation")),),)
    rows: Rows = (
        *(
            (Button(shorten(one.title_in(t.language), TITLE_LABEL), Take(FORM, "consultation", str(one.id))),)
            for one in known
        ),
        *pager(t, page, lambda number: Turn(FORM, "consultation", number)),
        *skip,
        _row(t, "consultation", False),
    )
    asked = t("answering.enter_consultation") if known or may_skip else t("answering.no_consultations")
    return Screen(lines(asked, page_line(t, page)), rows)


def received(t: Translator, *, today: date) -> Screen:
    rows: Rows = (
        (
            Button(t.plain("answering.yesterday"), Take(FORM, "received", "yesterday")),
            Button(t.plain("answering.today"), Take(FORM, "received", "today")),
        ),
        _row(t, "received", False),
    )
    return Screen(t("answering.enter_received", example=today.strftime("%d.%m.%Y")), rows)


def too_late(t: Translator, refusal: DomainError, said: Any) -> Screen:
    """It cannot enter the spravka: another day, or another kind."""
    as_formal = Button(t.plain("answering.as_formal"), Take(FORM, "received", "formal"))
    rows: Rows = ((as_formal,), _row(t, "received", False))
    late = isinstance(refusal, ReceivedLate)
    return Screen(paragraphs(said, t("answering.other_day") if late else None), rows)


def author(t: Translator) -> Screen:
    buttons = [Button(t.capital(t.plain(AUTHORS[one])), Take(FORM, "author", one.value)) for one in AuthorType]
    return Screen(t("answering.enter_author"), (*in_pairs(buttons), _row(t, "author", False)))


def prompt(t: Translator, state: str, which: str, *, skip: bool = False) -> Screen:
    rows: Rows = ((Button(t.plain(SKIPS[state]), Skip(FORM, state)),),) if skip else ()
    return Screen(t(PROMPTS[which]), (*rows, _row(t, state, False)))


def provision(t: Translator, sections: Sequence[Section], wanted: int) -> Screen:
    """A section of the text where it has some, or what is typed."""
    size = 8
    page = Page.of(len(sections), wanted, size)
    rows: Rows = (
        *(
            (Button(shorten(one.name(t.language), TITLE_LABEL), Take(FORM, "provision", str(one.id))),)
            for one in sections[page.number * size : (page.number + 1) * size]
        ),
        *pager(t, page, lambda number: Turn(FORM, "provision", number)),
        (Button(t.plain(SKIPS["provision"]), Skip(FORM, "provision")),),
        _row(t, "provision", False),
    )
    return Screen(lines(t("answering.enter_provision"), page_line(t, page)), rows)


def stance(t: Translator) -> Screen:
    buttons = [Button(t.capital(t.plain(words)), Take(FORM, "stance", one.value)) for one, words in STANCES.items()]
    skip: Rows = ((Button(t.plain(SKIPS["stance"]), Skip(FORM, "stance")),),)
    return Screen(t("answering.enter_stance"), (*in_pairs(buttons), *skip, _row(t, "stance", False)))


def confirm(
    t: Translator,
    values: Mapping[str, Any],
    about: Consultation | None,
    section: Section | None,
    *,
    at: int,
) -> Screen:
    """Everything that will be kept, as it will be kept: an ЕГН is blacked out already."""
    stance = values.get("stance")
    what = values.get("provision") or (None if section is None else section.name(t.language))
    name = values.get("name")
    heading = paragraphs(
        t("answering.enter_confirm"),
        lines(
            t(
                "answering.entered_as",
                kind=t.capital(t.plain(KINDS[ProposalKind(values["kind"])])),
                channel=t.plain(CHANNEL_WORDS[Channel(values["channel"])]),
                date=t.short_date(date.fromisoformat(values["received"])),
            ),
            None if about is None else t("answering.of_consultation", title=shorten(about.title_in(t.language), TITLE)),
            t("answering.author", author=t.plain(AUTHORS[AuthorType(values["author"])]), name=without_egn(name))
            if name
            else None,
            t("answering.contact", contact=without_egn(values["contact"])) if values.get("contact") else None,
            None if what is None else t("answering.provision", provision=without_egn(what)),
            None if stance is None else t("answering.stance", stance=t.plain(STANCES[Stance(stance)])),
        ),
    )
    room = ROOM - shown_units(heading) - 4
    rows: Rows = ((Button(t.plain("answering.enter_do"), Finish(FORM, 0, at)),), _row(t, "confirm", False))
    return Screen(paragraphs(heading, cut(without_egn(values["text"]), room)), rows)


def entered(t: Translator, one: Proposal) -> Screen:
    """The receipt, for the clerk to hand on."""
    rows: Rows = (
        (
            Button(t.plain("answering.open"), OpenItem(one.id, "unchecked")),
            Button(t.plain("answering.another"), Enter(one.consultation or 0)),
        ),
        back_row(t, GoQueue("unchecked", 0, 0)),
    )
    return Screen(t("answering.entered", number=one.receipt_no), rows)


def unfinished(t: Translator, wanted: int, *, conversation: str) -> Screen:
    rows: Rows = (
        (Button(t.plain("common.continue_draft"), Resume(conversation)),),
        (Button(t.plain("answering.begin_anew"), EnterAnew(wanted)),),
        back_row(t, GoQueue("open", wanted, 0)),
    )
    return Screen(t("answering.unfinished"), rows)
