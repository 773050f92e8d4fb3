import contextlib
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import SOFIA, WorkCalendar, town_date
from bot.domain.term import (
    LONGEST_TERM_DAYS,
    BadDate,
    BadTerm,
    Verdict,
    prove,
    prove_until,
    published_date,
)

BY_LAW = WorkCalendar()
DAYS = st.dates(date(1990, 1, 1), date(2099, 12, 31))
LAWFUL = st.integers(14, 400)

VECTORS = """
2011-03-11|14|2011-03-25|2011-03-26|REASON
2026-11-02|30|2026-12-02|2026-12-03|OK
2026-11-02|29|2026-12-01|2026-12-02|REASON
2026-11-02|14|2026-11-16|2026-11-17|REASON
2026-11-02|13|-|-|REFUSED
2026-11-05|30|2026-12-07|2026-12-08|OK
2026-11-24|30|2026-12-29|2026-12-30|OK
2026-12-02|30|2027-01-04|2027-01-05|OK
2028-01-30|30|2028-02-29|2028-03-01|OK
2028-02-02|30|2028-03-06|2028-03-07|OK
2027-01-30|30|2027-03-01|2027-03-02|OK
2027-03-01|30|2027-03-31|2027-04-01|OK
2026-10-01|30|2026-11-02|2026-11-03|OK
2027-04-01|30|2027-05-05|2027-05-06|OK
2026-04-24|30|2026-05-26|2026-05-27|OK
2027-10-02|30|2027-11-01|2027-11-02|OK
2026-11-16|45|2026-12-31|2027-01-01|OK
2026-11-02T22:30Z|30|2026-12-03|2026-12-04|OK
2021-08-23|30|2021-09-23|2021-09-24|OK
"""


@pytest.mark.parametrize("vector", VECTORS.split())
def test_a_term_is_counted_as_the_table_says(vector: str) -> None:
    published, term_days, last_day, earliest_adoption, verdict = vector.split("|")

    proof = prove(published_date(published, SOFIA), int(term_days), calendar=BY_LAW).to_json()

    assert [proof["last_day"] or "-", proof["earliest_adoption"] or "-", proof["verdict"]] == [
        last_day,
        earliest_adoption,
        verdict,
    ]


def test_the_whole_proof_of_a_rolled_term() -> None:
    proof = prove(date(2026, 11, 24), 30, calendar=BY_LAW)
    assert proof.first_day == date(2026, 11, 25)
    assert proof.rolled_because == "christmas-eve"
    assert proof.to_json() == {
        "published": "2026-11-24",
        "term_days": 30,
        "nominal": "2026-12-24",
        "last_day": "2026-12-29",
        "earliest_adoption": "2026-12-30",
        "closes_at": "2026-12-29T22:00:00Z",
        "verdict": "OK",
        "why": "rolled",
    }


def test_a_refused_term_has_no_last_day_and_still_says_what_was_counted() -> None:
    assert prove(date(2026, 11, 2), 13, calendar=BY_LAW).to_json() == {
        "published": "2026-11-02",
        "term_days": 13,
        "nominal": "2026-11-15",
        "last_day": None,
        "earliest_adoption": None,
        "closes_at": None,
        "verdict": "REFUSED",
        "why": "too-short",
    }


@pytest.mark.parametrize(
    ("published", "term_days", "why", "because"),
    [
        (date(2026, 11, 2), 30, "ok", None),
        (date(2026, 11, 2), 29, "short", None),
        (date(2026, 11, 5), 30, "rolled", "saturday"),
        (date(2026, 11, 6), 30, "rolled", "sunday"),
        (date(2026, 4, 24), 30, "rolled", "letters"),
        (date(2027, 4, 1), 30, "rolled", "labour"),
        (date(2026, 11, 7), 14, "short", "saturday"),
        (date(2026, 11, 2), 13, "too-short", None),
        (date(2026, 11, 2), 0, "too-short", None),
        (date(2026, 11, 2), -5, "too-short", None),
    ],
)
def test_the_proof_gives_its_reasons(published: date, term_days: int, why: str, because: str | None) -> None:
    proof = prove(published, term_days, calendar=BY_LAW)
    assert (proof.why, proof.rolled_because) == (why, because)


