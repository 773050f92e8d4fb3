"""Files of what a questionnaire came to, made once: its results do not change any more."""

from bot.domain.ids import QuestionnaireId
from storage import files
from storage.engine import Transaction
from storage.files import FileId, StoredFile


async def made(tx: Transaction, questionnaire: QuestionnaireId, *, format: str, language: str) -> StoredFile | None:
    row = await tx.one(
        f"""SELECT {files.COLUMNS} FROM questionnaire_files q JOIN files ON files.id = q.file
            WHERE q.questionnaire = :questionnaire AND q.format = :format AND q.language = :language""",
        questionnaire=questionnaire,
        format=format,
        language=language,
    )
    return None if row is None else files.from_row(row)


async def put_made(
    tx: Transaction, questionnaire: QuestionnaireId, file: FileId, *, format: str, language: str
) -> None:
    """The first that was made stays."""
    files.keep(tx, file)
    await tx.run(
        """INSERT INTO questionnaire_files (questionnaire, format, language, file)
           VALUES (:questionnaire, :format, :language, :file) ON CONFLICT DO NOTHING""",
        questionnaire=questionnaire,
        format=format,
        language=language,
        file=file,
    )
