"""What `prestige import` says: what was taken, or every fault with its line. Plain text."""

from bot.i18n import Translator, mark
from bot.services.town import Report, TownFileRefused

SECTIONS = {
    "project": mark("town.section_project"),
    "registry": mark("town.section_registry"),
    "sources": mark("town.section_sources"),
    "locales": mark("town.section_locales"),
    "organisations": mark("town.section_organisations"),
    "topics": mark("town.section_topics"),
    "places": mark("town.section_places"),
    "calendar_overrides": mark("town.section_calendar_overrides"),
    "bodies": mark("town.section_bodies"),
    "consultations": mark("town.section_consultations"),
    "proposals": mark("town.section_proposals"),
    "forums": mark("town.section_forums"),
    "questionnaires": mark("town.section_questionnaires"),
    "announcements": mark("town.section_announcements"),
}
"""Of the file format, in its order."""

SENTENCES = (
    mark("town.fault_file_missing"),
    mark("town.fault_file_too_big"),
    mark("town.fault_not_utf8"),
    mark("town.fault_not_yaml"),
    mark("town.fault_too_deep"),
    mark("town.fault_too_many_faults"),
    mark("town.fault_alias"),
    mark("town.fault_unknown_tag"),
    mark("town.fault_duplicate_key"),
    mark("town.fault_key_not_text"),
    mark("town.fault_empty"),
    mark("town.fault_missing_key"),
    mark("town.fault_unknown_key"),
    mark("town.fault_not_text"),
    mark("town.fault_not_number"),
    mark("town.fault_not_yes_no"),
    mark("town.fault_not_list"),
    mark("town.fault_not_mapping"),
    mark("town.fault_not_date"),
    mark("town.fault_not_moment"),
    mark("town.fault_not_time"),
    mark("town.fault_not_zone"),
    mark("town.fault_not_address"),
    mark("town.fault_not_email"),
    mark("town.fault_bad_id"),
    mark("town.fault_bad_choice"),
    mark("town.fault_number_too_small"),
    mark("town.fault_number_too_big"),
    mark("town.fault_text_empty"),
    mark("town.fault_text_too_short"),
    mark("town.fault_text_too_long"),
    mark("town.fault_too_few"),
    mark("town.fault_too_many"),
    mark("town.fault_bad_value"),
    mark("town.fault_duplicate_id"),
    mark("town.fault_listed_twice"),
    mark("town.fault_other_zone"),
    mark("town.fault_unknown_topic"),
    mark("town.fault_unknown_place"),
    mark("town.fault_unknown_organisation"),
    mark("town.fault_unknown_body"),
    mark("town.fault_unknown_consultation"),
    mark("town.fault_unknown_questionnaire"),
    mark("town.fault_unknown_source"),
    mark("town.fault_near"),
    mark("town.fault_all_and_some"),
    mark("town.fault_options_needed"),
    mark("town.fault_options_differ"),
    mark("town.fault_bad_condition"),
    mark("town.fault_asks_for_contact"),
    mark("town.fault_relative_not_demo"),
    mark("town.fault_day_twice"),
    mark("town.fault_dates_disorder"),
    mark("town.fault_one_of_two"),
    mark("town.fault_reason_missing"),
    mark("town.fault_term_too_short"),
    mark("town.fault_term_reason_missing"),
    mark("town.fault_term_too_long"),
    mark("town.fault_last_day_differs"),
    mark("town.fault_earliest_differs"),
    mark("town.fault_documents_missing"),
    mark("town.fault_status_ahead"),
    mark("town.fault_dates_missing"),
    mark("town.fault_decision_unexpected"),
    mark("town.fault_spravka_unexpected"),
    mark("town.fault_spravka_nil"),
    mark("town.fault_term_not_longer"),
    mark("town.fault_seats_taken"),
    mark("town.fault_restart_needed"),
    mark("town.fault_path_outside"),
    mark("town.fault_path_missing"),
    mark("town.fault_path_type"),
    mark("town.fault_path_content"),
    mark("town.fault_path_too_big"),
    mark("town.fault_path_empty"),
)
"""Every key that Fault.sentences may give."""


def report_lines(file: str, report: Report, t: Translator) -> list[str]:
    """The file, then a line for each section that it has."""
    lines = [t.plain("town.import_done", file=file)]
    for name, words in SECTIONS.items():
        if count := report.sections.get(name):
            lines.append("  " + t.plain("town.import_section", section=t.plain(words), **count.model_dump()))
    return lines


def refusal_lines(refusal: TownFileRefused, t: Translator) -> list[str]:
    """A line for each fault, with its place as editors and terminals link it, and at last that nothing was taken."""
    lines = []
    for fault in refusal.faults:
        words = " ".join(t.plain(key, **facts) for key, facts in fault.sentences())
        lines.append(f"{fault.place(refusal.file)}: {words}")
    return [*lines, t.plain("town.import_refused", file=refusal.file, count=len(refusal.faults))]
