"""The real cases of Haskovo, played again: what came in is imported, answered by a moderator and published, and the
files are opened again and compared with what they held when they were found right.
"""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot import examples
from bot.documents import spravka as documents
from bot.domain.calendar import SOFIA
from bot.domain.consultations import ConsultationStatus
from bot.domain.dispositions import Answer, Disposition
from bot.domain.proposals import ProposalStatus
from bot.i18n import translator
from bot.services import spravka, town
from storage import consultations
from storage import proposals as stored
from storage.engine import Engine
from tests.bot.services.town import dump
from tests.golden import agrees
from tests.opening import opened
from tests.reporting import a_moderator

NOW = datetime(2026, 11, 10, 10, tzinfo=UTC)
FORMATS = ("docx", "pdf", "xlsx", "csv", "json")

# What was answered then is not told by the sources in our words; these answers are ours, to play the cases with.
PARTLY = Answer(disposition=Disposition.partly, reason="Приема се предложеният текст, без промяната на срока.")
NO = Answer(disposition=Disposition.not_accepted, reason="Промяната излиза извън предмета на делегацията в закона.")
YES = Answer(disposition=Disposition.accepted, unit="Дирекция „Правно обслужване“")
OUT = Answer(disposition=Disposition.out_of_scope, reason="Въпросите са зададени и отговорени по друг ред.")

CASES: dict[str, tuple[Answer, ...]] = {
    "dogs-2021": (OUT, PARTLY),
    "culture-2021": (YES,),
    "culture-2020": (PARTLY, NO),
    "rules-2018": (),
    "fees-2020": (YES,),
    "parking-2021": (YES,),
}


def unanswered(case: str, folder: Path) -> Path:
    """The example town with this case as it stood the morning after its closing."""
    content: dict[str, Any] = yaml.safe_load(examples.HASKOVO.read_text(encoding="utf-8"))
    (entry,) = [one for one in content["consultations"] if one["id"] == case]
    for known_later in ("spravka", "decision"):
        entry.pop(known_later, None)
    content["consultations"] = [entry | {"status": "closed"}]
    for section in ("forums", "questionnaires", "announcements"):
        content.pop(section)
    path = folder / "town.yaml"
    path.write_text(dump(content), encoding="utf-8")
    return path


async def played(database: Engine, case: str, folder: Path) -> int:
    """The number of the consultation, its spravka published."""
    async with database.write() as tx:
        await town.import_town(tx, unanswered(case, folder), now=NOW, zone=SOFIA)
        consultation = await consultations.by_slug(tx, case)
        assert consultation is not None
        turn = await a_moderator(tx, now=NOW)
        waiting = await stored.of_consultation(tx, consultation.id)
        assert [one.status for one in waiting] == [ProposalStatus.visible] * len(CASES[case])
        for one, answer in zip(waiting, CASES[case], strict=True):
            await stored.save(tx, one.prepare_answer(answer))
        before = await spravka.preview(turn, consultation.id)
        assert before.spravka.publishable
        after = await spravka.publish(turn, consultation.id, stamp=before.stamp)
        assert after.recorded is ConsultationStatus.reported
        return consultation.id


@pytest.mark.parametrize("case", CASES)
async def test_a_real_case_is_played_and_its_files_hold_what_they_held(
    database: Engine, tmp_path: Path, case: str
) -> None:
    number = await played(database, case, tmp_path)
    async with database.read() as tx:
        found = (await spravka.read(tx, number, now=NOW, zone=SOFIA)).spravka
    t = translator("bg")
    agrees(f"spravka/{case}", {format: opened(format, documents.make(found, format, t)) for format in FORMATS})


async def test_the_nil_case_is_a_nil_spravka(database: Engine, tmp_path: Path) -> None:
    number = await played(database, "rules-2018", tmp_path)
    async with database.read() as tx:
        assert (await spravka.read(tx, number, now=NOW, zone=SOFIA)).spravka.is_nil


async def test_what_the_sources_tell_is_imported_as_published_with_what_they_do_not_tell(database: Engine) -> None:
    async with database.write() as tx:
        await town.import_town(tx, examples.HASKOVO, now=NOW, zone=SOFIA)
        dogs = await consultations.by_slug(tx, "dogs-2021")
        assert dogs is not None
        found = (await spravka.read(tx, dogs.id, now=NOW, zone=SOFIA)).spravka
    assert found.header.published
    assert found.header.adopted
    assert found.header.spravka_on is None
    rows = opened("csv", documents.make(found, "csv", translator("bg")))[1:]
    assert [row[6] for row in rows] == ["не е посочено в източника"] * 2
