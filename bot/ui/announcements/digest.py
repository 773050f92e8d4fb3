"""The digest that holds announcements beside new consultations, and what under every digest makes it rarer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from bot.domain.announcements import Announcement
from bot.domain.consultations import Consultation
from bot.domain.contents import Content, first_line
from bot.domain.participants import Cadence
from bot.domain.town import Place
from bot.i18n import Translator
from bot.ui.copies import place_name
from bot.ui.navigation import OPEN_NOW, GoAnnouncement, GoConsultation
from bot.ui.notices import LISTED, LISTED_TITLE, SOON_DAYS, in_time, rarer_row
from bot.ui.screen import LABEL, Button, Rows, Screen, lines, paragraphs, shorten


@dataclass(frozen=True, slots=True)
class Item:
    """An announcement, by its title in the recipient's language."""

    announcement: Announcement
    title: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line: an announcement, or a consultation, or both where the one speaks of the other."""

    title: str
    announcement: Announcement | None = None
    consultation: Consultation | None = None


def title(t: Translator, one: Announcement, texts: Mapping[str, Content], *, place: Place | None) -> str:
    """What lists call it in a language. `place` is the recipient's."""
    said_in = one.spoken_to(t.language, texts)
    content = texts.get(said_in)
    if content is None or not content.html:
        return one.title
    name = place_name(t, place, said_in)
    return first_line(content.said(str(escape(name))), most=LISTED_TITLE) or one.title


def entries(items: Sequence[Item], found: Sequence[Consultation], language: str) -> list[Entry]:
    """Announcements, the newest first, then consultations, the nearest deadline first: as they are given.

    What an announcement speaks of is no entry of its own, and no title comes twice: of two announcements that are
    called the same the newer one is told, which is the one that staff repeated or mended.
    """
    left = {str(one.id): one for one in found}
    told: dict[str, Entry] = {}
    for item in items:
        subject = item.announcement.subject
        about = left.pop(subject.id, None) if subject is not None and subject.kind == "consultation" else None
        if item.title.casefold() not in told:
            told[item.title.casefold()] = Entry(item.title, item.announcement, about)
        elif about is not None:
            left[str(about.id)] = about
    for one in sorted(left.values(), key=found.index):
        name = one.title_in(language)
        same = told.get(name.casefold())
        if same is None:
            told[name.casefold()] = Entry(name, consultation=one)
        elif same.consultation is None:
            told[name.casefold()] = Entry(same.title, same.announcement, one)
        else:  # two consultations of one name are two, whatever they are called
            told[f"{name.casefold()}\n{one.id}"] = Entry(name, consultation=one)
    return list(told.values())


def digest(
    t: Translator,
    items: Sequence[Item],
    found: Sequence[Consultation],
    *,
    today: date,
    weekly: bool,
    cadence: Cadence,
) -> Screen:
    """`items` newest first, `found` open consultations with the nearest deadline first. At least one of either."""
    told = entries(items, found, t.language)
    listed, more = told[:LISTED], len(told) - LISTED
    soon = sum(one.consultation is not None and (one.consultation.days_left(today) or 0) <= SOON_DAYS for one in told)
    text = paragraphs(
        lines(
            t.n("announcements.digest_week", len(told)) if weekly else t.n("announcements.digest", len(told)),
            t.n("notices.digest_soon", soon) if soon else None,
        ),
        *(_line(t, one, today) for one in listed),
        t.n("notices.digest_more", more) if more > 0 else None,
    )
    rows: Rows = (
        *(_buttons(t, one) for one in listed),
        *(((Button(t.plain("notices.all_open"), OPEN_NOW),),) if more > 0 else ()),
        *rarer_row(t, cadence),
    )
    return Screen(text, rows)


def _line(t: Translator, one: Entry, today: date) -> Markup:
    if one.consultation is None:
        return t("announcements.digest_line", title=one.title)
    return in_time(t, one.consultation, today, title=shorten(one.title, LISTED_TITLE))


def _buttons(t: Translator, one: Entry) -> tuple[Button, ...]:
    consultation = None if one.consultation is None else GoConsultation(one.consultation.id)
    if one.announcement is None:
        return (Button(shorten(one.title), consultation),)
    opens = GoAnnouncement(one.announcement.id)
    if one.consultation is None or any(
        link.action == "consultation" and link.value == str(one.consultation.id) for link in one.announcement.buttons
    ):
        return (Button(shorten(one.title), opens),)
    to_card = Button(t.plain("announcements.to_consultation"), consultation)
    return (Button(shorten(one.title, LABEL), opens), to_card)
