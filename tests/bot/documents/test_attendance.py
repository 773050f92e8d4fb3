"""The list of those who come as a file: safe to open, and names only where the rows bring them."""

import pytest

from bot.documents import attendance
from bot.domain.ids import ForumId, ParticipantId
from bot.domain.seats import Registration, RegistrationState
from bot.i18n import translator
from tests.telling import local

T = translator("bg")
AT = local("2026-11-20 17:05")


def a_row(name: str | None) -> Registration:
    return Registration(
        forum=ForumId(1),
        participant=ParticipantId(1),
        state=RegistrationState.registered,
        code="ABC234",
        name=name,
        registered_at=local("2026-11-04 12:00"),
        checked_in_at=AT,
    )


def test_times_are_the_towns_and_no_cell_is_a_formula() -> None:
    content = attendance.make([a_row("=HYPERLINK(1)"), a_row(None)], "csv", T, title="Форум", made_at=AT).decode()
    head, first, second, _ = content.split("\r\n")
    assert head == '\ufeff"Код";"Име";"Състояние";"Записване";"Присъствие"'
    assert first == '"ABC234";"\'=HYPERLINK(1)";"записано";"04.11.2026 12:00";"20.11.2026 17:05"'
    assert second.startswith('"ABC234";"";')


def test_a_workbook_is_made_too_and_nothing_else() -> None:
    assert attendance.make([a_row("Мария")], "xlsx", T, title="Форум", made_at=AT).startswith(b"PK")
    with pytest.raises(KeyError):
        attendance.make([], "exe", T, title="Форум", made_at=AT)
