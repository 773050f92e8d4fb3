"""Which consultations have a spravka out, and since when."""

from datetime import UTC, date, datetime
from typing import NamedTuple

from bot.domain.dispositions import Disposition
from bot.domain.ids import ConsultationId, ParticipantId
from storage import files
from storage.engine import Transaction
from storage.files import FileId, StoredFile


class Published(NamedTuple):
    """`published_at` is None where a source does not tell it. `url` is where it stands on the municipality's website,
    as the law asks (ЗНА чл. 26, ал. 5).
    """

    published_at: datetime | None
    nil: bool
    url: str | None


async def of(tx: Transaction, consultation: ConsultationId) -> Published | None:
    row = await tx.one(
        "SELECT published_at, nil, url FROM spravki WHERE consultation = :consultation", consultation=consultation
    )
    if row is None:
        return None
    at = row["published_at"]
    return Published(None if at is None else datetime.fromtimestamp(at, UTC), bool(row["nil"]), row["url"])


async def put(
    tx: Transaction, consultation: ConsultationId, *, by: ParticipantId | None, nil: bool, now: datetime | None
) -> None:
    """Published once; again changes nothing. `now` is when, None where a source does not tell."""
    await tx.run(
        """INSERT INTO spravki (consultation, published_at, published_by, nil)
           VALUES (:consultation, :now, :by, :nil) ON CONFLICT (consultation) DO NOTHING""",
        consultation=consultation,
        now=None if now is None else int(now.timestamp()),
        by=by,
        nil=int(nil),
    )


async def put_url(tx: Transaction, consultation: ConsultationId, url: str) -> None:
    await tx.run("UPDATE spravki SET url = :url WHERE consultation = :consultation", url=url, consultation=consultation)


async def counts(tx: Transaction, consultation: ConsultationId) -> dict[Disposition | None, int]:
    """Answered statements by disposition, None for those of which the source does not tell it."""
    rows = await tx.all(
        """SELECT json_extract(answer, '$.disposition') AS disposition, count(*) AS n FROM proposals
           WHERE consultation = :consultation AND kind = 'statement' AND status = 'answered' GROUP BY 1""",
        consultation=consultation,
    )
    return {None if row["disposition"] is None else Disposition(row["disposition"]): row["n"] for row in rows}


async def file(tx: Transaction, consultation: ConsultationId, *, format: str, language: str) -> StoredFile | None:
    """A file of it that was made before."""
    row = await tx.one(
        f"""SELECT {files.COLUMNS} FROM spravka_files s JOIN files ON files.id = s.file
            WHERE s.consultation = :consultation AND s.format = :format AND s.language = :language""",
        consultation=consultation,
        format=format,
        language=language,
    )
    return None if row is None else files.from_row(row)


async def put_file(tx: Transaction, consultation: ConsultationId, file: FileId, *, format: str, language: str) -> None:
    """Keep a file of what is published; the first one stays."""
    files.keep(tx, file)
    await tx.run(
        """INSERT INTO spravka_files (consultation, format, language, file)
           VALUES (:consultation, :format, :language, :file) ON CONFLICT DO NOTHING""",
        consultation=consultation,
        format=format,
        language=language,
        file=file,
    )


async def forget_files(tx: Transaction, consultation: ConsultationId, *, now: datetime) -> None:
    """What the files say at their head has changed: they are made anew. Those among the documents stay there."""
    await tx.run(
        """UPDATE files SET expires_at = :now
           WHERE id IN (SELECT file FROM spravka_files WHERE consultation = :consultation)
             AND id NOT IN (SELECT file FROM consultation_documents WHERE consultation = :consultation)""",
        consultation=consultation,
        now=int(now.timestamp()),
    )
    await tx.run("DELETE FROM spravka_files WHERE consultation = :consultation", consultation=consultation)


async def naming(tx: Transaction, author: ParticipantId) -> list[ConsultationId]:
    """Consultations whose published spravka shows this author by name."""
    rows = await tx.all(
        """SELECT DISTINCT p.consultation FROM proposals p JOIN spravki s ON s.consultation = p.consultation
           WHERE p.author = :author AND p.kind = 'statement' AND p.name_public = 1 ORDER BY 1""",
        author=author,
    )
    return [row["consultation"] for row in rows]


async def forget_made(tx: Transaction, consultation: ConsultationId, *, now: datetime) -> None:
    """Every file that was made of it goes, also those among the documents; what staff put there stays."""
    await tx.run(
        f"""UPDATE files SET expires_at = :now WHERE id IN ({_MADE})""",
        consultation=consultation,
        now=int(now.timestamp()),
    )
    await tx.run(f"DELETE FROM consultation_documents WHERE file IN ({_MADE})", consultation=consultation)
    await forget_files(tx, consultation, now=now)


# By the names that the worker gives them (`bot.documents.spravka.name`); what came from elsewhere has no content here.
_MADE = """SELECT d.file FROM consultation_documents d JOIN files f ON f.id = d.file
           WHERE d.consultation = :consultation AND d.kind = 'spravka' AND f.content IS NOT NULL
             AND f.name LIKE 'spravka-' || :consultation || '-%'"""


async def due(tx: Transaction, *, now: datetime, limit: int, offset: int = 0) -> list[ConsultationId]:
    """Closed consultations without a spravka, the one closed first before the others. Old imported ones count too."""
    rows = await tx.all(
        """SELECT id FROM consultations c
           WHERE c.recorded = 'open' AND c.closes_at <= :now
             AND NOT EXISTS (SELECT 1 FROM spravki WHERE consultation = c.id)
           ORDER BY c.last_day, c.id LIMIT :limit OFFSET :offset""",
        now=int(now.timestamp()),
        limit=limit,
        offset=offset,
    )
    return [ConsultationId(row["id"]) for row in rows]


async def count_due(tx: Transaction, *, now: datetime) -> int:
    return int(
        await tx.value(
            """SELECT count(*) FROM consultations c
               WHERE c.recorded = 'open' AND c.closes_at <= :now
                 AND NOT EXISTS (SELECT 1 FROM spravki WHERE consultation = c.id)""",
            now=int(now.timestamp()),
        )
    )


async def closed_since(tx: Transaction, *, last_day: date, now: datetime) -> list[ConsultationId]:
    """Consultations without a spravka that have closed, with a last day on or after this one."""
    rows = await tx.all(
        """SELECT id FROM consultations c
           WHERE c.recorded = 'open' AND c.closes_at <= :now AND c.last_day >= :last_day
             AND NOT EXISTS (SELECT 1 FROM spravki WHERE consultation = c.id)
           ORDER BY c.placed_at""",
        now=int(now.timestamp()),
        last_day=last_day.isoformat(),
    )
    return [ConsultationId(row["id"]) for row in rows]
