"""Announcements of a town file, beside those already kept: drafts to go on with, and templates made of past ones.

As with forums, what the file tells as it did last time is left alone, whatever staff have done to it since. Nothing of
it is sent by an import.
"""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.announcements import EDITABLE, AnnouncementState
from bot.domain.audiences import Audience, Condition, Trait
from bot.domain.contents import Content, Kind, first_line
from bot.domain.ids import AnnouncementId
from bot.domain.town import OFFICIAL
from bot.services.town import forums as format
from storage import announcements as stored
from storage.engine import Transaction

_LANGUAGES = (OFFICIAL, "en", "tr")


@dataclass(frozen=True)
class Told:
    """What the file tells of one."""

    slug: str
    state: AnnouncementState
    texts: Mapping[str, Content]
    audience: Audience

    def record(self) -> dict[str, Any]:
        """JSON, to be compared with what the next import tells."""
        texts = {language: content.html for language, content in self.texts.items()}
        return {"texts": texts, "audience": self.audience.model_dump(mode="json")}


def read(entry: format.Announcement) -> Told:
    """As it would be kept: a draft stays one, anything else was sent once and is a template now."""
    said = {
        language: (getattr(entry, f"title_{language}"), getattr(entry, f"body_{language}")) for language in _LANGUAGES
    }
    return Told(
        slug=entry.id,
        state=AnnouncementState.draft if entry.status == "draft" else AnnouncementState.template,
        texts={
            language: Content(kind=Kind.text, html=_html(title, body))
            for language, (title, body) in said.items()
            if body
        },
        audience=_audience(entry.audience),
    )


def _html(title: str | None, body: str) -> str:
    head = f"<b>{html.escape(title, quote=False)}</b>\n\n" if title else ""
    return head + html.escape(body, quote=False)


def _audience(told: format.Audience) -> Audience:
    """Everybody, or whoever subscribed to one of these topics or places."""
    if told.all:
        return Audience(groups=((Condition(trait=Trait.everyone),),))
    topics = ((Condition(trait=Trait.topic, value=topic),) for topic in told.topics)
    places = ((Condition(trait=Trait.place, value=place),) for place in told.places)
    return Audience(groups=(*topics, *places))


async def take(tx: Transaction, entries: Sequence[format.Announcement], *, now: datetime) -> tuple[int, int, int]:
    """How many were added, changed, and left as they are."""
    kept = await stored.from_files(tx)
    added = changed = 0
    for told in map(read, entries):
        if told.slug not in kept:
            await _keep(tx, told, now=now)
            added += 1
        else:
            number, before = kept[told.slug]
            changed += await _change(tx, number, told, before, now=now)
    return added, changed, len(entries) - added - changed


async def _keep(tx: Transaction, told: Told, *, now: datetime) -> None:
    one = await stored.add(tx, author=None, fallback=OFFICIAL, now=now, state=told.state, slug=told.slug)
    for language, content in told.texts.items():
        await stored.put_text(tx, one.id, one.revision, language, content)
    title = first_line(told.texts[OFFICIAL].html)
    await stored.save(tx, one.edit(title=title, audience=told.audience), now=now)
    await stored.put_imported(tx, one.id, told.record())


async def _change(
    tx: Transaction, number: AnnouncementId, told: Told, before: Mapping[str, Any], *, now: datetime
) -> bool:
    """What the file tells otherwise than last time, if it has not left the desk since."""
    one = await stored.get(tx, number)
    if before == told.record() or one.state not in EDITABLE:
        return False
    for language, content in told.texts.items():
        if before["texts"].get(language) != content.html:
            await stored.put_text(tx, one.id, one.revision, language, content)
    if before["audience"] != told.record()["audience"]:
        one = one.edit(audience=told.audience)
    texts = await stored.texts(tx, one.id, one.revision)
    if one.fallback in texts:
        one = one.edit(title=first_line(texts[one.fallback].html))
    await stored.save(tx, one, now=now)
    await stored.put_imported(tx, one.id, told.record())
    return True