@pytest.mark.parametrize(
    ("term_days", "last_day", "verdict", "why"),
    [
        (30, date(2026, 12, 2), "OK", "ok"),
        (14, date(2026, 11, 16), "REASON", "short"),
        (13, date(2026, 11, 16), "REASON", "too-short"),  # rolled from Sunday
        (1, date(2026, 11, 3), "REASON", "too-short"),
        (0, None, "REFUSED", "too-short"),
    ],
)
def test_a_term_that_is_not_enforced_is_counted_however_short(
    term_days: int, last_day: date | None, verdict: str, why: str
) -> None:
    proof = prove(date(2026, 11, 2), term_days, calendar=BY_LAW, enforced=False)
    assert (proof.last_day, proof.verdict, proof.why) == (last_day, verdict, why)


@pytest.mark.parametrize(
    ("published", "opens_at"),
    [
        (date(2026, 11, 2), datetime(2026, 11, 1, 22, tzinfo=UTC)),
        (date(2026, 7, 1), datetime(2026, 6, 30, 21, tzinfo=UTC)),
    ],
)
def test_opinions_count_from_the_beginning_of_the_published_day(published: date, opens_at: datetime) -> None:
    assert prove(published, 30, calendar=BY_LAW).opens_at == opens_at


def test_a_day_freed_by_decree_rolls_the_last_day() -> None:
    calendar = WorkCalendar(non_working=frozenset({date(2026, 12, 31)}))
    proof = prove(date(2026, 11, 16), 45, calendar=calendar)
    assert (proof.last_day, proof.rolled_because) == (date(2027, 1, 4), "declared")


def test_29_days_that_roll_to_31_are_still_judged_as_29() -> None:
    proof = prove(date(2026, 11, 6), 29, calendar=BY_LAW)
    assert (proof.last_day, proof.verdict) == (date(2026, 12, 7), Verdict.REASON)


@pytest.mark.parametrize(
    ("published", "closes_at"),
    [
        (date(2027, 3, 1), datetime(2027, 3, 31, 21, tzinfo=UTC)),
        (date(2026, 10, 1), datetime(2026, 11, 2, 22, tzinfo=UTC)),
    ],
)
def test_it_closes_at_the_towns_midnight_on_either_side_of_the_clock_change(
    published: date, closes_at: datetime
) -> None:
    assert prove(published, 30, calendar=BY_LAW).closes_at == closes_at


def test_a_typed_end_is_the_nominal_day_and_its_difference_the_term() -> None:
    proof = prove_until(date(2026, 11, 5), date(2026, 12, 5), calendar=BY_LAW)
    assert (proof.term_days, proof.nominal, proof.last_day) == (30, date(2026, 12, 5), date(2026, 12, 7))


def test_a_typed_end_before_the_publication_is_refused() -> None:
    proof = prove_until(date(2026, 11, 5), date(2026, 11, 4), calendar=BY_LAW)
    assert (proof.term_days, proof.verdict) == (-1, Verdict.REFUSED)


@pytest.mark.parametrize("term_days", [LONGEST_TERM_DAYS + 1, 10**12, -(10**12)])
def test_a_term_nobody_can_mean_is_refused(term_days: int) -> None:
    with pytest.raises(BadTerm) as refusal:
        prove(date(2026, 11, 2), term_days, calendar=BY_LAW)
    assert refusal.value.facts == {"term_days": term_days, "limit": LONGEST_TERM_DAYS}


@pytest.mark.parametrize("published", [date.min, date(1989, 12, 31), date(2100, 1, 1), date.max])
def test_a_publication_in_another_century_is_refused(published: date) -> None:
    with pytest.raises(BadDate):
        prove(published, 30, calendar=BY_LAW)


