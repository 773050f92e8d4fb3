"""An audience read aloud, and how many it is: the same words wherever a member of staff decides."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.domain.announcements import Announcement
from bot.domain.audiences import Audience, Condition, Count, Trait
from bot.i18n import NAMES, Translator, mark
from bot.services.announcements.naming import Names
from bot.services.announcements.watching import Watch
from bot.ui.fitting import cut
from bot.ui.screen import lines

TITLE, NAME = 80, 60
"""Units of a title, and of the name in a condition."""

SAID = {
    Trait.everyone: mark("deciding.for_everyone"),
    Trait.topic: mark("deciding.for_topic"),
    Trait.place: mark("deciding.for_place"),
    Trait.language: mark("deciding.for_language"),
    Trait.follows: mark("deciding.for_follows"),
    Trait.proposed: mark("deciding.for_proposed"),
    Trait.registered: mark("deciding.for_registered"),
    Trait.attended: mark("deciding.for_attended"),
    Trait.member: mark("deciding.for_member"),
}
"""As they stand in a sentence."""


def title(one: Announcement) -> Markup:
    return Markup("<b>{}</b>").format(cut(one.title, TITLE)) if one.title else Markup("<b>№ {}</b>").format(one.id)


def condition(t: Translator, one: Condition, names: Names) -> str:
    """Without its "not"."""
    if one.trait is Trait.proposed and not one.value:
        return t.plain("deciding.for_proposed_any")
    known = NAMES.get(one.value) if one.trait is Trait.language else names.get((one.trait, one.value))
    return t.plain(SAID[one.trait], name=cut(known or f"№ {one.value}", NAME))


def audience(t: Translator, one: Audience, names: Names) -> str:
    """The topic "Transport" and the place "Uzundzhovo", but not ...; or: members of "..." """
    return t.plain("deciding.joined_or").join(_group(t, group, names) for group in one.groups)


def _group(t: Translator, group: Sequence[Condition], names: Names) -> str:
    among = [condition(t, one, names) for one in group if not one.negated] or [t.plain("deciding.for_everyone")]
    without = [condition(t, one, names) for one in group if one.negated]
    said = t.plain("deciding.joined_and").join(among)
    if without:
        said += t.plain("deciding.but_not", what=t.plain("deciding.joined_nor").join(without))
    return said


def for_whom(t: Translator, found: Watch) -> Markup:
    one = found.one
    if one.audience.is_empty:
        return t("deciding.for_nobody_yet") if not found.posts else t("deciding.only_posted")
    return t("deciding.for_whom", whom=t.capital(audience(t, one.audience, found.names)))


def how_many(t: Translator, found: Watch) -> Markup | None:
    """The exact count and how it splits; that it is being counted; None where nobody was chosen."""
    one = found.one
    posts = t.n("deciding.and_posted", found.posts) if found.posts else None
    if one.audience.is_empty:
        return posts
    if one.counts is None:
        return lines(t("deciding.counting"), posts)
    return lines(*count(t, one.counts), posts)


def count(t: Translator, found: Count) -> list[Markup]:
    said = [t.n("deciding.recipients", found.recipients)]
    if len(found.by_language) > 1 or (found.by_language and t.language not in found.by_language):
        said.append(t("deciding.by_language", split=languages(t, found.by_language)))
    when = []
    if found.now:
        when.append(t.plain_n("deciding.at_once", found.now))
    if found.quiet:
        when.append(t.plain_n("deciding.after_quiet", found.quiet))
    if found.digest:
        when.append(t.plain_n("deciding.in_digest", found.digest))
    if found.recipients and (found.quiet or found.digest):
        said.append(t("deciding.when_split", split="; ".join(when)))
    missed = []
    if found.blocked:
        missed.append(t.plain_n("deciding.blocked", found.blocked))
    if found.paused:
        missed.append(t.plain_n("deciding.paused", found.paused))
    if found.declined:
        missed.append(t.plain_n("deciding.declined", found.declined))
    if missed:
        said.append(t("deciding.not_reached", split="; ".join(missed)))
    return said


def languages(t: Translator, numbers: dict[str, int]) -> str:
    """Български 300, English 15."""
    return ", ".join(f"{NAMES.get(code, code)} {number}" for code, number in numbers.items() if number)


def leaving(t: Translator, one: Announcement) -> Markup:
    """When it leaves."""
    if one.scheduled_at is None:
        return t("deciding.leaves_at_once")
    return t("deciding.leaves_at", moment=t.moment(one.scheduled_at))
