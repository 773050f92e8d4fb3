"""Why somebody gets an announcement, and fewer of them with one tap."""

import pytest

from bot.domain.announcements import Announcement, AnnouncementState
from bot.domain.audiences import Trait
from bot.domain.deliveries import DeliveryState
from bot.domain.errors import ConsentNeeded, NotFound
from bot.domain.participants import Cadence, Participant
from bot.domain.proposals import Proposal, ProposalKind
from bot.domain.seats import Registration, RegistrationState
from bot.domain.staff import Role
from bot.services.announcements import lessening, reading
from bot.services.announcements.lessening import Lessened, Outcome
from bot.services.announcements.reading import Why
from storage import participants as people
from storage import proposals
from storage.engine import Engine
from storage.forums import registrations
from tests import copies
from tests.forums import Square


@pytest.fixture
async def town(database: Engine) -> Square:
    return await Square(database).begin()


async def announce(
    town: Square, *traits: tuple[Trait, str], to: Participant | None = None, **facts: object
) -> Announcement:
    known: dict[str, object] = {"audience": copies.an_audience(*traits)} if traits else {}
    async with town.engine.write() as tx:
        one = await copies.announce(tx, now=town.now, **(known | facts))  # type: ignore[arg-type]
        if to is not None:
            await copies.deliver(tx, one, to, due_at=town.now, state=DeliveryState.shown, sent_at=town.now)
    return one


async def why(town: Square, one: Announcement, who: Participant | Role | None) -> Why:
    async with town.turn_of(who) as turn:
        return await reading.why(turn, one.id, "bg")


async def less(town: Square, one: Announcement, who: Participant) -> Lessened:
    async with town.turn_of(who) as turn:
        return await lessening.less(turn, one.id, "bg")


async def cadence_of(town: Square, who: Participant) -> Cadence:
    async with town.engine.read() as tx:
        found = await people.get(tx, who.id)
    assert found is not None
    return found.cadence


def named(found: Why) -> list[tuple[str, str]]:
    return [(one.condition.trait.value, one.name) for one in found.reasons]


# -- why -------------------------------------------------------------------------------------------------------------


async def test_only_reasons_that_hold_now_are_given(town: Square) -> None:
    maria = await town.person("waste", "uzundzhovo")
    one = await announce(town, (Trait.topic, "waste"), (Trait.topic, "roads"), (Trait.place, "uzundzhovo"), to=maria)
    assert named(await why(town, one, maria)) == [("topic", "waste"), ("place", "uzundzhovo")]
    await town.toggle(maria, "waste")
    assert named(await why(town, one, maria)) == [("place", "uzundzhovo")]


async def test_every_kind_of_reason_is_known_and_named(town: Square) -> None:
    maria = await town.person("waste", "all", language="bg")
    consultation, forum = await town.publish("waste"), await town.forum()
    await town.follow(maria, consultation)
    await town.register(maria, forum)
    async with town.engine.write() as tx:
        await tx.run(
            """INSERT INTO bodies (id, kind, names, status, facts)
               VALUES ('trees', 'committee', '{"bg": "Комисия"}', 'active', '{}')"""
        )
        await tx.run(
            "INSERT INTO body_members (body, function, participant) VALUES ('trees', 'member', :id)", id=maria.id
        )
        said = Proposal(
            receipt_no="S-26-00001",
            kind=ProposalKind.statement,
            consultation=consultation.id,
            author=maria.id,
            text="Повече дървета в парка.",
            received_on=town.today,
            submitted_at=town.now,
        )
        await proposals.add(tx, said, submission="sent")
        seat = await registrations.of_people(tx, [forum.id], [maria.id])
        own: Registration = seat[forum.id, maria.id]
        assert own.state is RegistrationState.registered
        await tx.run("UPDATE registrations SET checked_in_at = 1 WHERE id = :id", id=own.id)
    number, here = str(consultation.id), str(forum.id)
    one = await announce(
        town,
        *((Trait.everyone, ""), (Trait.topic, "waste"), (Trait.place, "all"), (Trait.language, "bg")),
        *((Trait.follows, number), (Trait.proposed, number), (Trait.proposed, "")),
        *((Trait.registered, here), (Trait.attended, here), (Trait.member, "trees")),
        to=maria,
    )
    law = "Наредба за отпадъците"
    assert named(await why(town, one, maria)) == [
        *(("everyone", ""), ("topic", "waste"), ("place", ""), ("language", ""), ("follows", law)),
        *(("proposed", law), ("proposed", ""), ("registered", forum.title), ("attended", forum.title)),
        ("member", "Комисия"),
    ]
    ivan = await town.person(language="en")
    assert named(await why(town, one, ivan)) == [("everyone", "")]


