"""What is given for a proposal: a number, what was promised, what comes next and by when."""

from bot.domain.proposals import Proposal, ProposalKind
from bot.i18n import Translator
from bot.services.proposals import Receipt
from bot.ui.consultations import until
from bot.ui.navigation import GoMyProposals, GoProposal, Resume, menu_row
from bot.ui.proposals import callbacks as buttons
from bot.ui.proposals.questions import FORM
from bot.ui.proposals.words import heading
from bot.ui.screen import Button, Rows, Screen, paragraphs


def receipt(t: Translator, given: Receipt) -> Screen:
    """The same for the same proposal, however often it is asked for."""
    proposal = given.proposal
    mine = Button(t.plain("proposals.my_things"), GoMyProposals(0))
    match proposal.kind:
        case ProposalKind.idea:
            return Screen(
                t("proposals.receipt_idea", number=proposal.receipt_no, code=given.code or ""),
                ((Button(t.plain("proposals.ask_code"), buttons.AskCode()),), menu_row(t)),
            )
        case ProposalKind.formal:
            text = t(
                "proposals.receipt_formal",
                number=proposal.receipt_no,
                moment=t.moment(proposal.submitted_at),
                date="" if proposal.due_on is None else t.short_date(proposal.due_on),
            )
        case _:
            consultation = given.consultation
            text = t(
                "proposals.receipt",
                number=proposal.receipt_no,
                moment=t.moment(proposal.submitted_at),
                until="" if consultation is None else until(t, consultation),
            )
    change = Button(t.plain("proposals.change"), buttons.Amend(proposal.id))
    rows: Rows = ((mine, change), menu_row(t))
    return Screen(text, rows)


def changed(t: Translator, proposal: Proposal) -> Screen:
    rows: Rows = ((Button(t.plain("proposals.view"), GoProposal(proposal.id)), *menu_row(t)),)
    return Screen(paragraphs(heading(t, proposal), t("proposals.changed")), rows)


def edited_in_draft(t: Translator) -> Screen:
    """A message that a draft holds was changed, while the draft waits."""
    return Screen(
        t("proposals.edited_in_draft"), ((Button(t.plain("common.continue_draft"), Resume(FORM)),), menu_row(t))
    )


def edited_elsewhere(t: Translator) -> Screen:
    """A message was changed that no draft holds: it may have been sent already."""
    rows: Rows = ((Button(t.plain("proposals.my_things"), GoMyProposals(0)), *menu_row(t)),)
    return Screen(t("proposals.edited_elsewhere"), rows)
