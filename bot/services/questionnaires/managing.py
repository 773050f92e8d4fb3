"""The staff's desk of questionnaires: the list, one with whom it is for, and the acts that open and end it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.errors import NotFound, WrongState
from bot.domain.forums import ForumStatus
from bot.domain.ids import ConsultationId, ForumId, QuestionnaireId
from bot.domain.questionnaires import Audience, Questionnaire, Recorded, Status
from bot.domain.results import Results
from bot.domain.staff import Action
from bot.services import forums
from bot.services.consultations import PAGE, Page
from bot.services.questionnaires.building import begin_from, editable, subject
from bot.services.questionnaires.following import follow_forums
from bot.services.questionnaires.templates import template
from bot.services.turn import Turn
from storage import consultations, town
from storage import forums as kept_forums
from storage import questionnaires as stored
from storage.questionnaires import Invited


@dataclass(frozen=True, slots=True)
class Aimed:
    """Whom a questionnaire is for, with names in the reader's language."""

    audience: Audience
    forum: str | None = None
    consultation: str | None = None
    body: str | None = None
    segment: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """`invited` counts tickets; `reach` is how many would get one now.

    `results` are there once it was counted.
    """

    questionnaire: Questionnaire
    status: Status
    aimed: Aimed
    invited: Invited
    reach: int
    results: Results | None
    may_manage: bool


async def managed(turn: Turn, wanted: int) -> tuple[list[Questionnaire], Page]:
    """A page of all that was not withdrawn. Raises NotAllowed."""
    turn.require(Action.questionnaire_prepare)
    page = Page.of(await stored.count_managed(turn.tx), wanted)
    return await stored.managed(turn.tx, limit=PAGE, offset=page.offset), page


async def desk(turn: Turn, number: int, language: str) -> Desk:
    """Raises NotAllowed, NotFound."""
    turn.require(Action.questionnaire_prepare)
    questionnaire = await stored.get(turn.tx, QuestionnaireId(number))
    return Desk(
        questionnaire=questionnaire,
        status=questionnaire.status(turn.now),
        aimed=await aimed(turn, questionnaire.audience, language),
        invited=await stored.counts(turn.tx, questionnaire.id),
        reach=await stored.reach(turn.tx, questionnaire.audience),
        results=await stored.results(turn.tx, questionnaire.id),
        may_manage=turn.may(Action.questionnaire_manage),
    )


async def aimed(turn: Turn, audience: Audience, language: str) -> Aimed:
    forum, about, body = audience.forum, audience.consultation, audience.body
    found_forums = {} if forum is None else await kept_forums.by_ids(turn.tx, [forum])
    found = {} if about is None else await consultations.by_ids(turn.tx, [about])
    bodies = [] if body is None else [one for one in await town.bodies(turn.tx) if one.id == body]
    topics = await town.topics(turn.tx, retired=True) if audience.topics else []
    places = await town.places(turn.tx, retired=True) if audience.places else []
    return Aimed(
        audience=audience,
        forum=next((one.title_in(language) for one in found_forums.values()), None),
        consultation=next((one.title_in(language) for one in found.values()), None),
        body=next((one.name(language) for one in bodies), None),
        segment=(
            *(one.name(language) for one in topics if one.id in audience.topics),
            *(one.name(language) for one in places if one.id in audience.places),
        ),
    )


# -- acts --------------------------------------------------------------------------------------------------------------


async def publish(turn: Turn, number: int, revision: int) -> Questionnaire:
    """Open it, or let it wait for the end of its forum. A second tap changes nothing.

    Raises NotAllowed, NotFound, StaleRevision where it is not the one that was looked at, WrongState for a forum that
    was called off, and what `Questionnaire.publish` refuses.
    """
    turn.require(Action.questionnaire_manage)
    known = await stored.get(turn.tx, QuestionnaireId(number))
    if known.recorded is Recorded.published:
        return known
    if known.revision != revision:
        raise stored.StaleRevision()
    if known.audience.forum is not None:
        forum = await kept_forums.get(turn.tx, known.audience.forum)
        if forum.recorded is ForumStatus.cancelled:
            raise WrongState(state=forum.recorded.value, action="ask_about")
    k = max(known.k, turn.town.smallest_group)  # the setting may have risen since it was drafted
    published = await stored.save(turn.tx, known.publish(turn.now).model_copy(update={"k": k}))
    stored.drop_older_versions(turn.tx, published)
    reach = await stored.reach(turn.tx, known.audience)
    turn.audit("questionnaire.published", subject=subject(number), audience=reach)
    return published


