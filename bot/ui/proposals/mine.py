"""One's own things: what was sent, where each stands, and what may still be done with it."""

from markupsafe import Markup

from bot.domain.proposals import Proposal, ProposalKind, ProposalStatus
from bot.i18n import Translator
from bot.services.proposals import Mine, OwnCard
from bot.ui.fitting import cut
from bot.ui.navigation import (
    OPEN_NOW,
    GoConsultation,
    GoFollows,
    GoForums,
    GoMyProposals,
    GoProposal,
    GoSay,
    back_row,
    form_row,
    menu_row,
    unfinished_rows,
)
from bot.ui.paging import page_line, pager
from bot.ui.proposals import callbacks as buttons
from bot.ui.proposals import words
from bot.ui.proposals.checking import fitted
from bot.ui.proposals.register import whole_row
from bot.ui.screen import Button, Rows, Screen, in_pairs, lines, paragraphs
from storage.proposals import Message, Version

THREAD_SHOWN = 4
"""The latest messages of a thread; together they fit into one of ours."""
MESSAGE_ROOM = 850


def mine(t: Translator, found: Mine, *, forums: int = 0, unfinished: str | None) -> Screen:
    """What was sent, what is followed, where one is registered, and what was begun: all of one's own in one place."""
    text = paragraphs(
        lines(
            t("proposals.mine", n=found.page.total, following=found.following)
            if found.page.total or found.following or forums
            else t("proposals.mine_empty"),
            t.n("proposals.waiting", len(found.waiting)) if found.waiting else None,
            page_line(t, found.page),
        ),
        t("proposals.mine_ideas"),
    )
    rows: Rows = (
        *unfinished_rows(t, unfinished),
        *((Button(words.own_label(t, one, waits=one.id in found.waiting), GoProposal(one.id)),) for one in found.items),
        *pager(t, found.page, GoMyProposals),
        (
            Button(t.plain("proposals.following", n=found.following), GoFollows(0)),
            Button(t.plain("proposals.ask_code"), buttons.AskCode()),
        ),
        *(((Button(t.plain("proposals.forums", n=forums), GoForums("mine", 0)),),) if forums else ()),
        (Button(t.plain("proposals.have_a_say"), GoSay(0)), Button(t.plain("proposals.open_now"), OPEN_NOW)),
        menu_row(t),
    )
    return Screen(text, rows)


# -- one ---------------------------------------------------------------------------------------------------------------


def own_card(t: Translator, card: OwnCard, *, said: Markup | None = None) -> Screen:
    """What it says, where it stands and what comes next; `said` is what the last tap did."""
    text = own_text(t, card, said)
    rows: Rows = (
        *in_pairs(_acts(t, card)),
        *in_pairs(_more(t, card)),
        *whole_row(t, card.proposal, text),
        back_row(t, GoMyProposals(0)),
    )
    return Screen(text, rows)


def own_text(t: Translator, card: OwnCard, said: Markup | None = None) -> Markup:
    proposal = card.proposal
    before = paragraphs(said, words.heading(t, proposal), words.standing(t, proposal, card.consultation))
    about = words.about(
        t,
        consultation=card.consultation,
        section=card.section,
        provision=proposal.provision,
        stance=proposal.stance,
    )
    after = lines(
        t("proposals.answered_with", number=card.main) if card.main else None,
        _signature(t, proposal),
        t.n("proposals.files_count", len(card.files)) if card.files else None,
        t.n("proposals.supports", card.supports) if card.supports else None,
        t("proposals.sent_at", moment=t.moment(proposal.submitted_at)),
    )
    return fitted(t, proposal.text, paragraphs(before, about), after)


def _signature(t: Translator, proposal: Proposal) -> Markup:
    if proposal.kind is not ProposalKind.formal:
        return words.signed(t, name=proposal.shown_name, organisation=proposal.organisation)
    return lines(
        t("proposals.by_name", name=cut(proposal.name or "", words.NAME_ROOM)),
        t("proposals.answer_to", contact=cut(proposal.contact or "", words.NAME_ROOM)),
    )


def _acts(t: Translator, card: OwnCard) -> list[Button]:
    proposal = card.proposal
    number = proposal.id
    found = []
    if proposal.status is ProposalStatus.incomplete:
        found.append(Button(t.plain("proposals.complete"), buttons.Complete(number)))
    if card.may_reply:
        found.append(Button(t.plain("proposals.reply"), buttons.Reply(number)))
    if card.may_amend:
        found.append(Button(t.plain("proposals.change"), buttons.Amend(number)))
    if card.may_withdraw:
        found.append(Button(t.plain("proposals.withdraw"), buttons.AskWithdraw(number)))
    if proposal.status is ProposalStatus.hidden and not proposal.review_asked:
        found.append(Button(t.plain("proposals.ask_review"), buttons.AskReview(number)))
    return found


