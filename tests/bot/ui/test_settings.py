"""Settings as they are shown, in every language and at every choice."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.ids import ParticipantId
from bot.domain.participants import DEFAULT_QUIET, UNTIL_RESUMED, Cadence, Participant, Pause, QuietHours
from bot.i18n import LANGUAGES, NAMES, Translator, translator
from bot.services.participants import Chosen
from bot.ui import settings as screens
from bot.ui.callbacks import BadCallback
from bot.ui.screen import Screen
from tests.screens import assert_fits

NOON = datetime(2026, 11, 2, 10, tzinfo=UTC)
OWN = QuietHours(start_minute=13 * 60 + 5, end_minute=14 * 60 + 55)


def somebody(**chosen: object) -> Participant:
    plain = Participant(
        id=ParticipantId(1),
        telegram_id=77,
        language="bg",
        cadence=Cadence.at_once,
        quiet=DEFAULT_QUIET,
        paused_until=None,
        reachable=True,
        consent_version="1",
        consented_at=NOON,
    )
    return plain.model_copy(update=chosen)


def every_screen(t: Translator) -> Iterator[Screen]:
    for quiet in (None, DEFAULT_QUIET, OWN):
        for cadence in Cadence:
            for paused_until in (None, NOON, NOON + timedelta(days=30), UNTIL_RESUMED):
                one = somebody(quiet=quiet, cadence=cadence, paused_until=paused_until, language=t.language)
                for undo in (None, *(screens.present(what, one) for what in ("language", "cadence", "quiet", "pause"))):
                    yield screens.settings(t, Chosen(one, 99, 99), now=NOON, undo=undo)
                yield screens.language(t, one)
                yield screens.cadence(t, one)
                yield screens.quiet(t, one)
                yield screens.type_quiet(t, one)
                yield screens.pause(t, one, now=NOON)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_fits_a_message_and_its_buttons_can_be_pressed(language: str) -> None:
    for screen in every_screen(translator(language)):
        assert_fits(screen)


def test_settings_say_what_is_chosen() -> None:
    screen = screens.settings(translator("bg"), Chosen(somebody(), 3, 1), now=NOON)
    assert str(screen.text.striptags()) == (
        "Настройки Език: Български Теми: 3 · Места: 1 "
        "Известия и съобщения: щом има ново, за консултации най-много веднъж на ден Тихи часове: 21:00–08:00 ч."
    )


def test_a_pause_is_said_with_its_end_and_can_be_ended() -> None:
    one = somebody(paused_until=NOON + timedelta(days=7))
    screen = screens.settings(translator("bg"), Chosen(one, 0, 0), now=NOON)
    assert "⏸ Пауза до понеделник, 9 ноември 2026 г., 12:00 ч." in screen.text
    assert "▶️ Край на паузата" in [button.label for row in screen.rows for button in row]


def test_a_pause_that_is_over_is_not_spoken_of() -> None:
    screen = screens.settings(translator("bg"), Chosen(somebody(paused_until=NOON), 0, 0), now=NOON)
    assert "⏸ Пауза до" not in screen.text


def test_one_of_several_is_marked() -> None:
    screen = screens.quiet(translator("bg"), somebody(quiet=OWN))
    labels = [button.label for row in screen.rows for button in row]
    assert labels[:4] == ["○ 21:00–08:00", "○ 22:00–07:00", "◉ 13:05–14:55", "○ Без тихи часове"]


@given(
    language=st.sampled_from(LANGUAGES),
    cadence=st.sampled_from(Cadence),
    quiet=st.none() | st.just(OWN) | st.just(DEFAULT_QUIET),
    paused_until=st.none() | st.datetimes(datetime(2020, 1, 1), datetime(2100, 1, 1)) | st.just(UNTIL_RESUMED),  # noqa: DTZ001 - hypothesis wants naive bounds
)
def test_undoing_leads_back_to_what_was(
    language: str, cadence: Cadence, quiet: QuietHours | None, paused_until: datetime | None
) -> None:
    pause = None if paused_until is None else paused_until.replace(tzinfo=UTC, microsecond=0)
    before = somebody(language=language, cadence=cadence, quiet=quiet, paused_until=pause)
    restored = somebody()
    for what in ("language", "cadence", "quiet", "pause"):
        undo = screens.Choose.parse(screens.present(what, before).pack())
        restored = restored.model_copy(update=screens.read(undo, now=NOON))
    assert restored == before


@pytest.mark.parametrize(
    ("what", "value"),
    [
        ("language", "de"),
        ("cadence", "hourly"),
        ("quiet", ""),
        ("quiet", "1260"),
        ("quiet", "480-480"),
        ("quiet", "1260-1440"),
        ("quiet", "a-b"),
        ("pause", "year"),
        ("pause", "-1"),
        ("pause", "999999999999"),
        ("pause", "9" * 17),
        ("consent", "none"),
    ],
)
def test_a_forged_choice_is_recognised(what: str, value: str) -> None:
    with pytest.raises(BadCallback):
        screens.read(screens.Choose(what, value), now=NOON)


def test_a_pause_begins_when_it_is_chosen() -> None:
    chosen = screens.read(screens.Choose("pause", Pause.week.value), now=NOON)
    assert chosen == {"paused_until": NOON + timedelta(days=7)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_is_offered_by_its_own_name(language: str) -> None:
    screen = screens.language(translator(language), somebody(language=language))
    labels = [button.label[2:] for row in screen.rows[:-1] for button in row]
    assert labels == list(NAMES.values())
