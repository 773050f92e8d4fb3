"""One forum: its card, with the reader's own place in it."""

from markupsafe import Markup

from bot.domain.forums import Forum, ForumKind, ForumStatus
from bot.domain.seats import RegistrationState
from bot.domain.town import OFFICIAL
from bot.i18n import Translator
from bot.services.forums import ForumCard
from bot.ui import forum_words as words
from bot.ui.callbacks import Callback
from bot.ui.fitting import ROOM, cut, shown_units
from bot.ui.forums import callbacks as buttons
from bot.ui.navigation import (
    GoBody,
    GoCertificate,
    GoConsultation,
    GoForum,
    GoForums,
    GoQuestionnaire,
    GoResults,
    back_row,
)
from bot.ui.screen import Button, Rows, Screen, in_pairs, lines, paragraphs

PURPOSE_ROOM, NAMES_ROOM = 1_000, 300

TAKING = frozenset({ForumStatus.open, ForumStatus.full})
OVER = frozenset({ForumStatus.held, ForumStatus.summarised})


def card(t: Translator, view: ForumCard, *, said: Markup | None = None, undo: Callback | None = None) -> Screen:
    """`said` is what the last tap did, and `undo` takes it back."""
    back = [Button(t.plain("common.undo"), undo)] if undo is not None else []
    rows: Rows = (
        *in_pairs([*_own(t, view, undo), *back]),
        *in_pairs(_afterwards(t, view)),
        *in_pairs(_around(t, view)),
        back_row(t, GoForums(_shelf(view), 0)),
    )
    return Screen(_text(t, view, said), rows)


def _text(t: Translator, view: ForumCard, said: Markup | None) -> Markup:
    """Everything, of which only a very long purpose and agenda are cut."""
    forum = view.forum
    attended = None if view.counts is None else view.counts.attended
    head = paragraphs(
        said,
        lines(
            words.title(t, forum),
            t("forums.is_info_meeting") if forum.kind is ForumKind.info_meeting else None,
            words.when(t, forum),
            t("forums.at", place=cut(view.place, words.PLACE_ROOM)) if view.place else None,
            t("forums.online") if forum.online_url else None,
            words.standing(t, forum, view.status, view.seats, attended, begun=view.begun),
        ),
        own_line(t, view),
    )
    tail = lines(
        t("forums.access", text=cut(forum.access, words.ACCESS_ROOM)) if forum.access else None,
        t("forums.open_to", names=cut(", ".join(forum.open_to), NAMES_ROOM)) if forum.open_to else None,
        t("forums.about", title=cut(view.consultation, NAMES_ROOM)) if view.consultation else None,
        t("forums.held_by", name=cut(view.body, NAMES_ROOM)) if view.body else None,
        t("forums.not_translated") if t.language != OFFICIAL and not forum.translations.get(t.language) else None,
    )
    room = ROOM - shown_units(paragraphs(head, tail)) - 8
    purpose = cut(forum.purpose, min(PURPOSE_ROOM, room)) if forum.purpose else None
    room -= shown_units(Markup.escape(purpose)) if purpose else 0
    agenda = _agenda(t, forum, room)
    return paragraphs(head, purpose, agenda, tail)


def _is_ahead(view: ForumCard) -> bool:
    """It takes registrations, or staff closed them early."""
    return view.status in TAKING or (view.status is ForumStatus.closed and not view.begun)


def _agenda(t: Translator, forum: Forum, room: int) -> Markup | None:
    if not forum.agenda:
        return None
    heading = t("forums.agenda")
    points = "\n".join(f"{number}. {point}" for number, point in enumerate(forum.agenda, 1))
    return lines(heading, cut(points, max(room - shown_units(heading) - 1, 0)))


def own_line(t: Translator, view: ForumCard) -> Markup | None:
    """Where the reader stands."""
    own = view.registration
    if own is None or view.state is None or view.status is ForumStatus.cancelled:
        return None
    if own.attended:
        return t("forums.you_came")
    if view.state is RegistrationState.registered:
        return t("forums.you_are_registered", code=own.code or "") if view.status not in OVER else None
    if not _is_ahead(view):
        return None
    if view.state is RegistrationState.waiting:
        return t.n("forums.you_wait_behind", view.ahead) if view.ahead else t("forums.you_wait_first")
    if view.state is RegistrationState.offered and own.offered_until is not None:
        return t("forums.seat_is_held", moment=t.moment(own.offered_until))
    return t("forums.you_are_off")


