"""The public register: a page of it, what was found by words, and one proposal as anybody may read it."""

from urllib.parse import quote

from markupsafe import Markup

from bot.domain.proposals import Proposal
from bot.i18n import Translator
from bot.services.proposals import PublicCard, Shelf
from bot.ui.fitting import ROOM, cut, units
from bot.ui.navigation import GoConsultation, GoProposal, GoRegister, GoSay, back_row, form_row, menu_row
from bot.ui.paging import page_line, pager
from bot.ui.proposals import callbacks as buttons
from bot.ui.proposals import words
from bot.ui.proposals.checking import fitted
from bot.ui.screen import Button, Rows, Screen, in_pairs, lines, paragraphs, shorten

LISTED_TEXT = 160
WORDS_ROOM = 80


def shelf(t: Translator, found: Shelf) -> Screen:
    """A page of one consultation's opinions, or of all; every item is a button."""
    about = found.consultation
    title = Markup("<b>{}</b>").format(shorten(about.title_in(t.language), 120)) if about is not None else None
    text = paragraphs(
        lines(
            title,
            t.n("proposals.register", found.page.total) if found.items else t("proposals.register_empty"),
            page_line(t, found.page),
        ),
        *(_listed(t, one) for one in found.items),
    )
    number = 0 if about is None else about.id
    rows: Rows = (
        *_items(t, found),
        *pager(t, found.page, lambda page: GoRegister(number, page)),
        (
            Button(t.plain("proposals.search"), buttons.AskWords()),
            Button(t.plain("proposals.have_a_say"), GoSay(number)),
        ),
        back_row(t, GoConsultation(number)) if about is not None else menu_row(t),
    )
    return Screen(text, rows)


def _items(t: Translator, found: Shelf) -> Rows:
    return tuple((Button(words.label(t, one), GoProposal(one.id)),) for one in found.items)


def _listed(t: Translator, proposal: Proposal) -> Markup:
    return lines(
        t("proposals.listed", number=proposal.receipt_no, kind=t.plain(words.KINDS[proposal.kind])),
        Markup.escape(cut(" ".join(proposal.text.split()), LISTED_TEXT)),
    )


def found(t: Translator, shelf: Shelf) -> Screen:
    """What has all the words; its pages know them by the message that this one answers."""
    said = cut(" ".join(shelf.words.split()), WORDS_ROOM)
    heading = t.n("proposals.found", shelf.page.total, words=said) if shelf.items else t("proposals.none", words=said)
    text = paragraphs(lines(heading, page_line(t, shelf.page)), *(_listed(t, one) for one in shelf.items))
    rows: Rows = (
        *_items(t, shelf),
        *pager(t, shelf.page, buttons.FoundPage),
        (Button(t.plain("proposals.search_again"), buttons.AskWords()),),
        back_row(t, GoRegister(0, 0)),
    )
    return Screen(text, rows)


def ask_words(t: Translator) -> Screen:
    return Screen(t("proposals.ask_words"), (form_row(t),))


def how_to_search(t: Translator) -> Screen:
    """For somebody without a record: nothing would remember that words were asked for."""
    return Screen(t("proposals.how_to_search"), (back_row(t, GoRegister(0, 0)),))


# -- one ---------------------------------------------------------------------------------------------------------------


def public_text(t: Translator, card: PublicCard) -> Markup:
    proposal = card.proposal
    before = paragraphs(words.heading(t, proposal), _about(t, card))
    after = paragraphs(
        lines(
            words.signed(t, name=proposal.shown_name, organisation=proposal.organisation),
            t("proposals.received_on", date=t.short_date(proposal.received_on)),
            t.n("proposals.supports", card.supports) if card.supports else None,
        ),
        words.decided(t, proposal),
    )
    return fitted(t, proposal.text, before, after)


def _about(t: Translator, card: PublicCard) -> Markup:
    return words.about(
        t,
        consultation=card.consultation,
        section=card.section,
        provision=card.proposal.provision,
        stance=card.proposal.stance,
    )


def public_card(t: Translator, card: PublicCard, *, said: str | None = None) -> Screen:
    """`said` is what the last tap did: "supported" or "taken back"."""
    proposal = card.proposal
    done = {"supported": t("proposals.supported"), "taken back": t("proposals.support_taken_back")}.get(said or "")
    choices = []
    if card.may_support and card.supported:
        choices.append(Button(t.plain("proposals.unsupport"), buttons.Support(proposal.id, False)))
    elif card.may_support:
        choices.append(Button(t.plain("proposals.support"), buttons.Support(proposal.id, True)))
    if card.consultation is not None:
        choices.append(Button(t.plain("proposals.to_consultation"), GoConsultation(card.consultation.id)))
    choices.append(Button(t.plain("proposals.share"), buttons.ShareProposal(proposal.id)))
    text = public_text(t, card)
    rows: Rows = (
        *in_pairs(choices),
        *whole_row(t, proposal, text),
        back_row(t, GoRegister(0 if card.consultation is None else card.consultation.id, 0)),
    )
    return Screen(paragraphs(done, text), rows)


def whole_row(t: Translator, proposal: Proposal, shown: Markup) -> Rows:
    """The way to the whole text, where its card shows only the beginning."""
    if str(Markup.escape(proposal.text)) in str(shown):
        return ()
    return ((Button(t.plain("proposals.whole_text"), buttons.ShowWhole(proposal.id)),),)


def whole(t: Translator, proposal: Proposal) -> list[Screen]:
    """The whole text in as many messages as it takes."""
    pieces = split(proposal.text, ROOM - 60)
    last: Rows = (back_row(t, GoProposal(proposal.id)),)
    return [
        Screen(paragraphs(words.heading(t, proposal) if not at else None, Markup.escape(piece)), last if final else ())
        for at, piece in enumerate(pieces)
        for final in (at == len(pieces) - 1,)
    ]


def split(text: str, room: int) -> list[str]:
    """In pieces of at most so many UTF-16 units, parted at a line's or a word's end where there is one."""
    pieces = []
    while units(text) > room:
        head = cut(text, room).removesuffix("…")
        pieces.append(head)
        text = text[len(head) :].lstrip()
    return [*pieces, text]


def share(t: Translator, proposal: Proposal, *, url: str) -> Screen:
    title = shorten(" ".join(proposal.text.split()), 100)
    send = f"https://t.me/share/url?url={quote(url, safe='')}&text={quote(title, safe='')}"
    rows: Rows = (
        (Button(t.plain("proposals.share_now"), url=send),),
        back_row(t, GoProposal(proposal.id)),
    )
    return Screen(t("proposals.share_text", number=proposal.receipt_no, url=url), rows)
