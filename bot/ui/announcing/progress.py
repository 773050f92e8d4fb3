"""What becomes of an announcement, from its approval on: one card that goes on by itself."""

from markupsafe import Markup

from bot.domain.announcements import OUT, Announcement, AnnouncementState
from bot.domain.contents import WORDLESS, Content
from bot.domain.deliveries import Tally
from bot.i18n import Translator, mark
from bot.services.announcements.watching import Watch
from bot.ui.announcing import choices as buttons
from bot.ui.announcing.aloud import leaving, title
from bot.ui.announcing.callbacks import Duplicate
from bot.ui.desks import GoAnnouncementDesk, GoAnnouncementsManaged
from bot.ui.fitting import cut
from bot.ui.navigation import back_row
from bot.ui.screen import Button, Rows, Screen, in_pairs, lines, paragraphs

_S = AnnouncementState
STANDS = {
    _S.approved: mark("deciding.is_approved"),
    _S.sending: mark("deciding.is_sending"),
    _S.sent: mark("deciding.is_sent"),
    _S.cancelled: mark("deciding.is_cancelled"),
    _S.recalling: mark("deciding.is_recalling"),
    _S.recalled: mark("deciding.is_recalled"),
}
BAR = 16
"""Signs of the bar."""
REASON = 200
SHELVES = {_S.sent: "sent", _S.cancelled: "sent", _S.recalled: "sent"}


def card(t: Translator, found: Watch, said: Markup | None = None) -> Screen:
    """Of everything that left the draft behind."""
    one = found.one
    body = {
        _S.approved: _approved,
        _S.sending: _sending,
        _S.sent: _outcome,
        _S.cancelled: _outcome,
        _S.recalling: _recalling,
        _S.recalled: _recalling,
    }[one.state]
    standing = mark("deciding.is_correcting") if _corrects(one) else STANDS[one.state]
    head = lines(title(one), t("deciding.is_held", what=t.plain(standing)) if one.held else t(standing))
    if found.tally is None:
        told: list[Markup | None] = [t("deciding.counting_copies")]
    else:
        told = [*body(t, found, found.tally), _correcting(t, one, found.tally)]
    text = paragraphs(said, head, held(t, one), *told)
    shelf = SHELVES.get(one.state, "work")
    return Screen(text, (*_rows(t, found), back_row(t, GoAnnouncementsManaged(shelf, 0))))


def _corrects(one: Announcement) -> bool:
    return one.correcting and one.state in (_S.sent, _S.cancelled)


def held(t: Translator, one: Announcement) -> Markup | None:
    """Why nobody's pause is a pause, and what to do about it."""
    if not one.held or one.held_because is None:
        return None
    return t("deciding.held_because", why=cut(one.held_because, REASON))


# -- what it says ------------------------------------------------------------------------------------------------------


def _approved(t: Translator, found: Watch, tally: Tally) -> list[Markup | None]:
    one = found.one
    taken = one.recipients or 0
    return [
        lines(
            t("deciding.approved_by", name=found.approver) if found.approver else None,
            t("deciding.snapshot", n=taken) if one.taken_at else t("deciding.snapshotting", n=taken),
            leaving(t, one),
        )
    ]


def _sending(t: Translator, found: Watch, tally: Tally) -> list[Markup | None]:
    ahead: list[Markup | None] = []
    if found.speed and not found.one.held:
        ahead = [t("deciding.speed", speed=_speed(t, found.speed)), _left(t, found)]
    return [
        lines(bar(t, tally.done, tally.total), t("deciding.sent_of", n=tally.reached, total=tally.total)),
        lines(*_others(t, tally), *ahead),
    ]


def _outcome(t: Translator, found: Watch, tally: Tally) -> list[Markup | None]:
    one = found.one
    return [
        lines(
            t("deciding.left_at", moment=t.moment(one.began_at)) if one.began_at else None,
            t("deciding.over_at", moment=t.moment(one.finished_at)) if one.finished_at else None,
        )
        or None,
        lines(t.n("deciding.arrived", tally.reached), *_others(t, tally)) if one.began_at else None,
    ]


