"""Every screen of a spravka fits into a message, in every language, whatever people wrote."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from telegram.constants import MessageLimit

from bot.domain.consultations import Consultation, ConsultationStatus, Decision
from bot.domain.dispositions import Answer, Disposition
from bot.domain.proposals import ProposalStatus
from bot.domain.spravka import Spravka
from bot.i18n import LANGUAGES, Translator, translator
from bot.sandbox.entities import utf16_length
from bot.sandbox.markup import parse_html
from bot.services.consultations import Page
from bot.services.spravka import FORMATS, Preview, Public, Waiting
from bot.ui import notices
from bot.ui.desks import GoQueue, GoReporting
from bot.ui.navigation import GoConsultation, GoSpravka
from bot.ui.screen import Screen
from bot.ui.spravka import decision, files, reading, reporting
from bot.ui.spravka.common import FILES, GetFile, counts_of
from storage.spravki import Published
from tests.bot.ui.cards import HOSTILE, LONG_ID, WORST_TITLES, a_consultation
from tests.reporting import NO, YES, a_spravka, a_statement
from tests.screens import assert_fits

TODAY = date(2026, 12, 20)
DUE = date(2026, 12, 16)
every_language = pytest.mark.parametrize("t", [translator(language) for language in LANGUAGES], ids=LANGUAGES)


def a_preview(spravka: Spravka, consultation: Consultation | None = None, **changes: Any) -> Preview:
    values: dict[str, Any] = {
        "consultation": consultation or a_consultation(),
        "spravka": spravka,
        "published": None,
        "due_on": DUE,
        "stamp": 2**32 - 1,
        "is_closed": True,
        "may_publish": True,
    }
    return Preview(**(values | changes))


def spravki() -> Iterator[Spravka]:
    yield a_spravka()
    yield a_spravka(a_statement(draft_answer=NO), a_statement(2, draft_answer=YES))
    yield a_spravka(
        a_statement(1, status=ProposalStatus.submitted),
        a_statement(2),
        a_statement(3, draft_answer=Answer(disposition=Disposition.partly)),
    )


def choices(screen: Screen) -> list[object]:
    return [button.choice for row in screen.rows for button in row]


@every_language
def test_the_preview_fits_however_it_stands(t: Translator) -> None:
    out = Published(None, False, "https://example.org/spravka")
    for spravka in spravki():
        for title in WORST_TITLES:
            for changes in ({}, {"published": out}, {"is_closed": False}, {"may_publish": False, "due_on": None}):
                found = a_preview(spravka, a_consultation(title=title), **changes)
                assert_fits(reporting.preview(t, found, today=TODAY, said=t("spravka.published_now")))
                assert_fits(reporting.ask_publish(t, found))


@every_language
def test_the_list_of_what_is_owed_fits(t: Translator) -> None:
    found = [Waiting(a_consultation(title=title), 10**6, due) for title in WORST_TITLES for due in (DUE, None)][:8]
    assert_fits(reporting.owing(t, found, Page(1, 3, 20), today=TODAY))
    assert_fits(reporting.owing(t, [], Page(0, 1, 0), today=TODAY))


@every_language
def test_the_public_screen_fits_with_the_longest_reasons(t: Translator) -> None:
    own = [
        a_statement(number, draft_answer=Answer(disposition=Disposition.not_accepted, reason=(HOSTILE * 60)[:1500]))
        for number in range(1, 6)
    ]
    spravka = a_spravka(*own, published=True, spravka_url="https://example.org/spravka")
    for title in WORST_TITLES:
        found = Public(a_consultation(title=title), spravka.header, counts_of(spravka), spravka.rows)
        assert_fits(reading.public(t, found))
    assert_fits(reading.public(t, Public(a_consultation(), spravka.header, {}, ())))
    assert_fits(reading.what(t, LONG_ID))


@every_language
def test_the_form_of_the_decision_fits(t: Translator) -> None:
    made = Decision(number=999_999, decided_on=TODAY)
    for title in WORST_TITLES:
        consultation = a_consultation(title=title)
        assert_fits(decision.ask_outcome(t, consultation))
        for adopted in (True, False):
            assert_fits(decision.ask_day(t, consultation, adopted=adopted))
            for one in (made, made.model_copy(update={"number": None})):
                assert_fits(decision.confirm(t, consultation, one, adopted=adopted))
    assert_fits(decision.ask_number(t, a_consultation()))
    assert_fits(reporting.ask_url(t))


@every_language
def test_captions_fit_under_a_file(t: Translator) -> None:
    for spravka in spravki():
        for title in WORST_TITLES:
            header = spravka.header.model_copy(update={"titles": {"bg": title}})
            for format in FORMATS:
                text, _ = parse_html(str(files.caption(t, header, counts_of(spravka), format)))
                assert utf16_length(text) <= MessageLimit.CAPTION_LENGTH
    for screen in (files.making(t), files.failed(t), *(files.made(t, LONG_ID, published=on) for on in (True, False))):
        assert_fits(screen)


@every_language
def test_the_news_fit(t: Translator) -> None:
    for recorded in (ConsultationStatus.adopted, ConsultationStatus.not_adopted):
        for number in (None, 515):
            made = Decision(number=number, decided_on=TODAY)
            assert_fits(notices.decided(t, a_consultation(recorded=recorded, decision=made)))
    assert_fits(notices.decided(t, a_consultation(recorded=ConsultationStatus.adopted)))
    assert_fits(notices.reported(t, a_consultation(title=WORST_TITLES[1])))


def test_every_missing_group_leads_to_its_queue() -> None:
    *_, incomplete = spravki()
    found = choices(reporting.preview(translator("bg"), a_preview(incomplete), today=TODAY))
    for state in ("unchecked", "unanswered", "prepared"):
        assert GoQueue(state, LONG_ID, 0) in found


@pytest.mark.parametrize(
    ("changes", "acts"),
    [
        ({}, {reporting.AskPublish}),
        ({"may_publish": False}, set()),
        ({"is_closed": False}, set()),
        ({"published": Published(None, False, None)}, {reporting.PutUrl}),
    ],
)
def test_only_what_can_be_done_is_offered(changes: dict[str, Any], acts: set[type]) -> None:
    complete = a_spravka(a_statement(draft_answer=NO))
    found = choices(reporting.preview(translator("bg"), a_preview(complete, **changes), today=TODAY))
    kinds = (reporting.AskPublish, reporting.Publish, reporting.PutUrl, decision.Decide)
    assert {type(one) for one in found if isinstance(one, kinds)} == acts


def test_a_nil_one_is_published_in_one_tap() -> None:
    found = choices(reporting.preview(translator("bg"), a_preview(a_spravka()), today=TODAY))
    assert reporting.Publish(LONG_ID, 2**32 - 1) in found


def test_a_decision_is_asked_for_only_once_it_is_reported() -> None:
    out = Published(None, False, None)
    for recorded, asked in ((ConsultationStatus.reported, True), (ConsultationStatus.adopted, False)):
        preview = a_preview(a_spravka(), a_consultation(recorded=recorded), published=out, is_closed=False)
        found = choices(reporting.preview(translator("bg"), preview, today=TODAY))
        assert (decision.Decide(LONG_ID) in found) == asked


def test_after_a_file_one_goes_back_to_where_it_was_asked_for() -> None:
    t = translator("bg")
    assert GoSpravka(5) in choices(files.made(t, 5, published=True))
    assert GoReporting(5) in choices(files.made(t, 5, published=False))
    assert GoConsultation(LONG_ID) in choices(reporting.preview(t, a_preview(a_spravka()), today=TODAY))


@pytest.mark.parametrize("prepares", [True, False])
def test_staff_find_their_way_back_from_what_everybody_sees(prepares: bool) -> None:
    spravka = a_spravka(published=True)
    found = Public(a_consultation(), spravka.header, {}, (), prepares)
    assert (GoReporting(LONG_ID) in choices(reading.public(translator("bg"), found))) == prepares


def test_every_format_has_a_button() -> None:
    assert set(FILES) == set(FORMATS)
    found = choices(reporting.preview(translator("bg"), a_preview(a_spravka()), today=TODAY))
    assert [one.format for one in found if isinstance(one, GetFile)] == list(FORMATS)


def test_before_it_is_out_nobody_is_said_to_see_it() -> None:
    t = translator("bg")
    for spravka in spravki():
        labels = [button.label for row in reporting.preview(t, a_preview(spravka), today=TODAY).rows for button in row]
        assert t.plain("spravka.to_public") not in labels
