"""`prestige export`: what is published, as files in a folder."""

import asyncio
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from bot.i18n import Translator
    from bot.settings import Settings

LANGUAGE = click.Choice(["bg", "en", "tr"])
FOLDER = click.Path(path_type=Path, file_okay=False)


@click.group()
def export() -> None:
    """Write a spravka, a questionnaire or the whole register into files. Works while the bot runs."""


@export.command()
@click.argument("id")
@click.option(
    "--format",
    "formats",
    type=click.Choice(["docx", "pdf", "xlsx", "csv", "json", "chart"]),
    multiple=True,
    default=("docx",),
    show_default=True,
    help="May be said several times.",
)
@click.option("--out", type=FOLDER, default=Path(), help="The folder; else this one.")
@click.option("--language", type=LANGUAGE, help="Else that of the settings. Official is Bulgarian.")
def spravka(id: str, formats: tuple[str, ...], out: Path, language: str | None) -> None:
    """The spravka of the consultation ID: its number, or its name in the town file."""
    from bot import exporting

    async def work(settings: "Settings", t: "Translator") -> None:
        consultation, found = await exporting.find_spravka(settings, id, now=_now())
        if not found.header.published:
            click.echo(t.plain("export.is_draft"), err=True)
        for path in exporting.write_spravka(consultation, found, tuple(dict.fromkeys(formats)), out, t):
            click.echo(t.plain("export.written", path=path, size=path.stat().st_size))

    _run(work, language)


@export.command()
@click.argument("id")
@click.option(
    "--format",
    "formats",
    type=click.Choice(["xlsx", "csv", "json", "chart", "trend"]),
    multiple=True,
    default=("xlsx",),
    show_default=True,
    help="May be said several times. A chart of everything comes with one of each question.",
)
@click.option("--out", type=FOLDER, default=Path(), help="The folder; else this one.")
@click.option("--language", type=LANGUAGE, help="Else that of the settings.")
def questionnaire(id: str, formats: tuple[str, ...], out: Path, language: str | None) -> None:
    """What the questionnaire number ID came to, with what people wrote. What too few said is in none of the files."""
    from bot import exporting

    async def work(settings: "Settings", t: "Translator") -> None:
        found = await exporting.find_questionnaire(settings, id)
        for path in exporting.write_questionnaire(found, tuple(dict.fromkeys(formats)), out, t):
            click.echo(t.plain("export.written", path=path, size=path.stat().st_size))

    _run(work, language)


@export.command()
@click.option(
    "--format",
    "formats",
    type=click.Choice(["xlsx", "csv", "json"]),
    multiple=True,
    default=("xlsx",),
    show_default=True,
    help="May be said several times.",
)
@click.option("--out", type=FOLDER, default=Path(), help="The folder; else this one.")
@click.option("--files", is_flag=True, help="Fetch what is attached to public ones from Telegram as well.")
@click.option("--language", type=LANGUAGE, help="Else that of the settings.")
def register(formats: tuple[str, ...], out: Path, files: bool, language: str | None) -> None:
    """Everything that was proposed, without names and texts that are not public."""
    from bot import exporting

    async def work(settings: "Settings", t: "Translator") -> None:
        items, names = await exporting.find_register(settings)
        for path in exporting.write_register(items, names, tuple(dict.fromkeys(formats)), out, t, now=_now()):
            click.echo(t.plain("export.written", path=path, size=path.stat().st_size))
        if files:
            async with exporting.fetching(settings) as fetch:
                written, missed = await exporting.write_attachments(settings, out, fetch)
            click.echo(t.plain("export.attached", n=written, path=out / exporting.FOLDER))
            if missed:
                raise click.ClickException(t.plain("export.missed", n=missed))

    _run(work, language, needs=("token", "key") if files else ("key",))


Work = Callable[["Settings", "Translator"], Coroutine[Any, Any, None]]


def _run(work: Work, language: str | None, *, needs: tuple[str, ...] = ("key",)) -> None:
    from bot.exporting import ExportRefused
    from bot.i18n import translator
    from bot.settings import load

    settings = load(needs=needs)
    t = translator(language or settings.language, settings.zone)
    try:
        asyncio.run(work(settings, t))
    except ExportRefused as refusal:
        raise click.ClickException(t.plain(refusal.key, **refusal.facts)) from refusal


def _now() -> datetime:
    return datetime.now(UTC)