def _more(t: Translator, card: OwnCard) -> list[Button]:
    proposal = card.proposal
    found = []
    if card.thread:
        found.append(Button(t.plain("proposals.thread", n=len(card.thread)), buttons.ShowThread(proposal.id)))
    if card.files:
        found.append(Button(t.plain("proposals.files", n=len(card.files)), buttons.ShowFiles(proposal.id)))
    if card.versions:
        latest = len(card.versions) - 1
        found.append(Button(t.plain("proposals.old_text"), buttons.ShowVersions(proposal.id, latest)))
    if card.consultation is not None:
        found.append(Button(t.plain("proposals.to_consultation"), GoConsultation(card.consultation.id)))
    if proposal.is_public:
        found.append(Button(t.plain("proposals.share"), buttons.ShareProposal(proposal.id)))
    return found


def version(t: Translator, proposal: Proposal, found: list[Version], number: int) -> Screen:
    """One earlier text, with the ways to those before and after it."""
    at = min(max(number, 0), len(found) - 1)
    one = found[at]
    before = t("proposals.version", number=at + 1, total=len(found), moment=t.moment(one.replaced_at))
    ways = []
    if at > 0:
        ways.append(Button(t.plain("proposals.earlier"), buttons.ShowVersions(proposal.id, at - 1)))
    if at < len(found) - 1:
        ways.append(Button(t.plain("proposals.later_text"), buttons.ShowVersions(proposal.id, at + 1)))
    rows: Rows = (*((tuple(ways),) if ways else ()), back_row(t, GoProposal(proposal.id)))
    return Screen(fitted(t, one.text, before, Markup("")), rows)


def thread(t: Translator, card: OwnCard) -> Screen:
    """What was said on both sides, nobody named."""
    shown = list(card.thread)[-THREAD_SHOWN:]
    text = paragraphs(words.heading(t, card.proposal), *(_said(t, one) for one in shown))
    reply: Rows = ()
    if card.may_reply:
        reply = ((Button(t.plain("proposals.reply"), buttons.Reply(card.proposal.id)),),)
    return Screen(text, (*reply, back_row(t, GoProposal(card.proposal.id))))


def _said(t: Translator, message: Message) -> Markup:
    who = t.plain("proposals.said_staff") if message.by_staff else t.plain("proposals.said_you")
    return t("proposals.said", who=who, moment=t.moment(message.said_at), text=cut(message.text, MESSAGE_ROOM))


def ask_withdraw(t: Translator, card: OwnCard) -> Screen:
    proposal = card.proposal
    consultation = card.consultation
    text = t("proposals.ask_withdraw", number=proposal.receipt_no)
    again = None
    if proposal.kind is ProposalKind.statement and consultation is not None and consultation.last_day is not None:
        again = t("proposals.withdraw_again", date=t.short_date(consultation.last_day))
    rows: Rows = (
        (
            Button(t.plain("proposals.withdraw_yes"), buttons.Withdraw(proposal.id)),
            Button(t.plain("common.no"), GoProposal(proposal.id)),
        ),
        menu_row(t),
    )
    return Screen(paragraphs(text, again), rows)


def ask_reply(t: Translator, card: OwnCard, *, completing: bool) -> Screen:
    """What staff asked, and where to write."""
    asked = next((one.text for one in reversed(card.thread) if one.by_staff), None)
    note = card.proposal.note if completing else None
    said = t("proposals.asked", text=cut(asked, 1_000)) if asked else None
    text = paragraphs(
        words.heading(t, card.proposal),
        t("proposals.asked_for", text=cut(note, 1_000)) if note else said,
        t("proposals.ask_complete") if completing else t("proposals.ask_reply"),
    )
    return Screen(text, (form_row(t),))


def ask_code(t: Translator) -> Screen:
    return Screen(t("proposals.ask_for_code"), (form_row(t),))


def how_to_open(t: Translator) -> Screen:
    """For somebody without a record."""
    return Screen(t("proposals.how_to_open"), (menu_row(t),))


def wrong_code(t: Translator, *, again: bool) -> Screen:
    """The same whatever was wrong. `again`: the question still stands."""
    return Screen(t("proposals.wrong_code"), (form_row(t) if again else menu_row(t),))


def idea(t: Translator, proposal: Proposal) -> Screen:
    """An idea to whoever has its code: also while nobody else may read it."""
    before = paragraphs(words.heading(t, proposal), words.standing(t, proposal, None))
    text = fitted(t, proposal.text, before, t("proposals.received_on", date=t.short_date(proposal.received_on)))
    see: Rows = ()
    if proposal.is_public:
        see = ((Button(t.plain("proposals.in_register"), GoProposal(proposal.id)),),)
    return Screen(text, (*see, menu_row(t)))
