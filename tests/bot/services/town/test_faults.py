import pytest

from bot.i18n import LANGUAGES, translator
from bot.services.town import Fault, FaultCode


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_has_words(language: str) -> None:
    t = translator(language)
    keys = [key for code in FaultCode for key, _ in Fault(line=1, column=1, path="", code=code, near="x").sentences()]
    assert [key for key in keys if not t.knows(key)] == []


def test_a_fault_without_a_path_is_placed_by_line_and_column_alone() -> None:
    fault = Fault(line=3, column=7, path="", code=FaultCode.alias)
    assert fault.place("town.yaml") == "town.yaml:3:7"


def test_what_was_probably_meant_is_a_second_sentence() -> None:
    fault = Fault(line=1, column=1, path="a", code=FaultCode.unknown_topic, facts={"given": "gren"}, near="green")
    assert fault.sentences() == [
        ("town.fault_unknown_topic", {"given": "gren"}),
        ("town.fault_near", {"near": "green"}),
    ]
