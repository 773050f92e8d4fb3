"""Templates: what questionnaires are made from. One comes with the program, others with a town file."""

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from bot.domain.errors import NotFound
from bot.domain.questionnaires import Audience, Questionnaire, Timing
from bot.domain.questions import Definition
from bot.services.town import forums as format
from bot.services.town import questionnaires as entries
from bot.services.turn import Turn
from storage import questionnaires as stored

POST_FORUM = "post-forum"
"""The one of domain.md 5: twelve questions about a forum, a comment and a role."""


class Template(NamedTuple):
    """`slug` is what questionnaires made from it are compared by."""

    slug: str
    definition: Definition
    timing: Timing
    anonymous: bool
    k: int

    def questionnaire(self, audience: Audience, *, at_least: int) -> Questionnaire:
        """A draft of it. Groups smaller than `at_least` are not shown, whatever the template says."""
        return Questionnaire(
            template=self.slug,
            definition=self.definition,
            anonymous=self.anonymous,
            k=max(self.k, at_least),
            audience=audience,
            timing=self.timing,
        )


def made_of(entry: format.Questionnaire) -> Template:
    return Template(entry.id, entries.definition(entry), entries.timing(entry), entry.anonymous, entry.k)


@cache
def shipped() -> Mapping[str, Template]:
    """Those that come with the program, by slug. A file that was damaged raises TownFileRefused."""
    found = (made_of(entries.read_one(path.read_bytes(), path.name)) for path in entries.shipped())
    return {one.slug: one for one in found}


async def template(turn: Turn, slug: str) -> Template:
    """The town's own before the program's. Raises NotFound(what="template")."""
    content = await stored.template(turn.tx, slug)
    if content is not None:
        return _read(content)
    if slug not in shipped():
        raise NotFound(what="template")
    return shipped()[slug]


async def templates(turn: Turn) -> list[Template]:
    """All there are, by slug."""
    kept = {slug: _read(content) for slug, content in (await stored.templates(turn.tx)).items()}
    return [one for _, one in sorted({**shipped(), **kept}.items())]


async def questionnaire_for(turn: Turn, slug: str, audience: Audience) -> Questionnaire:
    """A draft of a template, not kept yet. Raises NotFound."""
    return (await template(turn, slug)).questionnaire(audience, at_least=turn.town.smallest_group)


def _read(content: str) -> Template:
    return made_of(format.Questionnaire.model_validate_json(content, by_alias=True))
