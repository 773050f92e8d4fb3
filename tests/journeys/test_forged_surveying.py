"""Every button about building and reading questionnaires, forged: nothing leaks, nothing changes, nothing breaks."""

from bot.domain.ids import QuestionnaireId
from bot.domain.staff import Role
from bot.services.questionnaires.templates import POST_FORUM
from bot.ui.callbacks import REGISTRY
from bot.ui.desks import GoAttach, GoQuestionnaireDesk, GoQuestionnairesManaged
from bot.ui.navigation import GoResultsPicture
from storage import questionnaires as stored
from tests.asking import a_question, a_questionnaire
from tests.journeys.conftest import Stage
from tests.journeys.forging import forge_all, forgeries
from tests.journeys.test_hostile_text import unhurt

SECRET = "Тайната чернова"
WORDS = ("clear", "withdraw", "forum", "wording", "../../etc/passwd")
DOORS = (GoAttach, GoQuestionnaireDesk, GoQuestionnairesManaged, GoResultsPicture)


KINDS = [one for one in REGISTRY.values() if ".surveying" in one.__module__ or one in DOORS]


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
    seen = await forge_all(stage, citizen, forgeries(KINDS, [number], WORDS))
    assert SECRET not in seen
    assert await everything(stage) == before
    await unhurt(stage)


async def test_whoever_prepares_breaks_nothing_and_publishes_nothing(stage: Stage) -> None:
    number = await drafted(stage)
    editor = await stage.member("Елена", Role.editor)
    await forge_all(stage, editor, forgeries(KINDS, [number, 999], WORDS))
    assert {row["recorded"] for row in await everything(stage)} <= {"draft", "withdrawn"}
    await unhurt(stage)
