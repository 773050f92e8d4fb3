"""The tick, whenever it comes."""

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.consultations import Consultation
from bot.domain.participants import Cadence, Participant
from bot.domain.proposals import ProposalKind, ProposalStatus
from bot.services import answering, housekeeping
from bot.services.turn import Turn
from storage.engine import Engine
from tests.answering import Hall
from tests.conftest import KEY
from tests.telling import Telling


async def test_a_tick_says_that_something_was_promised(database: Engine) -> None:
    town = await Telling(database).begin()
    await town.person("waste")
    await town.publish("waste")
    woken = town.woken
    await town.jobs.tick()
    assert town.woken > woken


async def test_housekeeping_runs_at_the_start_and_once_a_day(database: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    days: list[str] = []

    async def sweep(turn: Turn) -> bool:
        days.append(str(turn.today))
        return True

    monkeypatch.setattr(housekeeping, "SWEEPS", {"counted": sweep})
    town = await Telling(database, "2026-11-04 23:58").begin()
    for _ in range(4):
        await town.tick()
        town.now += timedelta(minutes=1)
    assert days == ["2026-11-04", "2026-11-05"]


async def test_a_sweep_that_fails_does_not_keep_the_others_from_sweeping(
    database: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    swept: list[str] = []

    async def failing(turn: Turn) -> bool:
        raise RuntimeError("boom")

    async def sweep(turn: Turn) -> bool:
        swept.append("swept")
        return True

    monkeypatch.setattr(housekeeping, "SWEEPS", {"failing": failing, "good": sweep})
    await (await Telling(database).begin()).tick()
    assert swept == ["swept"]


async def test_staff_are_reminded_once_a_day_and_what_lapsed_is_closed(database: Engine) -> None:
    hall = await Hall(database).begin()
    await hall.proposal()
    lacking = await hall.proposal(ProposalKind.formal)
    async with hall.turn() as turn:
        await answering.lacks(turn, lacking.id, lacking.version, "Липсва адрес за отговор.")
    town = Telling(database, "2026-11-04 09:29")
    for moment in ("2026-11-04 09:29", "2026-11-04 09:31", "2026-11-04 12:00", "2026-11-17 00:01", "2026-11-17 10:00"):
        await town.tick(moment)
    restarted = Telling(database, "2026-11-17 11:00")
    await restarted.tick()
    assert (await hall.get(lacking.id)).status is ProposalStatus.closed
    moderator, maria = hall.people["moderator"], hall.people["maria"]
    assert town.times(moderator) == ["2026-11-04 09:31", "2026-11-17 10:00"]
    assert (restarted.times(moderator), restarted.times(maria)) == ([], [])
    assert "closed" in town.received(maria)[-1]


ACTS = st.lists(
    st.one_of(
        st.sampled_from(["follow", "unfollow", "tick", "tick", "send", "extend", "correct", "publish", "publish"]),
        st.sampled_from(["toggle", "pause", "come_back"]),
        st.sampled_from(list(Cadence)),
        st.integers(1, 400),  # hours that pass
    ),
    min_size=3,
    max_size=30,
)


class Story:
    """Somebody in a town where things happen in any order."""

    def __init__(self, town: Telling, maria: Participant, first: Consultation) -> None:
        self.town = town
        self.maria = maria
        self.known = [first]

    async def play(self, act: str | Cadence | int) -> None:
        if isinstance(act, int):
            self.town.now += timedelta(hours=act)
        elif isinstance(act, Cadence):
            await self.town.choose(self.maria, cadence=act)
        else:
            await getattr(self, act)()

    async def tick(self) -> None:
        await self.town.tick()

    async def send(self) -> None:
        await self.town.send()

    async def pause(self) -> None:
        await self.town.choose(self.maria, paused_until=self.town.now + timedelta(days=3))

    async def come_back(self) -> None:
        await self.town.choose(self.maria, paused_until=None)

    async def toggle(self) -> None:
        await self.town.toggle(self.maria, "waste")

    async def follow(self) -> None:
        await self.town.follow(self.maria, self.known[-1])

    async def unfollow(self) -> None:
        await self.town.unfollow(self.maria, self.known[-1])

    async def publish(self) -> None:
        title = f"Наредба номер {len(self.known)}"
        self.known.append(await self.town.publish("waste", title=title, term=60))

    async def extend(self) -> None:
        newest = self.known[-1]
        if newest.is_open(self.town.now) and newest.term_days is not None:
            self.known[-1] = await self.town.extend(newest, newest.term_days + 7)

    async def correct(self) -> None:
        newest = self.known[-1]
        if newest.is_open(self.town.now):
            topics = ("waste", "roads") if newest.topics == ("waste",) else ("waste",)
            self.known[-1] = await self.town.correct(newest, topics=topics)


@given(ACTS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_nobody_is_told_the_same_thing_twice(
    migrated: Path, tmp_path_factory: pytest.TempPathFactory, acts: list[str | Cadence | int]
) -> None:
    path = tmp_path_factory.mktemp("town") / "prestige.db"
    shutil.copyfile(migrated, path)
    engine = Engine(path, KEY)
    await engine.open()
    try:
        await _tell(await Telling(engine).begin(), acts)
    finally:
        await engine.close()
        path.unlink()


async def _tell(town: Telling, acts: list[str | Cadence | int]) -> None:
    maria = await town.person("waste")
    story = Story(town, maria, await town.publish("waste", title="Наредба номер 0", term=60))
    for act in (*acts, "tick", "tick"):
        await story.play(act)
    texts, times = town.received(maria), town.times(maria)
    alerts = [text for text in texts if "ew consultation" in text]
    for number in range(len(story.known)):
        assert sum(f"Наредба номер {number}\n" in text for text in alerts) <= 1
    days = [at[:10] for at, text in zip(times, texts, strict=True) if text in alerts]
    assert len(set(days)) == len(days)
    # Each correction is told as often as it was made, so they are alike; everything else is said once.
    rest = [text for text in texts if text not in alerts and "Consultation corrected" not in text]
    assert len(rest) == len(set(rest))
    assert all("08:00" <= at[11:] < "21:00" for at in times)
