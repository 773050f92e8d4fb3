"""Files from the command line: of a spravka, of a questionnaire, and the whole register with its attachments.

It reads beside a bot that runs, and changes nothing.
"""

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from bot.documents import questionnaires, register
from bot.documents import spravka as documents
from bot.documents.register import Item
from bot.domain.consultations import Consultation
from bot.domain.errors import NotFound
from bot.domain.ids import ConsultationId, ProposalId
from bot.domain.proposals import Proposal
from bot.domain.reported import Reported
from bot.domain.spravka import Spravka
from bot.domain.town import OFFICIAL
from bot.i18n import Translator, mark
from bot.services.questionnaires.reporting import reported
from bot.services.spravka import read
from bot.settings import Settings
from storage import consultations, files, proposals, schema, town
from storage.engine import DatabaseUnavailable, Engine, Transaction
from storage.files import StoredFile

STRETCH = 500
FOLDER = "files"
"""Of the attachments, in the folder that was named."""
_UNSAFE = re.compile(r"[^\w.-]+")

Fetch = Callable[[str], Awaitable[bytes]]
"""The content of a file by Telegram's id of it."""


class ExportRefused(Exception):
    """Nothing was written; `key` and `facts` are the sentence that says why."""

    def __init__(self, key: str, **facts: object) -> None:
        super().__init__(key)
        self.key = key
        self.facts = facts


@asynccontextmanager
async def reading(settings: Settings) -> AsyncIterator[Transaction]:
    """One consistent view. Raises DatabaseUnavailable, ExportRefused for a database that has to be upgraded first."""
    path = settings.database_path
    if not path.exists():
        raise DatabaseUnavailable(f"There is no database at {path}.")
    if schema.version(path, settings.key) != schema.head():
        raise ExportRefused(mark("export.old_database"))
    engine = Engine(path, settings.key)
    await engine.open()
    try:
        async with engine.read() as tx:
            yield tx
    finally:
        await engine.close()


# -- a spravka ---------------------------------------------------------------------------------------------------------


async def find_spravka(settings: Settings, wanted: str, *, now: datetime) -> tuple[Consultation, Spravka]:
    """By number, or by the name that a town file gives it. Raises ExportRefused."""
    async with reading(settings) as tx:
        found = await _consultation(tx, wanted)
        if found is None:
            raise ExportRefused(mark("export.no_consultation"), id=wanted)
        result = await read(tx, found.id, now=now, zone=settings.zone)
        return found, result.spravka


async def _consultation(tx: Transaction, wanted: str) -> Consultation | None:
    if wanted.isascii() and wanted.isdigit() and len(wanted) <= 18:
        return (await consultations.by_ids(tx, [ConsultationId(int(wanted))])).get(ConsultationId(int(wanted)))
    return await consultations.by_slug(tx, wanted)


def write_spravka(
    consultation: Consultation, spravka: Spravka, formats: Sequence[str], folder: Path, t: Translator
) -> list[Path]:
    """One file for each format, over those that were there."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for format in formats:
        path = folder / documents.name(consultation.id, format, t.language)
        path.write_bytes(documents.make(spravka, format, t))
        written.append(path)
    return written


# -- a questionnaire ---------------------------------------------------------------------------------------------------


async def find_questionnaire(settings: Settings, wanted: str) -> Reported:
    """By number, once its answers were counted. Raises ExportRefused."""
    async with reading(settings) as tx:
        if not (wanted.isascii() and wanted.isdigit() and len(wanted) <= 18):
            raise ExportRefused(mark("export.no_questionnaire"), id=wanted)
        try:
            return await reported(tx, int(wanted), zone=settings.zone, with_texts=True)
        except NotFound:
            raise ExportRefused(mark("export.no_questionnaire"), id=wanted) from None


def write_questionnaire(found: Reported, formats: Sequence[str], folder: Path, t: Translator) -> list[Path]:
    """As `write_spravka`; pictures are one of everything and one of each question that has results.

    Raises ExportRefused for pictures of what too few answered.
    """
    if found.results.few and {"chart", "trend"} & {*formats}:
        raise ExportRefused(mark("export.too_few"), k=found.results.k)
    folder.mkdir(parents=True, exist_ok=True)
    shown = [f"chart-{one.id}" for one in found.closed if found.results.of(one.id) is not None]
    wanted = [one for format in formats for one in ([format, *shown] if format == "chart" else [format])]
    written = []
    for format in wanted:
        path = folder / questionnaires.name(found.number, format, t.language)
        path.write_bytes(questionnaires.make(found, format, t))
        written.append(path)
    return written


# -- the register ------------------------------------------------------------------------------------------------------


async def find_register(settings: Settings) -> tuple[list[Item], dict[str, str]]:
    """Everything in the order of the numbers, and the names of the organisation that decides."""
    async with reading(settings) as tx:
        items = [item async for item in _items(tx)]
        deciding = next((one for one in await town.organisations(tx) if one.may_decide), None)
    return items, {OFFICIAL: ""} if deciding is None else dict(deciding.names)


def write_register(
    items: Sequence[Item], names: dict[str, str], formats: Sequence[str], folder: Path, t: Translator, *, now: datetime
) -> list[Path]:
    """As `write_spravka`."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for format in formats:
        path = folder / f"register-{t.language}.{format}"
        path.write_bytes(register.make(items, format, t, names=names, made_at=now))
        written.append(path)
    return written


