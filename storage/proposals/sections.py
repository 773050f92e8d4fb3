"""What the text of a consultation is divided into."""

from collections.abc import Mapping, Sequence

import orjson

from bot.domain.ids import ConsultationId, SectionId
from bot.domain.town import Named
from storage.engine import Transaction


class Section(Named):
    """An article, a paragraph or a chapter that one may speak of."""

    id: SectionId


async def sections(tx: Transaction, consultation: ConsultationId, *, retired: bool = False) -> list[Section]:
    """In the order of the text; with `retired` also those that are offered no more, at the end."""
    rows = await tx.all(
        """SELECT id, titles FROM consultation_sections WHERE consultation = :consultation AND retired <= :retired
           ORDER BY retired, position, id""",
        consultation=consultation,
        retired=int(retired),
    )
    return [Section(id=row["id"], names=orjson.loads(row["titles"])) for row in rows]


async def put_sections(tx: Transaction, consultation: ConsultationId, titles: Sequence[Mapping[str, str]]) -> None:
    """These are its sections from now on. One that keeps its official title stays the same one."""
    known = {dict(one.names)["bg"]: one.id for one in await sections(tx, consultation, retired=True)}
    await tx.run(
        "UPDATE consultation_sections SET retired = 1 WHERE consultation = :consultation", consultation=consultation
    )
    for position, names in enumerate(titles):
        params = {"position": position, "titles": orjson.dumps(dict(names)).decode()}
        if names["bg"] in known:
            tx.later(
                "UPDATE consultation_sections SET retired = 0, position = :position, titles = :titles WHERE id = :id",
                id=known[names["bg"]],
                **params,
            )
        else:
            tx.later(
                """INSERT INTO consultation_sections (consultation, position, titles)
                   VALUES (:consultation, :position, :titles)""",
                consultation=consultation,
                **params,
            )
