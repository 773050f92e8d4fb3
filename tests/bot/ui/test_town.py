"""What `prestige import` says."""

import pytest

from bot.i18n import LANGUAGES, translator
from bot.services.town import Count, Fault, FaultCode, Report, TownFileRefused
from bot.ui.town import SECTIONS, SENTENCES, refusal_lines, report_lines


def test_a_report_has_a_line_for_each_section() -> None:
    sections = {
        "topics": Count(added=2, unchanged=1),
        "consultations": Count(changed=1, retired=3),
        "announcements": Count(added=4),
    }
    report = Report(sections=sections, standing=())
    assert report_lines("town.yaml", report, translator("en")) == [
        "town.yaml: taken.",
        "  Topics: new 2, changed 0, unchanged 1, retired 0",
        "  Consultations: new 0, changed 1, unchanged 0, retired 3",
        "  Announcements: new 4, changed 0, unchanged 0, retired 0",
    ]


def test_a_refusal_tells_each_fault_at_its_place_and_that_nothing_was_taken() -> None:
    faults = (
        Fault(line=1, column=1, path="", code=FaultCode.empty),
        Fault(line=12, column=7, path="topics[1]", code=FaultCode.unknown_key, facts={"given": "nme"}, near="name"),
    )
    assert refusal_lines(TownFileRefused(file="town.yaml", faults=faults), translator("en")) == [
        "town.yaml:1:1: The file is empty.",
        "town.yaml:12:7: topics[1]: There is no such key: “nme”. Perhaps “name”?",
        "town.yaml: nothing was taken. Errors: 2.",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_and_every_section_has_words(language: str) -> None:
    t = translator(language)
    assert {*SENTENCES} == {f"town.fault_{code}" for code in (*FaultCode, "near")}
    assert [key for key in (*SENTENCES, *SECTIONS.values()) if not t.knows(key)] == []
