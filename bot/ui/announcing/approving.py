"""A request to a second person: what they see before they let it go, and the note it may come back with."""

from markupsafe import Markup

from bot.i18n import NAMES, Translator
from bot.services.announcements.watching import Watch
from bot.ui.announcing import choices as buttons
from bot.ui.announcing.aloud import for_whom, how_many, leaving, title
from bot.ui.announcing.leaving import returned
from bot.ui.desks import GoAnnouncementDesk, GoAnnouncementsManaged
from bot.ui.navigation import back_row, form_row
from bot.ui.screen import Button, Rows, Screen, in_pairs, lines, paragraphs


def request(t: Translator, found: Watch, said: Markup | None = None) -> Screen:
    """Whoever wrote it may take it back; whoever may let it go decides. A note is for somebody else."""
    one, number = found.one, found.one.id
    alone = found.own and found.may_manage and not found.needs_second
    text = paragraphs(
        said,
        t("deciding.for_approval", title=title(one)),
        _differs(t, found),
        lines(
            t("deciding.wants_to_send", name=found.author) if found.author else None,
            for_whom(t, found),
            how_many(t, found),
        ),
        lines(leaving(t, one), t("deciding.is_emergency") if one.emergency else None),
        _own(t, alone=alone) if found.own else None,
    )
    acts: Rows = ()
    if one.counts is None and not one.audience.is_empty:
        acts = ((Button(t.plain("deciding.refresh"), GoAnnouncementDesk(number)),),)
    elif alone:
        acts = ((Button(t.plain("deciding.approve"), buttons.AskSend(number)),),)
    elif found.may_manage and not found.own:
        acts = (
            (
                Button(t.plain("deciding.approve"), buttons.AskSend(number)),
                Button(t.plain("deciding.return"), buttons.ReturnWithNote(number, one.version)),
            ),
        )
    if found.own:
        acts = (*acts, (Button(t.plain("deciding.take_back"), buttons.TakeBack(number, one.version)),))
    rows: Rows = (*seeing(t, found), *acts, back_row(t, GoAnnouncementsManaged("work", 0)))
    return Screen(text, rows)


def _own(t: Translator, *, alone: bool) -> Markup:
    return t("deciding.second_not_needed") if alone else t("deciding.own_waits")


def given_back(t: Translator, found: Watch) -> Screen:
    """To whoever wrote the note: from here on it is its author's again."""
    text = paragraphs(t("deciding.given_back"), title(found.one), returned(t, found))
    return Screen(text, (back_row(t, GoAnnouncementsManaged("work", 0)),))


def _differs(t: Translator, found: Watch) -> Markup | None:
    """It was approved once, and the snapshot found others than were approved."""
    one = found.one
    if one.recipients is None or one.promised is None:
        return None
    return lines(t.n("deciding.differs", one.promised), t("deciding.approve_anew"))


def seeing(t: Translator, found: Watch) -> Rows:
    """To look at each variant as its readers get it."""
    return in_pairs(
        Button(t.plain("deciding.see", language=NAMES.get(code, code)), buttons.SeeCopy(found.one.id, code))
        for code in found.languages
    )


def ask_note(t: Translator, found: Watch) -> Screen:
    one = found.one
    return Screen(paragraphs(title(one), t("deciding.ask_note")), (form_row(t, GoAnnouncementDesk(one.id)),))