async def test_it_says_whose_colleague_wrote_it_and_of_who_was_erased_nothing(town: Square) -> None:
    maria = await town.person()
    one = await announce(town, to=maria, author=town.staff[Role.moderator].id)
    assert (await why(town, one, maria)).organisation == "Община"
    assert (await why(town, await announce(town, to=maria), maria)).organisation is None


async def test_of_one_that_is_being_prepared_staff_hear_that_it_is_a_preview_and_others_nothing(town: Square) -> None:
    one = await announce(town, state=AnnouncementState.draft)
    assert (await why(town, one, Role.editor)).is_preview
    for who in (await town.person(), None):
        with pytest.raises(NotFound):
            await why(town, one, who)


async def test_who_has_no_record_is_told_so(town: Square) -> None:
    found = await why(town, await announce(town), None)
    assert (found.recorded, found.reasons) == (False, ())


@pytest.mark.parametrize("state", [AnnouncementState.draft, AnnouncementState.ready, AnnouncementState.approved])
async def test_what_has_not_left_is_read_by_nobody(town: Square, state: AnnouncementState) -> None:
    one = await announce(town, state=state)
    for who in (await town.person(), Role.owner, None):
        async with town.turn_of(who) as turn:
            with pytest.raises(NotFound):
                await reading.said(turn, one.id, "bg")


async def test_what_left_is_read_by_everybody_with_their_own_place(town: Square) -> None:
    maria = await town.person()
    one = await announce(town)
    async with town.engine.write() as tx:
        await copies.deliver(tx, one, maria, due_at=town.now, place="konush")
    async with town.turn_of(maria) as turn:
        place = (await reading.said(turn, one.id, "bg")).place
        assert place is not None
        assert place.id == "konush"
    async with town.turn_of(None) as turn:
        assert (await reading.said(turn, one.id, "bg")).place is None


# -- less ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [(Cadence.at_once, Cadence.daily), (Cadence.daily, Cadence.weekly), (Cadence.weekly, Cadence.never)],
)
async def test_one_tap_is_one_step_and_the_undo_brings_it_back(town: Square, before: Cadence, after: Cadence) -> None:
    maria = await town.person(cadence=before)
    one = await announce(town, to=maria)
    done = await less(town, one, maria)
    assert (done.outcome, done.before, done.cadence) == (Outcome.rarer, before, after)
    assert await cadence_of(town, maria) is after
    async with town.turn_of(maria) as turn:
        await lessening.restore(turn, one.id, before)
    assert await cadence_of(town, maria) is before
    assert (await less(town, one, maria)).outcome is Outcome.rarer


async def test_two_taps_on_one_copy_are_one_step(town: Square) -> None:
    maria = await town.person()
    one, another = await announce(town, to=maria), await announce(town, to=maria)
    assert [(await less(town, one, maria)).outcome for _ in range(2)] == [Outcome.rarer, Outcome.again]
    assert await cadence_of(town, maria) is Cadence.daily
    assert (await less(town, another, maria)).cadence is Cadence.weekly


async def test_beyond_never_there_is_nothing_less(town: Square) -> None:
    maria = await town.person(cadence=Cadence.never)
    assert (await less(town, await announce(town, to=maria), maria)).outcome is Outcome.rarest


