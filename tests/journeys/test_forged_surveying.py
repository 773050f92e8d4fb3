"""Every button about building and reading questionnaires, forged: nothing leaks, nothing changes, nothing breaks."""

from collections.abc import Sequence
from dataclasses import fields

from bot.domain.ids import QuestionnaireId
from bot.domain.staff import Role
from bot.services.questionnaires.templates import POST_FORUM
from bot.ui.callbacks import LIMIT, REGISTRY
from bot.ui.desks import GoAttach, GoQuestionnaireDesk, GoQuestionnairesManaged
from bot.ui.navigation import GoResultsPicture
from storage import questionnaires as stored
from tests.asking import a_question, a_questionnaire
from tests.journeys.conftest import Stage
from tests.journeys.test_forged_answering import forge_all
from tests.journeys.test_hostile_text import unhurt

SECRET = "Тайната чернова"
WORDS = ("clear", "withdraw", "forum", "wording", "../../etc/passwd")
DOORS = (GoAttach, GoQuestionnaireDesk, GoQuestionnairesManaged, GoResultsPicture)


def forgeries(numbers: Sequence[int]) -> list[str]:
    """Each button with each of these questionnaires, and every word where words may stand."""
    kinds = [one for one in REGISTRY.values() if ".surveying" in one.__module__ or one in DOORS]
    found = []
    for kind in kinds:
        worded = any(field.type in (str, "str") for field in fields(kind))
        for number in numbers:
            for word in WORDS if worded else ("",):
                counts = iter((number, *[1] * 9))
                values = [word if field.type in (str, "str") else str(next(counts)) for field in fields(kind)]
                found.append(":".join((kind.prefix, *values)))
    return [data for data in dict.fromkeys(found) if len(data.encode()) <= LIMIT]


async def drafted(stage: Stage) -> QuestionnaireId:
    draft = a_questionnaire(a_question(), a_question("later"))
    named = draft.model_copy(
        update={"template": POST_FORUM, "definition": draft.definition.model_copy(update={"titles": {"bg": SECRET}})}
    )
    async with stage.app.engine.write() as tx:
        return await stored.add(tx, named)


async def everything(stage: Stage) -> list[dict[str, object]]:
    async with stage.app.engine.read() as tx:
        return [{**row} for row in await tx.all("SELECT * FROM questionnaires ORDER BY id")]


async def test_who_is_not_staff_reads_nothing_and_changes_nothing(stage: Stage) -> None:
    number = await drafted(stage)
    before = await everything(stage)
    citizen = await stage.citizen()
    seen = await forge_all(stage, citizen, forgeries([number]))
    assert SECRET not in seen
    assert await everything(stage) == before
    await unhurt(stage)


async def test_whoever_prepares_breaks_nothing_and_publishes_nothing(stage: Stage) -> None:
    number = await drafted(stage)
    editor = await stage.member("Елена", Role.editor)
    await forge_all(stage, editor, forgeries([number, 999]))
    assert {row["recorded"] for row in await everything(stage)} <= {"draft", "withdrawn"}
    await unhurt(stage)