# -- buttons -----------------------------------------------------------------------------------------------------------


def _own(t: Translator, view: ForumCard, undo: Callback | None) -> list[Button]:
    """What the reader may do about a seat; what an undo offers already is not offered twice."""
    number, own = view.forum.id, view.registration
    if own is not None and own.attended:
        return []
    found = []
    if view.state is RegistrationState.registered:
        if _is_ahead(view) or view.door_is_open:
            found.append(Button(t.plain("forums.ticket"), buttons.ShowTicket(number)))
            found.append(Button(t.plain("forums.give_up"), buttons.GiveUp(number)))
    elif _is_ahead(view):
        found += _towards_a_seat(t, view)
    elif view.door_is_open:
        found.append(Button(t.plain("forums.type_code"), buttons.TypeCode(number)))
    return [one for one in found if undo is None or one.choice != undo]


def _towards_a_seat(t: Translator, view: ForumCard) -> list[Button]:
    number = view.forum.id
    if view.state is RegistrationState.offered:
        take = Button(t.plain("forums.take_seat"), buttons.TakeSeat(number))
        return [take, Button(t.plain("forums.refuse_seat"), buttons.GiveUp(number))]
    if view.state is RegistrationState.waiting:
        return [Button(t.plain("forums.wait_no_more"), buttons.GiveUp(number))]
    if view.status not in TAKING:
        return [Button(t.plain("forums.type_code"), buttons.TypeCode(number))] if view.door_is_open else []
    if view.status is ForumStatus.full:
        return [Button(t.plain("forums.wait"), buttons.Wait(number))]
    return [Button(t.plain("forums.register"), buttons.Register(number))]


def _afterwards(t: Translator, view: ForumCard) -> list[Button]:
    found = []
    if view.asks is not None:
        found.append(Button(t.plain("forums.to_questionnaire"), GoQuestionnaire(view.asks)))
    if view.forum.summary:
        found.append(Button(t.plain("forums.what_was_agreed"), buttons.ShowSummary(view.forum.id)))
    if view.results is not None:
        found.append(Button(t.plain("forums.results"), GoResults(view.results, 0)))
    if view.status in OVER and view.registration is not None and view.registration.attended:
        found.append(Button(t.plain("forums.certificate"), GoCertificate(view.forum.id)))
    return found


def _around(t: Translator, view: ForumCard) -> list[Button]:
    forum = view.forum
    found = []
    if view.papers:
        found.append(Button(t.plain("forums.papers", n=len(view.papers)), buttons.ShowPapers(forum.id)))
    if view.status not in OVER and view.place:
        found.append(Button(t.plain("forums.map"), buttons.ShowMap(forum.id)))
    if view.status not in OVER and forum.starts_at is not None:
        found.append(Button(t.plain("forums.calendar"), buttons.ShowCalendar(forum.id)))
    if view.status not in OVER and forum.online_url:
        found.append(Button(t.plain("forums.join_online"), url=forum.online_url))
    if view.consultation is not None and forum.consultation is not None:
        found.append(Button(t.plain("forums.to_consultation"), GoConsultation(forum.consultation)))
    if view.body is not None and forum.body is not None:
        found.append(Button(t.plain("forums.to_body"), GoBody(forum.body)))
    return [*found, Button(t.plain("forums.share"), buttons.ShareForum(forum.id))]


def _shelf(view: ForumCard) -> str:
    if view.state is not None and view.registration is not None:
        return "mine"
    return "coming" if view.status in TAKING or view.status is ForumStatus.closed else "past"


def full(t: Translator, forum: Forum, *, ahead: int) -> Screen:
    """Whether they want to wait."""
    text = paragraphs(
        words.title(t, forum),
        t.n("forums.full_wait_behind", ahead) if ahead else t("forums.full_wait_first"),
    )
    wait = Button(t.plain("forums.wait"), buttons.Wait(forum.id))
    return Screen(text, ((wait, Button(t.plain("common.no"), GoForum(forum.id))), back_row(t, GoForum(forum.id))))
