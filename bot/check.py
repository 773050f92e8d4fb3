"""`prestige check`: what is wrong, in plain words. It looks and changes nothing."""

import asyncio
import difflib
import os
import shutil
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import aiohttp
from dotenv import dotenv_values
from telegram import Bot, WebhookInfo
from telegram.error import BadRequest, InvalidToken, NetworkError, TelegramError

from bot.domain.calendar import SOFIA
from bot.gateway.client import AiohttpRequest
from bot.i18n import FALLBACK, LANGUAGES, NAMES, Translator, catalogues, mark
from bot.settings import PREFIX, Settings
from bot.settings_refusals import SettingsError
from storage import schema
from storage.engine import DatabaseUnavailable

LITTLE_DISK = 1 << 30
NO_DISK = 100 << 20
MANY_PENDING = 1000
RECENTLY = timedelta(hours=1)
CLOCK_APART = timedelta(seconds=30)
NETWORK_SECONDS = 5.0
NOT_SETTINGS = ("PRESTIGE_DEBUG",)
_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class State(StrEnum):
    ok = mark("check.ok")
    attention = mark("check.attention")
    wrong = mark("check.wrong")


@dataclass(frozen=True)
class Finding:
    """One matter, how it stands, and the key and facts of the sentence about it."""

    matter: str
    state: State
    sentence: str
    facts: Mapping[str, Any] = field(default_factory=dict)

    def told(self, t: Translator) -> str:
        facts = {name: _said(t, fact) for name, fact in self.facts.items()}
        return f"{t.plain(self.state)}  {t.plain(self.matter)}: {t.plain(self.sentence, **facts)}"


def _said(t: Translator, fact: Any) -> Any:
    if isinstance(fact, SettingsError):
        return fact.told(t)
    return t.moment(fact) if isinstance(fact, datetime) else fact


def _ok(matter: str, sentence: str, **facts: Any) -> Finding:
    return Finding(matter, State.ok, sentence, facts)


def _attention(matter: str, sentence: str, **facts: Any) -> Finding:
    return Finding(matter, State.attention, sentence, facts)


def _wrong(matter: str, sentence: str, **facts: Any) -> Finding:
    return Finding(matter, State.wrong, sentence, facts)


async def examine(settings: Settings, *, clock: Callable[[], datetime]) -> AsyncIterator[Finding]:
    """Everything, one finding after the other; at least one for each matter. Never raises for what it finds."""
    for finding in settings_findings(settings, {*dotenv_values(".env"), *os.environ}):
        yield finding
    yield key_finding(settings)
    yield await asyncio.to_thread(database_finding, settings)
    yield disk_finding(settings)
    async for finding in telegram_findings(settings, now=clock()):
        yield finding
    yield languages_finding()
    yield await clock_finding(settings, clock)
    yield zone_finding(settings, now=clock())


# -- what is on this machine


def refused_settings(error: SettingsError) -> list[Finding]:
    """For settings that cannot even be read."""
    return [
        _wrong(mark("check.matter_settings"), mark("check.settings_wrong"), line=SettingsError(matter))
        for matter in error.matters
    ]


def settings_findings(settings: Settings, names: Iterable[str]) -> list[Finding]:
    matter = mark("check.matter_settings")
    known = [PREFIX + name.upper() for name in Settings.model_fields]
    found = [
        _attention(matter, mark("check.settings_unknown"), name=name, near=near[0])
        for name in sorted(names)
        if name.upper().startswith(PREFIX) and name.upper() not in (*known, *NOT_SETTINGS)
        if (near := difflib.get_close_matches(name.upper(), known, n=1))
    ]
    if not settings.owner_ids:
        found.append(_attention(matter, mark("check.settings_no_owner")))
    api = urlsplit(settings.api_url)
    if api.scheme == "http" and api.hostname not in _LOOPBACK:
        found.append(_attention(matter, mark("check.settings_open_api")))
    return found or [_ok(matter, mark("check.settings_ok"))]


def key_finding(settings: Settings) -> Finding:
    matter = mark("check.matter_key")
    if settings.data_key_file is None and not settings.data_key.get_secret_value():
        return _wrong(matter, mark("check.key_unset"))
    try:
        _ = settings.key
    except SettingsError as error:
        return _wrong(matter, mark("check.settings_wrong"), line=error)
    file = settings.data_key_file
    if file is not None and file.stat().st_mode & 0o077:
        return _attention(matter, mark("check.key_readable"))
    if file is not None and file.resolve().parent == settings.database_path.resolve().parent:
        return _attention(matter, mark("check.key_beside"))
    return _ok(matter, mark("check.key_ok"))


def database_finding(settings: Settings) -> Finding:
    """Opens an existing file, and makes none."""
    matter, path = mark("check.matter_database"), settings.database_path
    folder = path.resolve().parent
    try:
        key = settings.key
    except SettingsError:
        return _attention(matter, mark("check.database_no_key"))
    if not folder.is_dir():
        return _wrong(matter, mark("check.database_no_folder"), folder=folder)
    if not os.access(folder, os.W_OK | os.X_OK) or (path.exists() and not os.access(path, os.R_OK | os.W_OK)):
        return _wrong(matter, mark("check.database_read_only"), file=path.name)
    if not path.exists():
        return _ok(matter, mark("check.database_new"), file=path.name)
    try:
        version = schema.version(path, key)
    except DatabaseUnavailable as error:
        return _wrong(matter, mark("check.database_refused"), line=str(error))
    except Exception as error:
        return _wrong(matter, mark("check.database_unreadable"), file=path.name, kind=type(error).__name__)
    return _version_finding(path, version)


