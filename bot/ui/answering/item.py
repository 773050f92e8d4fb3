"""One proposal as staff see it, and the last look before an act that needs no words."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.domain.dispositions import Answer
from bot.domain.proposals import OVER, Channel, Proposal, ProposalKind, ProposalStatus
from bot.i18n import Translator, mark
from bot.services.answering import Act, Item, Redaction, Wait
from bot.ui.answering.callbacks import (
    Ask,
    Begin,
    Do,
    NextItem,
    OpenItem,
    ReadName,
    SendFile,
    ShowHistory,
    ShowText,
    ShowThread,
)
from bot.ui.answering.wording import (
    ACTS,
    AUTHORS,
    CHANNELS,
    CODES,
    DONE,
    KINDS,
    PERSONAL,
    STANCES,
    clock,
    outcome,
    standing,
)
from bot.ui.desks import GoQueue, GoReporting
from bot.ui.files import named
from bot.ui.fitting import ROOM, cut, shown_units
from bot.ui.navigation import GoConsultation, back_row
from bot.ui.screen import TITLE_LABEL, Button, Rows, Screen, in_pairs, lines, paragraphs, shorten

TITLE, NOTE_ROOM, REASON_ROOM, NAME_ROOM = 120, 520, 600, 160
MERGED_LISTED = 10
LEAST_TEXT = 300

AT_ONCE = frozenset({Act.show, Act.part})
"""Done by the first tap; the way back is on the next screen."""
LOOKED_AT = frozenset({Act.redact, Act.drop, Act.publish, Act.review, Act.finish})
"""Shown once more before it is done. What is in neither asks for words first."""
UNDONE_BY = {Act.hide: Act.show, Act.merge: Act.part}
"""What takes an act back; both need no words."""
SAID_TO_NOBODY = frozenset({Act.answer, Act.drop, Act.ask})
"""Acts that an author hears nothing of, or whose words say it themselves."""
QUESTIONS = {
    Act.drop: mark("answering.ask_drop"),
    Act.publish: mark("answering.ask_publish"),
    Act.review: mark("answering.ask_review"),
    Act.finish: mark("answering.ask_finish"),
}


def back_to(proposal: Proposal, origin: str) -> GoQueue:
    """The queue it was opened from."""
    state, narrowed = origin.rstrip("+") or "open", origin.endswith("+")
    return GoQueue(state, (proposal.consultation or 0) if narrowed else 0, 0)


def card(
    t: Translator, item: Item, *, origin: str, done: Act | None = None, was: ProposalStatus | None = None
) -> Screen:
    """`done` is the act that led here, said with the way to take it back; `was` is how it stood before."""
    one = item.proposal
    said = None if done is None else lines(t(DONE[done]), told_line(t, one, done))
    before = paragraphs(said, lines(title(t, one), *_standing(t, item)), lines(*_about(t, item)))
    after = paragraphs(*_after(t, item))
    room = ROOM - shown_units(before) - shown_units(after) - 4
    shown = cut(one.text, max(room, LEAST_TEXT))
    undo = _undo(t, item, origin, done, was)
    rows: Rows = (
        *undo,
        *in_pairs(_acts(t, item, origin, besides=UNDONE_BY.get(done) if undo and done is not None else None)),
        *in_pairs(_views(t, item, origin, whole=shown == one.text)),
        (Button(t.plain("answering.next"), NextItem(one.id, origin)),),
        back_row(t, back_to(one, origin)),
    )
    return Screen(paragraphs(before, shown, after), rows)


def told_line(t: Translator, one: Proposal, act: Act) -> Markup | None:
    """How its author hears of an act: as a notice, by looking, or from staff in another way."""
    if act in SAID_TO_NOBODY:
        return None
    if one.author is not None:
        return t("answering.author_told")
    if one.kind is ProposalKind.idea and one.channel is Channel.bot:
        return t("answering.author_by_code")
    return t("answering.author_by_staff")


def title(t: Translator, one: Proposal) -> Markup:
    return t("answering.title", number=one.receipt_no, kind=t.plain(KINDS[one.kind]))


def _standing(t: Translator, item: Item) -> list[Markup | None]:
    one = item.proposal
    day = t.short_date(one.received_on)
    came = t.plain(CHANNELS[one.channel])
    received = t("answering.received", date=day)
    registered = None
    if one.registry_no is not None and one.registered_on is not None:
        registered = t("answering.registered", number=one.registry_no, date=t.short_date(one.registered_on))
    return [
        t("answering.standing", status=standing(t, one)),
        None if item.clock is None else t("answering.clock", clock=t.capital(clock(t, item.clock))),
        received if one.channel is Channel.bot else t("answering.received_by", date=day, channel=came),
        registered,
    ]


def _about(t: Translator, item: Item) -> list[Markup | None]:
    one, consultation = item.proposal, item.consultation
    who = one.shown_name or one.organisation
    author = t("answering.author", author=t.plain(AUTHORS[one.author_type]), name=cut(who, NAME_ROOM)) if who else None
    if author is None and one.kind is not ProposalKind.idea:
        author = t("answering.author_unnamed", author=t.plain(AUTHORS[one.author_type]))
    return [
        None
        if consultation is None
        else t("answering.of_consultation", title=shorten(consultation.title_in(t.language), TITLE)),
        None if one.provision is None else t("answering.provision", provision=cut(one.provision, NAME_ROOM)),
        None if item.section is None else t("answering.of_section", section=item.section.name(t.language)),
        None if one.stance is None else t("answering.stance", stance=t.plain(STANCES[one.stance])),
        author,
        t("answering.supports", n=item.supports) if item.supports else None,
    ]


def _after(t: Translator, item: Item) -> list[Markup | None]:
    one = item.proposal
    kinds = t.listing([t.plain(PERSONAL[kind]) for kind in item.personal])
    hidden = one.hidden
    return [
        t("answering.has_personal", kinds=kinds) if kinds and one.status not in OVER else None,
        None if item.main is None else t("answering.merged_into", number=item.main.receipt_no),
        _merged(t, item.merged),
        None
        if hidden is None
        else lines(
            t("answering.hidden_because", code=t.plain(CODES[hidden.code]), sentence=cut(hidden.sentence, NOTE_ROOM)),
            t("answering.review_asked") if one.review_asked and not one.reviewed else None,
            t("answering.reviewed") if one.reviewed else None,
        ),
        None if one.note is None else t("answering.note", note=cut(one.note, NOTE_ROOM)),
        None if one.draft_answer is None else answered(t, one.draft_answer, mark("answering.draft_answer")),
        None if one.answer is None else answered(t, one.answer, mark("answering.published_answer")),
        t("answering.waits_for_spravka")
        if one.draft_answer is not None and one.kind is ProposalKind.statement
        else None,
    ]


def _merged(t: Translator, merged: Sequence[Proposal]) -> Markup | None:
    if not merged:
        return None
    numbers = ", ".join(one.receipt_no for one in merged[:MERGED_LISTED])
    more = len(merged) - MERGED_LISTED
    return t("answering.answers_for", numbers=f"{numbers} (+{more})" if more > 0 else numbers)


def answered(t: Translator, answer: Answer, key: str) -> Markup:
    """An answer in full: what, why, who does it and until when."""
    return lines(
        t(key, outcome=outcome(t, answer)),
        t("answering.reason", reason=cut(answer.reason, REASON_ROOM))
        if answer.reason is not None
        else t("answering.reason_missing")
        if answer.disposition.needs_reason
        else None,
        None if answer.unit is None else t("answering.unit", unit=answer.unit),
        None if answer.due_on is None else t("answering.until", date=t.short_date(answer.due_on)),
    )


# -- buttons -----------------------------------------------------------------------------------------------------------


def _undo(t: Translator, item: Item, origin: str, done: Act | None, was: ProposalStatus | None) -> Rows:
    """What was never shown is not brought back by showing it: that stays an act of its own, under its own name."""
    back = None if done is None else UNDONE_BY.get(done)
    if back is None or back not in item.may or (back is Act.show and was is not ProposalStatus.visible):
        return ()
    return ((Button(t.plain("common.undo"), Do(back.value, item.proposal.id, item.proposal.version, origin)),),)


def _acts(t: Translator, item: Item, origin: str, *, besides: Act | None) -> list[Button]:
    """`besides` is what the undo button does already."""
    one = item.proposal
    buttons = []
    for act in Act:
        if act in item.may and act is not besides:
            kind = Do if act in AT_ONCE else Ask if act in LOOKED_AT else Begin
            buttons.append(Button(t.plain(ACTS[act]), kind(act.value, one.id, one.version, origin)))
    return buttons


def _views(t: Translator, item: Item, origin: str, *, whole: bool) -> list[Button]:
    one = item.proposal
    buttons = []
    if not whole:
        buttons.append(Button(t.plain("answering.whole_text"), ShowText(one.id, 0, origin)))
    buttons += [
        Button(shorten(t.plain("answering.file", name=name), TITLE_LABEL), SendFile(one.id, file.id))
        for file, name in named(t, item.files)
    ]
    if item.thread:
        buttons.append(Button(t.plain("answering.thread", n=len(item.thread)), ShowThread(one.id, 0, origin)))
    if item.versions:
        buttons.append(Button(t.plain("answering.history", n=len(item.versions)), ShowHistory(one.id, 0, origin)))
    if item.may_read_name:
        buttons.append(Button(t.plain("answering.read_name"), ReadName(one.id, origin)))
    if item.main is not None:
        buttons.append(Button(t.plain("answering.to_main"), OpenItem(item.main.id, origin)))
    if item.consultation is not None:
        buttons.append(Button(t.plain("answering.to_consultation"), GoConsultation(item.consultation.id)))
        if item.clock is not None and item.clock.wait is Wait.spravka:
            buttons.append(Button(t.plain("answering.to_spravka"), GoReporting(item.consultation.id)))
    return buttons


# -- a last look -------------------------------------------------------------------------------------------------------


def ask(t: Translator, item: Item, act: Act, *, origin: str) -> Screen:
    """Before an act that needs no words of its own."""
    one = item.proposal
    draft = one.draft_answer
    text = paragraphs(
        title(t, one),
        None if draft is None or act not in (Act.publish, Act.drop) else answered(t, draft, mark("answering.to_say")),
        t(QUESTIONS[act]),
        told_line(t, one, act),
    )
    return Screen(text, _yes_no(t, one, act, origin))


def redaction(t: Translator, found: Redaction, *, origin: str) -> Screen:
    """What it will read like, before it is saved."""
    heading = paragraphs(title(t, found.proposal), t("answering.ask_redact"))
    room = ROOM - shown_units(heading) - 4
    return Screen(paragraphs(heading, cut(found.text, room)), _yes_no(t, found.proposal, Act.redact, origin))


def _yes_no(t: Translator, one: Proposal, act: Act, origin: str) -> Rows:
    do = Do(act.value, one.id, one.version, origin)
    return ((Button(t.plain(ACTS[act]), do),), back_row(t, OpenItem(one.id, origin)))


def nothing_next(t: Translator, one: Proposal, *, origin: str) -> Screen:
    """The queue it came from has no other."""
    return Screen(t("answering.nothing_next"), (back_row(t, back_to(one, origin)),))
