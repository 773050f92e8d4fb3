from typing import Any

import pytest

from bot.services.town.faults import FaultCode
from bot.services.town.reading import read
from tests.bot.services.town import BASE, CLOSED, OPEN, dump


def found(content: Any) -> list[str]:
    file = read(dump(content).encode())
    return [f"{fault.path}: {fault.code}" for fault in file.tree.faults]


def with_one(**changes: Any) -> dict[str, Any]:
    return BASE | {"consultations": [OPEN, CLOSED | changes]}


def test_the_base_is_sound() -> None:
    assert found(with_one()) == []


@pytest.mark.parametrize("content", [None, 3, "текст", [BASE]])
def test_a_file_that_is_no_town_is_told_so(content: Any) -> None:
    assert found(content) == [": not_mapping"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"kind": "ordinnance"}, "kind: bad_choice"),
        ({"kind": 3}, "kind: bad_choice"),
        ({"status": None}, "status: bad_choice"),
        ({"title_bg": 2021}, "title_bg: not_text"),
        ({"title_bg": "а"}, "title_bg: text_too_short"),
        ({"title_bg": "а" * 301}, "title_bg: text_too_long"),
        ({"summary_bg": " \u200b "}, "summary_bg: text_empty"),
        ({"term_days": "30"}, "term_days: not_number"),
        ({"term_days": True}, "term_days: not_number"),
        ({"term_days": 30.5}, "term_days: not_number"),
        ({"term_days": 0}, "term_days: number_too_small"),
        ({"term_days": 99999}, "term_days: number_too_big"),
        ({"published_on": "2021-09-21"}, "published_on: not_date"),
        ({"published_on": {"relative_days": "5"}}, "published_on.relative_days: not_number"),
        ({"published_on": {"days": 5}}, "published_on: missing_key"),
        ({"demo": "yes"}, "demo: not_yes_no"),
        ({"topics": "green"}, "topics: not_list"),
        ({"topics": []}, "topics: too_few"),
        ({"topics": [["green"]]}, "topics[0]: not_text"),
        ({"id": "Кучета"}, "id: bad_id"),
        ({"id": "x" * 41}, "id: bad_id"),
        ({"url": "ftp://example.org"}, "url: not_address"),
        ({"titel_bg": "Заглавие"}, "titel_bg: unknown_key"),
        ({"documents": [{"kind": "draft", "path": "x"}]}, "documents[0].path: unknown_key"),
        ({"hearing": "петък"}, "hearing: not_mapping"),
        ({"hearing": {"starts_at": "2021-02-12T17:30", "place_bg": "зала"}}, "hearing.starts_at: not_moment"),
        ({"decision": {"number": None}}, "decision: missing_key"),
    ],
)
def test_a_wrong_value_is_told_at_its_place(change: dict[str, Any], expected: str) -> None:
    assert expected in {line.removeprefix("consultations[1].") for line in found(with_one(**change))}


def test_every_key_that_must_be_there_is_missed() -> None:
    assert found({"topics": [{"id": "a"}], "consultations": [{}]}) == [
        ": missing_key",
        ": missing_key",
        "topics[0]: missing_key",
        *["consultations[0]: missing_key"] * 8,
    ]


def test_what_was_probably_meant_is_said() -> None:
    file = read(b"version: 1\ntimezone: Europe/Sofia\ntopcis: []\nplaces: [{id: a, bg: A, kind: vilage}]\n")
    assert {(fault.code, fault.near) for fault in file.tree.faults} == {
        (FaultCode.unknown_key, "topics"),
        (FaultCode.bad_choice, "village"),
    }


def test_an_entry_that_is_wrong_is_left_out_and_the_others_keep_their_places() -> None:
    content = BASE | {"consultations": [OPEN | {"kind": "x"}, CLOSED], "registry": {"name": 3}}
    file = read(dump(content).encode())
    assert file.town.consultations is not None
    assert [one.id for one in file.town.consultations] == ["dogs"]
    assert file.path("consultations", 0, "topics") == ("consultations", 1, "topics")
    assert file.town.registry is None
    assert file.ids("consultations") == {"trees": ("consultations", 0, "id"), "dogs": ("consultations", 1, "id")}


def test_a_time_without_quotes_is_asked_for_in_quotes() -> None:
    forum = "forums:\n- {id: f, title_bg: Форум за всички, status: open, demo: true, place_bg: зала,\n"
    file = read(
        f"version: 1\ntimezone: Europe/Sofia\n{forum}   starts_at: {{relative_days: 9, time: 17:30}}}}\n".encode()
    )
    assert [(fault.path, fault.code) for fault in file.tree.faults] == [
        ("forums[0].starts_at.time", FaultCode.not_time)
    ]


def test_a_date_that_does_not_exist_is_told_once() -> None:
    file = read(b"version: 1\ntimezone: Europe/Sofia\ncalendar_overrides: {working: [2021-02-30], non_working: []}\n")
    assert [(fault.path, fault.code) for fault in file.tree.faults] == [
        ("calendar_overrides.working[0]", FaultCode.not_date)
    ]