async def close(turn: Turn, number: int) -> Questionnaire:
    """End it now; the tick counts it. Raises NotAllowed, NotFound, WrongState."""
    turn.require(Action.questionnaire_manage)
    known = await stored.get(turn.tx, QuestionnaireId(number))
    closed = await stored.save(turn.tx, known.close(turn.now))
    turn.audit("questionnaire.closed", subject=subject(number))
    return closed


async def withdraw(turn: Turn, number: int) -> Questionnaire:
    """Take it back: a draft is thrown away, what was published is answered by nobody any more, and counted never.

    Raises as `editable`, and WrongState.
    """
    known = await editable(turn, number)
    withdrawn = await stored.save(turn.tx, known.withdraw())
    turn.audit("questionnaire.withdrawn", subject=subject(number))
    return withdrawn


async def give_to_forum(turn: Turn, number: int, slug: str) -> Questionnaire | None:
    """Let a forum be followed by a template's questionnaire. None while that is a draft: it comes with its opening.
    Of one that has begun a draft is made, to be looked at first.

    Raises NotFound for an unknown template, and what `forums.change` refuses.
    """
    turn.require(Action.questionnaire_manage)
    await template(turn, slug)
    forum = await forums.changeable(turn, number)
    if forum.recorded is not ForumStatus.draft and not forum.lies_ahead(turn.now):
        return await begin_from(turn, slug, Audience(forum=forum.id))
    if forum.questionnaire != slug:
        await forums.change(turn, number, forum.version, questionnaire=slug)
    await follow_forums(turn)
    found = [one for one in await stored.of_forum(turn.tx, forum.id) if one.template == slug]
    return found[-1] if found else None


async def target(turn: Turn, scope: str, target: str) -> Audience:
    """The audience that a button of another feature names. Raises NotFound."""
    match scope:
        case "forum" if target.isascii() and target.isdigit():
            return Audience(forum=(await kept_forums.get(turn.tx, ForumId(int(target)))).id)
        case "consultation" if target.isascii() and target.isdigit():
            return Audience(consultation=(await consultations.get(turn.tx, ConsultationId(int(target)))).id)
        case "body":
            known = next((one for one in await town.bodies(turn.tx) if one.id == target), None)
            if known is not None:
                return Audience(body=known.id)
    raise NotFound(what=scope if scope in ("forum", "consultation", "body") else "page")


async def targets(turn: Turn, scope: str, wanted: int, language: str) -> tuple[list[tuple[str, str]], Page]:
    """A page of the forums, consultations or bodies that could be asked about: ids and names. Raises NotAllowed."""
    turn.require(Action.questionnaire_prepare)
    if scope == "body":
        every = [(str(one.id), one.name(language)) for one in await town.bodies(turn.tx)]
        page = Page.of(len(every), wanted)
        return every[page.offset : page.offset + PAGE], page
    if scope == "forum":
        page = Page.of(await kept_forums.count(turn.tx, "coming", turn.now), wanted)
        coming = await kept_forums.page(turn.tx, shelf="coming", now=turn.now, limit=PAGE, offset=page.offset)
        return [(str(one.id), one.title_in(language)) for one in coming], page
    page = Page.of(await consultations.count(turn.tx, "open", turn.now), wanted)
    opened = await consultations.page(turn.tx, shelf="open", now=turn.now, limit=PAGE, offset=page.offset)
    return [(str(one.id), one.title_in(language)) for one in opened], page


async def drafts(turn: Turn) -> Sequence[Questionnaire]:
    """Those that could be given to something, the newest first. Raises NotAllowed."""
    turn.require(Action.questionnaire_prepare)
    found = await stored.managed(turn.tx, limit=PAGE, offset=0)
    return [one for one in found if one.recorded is Recorded.draft]
