from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from bot.domain.calendar import WorkCalendar
from bot.domain.consultations import Consultation, DocumentKind
from bot.domain.participation import Hearing, Participation
from bot.domain.term import prove
from storage import consultations, files
from storage.engine import Engine
from tests.bot.services.town import CLOSED, NOON, OPEN, refused, take, text

WEEK = timedelta(days=7)


async def kept(database: Engine, slug: str) -> Consultation:
    async with database.read() as tx:
        found = await consultations.by_slug(tx, slug)
    assert found is not None
    return found


async def extend(database: Engine, slug: str, term: int) -> Consultation:
    """As staff do in chat."""
    async with database.write() as tx:
        found = await consultations.by_slug(tx, slug)
        assert found is not None
        assert found.published_on is not None
        longer = found.extend(prove(found.published_on, term, calendar=WorkCalendar()), NOON)
        return await consultations.save(tx, longer)


async def test_a_day_relative_to_the_first_import_stays_where_it_fell(database: Engine, tmp_path: Path) -> None:
    await take(database, tmp_path, text(OPEN))
    first = await kept(database, "trees")
    assert first.published_on == date(2026, 11, 5)
    report = await take(database, tmp_path, text(OPEN), now=NOON + WEEK)
    assert report.sections["consultations"].unchanged == 1
    assert await kept(database, "trees") == first


async def test_an_edited_title_moves_no_day(database: Engine, tmp_path: Path) -> None:
    await take(database, tmp_path, text(OPEN))
    first = await kept(database, "trees")
    report = await take(database, tmp_path, text(OPEN | {"title_bg": "Наредба за дърветата"}), now=NOON + WEEK)
    assert report.sections["consultations"].changed == 1
    assert report.standing == ()
    after = await kept(database, "trees")
    assert after == first.model_copy(update={"title": "Наредба за дърветата", "version": first.version + 1})


async def test_an_extension_decided_in_chat_outlives_an_import(database: Engine, tmp_path: Path) -> None:
    await take(database, tmp_path, text(OPEN))
    longer = await extend(database, "trees", 45)
    report = await take(database, tmp_path, text(OPEN))
    assert report.sections["consultations"].unchanged == 1
    assert await kept(database, "trees") == longer
    await take(database, tmp_path, text(OPEN | {"topics": ["waste"]}))
    after = await kept(database, "trees")
    assert (after.term_days, after.last_day) == (45, longer.last_day)
    assert after.topics == ("waste",)


async def test_a_longer_term_in_the_file_is_taken_and_has_to_be_planned(database: Engine, tmp_path: Path) -> None:
    await take(database, tmp_path, text(OPEN))
    report = await take(database, tmp_path, text(OPEN | {"term_days": 45}), now=NOON + WEEK)
    after = await kept(database, "trees")
    assert report.standing == (after.id,)
    assert (after.published_on, after.last_day) == (date(2026, 11, 5), date(2026, 12, 21))


async def test_people_lose_no_day_they_were_promised(database: Engine, tmp_path: Path) -> None:
    await take(database, tmp_path, text(OPEN))
    longer = await extend(database, "trees", 60)
    shorter_than_in_chat = text(OPEN | {"term_days": 45})
    assert await refused(database, tmp_path, shorter_than_in_chat) == ["consultations[0].id: term_not_longer"]
    assert await kept(database, "trees") == longer


async def test_the_past_may_be_put_right(database: Engine, tmp_path: Path) -> None:
    await take(database, tmp_path, text(CLOSED))
    report = await take(database, tmp_path, text(CLOSED | {"term_days": 20}))
    assert report.sections["consultations"].changed == 1
    assert (await kept(database, "dogs")).last_day == date(2021, 10, 11)


async def test_a_closed_consultation_comes_to_its_decision(database: Engine, tmp_path: Path) -> None:
    await take(database, tmp_path, text(CLOSED))
    decided = CLOSED | {"status": "adopted", "decision": {"number": 515, "date": date(2021, 12, 17), "minutes": 24}}
    await take(database, tmp_path, text(decided))
    after = await kept(database, "dogs")
    assert after.recorded == "adopted"
    assert after.decision is not None
    assert (after.decision.number, after.decision.decided_on) == (515, date(2021, 12, 17))
    async with database.read() as tx:
        facts = await consultations.facts(tx, after.id)
    assert facts["decision"]["minutes"] == 24


async def test_facts_that_others_keep_with_it_stay(database: Engine, tmp_path: Path) -> None:
    await take(database, tmp_path, text(CLOSED | {"initiator_bg": "кметът", "inferred": ["term_days"]}))
    number = (await kept(database, "dogs")).id
    async with database.write() as tx:
        await consultations.put_facts(tx, number, await consultations.facts(tx, number) | {"staff": "ours"})
    await take(database, tmp_path, text(CLOSED | {"initiator_bg": "съветници"}))
    async with database.read() as tx:
        assert await consultations.facts(tx, number) == {"initiator_bg": "съветници", "staff": "ours"}


def document(kind: str, name: str) -> dict[str, Any]:
    return {"kind": kind, "file": f"{name}.pdf", "name": name}