async def test_of_what_they_follow_they_follow_one_less_and_all_else_comes_as_before(town: Square) -> None:
    maria = await town.person()
    consultation = await town.publish("waste")
    await town.follow(maria, consultation)
    one = await announce(town, (Trait.follows, str(consultation.id)), to=maria)
    done = await less(town, one, maria)
    assert done.outcome is Outcome.unfollowed
    assert done.reason is not None
    assert await cadence_of(town, maria) is Cadence.at_once
    assert (await less(town, one, maria)).outcome is Outcome.no_reason
    async with town.turn_of(maria) as turn:
        await lessening.choose(turn, one.id, done.reason.number, on=True, language="bg")
    assert named(await why(town, one, maria)) == [("follows", "Наредба за отпадъците")]


async def test_of_a_forum_there_is_only_a_pause(town: Square) -> None:
    maria, forum = await town.person(), await town.forum()
    await town.register(maria, forum)
    one = await announce(town, (Trait.registered, str(forum.id)), to=maria)
    assert (await less(town, one, maria)).outcome is Outcome.belongs
    assert await cadence_of(town, maria) is Cadence.at_once


async def test_an_emergency_is_not_what_one_gets_too_much_of(town: Square) -> None:
    maria = await town.person()
    assert (await less(town, await announce(town, to=maria, emergency=True), maria)).outcome is Outcome.emergency
    assert await cadence_of(town, maria) is Cadence.at_once


async def test_a_preview_changes_nothing(town: Square) -> None:
    editor = town.staff[Role.editor]
    one = await announce(town, state=AnnouncementState.draft)
    assert (await less(town, one, editor)).why.is_preview
    assert await cadence_of(town, editor) is Cadence.at_once


async def test_without_a_record_there_is_nothing_to_change(town: Square) -> None:
    one = await announce(town)
    async with town.turn_of(None) as turn:
        with pytest.raises(ConsentNeeded):
            await lessening.less(turn, one.id, "bg")


@pytest.mark.parametrize(("trait", "value"), [(Trait.topic, "waste"), (Trait.place, "konush")])
async def test_what_was_chosen_ends_with_a_tap_and_comes_back_with_another(
    town: Square, trait: Trait, value: str
) -> None:
    maria = await town.person("waste", "konush")
    one = await announce(town, (trait, value), to=maria)
    for on in (False, False, True, True):
        async with town.turn_of(maria) as turn:
            await lessening.choose(turn, one.id, 0, on=on, language="bg")
        assert bool((await why(town, one, maria)).reasons) is on


@pytest.mark.parametrize("number", [-2, -1, 1, 7])
async def test_a_reason_that_is_none_is_refused(town: Square, number: int) -> None:
    maria = await town.person()
    one = await announce(town, (Trait.topic, "waste"), to=maria)
    async with town.turn_of(maria) as turn:
        with pytest.raises(NotFound):
            await lessening.choose(turn, one.id, number, on=False, language="bg")


# -- under digests ---------------------------------------------------------------------------------------------------


async def test_a_digest_is_made_rarer_once_however_often_its_button_is_tapped(town: Square) -> None:
    maria = await town.person(cadence=Cadence.daily)
    for before in (Cadence.daily, None):
        async with town.turn_of(maria) as turn:
            assert await lessening.rarer(turn, Cadence.daily) is before
    assert await cadence_of(town, maria) is Cadence.weekly


async def test_once_a_week_is_not_made_rarer_but_can_be_stopped(town: Square) -> None:
    maria = await town.person(cadence=Cadence.weekly)
    async with town.turn_of(maria) as turn:
        assert await lessening.rarer(turn, Cadence.weekly) is None
        assert await lessening.stop(turn) is Cadence.weekly
    assert await cadence_of(town, maria) is Cadence.never
    async with town.turn_of(maria) as turn:
        assert await lessening.stop(turn) is None