async def _items(tx: Transaction) -> AsyncIterator[Item]:
    titles: dict[ConsultationId, str] = {}
    sections: dict[int, str] = {}
    numbers: dict[ProposalId, str] = {}
    async for stretch in _stretches(tx):
        about = {one.consultation for one in stretch if one.consultation is not None} - titles.keys()
        for number, found in (await consultations.by_ids(tx, about)).items():
            titles[number] = found.title
            sections |= {one.id: one.name(OFFICIAL) for one in await proposals.sections(tx, number, retired=True)}
        mains = {one.merged_into for one in stretch if one.merged_into is not None} - numbers.keys()
        numbers |= {number: one.receipt_no for number, one in (await proposals.by_ids(tx, mains)).items()}
        for one in stretch:
            attached = await proposals.files_of(tx, one.id)
            yield Item(
                one,
                None if one.consultation is None else titles.get(one.consultation),
                None if one.section is None else sections.get(one.section),
                None if one.merged_into is None else numbers.get(one.merged_into),
                len(attached),
            )


async def _stretches(tx: Transaction) -> AsyncIterator[list[Proposal]]:
    after = ProposalId(0)
    while stretch := await proposals.everything(tx, after=after, limit=STRETCH):
        yield stretch
        after = stretch[-1].id


async def write_attachments(settings: Settings, folder: Path, fetch: Fetch) -> tuple[int, int]:
    """What hangs on proposals that anybody may read; how many were written, and how many could not be had."""
    wanted: list[tuple[str, StoredFile, bytes | None]] = []
    async with reading(settings) as tx:
        async for stretch in _stretches(tx):
            for one in stretch:
                if one.is_public:
                    for place, file in enumerate(await proposals.files_of(tx, one.id), 1):
                        content = await files.content(tx, file.id) if file.has_content else None
                        wanted.append((f"{one.receipt_no}-{place}-{safe_name(file.name)}", file, content))
    written = missed = 0
    for name, file, content in wanted:
        if content is None and file.telegram_id is not None:
            content = await fetch(file.telegram_id)
        if content:
            (folder / FOLDER).mkdir(parents=True, exist_ok=True)
            (folder / FOLDER / name).write_bytes(content)
            written += 1
        else:
            missed += 1
    return written, missed


def safe_name(name: str) -> str:
    """As a file system takes it: no path, no space, not hidden, not long."""
    return _UNSAFE.sub("_", Path(name).name).lstrip(".")[-80:] or "file"


@asynccontextmanager
async def fetching(settings: Settings) -> AsyncIterator[Fetch]:
    """Fetches files from Telegram; what it no longer has is empty. Raises ExportRefused when it cannot be reached."""
    from telegram import Bot
    from telegram.error import TelegramError

    from bot.gateway.client import AiohttpRequest

    bot = Bot(
        settings.token,
        base_url=f"{settings.api_url}/bot",
        base_file_url=f"{settings.api_url}/file/bot",
        request=AiohttpRequest(read_timeout=60.0),
        get_updates_request=AiohttpRequest(limit=1),
    )

    async def fetch(telegram_id: str) -> bytes:
        try:
            return bytes(await (await bot.get_file(telegram_id)).download_as_bytearray())
        except TelegramError:
            return b""

    try:
        await bot.initialize()
    except TelegramError as error:
        raise ExportRefused(mark("export.no_telegram")) from error
    try:
        yield fetch
    finally:
        await bot.shutdown()
