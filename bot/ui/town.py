"""What `prestige import` says: what was taken, or every fault with its line."""

from bot.i18n import Translator
from bot.services.town.faults import TownFileRefused
from bot.services.town.taking import Report


def report_lines(file: str, report: Report, t: Translator) -> list[str]:
    """A line for each section of the file."""
    lines = [t.plain("town.import_done", file=file)]
    for section, count in report.sections.items():
        lines.append(t.plain("town.import_section", section=_section(t, section), **count.model_dump()))
    for section, number in report.kept_for_later.items():
        lines.append(t.plain("town.import_later", section=_section(t, section), count=number))
    return lines


def refusal_lines(refusal: TownFileRefused, t: Translator) -> list[str]:
    """A line for each fault, as editors and terminals link it, and a last one that counts them."""
    lines = []
    for fault in refusal.faults:
        sentences = " ".join(t.plain(key, **facts) for key, facts in fault.sentences())
        lines.append(f"{fault.place(refusal.file)}: {sentences}")
    return [*lines, t.plain("town.import_refused", file=refusal.file, count=len(refusal.faults))]


def _section(t: Translator, name: str) -> str:
    return t.plain(f"town.section_{name}")
