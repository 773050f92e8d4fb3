"""What staff type: days and terms in many spellings, texts, files."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import DomainError
from bot.domain.term import BadDate
from bot.domain.text import TextTooLong, TextTooShort
from bot.domain.typed import (
    FILE_NAME_AT_MOST,
    AttachmentNotAccepted,
    BadDecisionNumber,
    BadMomentText,
    BadTermText,
    FileNotAccepted,
    FileTooBig,
    accept_attachment,
    accept_file,
    read_day,
    read_decision_number,
    read_moment,
    read_term,
    typed_place,
    typed_reason,
    typed_title,
)
from bot.i18n import LANGUAGES, translator

TODAY = date(2026, 11, 23)
MB = 1024 * 1024


@pytest.mark.parametrize(
    "typed",
    [
        "2026-11-02",
        "2026.11.02",
        "02.11.2026",
        "2.11.2026 г.",
        "2.11.2026г.",
        "02. 11. 2026 г.",
        "2/11/26",
        "2-11-2026",
        "2.11",
        "2.11.",
        "2 ноември",
        "2 ное. 2026 г.",
        "2-ри ноември 2026",
        "понеделник, 2 ноември 2026 г.",
        "  2   НОЕМВРИ 2026  ",
        "2 November 2026",
        "2nd nov",
        "November 2, 2026",
        "2 Kasım 2026 Pazartesi",
        "на 2.11.2026",
        "2026-11-02T21:59Z",
    ],
)
def test_a_day_is_read_in_many_spellings(typed: str) -> None:
    assert read_day(typed, today=TODAY) == date(2026, 11, 2)


@pytest.mark.parametrize(
    "typed",
    [
        "12.11.2026 17:30",
        "12.11.2026 г., 17:30 ч.",
        "12.11 в 17.30",
        "12 ноември, 17.30 часа",
        "четвъртък, 12 ноември 2026 г., 17:30 ч.",
        "2026-11-12 17:30",
        "12 November 2026, at 17:30",
        "12 Kasım 2026 saat 17:30",
    ],
)
def test_a_day_and_a_time_are_read_in_many_spellings(typed: str) -> None:
    assert read_moment(typed, today=date(2026, 11, 2)) == datetime(2026, 11, 12, 15, 30, tzinfo=UTC)


def test_a_full_hour_needs_no_minutes_and_a_moment_without_a_year_lies_ahead() -> None:
    assert read_moment("12.1, 18 ч.", today=TODAY) == datetime(2027, 1, 12, 16, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "typed", ["", "12.11.2026", "17:30", "12.11.2026 25:00", "31.02.2026 17:30", "12.11.2026 17:60", "някога в 17:30"]
)
def test_what_is_no_day_with_a_time_is_refused(typed: str) -> None:
    with pytest.raises(BadMomentText):
        read_moment(typed, today=TODAY)


@given(st.text())
def test_whatever_is_typed_is_a_moment_or_refused(typed: str) -> None:
    with suppress(BadMomentText):
        assert read_moment(typed, today=TODAY).tzinfo is not None


def test_a_place_is_one_line() -> None:
    assert typed_place(" зала\n„Хасково“ ") == "зала „Хасково“"


@pytest.mark.parametrize(("typed", "away"), [("днес", 0), ("Вчера", -1), ("утре", 1), ("today", 0), ("dün", -1)])
def test_a_day_is_read_as_it_is_spoken(typed: str, away: int) -> None:
    assert read_day(typed, today=TODAY) == TODAY + timedelta(days=away)


@pytest.mark.parametrize(
    "typed",
    ["", "abc", "31.02.2026", "02.13.2026", "1.1.1", "0206-01-01", "2206-11-02", "29.2.2027", "0.1", "9" * 4000, "2 x"],
)
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(BadDate):
        read_day(typed, today=TODAY)


def test_without_a_year_the_nearest_day_is_meant_or_the_next() -> None:
    assert read_day("30.12", today=date(2027, 1, 2)) == date(2026, 12, 30)
    assert read_day("30.12", today=date(2027, 1, 2), ahead=True) == date(2027, 12, 30)
    assert read_day("29.2", today=TODAY, ahead=True) == date(2028, 2, 29)
    assert read_day("23.11", today=TODAY, ahead=True) == TODAY


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)), st.sampled_from(LANGUAGES))
def test_every_date_we_write_can_be_typed_back(day: date, language: str) -> None:
    t = translator(language)
    for typed in (t.date(day), t.short_date(day), day.isoformat(), day.strftime("%d.%m.%Y")):
        assert read_day(typed, today=TODAY) == day


@given(st.text(max_size=60))
def test_whatever_is_typed_for_a_day_is_a_day_or_refused(typed: str) -> None:
    with suppress(BadDate):
        read_day(typed, today=TODAY)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("30", 30),
        (" 45 дни ", 45),
        ("1 ден", 1),
        ("30дни", 30),
        ("30 days", 30),
        ("30 gün", 30),
        ("0", 0),
        ("999999", 999999),
        ("15.12", date(2026, 12, 15)),
        ("до 15.01.2027 г.", date(2027, 1, 15)),
        ("2 ноември", date(2027, 11, 2)),
    ],
)
def test_a_term_is_days_or_a_last_day(typed: str, meant: int | date) -> None:
    assert read_term(typed, today=TODAY) == meant


@pytest.mark.parametrize("typed", ["", "-5", "един месец", "30 32", "1e3", "9999999"])
def test_what_is_no_term_is_refused(typed: str) -> None:
    with pytest.raises(BadTermText):
        read_term(typed, today=TODAY)


def test_a_title_is_one_line_of_ten_to_two_hundred_characters() -> None:
    assert typed_title("  Нова\nнаредба   за\tдърветата ") == "Нова наредба за дърветата"
    assert typed_title("👨‍👩‍👧" * 200) == "👨‍👩‍👧" * 200
    with pytest.raises(TextTooShort):
        typed_title("Дърветата")
    with pytest.raises(TextTooLong):
        typed_title("я" * 201)


def test_a_reason_is_ten_to_five_hundred_characters() -> None:
    assert typed_reason("Защото\x00 \u202eе спешно.") == "Защото е спешно."
    with pytest.raises(TextTooShort):
        typed_reason("Спешно е.")
    with pytest.raises(TextTooLong):
        typed_reason("я" * 501)


@pytest.mark.parametrize(
    ("name", "mime", "kept"),
    [
        ("Проект.pdf", "application/pdf", ("Проект.pdf", "application/pdf")),
        ("ПРОЕКТ.PDF", None, ("ПРОЕКТ.PDF", "application/pdf")),
        (None, "application/pdf", ("document.pdf", "application/pdf")),
        ("мотиви", "application/msword", ("мотиви.doc", "application/msword")),
        (
            "a.docx",
            "application/zip",
            ("a.docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
        ),
        ("../../x\\..\\y.pdf", "application/pdf", ("y.pdf", "application/pdf")),
        ("fdp.\u202eexe.pdf", "application/pdf", ("fdp.exe.pdf", "application/pdf")),
    ],
)
def test_pdf_and_word_are_accepted_under_a_harmless_name(
    name: str | None, mime: str | None, kept: tuple[str, str]
) -> None:
    assert accept_file(name=name, mime=mime, size=10) == kept


@pytest.mark.parametrize(
    ("name", "mime"),
    [("a.exe", None), ("a.pdf", "image/png"), (None, None), ("a.zip", "application/zip"), ("a.docm", "text/plain")],
)
def test_other_files_are_not_accepted(name: str | None, mime: str | None) -> None:
    with pytest.raises(FileNotAccepted):
        accept_file(name=name, mime=mime, size=10)


def test_a_file_may_have_twenty_megabytes() -> None:
    accept_file(name="a.pdf", mime="application/pdf", size=20 * MB)
    with pytest.raises(FileTooBig) as refusal:
        accept_file(name="a.pdf", mime="application/pdf", size=20 * MB + 1)
    assert refusal.value.facts == {"size": 21, "limit": 20}


@pytest.mark.parametrize(
    ("name", "mime", "kept"),
    [
        ("двор.jpg", "image/jpeg", ("двор.jpg", "image/jpeg")),
        ("двор.JPEG", "image/jpeg", ("двор.JPEG", "image/jpeg")),
        (None, "image/png", ("document.png", "image/png")),
        ("план.pdf", None, ("план.pdf", "application/pdf")),
        ("двор.png", "application/octet-stream", ("двор.png", "image/png")),
        ("снимка.pdf", "image/jpeg", ("снимка.pdf.jpg", "image/jpeg")),
    ],
)
def test_people_attach_pictures_pdf_and_word(name: str | None, mime: str | None, kept: tuple[str, str]) -> None:
    assert accept_attachment(name=name, mime=mime, size=10) == kept


@pytest.mark.parametrize(
    ("name", "mime"), [("a.exe", None), ("a.svg", "image/svg+xml"), ("a.gif", "image/gif"), ("a.jpg", "video/mp4")]
)
def test_other_attachments_are_not_accepted(name: str | None, mime: str | None) -> None:
    with pytest.raises(AttachmentNotAccepted):
        accept_attachment(name=name, mime=mime, size=10)


def test_an_attachment_may_have_ten_megabytes() -> None:
    accept_attachment(name="a.pdf", mime="application/pdf", size=10 * MB)
    with pytest.raises(FileTooBig) as refusal:
        accept_attachment(name="a.pdf", mime="application/pdf", size=10 * MB + 1)
    assert refusal.value.facts == {"size": 11, "limit": 10}


@given(st.text(max_size=600))
def test_a_kept_file_name_is_short_and_has_no_folders(name: str) -> None:
    try:
        kept, _ = accept_file(name=name, mime="application/pdf", size=None)
    except DomainError:
        return
    assert len(kept) <= FILE_NAME_AT_MOST + len(".pdf")
    assert kept.casefold().endswith(".pdf")
    assert "/" not in kept
    assert "\n" not in kept


@pytest.mark.parametrize("typed", ["515", "№ 515", "№515", " 0515 ", "Решение № 515", "реш. 515", "#515"])
def test_the_number_of_a_decision_is_read_as_people_write_it(typed: str) -> None:
    assert read_decision_number(typed) == 515


@pytest.mark.parametrize("typed", ["", "няма", "0", "-5", "5.5", "515 от 2021", "9" * 7, "٥١٥", "5️⃣"])
def test_what_is_no_number_of_a_decision_is_refused(typed: str) -> None:
    with pytest.raises(BadDecisionNumber):
        read_decision_number(typed)
