"""Copies put into words. What everybody of one language and place gets is made once, while the announcement lasts."""

from collections.abc import Callable, Iterable
from typing import Any

from bot.domain.announcements import Announcement
from bot.domain.contents import WORDLESS, Content
from bot.domain.deliveries import Goal
from bot.domain.ids import AnnouncementId
from bot.domain.town import OFFICIAL
from bot.i18n import Translator
from bot.services.turn import Town
from bot.ui import copies
from bot.ui.copies import Call
from storage import announcements, town
from storage.announcements import Copy
from storage.engine import Transaction

Texts = dict[str, Content]


class Press:
    """`username` is the bot's. `read` comes before the words of an announcement are asked for."""

    def __init__(self, where: Town, username: Callable[[], str]) -> None:
        self._town = where
        self._username = username
        self._translators: dict[str, Translator] = {}
        self._texts: dict[tuple[AnnouncementId, int], Texts] = {}
        self._names: dict[str, dict[str, str]] = {}  # of places
        self._made: dict[tuple[Any, ...], Call | None] = {}

    def forget(self) -> None:
        """Something has changed: what was made may no longer be what is to be said."""
        self._texts.clear()
        self._names.clear()
        self._made.clear()

    async def read(self, tx: Transaction, one: Announcement, revisions: Iterable[int]) -> None:
        """What it says in these revisions, beside its newest."""
        for revision in {*revisions, one.revision} - {0}:
            if (one.id, revision) not in self._texts:
                self._texts[one.id, revision] = await announcements.texts(tx, one.id, revision)
        if not self._names:
            self._names = await _names(tx)

    def call(self, one: Announcement, copy: Copy, goal: Goal) -> Call | None:
        """What is done with this copy, without chat and message; None where there is nothing to do, for want of words.

        Raises LookupError where nothing was written in the fallback's language.
        """
        shown = one.revision if goal is Goal.send else copy.revision
        key = (one.id, goal, shown, copy.language, copy.place, copy.participant is None)
        if key not in self._made:
            self._made[key] = self._make(one, copy, goal, shown)
        return self._made[key]

    def _make(self, one: Announcement, copy: Copy, goal: Goal, shown: int) -> Call | None:
        t = self._translator(copy.language)
        content = copies.chosen(self._texts[one.id, shown], copy.language, one.fallback)
        place = self._place(copy.place, copy.language)
        post = copy.participant is None
        if goal is Goal.send:
            return copies.copy(t, one, content, place=place, username=self._username(), post=post)
        if content.kind in WORDLESS:
            return None
        if goal is Goal.replace:
            return copies.withdrawn(t, content)
        newest = self._texts[one.id, one.revision]
        # A photo stays a photo: where a translation came later, and is of another kind, the one they got is edited.
        fitting = (newest.get(copy.language), newest.get(one.fallback))
        chosen = next((new for new in fitting if new is not None and new.kind is content.kind), None)
        if chosen is None:
            return None
        return copies.corrected(t, one, chosen, place=place, username=self._username(), post=post)

    def _translator(self, language: str) -> Translator:
        if language not in self._translators:
            self._translators[language] = Translator(language, self._town.zone)
        return self._translators[language]

    def _place(self, place: str | None, language: str) -> str | None:
        names = {} if place is None else self._names.get(place, {})
        latin = names.get("en") if language != OFFICIAL else None
        return names.get(language) or latin or names.get(OFFICIAL)


async def _names(tx: Transaction) -> dict[str, dict[str, str]]:
    """Of every place in each language."""
    return {one.id: dict(one.names) for one in await town.places(tx, retired=True)}