@given(DAYS, LAWFUL)
def test_the_last_day_works_and_is_not_before_the_nominal_one(published: date, term_days: int) -> None:
    proof = prove(published, term_days, calendar=BY_LAW)
    assert proof.last_day is not None
    assert BY_LAW.is_working(proof.last_day)
    assert proof.last_day >= proof.nominal == published + timedelta(days=term_days)
    assert proof.earliest_adoption == proof.last_day + timedelta(days=1)


@given(DAYS, LAWFUL)
def test_the_last_second_of_the_last_day_is_in_time_and_the_next_is_not(published: date, term_days: int) -> None:
    proof = prove(published, term_days, calendar=BY_LAW)
    assert proof.closes_at is not None
    assert town_date(proof.closes_at - timedelta(seconds=1), SOFIA) == proof.last_day
    assert town_date(proof.closes_at, SOFIA) == proof.earliest_adoption


@given(DAYS, LAWFUL)
def test_a_longer_term_never_ends_earlier(published: date, term_days: int) -> None:
    shorter, longer = (prove(published, n, calendar=BY_LAW) for n in (term_days, term_days + 1))
    assert shorter.last_day is not None
    assert longer.last_day is not None
    assert shorter.last_day <= longer.last_day


@given(DAYS, LAWFUL)
def test_a_later_publication_never_ends_earlier(published: date, term_days: int) -> None:
    earlier = prove(published - timedelta(days=1) if published.year > 1990 else published, term_days, calendar=BY_LAW)
    later = prove(published, term_days, calendar=BY_LAW)
    assert earlier.last_day is not None
    assert later.last_day is not None
    assert earlier.last_day <= later.last_day


@given(DAYS, st.integers(-LONGEST_TERM_DAYS, LONGEST_TERM_DAYS))
def test_the_verdict_follows_the_nominal_days_alone(published: date, term_days: int) -> None:
    verdict = prove(published, term_days, calendar=BY_LAW).verdict
    assert verdict == ("OK" if term_days >= 30 else "REASON" if term_days >= 14 else "REFUSED")


@given(DAYS, LAWFUL)
def test_typing_the_nominal_end_gives_the_same_proof(published: date, term_days: int) -> None:
    proof = prove(published, term_days, calendar=BY_LAW)
    assert prove_until(published, proof.nominal, calendar=BY_LAW) == proof


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-02",
        " 2026-11-02\n",
        "02.11.2026",
        "2.11.2026",
        "2.11.2026 г.",
        "2.11.2026г",
        "2026-11-02T21:59:59Z",
        "2026-11-02T22:30",
        "2026-11-02 22:30",
        "2026-11-01T22:00+00:00",
        "2026-11-02T23:59+02:00",
    ],
)
def test_a_date_is_read_as_staff_type_it(text: str) -> None:
    assert published_date(text, SOFIA) == date(2026, 11, 2)


def test_an_instant_is_dated_where_the_town_is() -> None:
    assert published_date("2026-11-02T22:30Z", ZoneInfo("Europe/London")) == date(2026, 11, 2)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "утре",
        "2026-02-30",
        "31.04.2026",
        "02/11/2026",
        "02.11.26",
        "2026-11",
        "20261102",
        "2026-W45-1",
        "1782-11-02",
        "2.11.20266",
        "0001-01-01T00:00+14:00",
        "9999-12-31T23:59-12:00",
        "2026-11-02T25:00Z",
        "22:30",
        "٢٠٢٦-١١-٠٢",
        "2026-11-02\x00",
    ],
)
def test_what_is_no_date_is_refused_with_what_was_typed(text: str) -> None:
    with pytest.raises(BadDate) as refusal:
        published_date(text, SOFIA)
    assert refusal.value.facts == {"text": text}


@given(st.text())
def test_no_text_breaks_the_reading_otherwise_than_by_a_refusal(text: str) -> None:
    with contextlib.suppress(BadDate):
        assert isinstance(published_date(text, SOFIA), date)


@given(DAYS)
def test_a_date_is_read_back_however_it_was_written(day: date) -> None:
    written = [day.isoformat(), f"{day:%d.%m.%Y}", f"{day.day}.{day.month}.{day.year} г."]
    assert [published_date(text, SOFIA) for text in written] == [day] * 3
