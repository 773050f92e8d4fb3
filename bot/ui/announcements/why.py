"""Why somebody gets an announcement: kindly, with what ends each reason, and how to get fewer."""

from dataclasses import dataclass

from bot.domain.audiences import Trait
from bot.domain.reasons import ENDED_BY_A_TAP
from bot.domain.town import WHOLE
from bot.i18n import NAMES, Translator, mark
from bot.services.announcements.reading import Reason, Why
from bot.ui.announcements.digest import title
from bot.ui.callbacks import Callback
from bot.ui.desks import GoAnnouncementDesk
from bot.ui.navigation import (
    GoBody,
    GoCadence,
    GoForum,
    GoMyProposals,
    GoPause,
    GoSettings,
    LessAnnouncements,
    menu_row,
)
from bot.ui.screen import Button, Rows, Screen, lines, paragraphs, shorten
from bot.ui.settings import CADENCES_SAID, GoQuiet

LONGEST_NAME = 120

REASONS = {
    Trait.everyone: mark("announcements.because_everyone"),
    Trait.topic: mark("announcements.because_topic"),
    Trait.place: mark("announcements.because_place"),
    Trait.language: mark("announcements.because_language"),
    Trait.follows: mark("announcements.because_follows"),
    Trait.proposed: mark("announcements.because_proposed"),
    Trait.registered: mark("announcements.because_registered"),
    Trait.attended: mark("announcements.because_attended"),
    Trait.member: mark("announcements.because_member"),
}
ENDED = {
    Trait.topic: (mark("announcements.ended_topic"), mark("announcements.back_topic")),
    Trait.place: (mark("announcements.ended_place"), mark("announcements.back_place")),
    Trait.follows: (mark("announcements.ended_follows"), mark("announcements.back_follows")),
}
"""What was done, and what was brought back."""


@dataclass(frozen=True, slots=True)
class ChooseReason(Callback, prefix="an.c.stop"):
    """End one reason, or bring it back. `reason` is its number, as `bot.domain.reasons` counts them."""

    announcement: int
    reason: int
    on: bool


def why(t: Translator, found: Why, *, done: Reason | None = None, on: bool = False) -> Screen:
    """`done` is the reason that was just ended, or with `on` brought back."""
    one = found.announcement
    if found.is_preview:
        to_desk = Button(t.plain("announcements.to_desk"), GoAnnouncementDesk(one.id))
        return Screen(t("announcements.preview"), ((to_desk,), menu_row(t)))
    said = None if done is None else t(ENDED[done.condition.trait][on], name=_name(t, done))
    text = paragraphs(
        said,
        t("announcements.why_title", title=title(t, found.announcement, found.texts, place=found.place)),
        _sent(t, found),
        _because(t, found),
    )
    undo: Rows = ()
    if done is not None:
        undo = ((Button(t.plain("common.undo"), ChooseReason(one.id, done.number, not on)),),)
    if not found.recorded:
        return Screen(text, (menu_row(t),))
    return Screen(text, (*undo, *_ending(t, found), *_settings(t)))


def _sent(t: Translator, found: Why) -> str | None:
    if found.sent_at is None:
        return None
    moment = t.moment(found.sent_at)
    if found.organisation is None:
        return t("announcements.sent", moment=moment)
    return t("announcements.sent_by", organisation=found.organisation, moment=moment)


def _because(t: Translator, found: Why) -> str:
    one = found.announcement
    if not found.recorded:
        return t("announcements.because_unrecorded")
    if not found.reasons:
        return t("announcements.because_no_more") if found.got else t("announcements.because_not_yours")
    how = None
    if one.emergency:
        how = t("announcements.emergency")
    elif found.cadence is not None and not one.audience.is_personal:
        how = t("announcements.cadence", cadence=t(CADENCES_SAID[found.cadence]))
    reasons = lines(t("announcements.because"), *(t("announcements.line", reason=_said(t, r)) for r in found.reasons))
    return paragraphs(reasons, how)


def _said(t: Translator, reason: Reason) -> str:
    return t.plain(_words(reason), name=_name(t, reason))


def _words(reason: Reason) -> str:
    trait = reason.condition.trait
    if trait is Trait.place and reason.condition.value == WHOLE:
        return mark("announcements.because_whole")
    if trait is Trait.proposed and not reason.condition.value:
        return mark("announcements.because_proposed_anything")
    return REASONS[trait]


def _name(t: Translator, reason: Reason) -> str:
    if reason.condition.trait is Trait.language:
        return NAMES.get(reason.condition.value, reason.condition.value)
    if reason.condition.trait is Trait.place and reason.condition.value == WHOLE:
        return t.plain("common.whole_municipality")
    return shorten(reason.name, LONGEST_NAME)


def _ending(t: Translator, found: Why) -> Rows:
    """For each reason what ends it: with one tap where that is all there is to it, else where it is to be found."""
    rows: list[tuple[Button, ...]] = []
    one = found.announcement
    for reason in found.reasons:
        name, value = _name(t, reason), reason.condition.value
        match reason.condition.trait:
            case trait if trait in ENDED_BY_A_TAP:
                label = t.plain("announcements.without", name=name)
                rows.append((Button(shorten(label), ChooseReason(one.id, reason.number, False)),))
            case Trait.registered:
                rows.append((Button(shorten(t.plain("announcements.at_forum", name=name)), GoForum(int(value))),))
            case Trait.member:
                rows.append((Button(shorten(t.plain("announcements.in_body", name=name)), GoBody(value)),))
            case Trait.proposed:
                rows.append((Button(t.plain("announcements.my_proposals"), GoMyProposals(0)),))
            case Trait.everyone if not one.emergency:
                rows.append((Button(t.plain("announcements.less"), LessAnnouncements(one.id)),))
            case _:
                pass
    return tuple(dict.fromkeys(rows))


def _settings(t: Translator) -> Rows:
    return (
        (Button(t.plain("settings.cadence"), GoCadence()), Button(t.plain("settings.pause"), GoPause())),
        (Button(t.plain("settings.quiet"), GoQuiet()), Button(t.plain("home.settings"), GoSettings())),
        menu_row(t),
    )
