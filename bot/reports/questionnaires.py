"""Files of what a questionnaire came to. A picture is made once for everybody; a table for who asked alone."""

from dataclasses import dataclass
from datetime import datetime

from bot.documents import questionnaires as documents
from bot.domain.errors import NotFound
from bot.domain.ids import QuestionnaireId
from bot.domain.reported import Reported
from bot.i18n import Translator
from bot.reports.kinds import Kind, Made
from bot.services.questionnaires import reporting
from bot.services.turn import Town
from bot.ui.surveying import files as screens
from storage import questionnaires
from storage.engine import Transaction
from storage.files import FileId
from storage.reports import Request


@dataclass(frozen=True, slots=True)
class ResultsJob:
    request: Request
    about: Reported
    known: FileId | None

    def made(self, t: Translator) -> Made:
        number, format = self.about.number, self.request.format
        kind = documents.kind(format)
        return Made(
            name=documents.name(number, format, self.request.language),
            mime=kind.mime,
            photo=kind.mime == "image/png",
            caption=str(screens.caption(t, self.about, format)),
            screen=screens.made(t, number, for_everybody=reporting.for_everybody(format)),
        )

    async def holds(self, tx: Transaction) -> bool:
        """Results are counted once and do not change."""
        return True

    async def keep(self, tx: Transaction, file: FileId) -> None:
        if reporting.for_everybody(self.request.format):
            await questionnaires.put_made(
                tx,
                QuestionnaireId(self.about.number),
                file,
                format=self.request.format,
                language=self.request.language,
            )


async def _read(tx: Transaction, request: Request, now: datetime, town: Town) -> ResultsJob:
    number, format = request.questionnaire, request.format
    if number is None:
        raise NotFound(what="report")
    known = await questionnaires.made(tx, number, format=format, language=request.language)
    with_texts = format in reporting.TABLES
    about = await reporting.reported(tx, number, zone=town.zone, with_texts=with_texts)
    if reporting.for_everybody(format) and about.results.few:
        raise NotFound(what="report")
    return ResultsJob(request, about, None if known is None else known.id)


QUESTIONNAIRE = Kind(_read, screens.failed)
