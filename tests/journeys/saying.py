"""A citizen's hands: what the journeys about having a say have in common."""

from bot.i18n import translator
from bot.sandbox import Person
from bot.ui.navigation import GoProposal, GoSay
from storage import proposals
from tests.journeys.conftest import Stage

GREEN = 10
"""A consultation of the example town that is open on MONDAY, until 10 November 2026."""
TEXT = "Предлагам алеята да стигне до пазара, защото там минават най-много хора."
SECOND = "Нека има и пейки на сянка за възрастните хора от квартала."


async def answer(stage: Stage, person: Person, *answers: str) -> None:
    """Answers in the order of the form: texts are typed, what stands in brackets is a button or a file."""
    for one in answers:
        if one.startswith("[photo "):
            person.attach(one[7:-1], b"a picture", "image/jpeg", "photo")
            await stage.settle()
        elif one.startswith("[file "):
            person.attach(one[6:-1], b"%PDF-1.4 small", "application/pdf")
            await stage.settle()
        elif one.startswith("["):
            await stage.press(person, one[1:-1])
        else:
            await stage.say(person, one)


async def begin(stage: Stage, person: Person, consultation: int = GREEN) -> None:
    await forge(stage, person, GoSay(consultation).pack())


async def forge(stage: Stage, person: Person, data: str) -> None:
    person.forge(data)
    await stage.settle()


TO_THE_PREVIEW = ("чл. 12, ал. 2", "[Подкрепям]", TEXT, "[Готово]", "[Без файл]", "[Без име]", "[Не, от свое име]")


async def say(stage: Stage, person: Person, text: str = TEXT, *, consultation: int = GREEN) -> None:
    """A statement from the first question to the receipt, as it is typed and pressed in Bulgarian."""
    await begin(stage, person, consultation)
    await answer(stage, person, *(text if one == TEXT else one for one in TO_THE_PREVIEW))
    if translator("bg").plain("proposals.go_on_with_mine") in person.labels():
        await stage.press(person, "Продължи с моето")
    await stage.press(person, "Изпрати")


async def open_own(stage: Stage, person: Person, number: int) -> None:
    await forge(stage, person, GoProposal(number).pack())


async def count(stage: Stage, rows: str = "proposals") -> int:
    async with stage.app.engine.read() as tx:
        return int(await tx.value(f"SELECT count(*) FROM {rows}"))


async def publish_all(stage: Stage) -> None:
    """As if a moderator had looked at everything and shown it."""
    async with stage.app.engine.write() as tx:
        for one in await proposals.queue(tx, proposals.Filter("unchecked"), limit=100, offset=0):
            await proposals.save(tx, one.show())


async def everything_kept(stage: Stage) -> str:
    """Every value of every table, as one text."""
    async with stage.app.engine.read() as tx:
        tables = await tx.all("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'proposal_words%'")
        found = []
        for table in (row["name"] for row in tables):
            if table != "proposal_vocabulary":
                found += [str({**row}) for row in await tx.all(f"SELECT * FROM {table}")]
    return "\n".join(found)