def _others(t: Translator, tally: Tally) -> list[Markup | None]:
    return [
        t("deciding.unreachable", n=tally.unreachable) if tally.unreachable else None,
        t("deciding.failed", n=tally.failed) if tally.failed else None,
        t("deciding.skipped", n=tally.skipped) if tally.skipped else None,
        t("deciding.folded", n=tally.folded) if tally.folded else None,
        t("deciding.later", n=tally.later) if tally.later else None,
        t("deciding.to_digest", n=tally.digest) if tally.digest else None,
    ]


def _recalling(t: Translator, found: Watch, tally: Tally) -> list[Markup | None]:
    done = tally.deleted + tally.replaced + tally.kept
    progress = bar(t, done, done + tally.shown) if found.one.state is _S.recalling else None
    return [
        lines(
            progress,
            t("deciding.recalled_so_far", deleted=tally.deleted, replaced=tally.replaced, kept=tally.kept),
            t("deciding.folded_stay", n=tally.folded) if tally.folded else None,
        )
    ]


def _correcting(t: Translator, one: Announcement, tally: Tally) -> Markup | None:
    """How far the correction has come; that it is done."""
    if one.corrected_at is None or one.state not in OUT:
        return None
    if not one.correcting:
        return t("deciding.was_corrected", moment=t.moment(one.corrected_at))
    newest = tally.shown - tally.behind
    return lines(bar(t, newest, tally.shown), t("deciding.corrected_of", n=newest, total=tally.shown))


def bar(t: Translator, done: int, total: int) -> Markup:
    """Never full before all is done."""
    share = 100 if not total else done * 100 // total
    filled = share * BAR // 100
    return t("deciding.bar", bar="▓" * filled + "░" * (BAR - filled), share=share)


def _speed(t: Translator, speed: float) -> str:
    return f"{speed:.0f}" if speed >= 10 else f"{speed:.1f}".replace(".", "." if t.language == "en" else ",")


def _left(t: Translator, found: Watch) -> Markup | None:
    seconds = found.seconds_left
    if seconds is None or not found.leaving:
        return None
    return t.n("deciding.minutes_left", -(-seconds // 60)) if seconds > 90 else t("deciding.a_minute_left")


# -- what may be done --------------------------------------------------------------------------------------------------


def _rows(t: Translator, found: Watch) -> Rows:
    one, tally, number = found.one, found.tally or Tally(), found.one.id
    ways: list[Button] = []
    if one.began_at is not None and one.state is not _S.sending:
        ways.append(Button(t.plain("deciding.as_picture"), buttons.GetReport(number, "picture")))
        ways.append(Button(t.plain("deciding.as_table"), buttons.GetReport(number, "xlsx")))
    if one.state is _S.approved and (found.may_manage or found.own):
        ways.append(Button(t.plain("deciding.take_back"), buttons.TakeBack(number, one.version)))
    if one.state in SHELVES:
        ways.append(Button(t.plain("announcing.duplicate"), Duplicate(number)))
    if not found.may_manage:
        return in_pairs(ways)
    acts: list[Button] = []
    if one.is_under_way:
        pause = (
            Button(t.plain("deciding.go_on"), buttons.GoOn(number))
            if one.held
            else Button(t.plain("deciding.hold"), buttons.Hold(number))
        )
        acts.append(pause)
    if one.state in (_S.approved, _S.sending):
        acts.append(Button(t.plain("deciding.stop_rest"), buttons.AskStop(number)))
    if one.state in OUT:
        ways.append(Button(t.plain("deciding.correct"), buttons.ShowCorrecting(number)))
        ways.append(Button(t.plain("deciding.recall"), buttons.AskRecall(number)))
    if tally.failed and one.state in (_S.sending, _S.sent):
        ways.append(Button(t.plain("deciding.try_failed", n=tally.failed), buttons.TryFailed(number)))
    return (*in_pairs(acts), *in_pairs(ways))


def ask_stop(t: Translator, found: Watch) -> Screen:
    one, tally = found.one, found.tally or Tally()
    waiting = tally.waiting + tally.digest
    text = paragraphs(title(one), t.n("deciding.ask_stop", waiting), t.n("deciding.have_it", tally.reached))
    rows: Rows = (
        (
            Button(t.plain("deciding.stop_now"), buttons.StopRest(one.id)),
            Button(t.plain("common.no"), GoAnnouncementDesk(one.id)),
        ),
    )
    return Screen(text, rows)


def is_correctable(content: Content) -> bool:
    """A place on the map holds no words of ours."""
    return content.kind not in WORDLESS