def _version_finding(path: Path, version: str | None) -> Finding:
    matter = mark("check.matter_database")
    if version is None:
        return _ok(matter, mark("check.database_new"), file=path.name)
    if version == schema.head():
        return _ok(matter, mark("check.database_ok"), file=path.name, version=version)
    if schema.knows(version):
        return _attention(matter, mark("check.database_old"), file=path.name, version=version)
    return _wrong(matter, mark("check.database_newer"), file=path.name, version=version)


def disk_finding(settings: Settings) -> Finding:
    folder = settings.database_path.resolve().parent
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    gib = f"{free / (1 << 30):.1f} GiB"
    if free >= LITTLE_DISK:
        return _ok(mark("check.matter_disk"), mark("check.disk_ok"), free=gib)
    state = State.wrong if free < NO_DISK else State.attention
    return Finding(mark("check.matter_disk"), state, mark("check.disk_low"), {"free": gib})


def languages_finding() -> Finding:
    matter = mark("check.matter_languages")
    wanted = _texts(FALLBACK)
    for language in LANGUAGES:
        missing = sorted(wanted.keys() - {key for key, whole in _texts(language).items() if whole})
        if missing or not wanted:
            first = missing[0] if missing else "-"
            return _wrong(
                matter,
                mark("check.languages_missing"),
                language=NAMES[language],
                count=len(missing),
                first=first,
            )
    return _ok(matter, mark("check.languages_ok"))


def _texts(language: str) -> dict[str, bool]:
    """Every key of a language, and whether its text is whole."""
    texts = {}
    for catalog in catalogues(language).values():
        for message in catalog:
            key = message.id if isinstance(message.id, str) else message.id[0]
            if key:
                forms = message.string if isinstance(message.string, list | tuple) else (message.string,)
                texts[key] = all(forms) and not message.fuzzy
    return texts


def zone_finding(settings: Settings, *, now: datetime) -> Finding:
    matter, zone = mark("check.matter_zone"), settings.zone
    if not _knows_summer(SOFIA):
        return _wrong(matter, mark("check.zone_stale"), zone=SOFIA.key)
    if zone.key != SOFIA.key:
        return _attention(matter, mark("check.zone_other"), zone=zone.key)
    return _ok(matter, mark("check.zone_ok"), zone=zone.key, now=now)


def _knows_summer(zone: ZoneInfo) -> bool:
    winter, summer = (datetime(2027, month, 15, tzinfo=zone).utcoffset() for month in (1, 7))
    return (winter, summer) == (timedelta(hours=2), timedelta(hours=3))


# -- what is beyond it


async def telegram_findings(settings: Settings, *, now: datetime) -> AsyncIterator[Finding]:
    matter = mark("check.matter_token")
    token = settings.bot_token.get_secret_value()
    if not token:
        yield _wrong(matter, mark("check.token_unset"))
        return
    request = AiohttpRequest(limit=2, read_timeout=NETWORK_SECONDS, connect_timeout=NETWORK_SECONDS)
    async with request:
        bot = Bot(token, base_url=f"{settings.api_url}/bot", request=request, get_updates_request=request)
        try:
            me = await bot.get_me()
            yield _ok(matter, mark("check.token_ok"), username=me.username, name=me.first_name)
            matter = mark("check.matter_webhook")
            yield webhook_finding(settings, await bot.get_webhook_info(), now=now)
        except TelegramError as error:
            yield _refused(matter, error, settings)


def _refused(matter: str, error: TelegramError, settings: Settings) -> Finding:
    if isinstance(error, InvalidToken):
        return _wrong(matter, mark("check.token_wrong"))
    if isinstance(error, NetworkError) and not isinstance(error, BadRequest):
        return _wrong(matter, mark("check.no_network"), host=urlsplit(settings.api_url).hostname)
    return _wrong(matter, mark("check.telegram_refused"), line=error.message)


def webhook_finding(settings: Settings, info: WebhookInfo, *, now: datetime) -> Finding:
    """How deliveries go, as Telegram sees it, against what the settings want."""
    matter, wanted, pending = mark("check.matter_webhook"), settings.webhook_url, info.pending_update_count
    if wanted is None and info.url:
        return _attention(matter, mark("check.webhook_unwanted"), url=info.url)
    if wanted is not None and not info.url:
        return _attention(matter, mark("check.webhook_unset"))
    if wanted is not None and info.url != wanted:
        return _attention(matter, mark("check.webhook_other"), url=info.url)
    failed_at = info.last_error_date
    if wanted is not None and failed_at is not None and now - failed_at < RECENTLY:
        words = info.last_error_message
        return _attention(matter, mark("check.webhook_error"), at=failed_at, line=words, pending=pending)
    if pending >= MANY_PENDING:
        return _attention(matter, mark("check.webhook_pending"), pending=pending)
    if wanted is None:
        return _ok(matter, mark("check.webhook_polling"), pending=pending)
    return _ok(matter, mark("check.webhook_ok"), url=wanted, pending=pending)


async def clock_finding(settings: Settings, clock: Callable[[], datetime]) -> Finding:
    """Ours against the Date of the Bot API's server, which has whole seconds."""
    matter = mark("check.matter_clock")
    timeout = aiohttp.ClientTimeout(total=NETWORK_SECONDS)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout, trust_env=True) as session,
            session.head(settings.api_url, allow_redirects=False) as answer,
        ):
            theirs = parsedate_to_datetime(answer.headers["Date"]).astimezone(UTC)
    except (aiohttp.ClientError, TimeoutError, OSError, KeyError, ValueError):
        return _attention(matter, mark("check.clock_unknown"), now=clock())
    apart = abs(clock() - theirs)
    seconds = round(apart.total_seconds())
    if apart > CLOCK_APART:
        return _wrong(matter, mark("check.clock_wrong"), seconds=seconds)
    return _ok(matter, mark("check.clock_ok"), seconds=seconds)
