from pathlib import Path
from typing import Any

import pytest

from storage.engine import Engine
from tests.bot.services.town import BASE, CLOSED, OPEN, refused, take, text

FORUM: dict[str, Any] = {
    "id": "talk",
    "title_bg": "Форум за парковете",
    "starts_at": "2026-11-22T16:00:00+02:00",
    "place_bg": "зала",
    "status": "open",
}
QUESTION: dict[str, Any] = {"id": "q1", "type": "scale5", "bg": "Доволни ли сте?"}
LATER: dict[str, Any] = {"id": "late", "type": "yesno", "bg": "Ще дойдете ли пак?"}
QUESTIONNAIRE: dict[str, Any] = {
    "id": "after",
    "anonymous": True,
    "opens": {"after_end_hours": 2},
    "closes": {"after_days": 10},
    "title": {"bg": "Оценка"},
    "questions": [QUESTION],
}
ANNOUNCEMENT: dict[str, Any] = {
    "id": "come",
    "title_bg": "Елате на форума",
    "body_bg": "Говорим за парковете.",
    "audience": {"topics": ["green"]},
    "status": "draft",
}
BODY = BASE["bodies"][0]


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        ({"topics": [*BASE["topics"], BASE["topics"][0]]}, "topics[2].id: duplicate_id"),
        ({"places": [{"id": "all", "kind": "town", "bg": "Всички"}]}, "places[0].id: bad_id"),
        ({"bodies": [BODY | {"topics": ["gren"]}]}, "bodies[0].topics[0]: unknown_topic"),
        ({"bodies": [BODY | {"topics": ["green", "green"]}]}, "bodies[0].topics[1]: listed_twice"),
        ({"bodies": [BODY | {"source": ["notices"]}]}, "bodies[0].source[0]: unknown_source"),
        (
            {"bodies": [BODY | {"members": [{"label_bg": "а", "function": "chair", "organisation": "ngo"}]}]},
            "bodies[0].members[0].organisation: unknown_organisation",
        ),
        ({"consultations": [CLOSED | {"topics": ["none"]}]}, "consultations[0].topics[0]: unknown_topic"),
        ({"consultations": [CLOSED | {"places": ["none"]}]}, "consultations[0].places[0]: unknown_place"),
        ({"consultations": [CLOSED | {"places": ["all", "orlovo"]}]}, "consultations[0].places: all_and_some"),
        ({"consultations": [CLOSED | {"source": ["none"]}]}, "consultations[0].source[0]: unknown_source"),
        (
            {"consultations": [CLOSED | {"spravka": {"published": True, "source": "none"}}]},
            "consultations[0].spravka.source: unknown_source",
        ),
        ({"consultations": [OPEN | {"demo": False}]}, "consultations[0].published_on: relative_not_demo"),
        ({"consultations": [CLOSED | {"status": "cancelled"}]}, "consultations[0]: reason_missing"),
        ({"forums": [FORUM | {"body": "none"}]}, "forums[0].body: unknown_body"),
        ({"forums": [FORUM | {"consultation": "none"}]}, "forums[0].consultation: unknown_consultation"),
        ({"forums": [FORUM | {"questionnaire": "none"}]}, "forums[0].questionnaire: unknown_questionnaire"),
        ({"forums": [FORUM | {"place": "orlovo"}]}, "forums[0]: one_of_two"),
        ({"forums": [FORUM | {"starts_at": None}]}, "forums[0]: one_of_two"),
        ({"forums": [FORUM | {"ends_at": "2026-11-22T16:00:00+02:00"}]}, "forums[0].ends_at: dates_disorder"),
        (
            {"forums": [FORUM | {"starts_at": {"relative_days": 9, "time": "17:30"}}]},
            "forums[0].starts_at: relative_not_demo",
        ),
        (
            {
                "forums": [
                    FORUM
                    | {
                        "demo": True,
                        "starts_at": {"relative_days": 9, "time": "17:30"},
                        "ends_at": {"relative_days": 9, "time": "16:30"},
                    }
                ]
            },
            "forums[0].ends_at: dates_disorder",
        ),
        (
            {"questionnaires": [QUESTIONNAIRE | {"optional": [QUESTION]}]},
            "questionnaires[0].optional[0].id: duplicate_id",
        ),
        (
            {"questionnaires": [QUESTIONNAIRE | {"questions": [QUESTION | {"type": "single"}]}]},
            "questionnaires[0].questions[0]: options_needed",
        ),
        (
            {
                "questionnaires": [
                    QUESTIONNAIRE
                    | {"questions": [QUESTION | {"type": "single", "options": {"bg": ["да", "не"], "en": ["yes"]}}]}
                ]
            },
            "questionnaires[0].questions[0].options: options_differ",
        ),
        (
            {"questionnaires": [QUESTIONNAIRE | {"anchors_5": {"bg": ["а", "б"], "tr": ["а"]}}]},
            "questionnaires[0].anchors_5: options_differ",
        ),
        (
            {
                "questionnaires": [
                    QUESTIONNAIRE | {"optional": [LATER | {"show_if": {"question": "q2", "answers": [1]}}]}
                ]
            },
            "questionnaires[0].optional[0].show_if: bad_condition",
        ),
        (
            {
                "questionnaires": [
                    QUESTIONNAIRE | {"optional": [LATER | {"show_if": {"question": "q1", "answers": [6]}}]}
                ]
            },
            "questionnaires[0].optional[0].show_if: bad_condition",
        ),
        (
            {"questionnaires": [QUESTIONNAIRE | {"optional": [LATER | {"type": "text", "bg": "Вашият телефон?"}]}]},
            "questionnaires[0].optional[0]: asks_for_contact",
        ),
        (
            {"questionnaires": [QUESTIONNAIRE | {"questions": [QUESTION | {"id": f"q{n}"} for n in range(31)]}]},
            "questionnaires[0].questions: too_many",
        ),
        ({"announcements": [ANNOUNCEMENT | {"audience": {}}]}, "announcements[0].audience: all_and_some"),
        (
            {"announcements": [ANNOUNCEMENT | {"audience": {"all": True, "places": ["orlovo"]}}]},
            "announcements[0].audience: all_and_some",
        ),
        (
            {"announcements": [ANNOUNCEMENT | {"audience": {"topics": ["none"]}}]},
            "announcements[0].audience.topics[0]: unknown_topic",
        ),
        (
            {
                "project": {
                    "code": "а",
                    "name": {"bg": "а"},
                    "started_on": CLOSED["published_on"],
                    "ended_on": CLOSED["published_on"].replace(year=2020),
                    "total_bgn": "1",
                    "eu_bgn": "1",
                    "national_bgn": "0",
                }
            },
            "project.ended_on: dates_disorder",
        ),
        (
            {
                "calendar_overrides": {
                    "working": [CLOSED["published_on"]],
                    "non_working": [CLOSED["published_on"]],
                }
            },
            "calendar_overrides.non_working[0]: day_twice",
        ),
        ({"timezone": "Europe/London"}, "timezone: other_zone"),
        ({"timezone": "Europe/Haskovo"}, "timezone: not_zone"),
    ],
)
async def test_what_does_not_fit_together_is_told_at_its_place(
    database: Engine, tmp_path: Path, sections: dict[str, Any], expected: str
) -> None:
    assert await refused(database, tmp_path, text(**sections)) == [expected]


