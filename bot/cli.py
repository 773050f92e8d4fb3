"""The commands of the operator. Each imports what it needs when it runs, so that small ones are quick.

What goes wrong is one plain line on stderr and the exit code 1 (2 for a command that was typed wrongly). With
PRESTIGE_DEBUG=1 the traceback follows, without secrets.
"""

import asyncio
import os
import sys
import traceback
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bot.exporting_cli import export

if TYPE_CHECKING:
    from bot.i18n import Translator
    from bot.settings import Settings

LANGUAGE = click.Choice(["bg", "en", "tr"])
FILE = click.Path(path_type=Path, dir_okay=False)


def main(args: Sequence[str] | None = None) -> None:
    """The entry point. Always ends by SystemExit."""
    try:
        code = prestige.main(args, prog_name="prestige", standalone_mode=False)
    except click.ClickException as error:
        _end(error, error.format_message(), error.exit_code)
    except click.exceptions.Abort:
        sys.exit(130)
    except Exception as error:
        _end(error, _in_words(error), 1)
    sys.exit(code if isinstance(code, int) else 0)


@click.group()
@click.version_option(package_name="prestige", message="%(prog)s %(version)s")
def prestige() -> None:
    """Prestige: the bot through which a municipality and its civic sector talk with their people."""


prestige.add_command(export)


@prestige.command()
def run() -> None:
    """Run the bot until Ctrl-C or SIGTERM."""
    from bot.observability import configure
    from bot.settings import load

    os.umask(0o077)
    settings = load()
    secrets = (settings.key, settings.webhook_secret.get_secret_value())
    configure(settings.log_level, settings.token, secrets=secrets)

    from bot.app import Prestige, StartRefused
    from bot.lifetime import live
    from bot.lifetime import run as run_loop

    async def living() -> None:
        await live(Prestige(settings))

    try:
        run_loop(living())
    except StartRefused as error:
        raise click.ClickException(str(error)) from error


@prestige.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8080, envvar="PORT", show_default=True)
@click.option(
    "--data", type=click.Path(path_type=Path, file_okay=False), help="Keep the data there; else nothing is kept."
)
def demo(port: int, data: Path | None) -> None:
    """Play with the whole product on this machine, without Telegram."""
    from bot.demo import run as play
    from bot.lifetime import run as run_loop
    from bot.observability import configure

    configure("WARNING")
    run_loop(play(port, data))


@prestige.command("import")
@click.argument("file", type=FILE)
def import_(file: Path) -> None:
    """Fill topics, places, bodies and consultations from a town file: all of it or nothing."""
    from bot.importing import import_town
    from bot.services.town import TownFileRefused
    from bot.settings import load
    from bot.ui.town import refusal_lines, report_lines

    os.umask(0o077)
    settings = load(needs=("key",))
    t = _translator(None, settings)
    try:
        report = asyncio.run(import_town(settings, file, now=_now()))
    except TownFileRefused as error:
        raise click.ClickException("\n".join(refusal_lines(error, t))) from error
    for line in report_lines(file.name, report, t):
        click.echo(line)


@prestige.command()
@click.option("--language", type=LANGUAGE, help="Else that of the settings.")
def check(language: str | None) -> None:
    """Tell in plain words what is wrong. Ends with 1 when something is."""
    from bot.check import State, examine, refused_settings
    from bot.settings import language as language_of_settings
    from bot.settings import load
    from bot.settings_refusals import SettingsError

    async def tell() -> bool:
        wrong = False
        async for finding in examine(settings, clock=_now):
            click.echo(finding.told(t))
            wrong = wrong or finding.state is State.wrong
        return wrong

    try:
        settings = load(needs=())
    except SettingsError as error:
        t = _translator(language or language_of_settings(), None)
        for finding in refused_settings(error):
            click.echo(finding.told(t))
        sys.exit(1)
    t = _translator(language, settings)
    sys.exit(1 if asyncio.run(tell()) else 0)


