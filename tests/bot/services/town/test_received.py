"""Statements of a town file: into the register once, checked like all else, and answered when the town says so."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.domain.consultations import ConsultationStatus
from bot.domain.dispositions import Answer, Disposition
from bot.domain.proposals import Hidden, HiddenCode, Proposal, ProposalStatus, Stance
from storage import consultations, spravki
from storage import proposals as stored
from storage.engine import Engine
from tests.bot.services.town import CLOSED, OPEN, refused, take, text

ONE: dict[str, Any] = {
    "received_on": date(2021, 10, 1),
    "channel": "email",
    "author_type": "citizen",
    "gist_bg": "Въпроси по проекта",
}
OUT = {"published": True, "source": "notice"}


def dogs(*statements: dict[str, Any], **changes: Any) -> str:
    return text(CLOSED | {"proposals": list(statements)} | changes)


async def kept(database: Engine, slug: str = "dogs") -> list[Proposal]:
    async with database.read() as tx:
        consultation = await consultations.by_slug(tx, slug)
        assert consultation is not None
        return await stored.of_consultation(tx, consultation.id)


async def test_a_statement_comes_into_the_register_with_all_that_is_told(database: Engine, tmp_path: Path) -> None:
    told = ONE | {
        "text_bg": "Целият текст на становището, както е получен.",
        "provision": "чл. 5",
        "stance": "change",
        "author_name": "Клуб „Приятели“",
        "name_public": True,
        "disposition": "partly",
        "reason_bg": "Приема се само втората част.",
        "unit_bg": "Отдел „Екология“",
    }
    await take(database, tmp_path, dogs(told))
    (one,) = await kept(database)
    assert (one.receipt_no, one.status, one.author) == ("S-21-00001", ProposalStatus.visible, None)
    assert (one.text, one.provision, one.stance) == (told["text_bg"], "чл. 5", Stance.change)
    assert one.shown_name == "Клуб „Приятели“"
    assert one.draft_answer == Answer(
        disposition=Disposition.partly, reason="Приема се само втората част.", unit="Отдел „Екология“"
    )
    assert one.submitted_at == datetime(2021, 9, 30, 21, tzinfo=UTC)
    assert one.dated


async def test_an_unknown_day_is_the_first_that_it_may_have_been_and_marked(database: Engine, tmp_path: Path) -> None:
    await take(database, tmp_path, dogs(ONE | {"received_on": None}))
    (one,) = await kept(database)
    assert (one.received_on, one.dated) == (date(2021, 9, 21), False)


async def test_a_second_import_brings_nothing_twice_and_changes_nothing(database: Engine, tmp_path: Path) -> None:
    content = dogs(ONE, ONE | {"id": "named"})
    first = await take(database, tmp_path, content)
    second = await take(database, tmp_path, content)
    assert first.sections["proposals"].added == 2
    assert (second.sections["proposals"].added, second.sections["proposals"].unchanged) == (0, 2)
    assert len(await kept(database)) == 2


async def test_what_staff_did_to_one_outlives_an_import(database: Engine, tmp_path: Path) -> None:
    await take(database, tmp_path, dogs(ONE))
    (one,) = await kept(database)
    async with database.write() as tx:
        await stored.save(tx, one.hide(HiddenCode.spam, "Реклама на търговец."))
    await take(database, tmp_path, dogs(ONE | {"text_bg": "Съвсем друг текст на същото становище."}))
    (after,) = await kept(database)
    assert (after.status, after.text) == (ProposalStatus.hidden, "Въпроси по проекта")


async def test_a_published_spravka_makes_it_reported_and_its_statements_answered(
    database: Engine, tmp_path: Path
) -> None:
    answered = ONE | {"disposition": "accepted", "id": "told"}
    await take(database, tmp_path, dogs(answered, ONE, spravka=OUT, status="closed"))
    told, untold = await kept(database)
    assert [one.status for one in (told, untold)] == [ProposalStatus.answered] * 2
    assert told.answer == Answer(disposition=Disposition.accepted)
    assert untold.answer is None
    async with database.read() as tx:
        consultation = await consultations.by_slug(tx, "dogs")
        assert consultation is not None
        assert consultation.recorded is ConsultationStatus.reported
        assert await spravki.of(tx, consultation.id) == (None, False, "https://example.org/notice")
        assert await stored.queue_count(tx, stored.Filter()) == 0


async def test_what_waited_is_answered_when_a_later_file_tells_that_it_was(database: Engine, tmp_path: Path) -> None:
    await take(database, tmp_path, dogs(ONE))
    later = ONE | {"disposition": "not_accepted", "reason_bg": "Извън предмета на програмата."}
    report = await take(database, tmp_path, dogs(later, spravka=OUT, status="reported"))
    assert report.sections["proposals"].changed == 1
    (one,) = await kept(database)
    assert one.status is ProposalStatus.answered
    assert one.answer is not None


async def test_a_hidden_one_and_one_that_nobody_checked(database: Engine, tmp_path: Path) -> None:
    hidden = ONE | {"hidden": {"code": "insult", "sentence_bg": "Обижда служители."}}
    await take(database, tmp_path, dogs(hidden, ONE | {"checked": False}))
    first, second = await kept(database)
    assert (first.status, first.hidden) == (
        ProposalStatus.hidden,
        Hidden(code=HiddenCode.insult, sentence="Обижда служители."),
    )
    assert second.status is ProposalStatus.submitted


async def test_sections_are_offered_in_the_order_of_the_file(database: Engine, tmp_path: Path) -> None:
    sections = [{"bg": "Рязане", "en": "Felling"}, {"bg": "Глоби"}]
    await take(database, tmp_path, text(OPEN | {"sections": sections}))
    async with database.read() as tx:
        consultation = await consultations.by_slug(tx, "trees")
        assert consultation is not None
        assert [one.name("en") for one in await stored.sections(tx, consultation.id)] == ["Felling", "Глоби"]


async def test_days_of_a_demo_count_from_the_first_import(database: Engine, tmp_path: Path) -> None:
    await take(database, tmp_path, text(OPEN | {"proposals": [ONE | {"received_on": {"relative_days": -2}}]}))
    (one,) = await kept(database, "trees")
    assert one.received_on == date(2026, 11, 8)


AT = "consultations[0].proposals[0]"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (dogs(ONE | {"received_on": date(2021, 10, 22)}), f"{AT}.received_on: dates_disorder"),
        (dogs(ONE | {"received_on": date(2021, 9, 20)}), f"{AT}.received_on: dates_disorder"),
        (dogs(ONE | {"received_on": {"relative_days": -1870}}), f"{AT}.received_on: relative_not_demo"),
        (dogs(ONE | {"stance": "maybe"}), f"{AT}.stance: bad_choice"),
        (dogs(ONE | {"disposition": "maybe"}), f"{AT}.disposition: bad_choice"),
        (dogs(ONE | {"disposition": "not_accepted"}), f"{AT}.disposition: reason_missing"),
        (dogs(ONE | {"reason_bg": "Не."}), f"{AT}.reason_bg: text_too_short"),
        (dogs(ONE | {"name_public": True}), f"{AT}.name_public: missing_key"),
        (dogs(ONE | {"hidden": {"code": "ugly", "sentence_bg": "Много е грозно."}}), f"{AT}.hidden.code: bad_choice"),
        (dogs(ONE | {"id": "1"}, ONE), "consultations[0].proposals[1].id: duplicate_id"),
        (dogs(ONE, spravka={"published": True, "nil": True}), "consultations[0].spravka.nil: spravka_nil"),
        (text(OPEN | {"spravka": {"published": True}}), "consultations[0].spravka.published: spravka_unexpected"),
        (dogs(sections=[{"en": "Felling"}]), "consultations[0].sections[0]: missing_key"),
    ],
)
async def test_what_cannot_be_is_told_at_its_place(
    database: Engine, tmp_path: Path, content: str, expected: str
) -> None:
    assert await refused(database, tmp_path, content) == [expected]


async def test_the_last_day_itself_is_in_time(database: Engine, tmp_path: Path) -> None:
    await take(database, tmp_path, dogs(ONE | {"received_on": date(2021, 10, 21)}))
    assert len(await kept(database)) == 1