async def test_what_fits_together_is_taken(database: Engine, tmp_path: Path) -> None:
    forum = FORUM | {"body": "council", "consultation": "dogs", "questionnaire": "after"}
    content = text(CLOSED, forums=[forum], questionnaires=[QUESTIONNAIRE], announcements=[ANNOUNCEMENT])
    report = await take(database, tmp_path, content)
    taken = [report.sections[name].added for name in ("forums", "questionnaires", "announcements")]
    assert taken == [1, 1, 1]
    again = await take(database, tmp_path, content)
    assert again.sections["questionnaires"].unchanged == 1


async def test_a_reference_to_an_entry_that_is_wrong_otherwise_is_not_wrong_as_well(
    database: Engine, tmp_path: Path
) -> None:
    content = text(CLOSED, topics=[{"id": "green", "bg": 3}, {"id": "waste", "bg": "Отпадъци"}])
    assert await refused(database, tmp_path, content) == ["topics[0].bg: not_text"]


async def test_a_section_that_is_left_out_is_answered_for_by_the_database(database: Engine, tmp_path: Path) -> None:
    await take(database, tmp_path, text(CLOSED))
    alone = text(OPEN | {"topics": ["waste"]}, organisations=None, topics=None, places=None, bodies=None)
    report = await take(database, tmp_path, alone)
    assert set(report.sections) == {"sources", "consultations"}
    forum = text(topics=None, forums=[FORUM | {"consultation": "dogs"}])
    assert (await take(database, tmp_path, forum)).sections["forums"].added == 1
    assert await refused(database, tmp_path, text(OPEN | {"topics": ["none"]}, topics=None)) == [
        "consultations[0].topics[0]: unknown_topic"
    ]