def pdf(folder: Path, name: str, content: str = "") -> None:
    (folder / f"{name}.pdf").write_bytes(f"%PDF-1.7 {name} {content}".encode())


async def documents(database: Engine, slug: str) -> list[tuple[str, str, bool]]:
    number = (await kept(database, slug)).id
    async with database.read() as tx:
        found = await consultations.documents(tx, number, replaced=True)
    return [(one.kind.value, one.file.name, one.replaced_at is None) for one in found]


async def test_new_content_is_a_new_version_and_what_vanished_is_withdrawn(database: Engine, tmp_path: Path) -> None:
    for name in ("a", "b", "c"):
        pdf(tmp_path, name)
    await take(database, tmp_path, text(CLOSED | {"documents": [document("draft", "a"), document("motives", "b")]}))
    pdf(tmp_path, "a", "second")
    report = await take(
        database, tmp_path, text(CLOSED | {"documents": [document("draft", "a"), document("other", "c")]})
    )
    assert report.sections["consultations"].changed == 1
    assert await documents(database, "dogs") == [
        ("draft", "a.pdf", False),
        ("motives", "b.pdf", False),
        ("draft", "a.pdf", True),
        ("other", "c.pdf", True),
    ]


async def test_a_new_draft_of_an_open_consultation_asks_for_a_new_day_of_publication(
    database: Engine, tmp_path: Path
) -> None:
    pdf(tmp_path, "a")
    pdf(tmp_path, "b")
    papers = {"documents": [document("draft", "a"), document("motives", "b")]}
    await take(database, tmp_path, text(OPEN | papers))
    pdf(tmp_path, "a", "second")
    assert await refused(database, tmp_path, text(OPEN | papers)) == ["consultations[0].documents: restart_needed"]
    await take(database, tmp_path, text(OPEN | papers | {"published_on": {"relative_days": 0}}))
    assert (await kept(database, "trees")).published_on == date(2026, 11, 10)
    assert await documents(database, "trees") == [
        ("draft", "a.pdf", False),
        ("motives", "b.pdf", True),
        ("draft", "a.pdf", True),
    ]


async def test_a_document_given_later_restarts_nothing(database: Engine, tmp_path: Path) -> None:
    pdf(tmp_path, "a")
    await take(database, tmp_path, text(OPEN))
    given = OPEN | {"documents": [document("draft", "a"), {"kind": "motives"}]}
    await take(database, tmp_path, text(given))
    assert await documents(database, "trees") == [(DocumentKind.draft.value, "a.pdf", True)]


async def test_a_document_replaced_in_chat_is_not_put_back(database: Engine, tmp_path: Path) -> None:
    pdf(tmp_path, "a")
    entry = CLOSED | {"documents": [document("draft", "a")]}
    await take(database, tmp_path, text(entry))
    number = (await kept(database, "dogs")).id
    async with database.write() as tx:
        (old,) = await consultations.documents(tx, number)
        file = await files.add(tx, name="chat.pdf", mime="application/pdf", size=4, telegram_id="BQAC")
        await consultations.replace_document(tx, old.id, file=file, now=NOON)
    await take(database, tmp_path, text(entry | {"title_bg": "Друго заглавие"}))
    assert await documents(database, "dogs") == [("draft", "a.pdf", False), ("draft", "chat.pdf", True)]


HEARING = {"hearing": {"starts_at": "2026-11-12T17:30:00+02:00", "place_bg": "зала „Хасково“"}}


async def test_the_forms_and_the_hearing_of_the_file_are_the_consultations(database: Engine, tmp_path: Path) -> None:
    await take(database, tmp_path, text(OPEN | HEARING | {"participation": ["written", "hearing"]}))
    found = await kept(database, "trees")
    assert found.participation == (Participation.written, Participation.hearing)
    assert found.hearing == Hearing(starts_at=datetime(2026, 11, 12, 15, 30, tzinfo=UTC), place="зала „Хасково“")
    report = await take(database, tmp_path, text(OPEN | HEARING | {"participation": ["written", "hearing"]}))
    assert report.sections["consultations"].unchanged == 1


async def test_a_hearing_moved_in_chat_stays_until_the_file_moves_it(database: Engine, tmp_path: Path) -> None:
    await take(database, tmp_path, text(OPEN | HEARING))
    moved = Hearing(starts_at=datetime(2026, 11, 13, 16, 0, tzinfo=UTC), place="зала „Дружба“")
    async with database.write() as tx:
        before = await consultations.by_slug(tx, "trees")
        assert before is not None
        await consultations.save(tx, before.correct(hearing=moved))
    await take(database, tmp_path, text(OPEN | HEARING | {"initiator_bg": "кметът"}))
    assert (await kept(database, "trees")).hearing == moved
    later = {"hearing": HEARING["hearing"] | {"starts_at": "2026-11-14T10:00:00+02:00"}}
    await take(database, tmp_path, text(OPEN | later | {"initiator_bg": "кметът"}))
    found = (await kept(database, "trees")).hearing
    assert found is not None
    assert (found.starts_at, found.place) == (datetime(2026, 11, 14, 8, tzinfo=UTC), "зала „Хасково“")