@prestige.command()
@click.argument("file", type=FILE, required=False)
def backup(file: Path | None) -> None:
    """Copy the database to FILE while the bot goes on, encrypted with the same key."""
    from bot.settings import load
    from storage import schema
    from storage.engine import DatabaseUnavailable, Engine

    os.umask(0o077)
    settings = load(needs=("key",))
    path = settings.database_path
    if not path.exists():
        raise DatabaseUnavailable(f"There is no database at {path}, so there is nothing to copy.")
    target = file or path.with_name(f"{path.stem}-{datetime.now(settings.zone):%Y%m%d-%H%M%S}{path.suffix}")
    if not target.resolve().parent.is_dir():
        raise DatabaseUnavailable(f"The folder of {target} is not there; make it first.")

    schema.version(path, settings.key)  # a wrong key is told here, before any thread is started for it

    async def copy() -> None:
        engine = Engine(path, settings.key)
        await engine.open()
        try:
            await engine.backup(target)
        finally:
            await engine.close()

    asyncio.run(copy())
    version = schema.version(target, settings.key)  # opened anew: a backup that cannot be read is none
    click.echo(f"{target} ({target.stat().st_size} bytes, version {version})")


@prestige.command()
@click.argument("names", nargs=-1)
def bench(names: tuple[str, ...]) -> None:
    """Measure how fast it is, in ratios; all benches, or those named."""
    from bot import bench as benches

    unknown = sorted(set(names) - set(benches.CASES))
    if unknown:
        raise click.UsageError(f"No such bench: {', '.join(unknown)}. There are: {', '.join(benches.CASES)}.")
    benches.run(names)


@prestige.command()
def key() -> None:
    """Make a key for the database."""
    import secrets

    click.echo(secrets.token_hex(32))
    click.echo(
        "Put it into PRESTIGE_DATA_KEY, or into a file that PRESTIGE_DATA_KEY_FILE names. Keep it apart from the "
        "database and its backups: without it they cannot be read, by anybody.",
        err=True,
    )


@prestige.command()
@click.argument("date")
@click.option("--term", type=int, help="The term in days.")
@click.option("--until", help="The last day instead of the term.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.option("--language", type=LANGUAGE, help="Else that of the settings.")
def deadline(date: str, term: int | None, until: str | None, as_json: bool, language: str | None) -> None:
    """Prove the term of a consultation published on DATE (2026-11-02 or 2.11.2026)."""
    from bot.domain.calendar import WorkCalendar
    from bot.domain.errors import DomainError
    from bot.domain.term import prove, prove_until, published_date
    from bot.settings import load

    if (term is None) == (until is None):
        raise click.UsageError("Say either --term DAYS or --until DATE.")
    settings = load(needs=())
    zone, calendar = settings.zone, WorkCalendar()
    try:
        published = published_date(date, zone)
        if term is not None:
            proof = prove(published, term, calendar=calendar, zone=zone)
        else:
            proof = prove_until(published, published_date(until or "", zone), calendar=calendar, zone=zone)
    except DomainError as error:
        raise click.UsageError(_translator(language, settings).plain(f"errors.{error.code}", **error.facts)) from error
    if as_json:
        import json

        click.echo(json.dumps(proof.to_json(), indent=2))
        return
    from bot.ui.term import proof_lines

    for line in proof_lines(proof, _translator(language, settings)):
        click.echo(line)


def _now() -> datetime:
    return datetime.now(UTC)


def _translator(language: str | None, settings: "Settings | None") -> "Translator":
    from bot.i18n import FALLBACK, translator

    if settings is None:
        return translator(language or FALLBACK)
    return translator(language or settings.language, settings.zone)


def _in_words(error: Exception) -> str:
    """Refusals are sentences already; of anything else its kind and place."""
    from bot.settings import language
    from bot.settings_refusals import SettingsError
    from storage.engine import DatabaseUnavailable, StorageFull, StorageTrouble

    match error:
        case SettingsError():
            return error.told(_translator(language(), None))
        case DatabaseUnavailable():
            return str(error)
        case StorageFull():
            return "The disk is full: make room. Nothing was kept by halves."
        case StorageTrouble():
            return "The database cannot be written: another program holds it, or its disk fails. Nothing was kept."
        case OSError() if error.strerror:
            return f"{error.filename}: {error.strerror}." if error.filename else f"{error.strerror}."
    last = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(last.filename).name}:{last.lineno}"
    return f"Something unexpected happened ({type(error).__name__}, {where}). PRESTIGE_DEBUG=1 shows where."


def _end(error: Exception, words: str, code: int) -> None:
    from bot.observability import redact

    click.echo(redact(words), err=True)
    if os.environ.get("PRESTIGE_DEBUG") == "1":
        click.echo(redact("".join(traceback.format_exception(error))), err=True)
    sys.exit(code)
