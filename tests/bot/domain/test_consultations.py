from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bot.domain.calendar import WorkCalendar
from bot.domain.consultations import (
    NOT_KEPT,
    AddressMissing,
    Consultation,
    ConsultationKind,
    ConsultationStatus,
    Decision,
    DocumentKind,
    MissingDocuments,
    NothingToCorrect,
    ShortTermReasonNeeded,
    TermNotLonger,
    TermOver,
    TermTooShort,
)
from bot.domain.errors import DomainError, WrongState
from bot.domain.ids import PlaceId, TopicId
from bot.domain.participation import HearingMissing, ParticipationMissing
from bot.domain.term import Proof, prove
from bot.domain.text import TextEmpty, TextTooShort
from bot.domain.wording import BadAddress

PUBLISHED = date(2026, 11, 2)
OPENS = datetime(2026, 11, 1, 22, tzinfo=UTC)
NOON = datetime(2026, 11, 2, 10, tzinfo=UTC)
CLOSES = datetime(2026, 12, 2, 22, tzinfo=UTC)
SECOND = timedelta(seconds=1)
PAPERS = (DocumentKind.draft, DocumentKind.motives)
REASON = "Сезонът за засаждане започва."


def a_term(days: int = 30, *, published: date = PUBLISHED, enforced: bool = True) -> Proof:
    return prove(published, days, calendar=WorkCalendar(), enforced=enforced)


def a_draft(kind: str = "ordinance", **fields: Any) -> Consultation:
    given: dict[str, Any] = {
        "kind": ConsultationKind(kind),
        "title": "Наредба за кучетата",
        "summary": "Общината предлага нови правила за домашните кучета.",
        "url": "https://obs.haskovo.bg/article/1",
    }
    return Consultation(**(given | fields))


def a_published(days: int = 30, *, reason: str | None = REASON, **fields: Any) -> Consultation:
    return a_draft(**fields).publish(a_term(days), NOON, reason, documents=PAPERS)


def an_ended(recorded: ConsultationStatus) -> Consultation:
    return a_published().model_copy(update={"recorded": recorded})


# Where it stands


@pytest.mark.parametrize(
    ("now", "status", "is_open"),
    [
        (OPENS - SECOND, "scheduled", False),
        (OPENS, "open", True),
        (CLOSES - SECOND, "open", True),
        (CLOSES, "closed", False),
        (CLOSES + timedelta(days=900), "closed", False),
    ],
)
def test_open_and_closed_follow_the_clock(now: datetime, status: str, is_open: bool) -> None:
    consultation = a_published()
    assert (consultation.status(now), consultation.is_open(now)) == (status, is_open)


@pytest.mark.parametrize("status", ["draft", "reported", "adopted", "not_adopted", "cancelled"])
def test_what_people_decided_stands_whatever_the_clock_says(status: str) -> None:
    consultation = an_ended(ConsultationStatus(status))
    assert {consultation.status(now) for now in (OPENS - SECOND, NOON, CLOSES)} == {status}


def test_an_old_record_without_dates_is_closed() -> None:
    assert a_draft(recorded=ConsultationStatus.open).status(NOON) is ConsultationStatus.closed


@pytest.mark.parametrize("status", ["scheduled", "closed"])
def test_what_the_clock_decides_is_never_recorded(status: str) -> None:
    with pytest.raises(ValidationError, match="follows the clock"):
        a_draft(recorded=ConsultationStatus(status))


def test_a_window_ends_after_it_begins() -> None:
    with pytest.raises(ValidationError, match="closes before it opens"):
        a_draft(opens_at=NOON, closes_at=NOON)


@pytest.mark.parametrize(
    ("today", "left"),
    [
        (date(2026, 11, 25), 7),
        (date(2026, 12, 1), 1),
        (date(2026, 12, 2), 0),
        (date(2026, 12, 3), 0),
    ],
)
def test_days_left_are_counted_to_the_last_day(today: date, left: int) -> None:
    assert a_published().days_left(today) == left


def test_without_a_last_day_no_days_are_counted() -> None:
    assert a_draft().days_left(PUBLISHED) is None


def test_texts_come_in_translation_where_there_is_one() -> None:
    consultation = a_draft(translations={"en": {"title": "Dog ordinance"}, "tr": {"title": ""}})
    assert consultation.title_in("en") == "Dog ordinance"
    assert consultation.summary_in("en") == consultation.summary
    assert consultation.title_in("tr") == consultation.title_in("bg") == consultation.title
    assert [consultation.is_translated(language) for language in ("bg", "en", "tr")] == [False, True, False]


def test_a_new_one_has_no_number_yet_and_concerns_everybody() -> None:
    consultation = a_draft()
    assert (consultation.id, consultation.places, consultation.version) == (NOT_KEPT, (), 1)


def test_a_decision_may_lack_its_number() -> None:
    assert Decision(number=None, decided_on=date(2025, 12, 19)).note is None


# Publishing


def test_publishing_takes_over_what_was_proved() -> None:
    consultation = a_published()
    assert (
        consultation.published_on,
        consultation.term_days,
        consultation.last_day,
        consultation.earliest_adoption,
        consultation.opens_at,
        consultation.closes_at,
        consultation.recorded,
    ) == (PUBLISHED, 30, date(2026, 12, 2), date(2026, 12, 3), OPENS, CLOSES, ConsultationStatus.open)


def test_a_day_of_publication_still_to_come_is_scheduled() -> None:
    consultation = a_draft().publish(a_term(published=date(2026, 11, 5)), NOON, documents=PAPERS)
    assert consultation.status(NOON) is ConsultationStatus.scheduled


@pytest.mark.parametrize(
    ("days", "reason", "documents", "url", "refusal"),
    [
        (13, REASON, PAPERS, "https://x.bg", TermTooShort),
        (29, None, PAPERS, "https://x.bg", ShortTermReasonNeeded),
        (29, " \u200b", PAPERS, "https://x.bg", TextEmpty),
        (29, "да", PAPERS, "https://x.bg", TextTooShort),
        (30, None, (DocumentKind.draft,), "https://x.bg", MissingDocuments),
        (30, None, (), "https://x.bg", MissingDocuments),
        (30, None, PAPERS, None, AddressMissing),
    ],
)
def test_an_ordinance_is_not_published_against_the_law(
    days: int,
    reason: str | None,
    documents: tuple[DocumentKind, ...],
    url: str | None,
    refusal: type[DomainError],
) -> None:
    with pytest.raises(refusal):
        a_draft(url=url).publish(a_term(days), NOON, reason, documents=documents)


@pytest.mark.parametrize("kind", ["program", "general_act", "budget", "other"])
def test_the_rest_is_warned_and_published_all_the_same(kind: str) -> None:
    draft = a_draft(kind, url=None)
    proof = a_term(10, enforced=False)
    besides: dict[str, list[type]] = {"general_act": [ParticipationMissing], "budget": [HearingMissing]}
    warned = [TermTooShort, MissingDocuments, AddressMissing, *besides.get(kind, [])]
    assert [type(each) for each in draft.objections(proof)] == warned
    assert draft.publish(proof, NOON).last_day == date(2026, 11, 12)


def test_an_ordinance_cannot_borrow_a_proof_that_was_not_enforced() -> None:
    with pytest.raises(TermTooShort):
        a_draft().publish(a_term(10, enforced=False), NOON, REASON, documents=PAPERS)


def test_without_a_last_day_nothing_can_be_published() -> None:
    with pytest.raises(TermTooShort):
        a_draft("program").publish(a_term(0, enforced=False), NOON)


@pytest.mark.parametrize(("days", "kept"), [(29, REASON), (30, None)])
def test_the_reason_is_kept_where_the_term_is_short(days: int, kept: str | None) -> None:
    assert a_published(days, reason=f" {REASON}\n").short_term_reason == kept


def test_a_term_that_is_over_is_not_opened() -> None:
    with pytest.raises(TermOver) as refusal:
        a_draft().publish(a_term(), CLOSES, documents=PAPERS)
    assert refusal.value.facts == {"last_day": date(2026, 12, 2)}


def test_on_its_last_evening_it_can_still_be_opened() -> None:
    assert a_draft().publish(a_term(), CLOSES - SECOND, documents=PAPERS).is_open(CLOSES - SECOND)


def test_publishing_twice_is_refused() -> None:
    with pytest.raises(WrongState) as refusal:
        a_published().publish(a_term(), NOON, documents=PAPERS)
    assert refusal.value.facts == {"state": "open", "action": "publish"}


# Extending


@pytest.mark.parametrize("now", [OPENS - SECOND, NOON, CLOSES - SECOND])
def test_a_term_may_be_made_longer_until_it_closes(now: datetime) -> None:
    longer = a_published().extend(a_term(45), now)
    assert (longer.term_days, longer.last_day, longer.opens_at) == (45, date(2026, 12, 17), OPENS)
    assert longer.is_open(CLOSES)


@pytest.mark.parametrize(
    ("days", "proposed"), [(30, date(2026, 12, 2)), (29, date(2026, 12, 1)), (10, date(2026, 11, 12))]
)
def test_the_same_or_a_shorter_term_is_no_extension(days: int, proposed: date) -> None:
    with pytest.raises(TermNotLonger) as refusal:
        a_published().extend(a_term(days), NOON)
    assert refusal.value.facts == {"last_day": date(2026, 12, 2), "proposed": proposed}


def test_a_longer_term_that_rolls_to_the_same_day_is_no_extension() -> None:
    rolled = a_draft().publish(a_term(published=date(2026, 11, 5)), NOON, documents=PAPERS)
    with pytest.raises(TermNotLonger):
        rolled.extend(a_term(31, published=date(2026, 11, 5)), NOON)


def test_an_extended_short_term_keeps_its_reason_until_it_is_full() -> None:
    short = a_published(20)
    assert short.extend(a_term(25), NOON).short_term_reason == REASON
    assert short.extend(a_term(30), NOON).short_term_reason is None


def test_an_extension_from_another_publication_is_a_mistake_in_the_program() -> None:
    with pytest.raises(ValueError, match="same publication"):
        a_published().extend(a_term(45, published=date(2026, 11, 3)), NOON)


# Restarting


def test_a_replaced_draft_restarts_the_term_and_stays_open() -> None:
    now = NOON + timedelta(days=10)
    again = a_published().restart(a_term(published=date(2026, 11, 13)), now)
    assert (again.published_on, again.last_day) == (date(2026, 11, 13), date(2026, 12, 14))
    assert again.opens_at == OPENS
    assert again.is_open(now)


def test_a_restart_takes_no_day_from_anybody() -> None:
    with pytest.raises(TermNotLonger):
        a_published(45).restart(a_term(30, published=date(2026, 11, 4)), NOON)


def test_a_draft_replaced_on_its_first_day_keeps_its_last() -> None:
    consultation = a_published()
    assert consultation.restart(a_term(), NOON) == consultation


def test_before_it_opens_a_restart_may_end_earlier() -> None:
    coming = a_draft().publish(a_term(45, published=date(2026, 11, 9)), NOON, documents=PAPERS)
    again = coming.restart(a_term(published=date(2026, 11, 10)), NOON)
    assert (again.last_day, again.status(NOON)) == (date(2026, 12, 10), ConsultationStatus.scheduled)


def test_a_short_restart_goes_on_with_the_old_reason_or_a_new_one() -> None:
    short, proof = a_published(20), a_term(20, published=date(2026, 11, 5))
    assert short.restart(proof, NOON).short_term_reason == REASON
    assert short.restart(proof, NOON, "Друга причина.").short_term_reason == "Друга причина."


@pytest.mark.parametrize(("days", "refusal"), [(20, ShortTermReasonNeeded), (13, TermTooShort)])
def test_a_restarted_ordinance_obeys_the_law_anew(days: int, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        a_published().restart(a_term(days, published=date(2026, 11, 27)), NOON)


def test_a_restart_of_an_imported_ordinance_asks_for_no_address() -> None:
    imported = a_published().model_copy(update={"url": None})
    assert imported.restart(a_term(published=date(2026, 11, 5)), NOON).last_day == date(2026, 12, 7)


# Correcting


def test_a_correction_changes_what_it_names_and_nothing_else() -> None:
    before = a_published(topics=(TopicId("animals"),))
    after = before.correct(title=" Наредба за  котките ", topics=(TopicId("order"),))
    assert after == before.model_copy(update={"title": "Наредба за котките", "topics": (TopicId("order"),)})


def test_places_may_be_widened_to_the_whole_municipality() -> None:
    assert a_published(places=(PlaceId("haskovo"),)).correct(places=()).places == ()


def test_a_corrected_text_loses_its_stale_translations() -> None:
    words = {"en": {"title": "Dogs", "summary": "New rules."}}
    corrected = a_published(translations=words).correct(title="Наредба за котките")
    assert corrected.title_in("en") == "Наредба за котките"
    assert corrected.summary_in("en") == "New rules."


def test_a_corrected_text_may_bring_its_translations() -> None:
    corrected = a_published().correct(title="Наредба за котките", translations={"en": {"title": "Cats"}})
    assert corrected.title_in("en") == "Cats"


def test_a_correction_elsewhere_leaves_translations_alone() -> None:
    words = {"en": {"title": "Dogs"}}
    assert a_published(translations=words).correct(url="haskovo.bg/2").translations == words


@pytest.mark.parametrize("changes", [{}, {"title": "  Наредба за кучетата\u200b"}, {"topics": ()}])
def test_a_correction_that_changes_nothing_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(NothingToCorrect):
        a_published().correct(**changes)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"title": " "}, TextEmpty),
        ({"summary": "Малко."}, TextTooShort),
        ({"url": "javascript:alert(1)"}, BadAddress),
    ],
)
def test_a_correction_is_held_to_the_same_words(changes: dict[str, Any], refusal: type[DomainError]) -> None:
    with pytest.raises(refusal):
        a_published().correct(**changes)


# Cancelling, and what comes too late


@pytest.mark.parametrize("now", [OPENS - SECOND, NOON, CLOSES - SECOND])
def test_until_it_closes_it_may_be_cancelled_with_a_reason(now: datetime) -> None:
    cancelled = a_published().cancel(" Проектът е оттеглен. ", now)
    assert (cancelled.status(CLOSES), cancelled.cancelled_reason) == ("cancelled", "Проектът е оттеглен.")


def test_a_draft_may_be_cancelled() -> None:
    assert a_draft().cancel("Проектът е оттеглен.", NOON).status(NOON) is ConsultationStatus.cancelled


def test_nothing_is_cancelled_without_a_reason() -> None:
    with pytest.raises(TextEmpty):
        a_published().cancel("\u200b ", NOON)


VERBS: dict[str, Callable[[Consultation, datetime], Consultation]] = {
    "extend": lambda consultation, now: consultation.extend(a_term(45), now),
    "restart": lambda consultation, now: consultation.restart(a_term(45), now),
    "cancel": lambda consultation, now: consultation.cancel("Проектът е оттеглен.", now),
}


@pytest.mark.parametrize("verb", VERBS)
def test_from_the_closing_instant_on_the_verbs_refuse(verb: str) -> None:
    with pytest.raises(WrongState) as refusal:
        VERBS[verb](a_published(), CLOSES)
    assert refusal.value.facts == {"state": "closed", "action": verb}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("status", ["reported", "adopted", "not_adopted", "cancelled"])
def test_what_is_ended_stays_as_it_is(verb: str, status: str) -> None:
    with pytest.raises(WrongState) as refusal:
        VERBS[verb](an_ended(ConsultationStatus(status)), NOON)
    assert refusal.value.facts == {"state": status, "action": verb}


@pytest.mark.parametrize("verb", ["extend", "restart"])
def test_a_draft_has_no_term_to_change(verb: str) -> None:
    with pytest.raises(WrongState):
        VERBS[verb](a_draft(), NOON)


@pytest.mark.parametrize("status", ["reported", "adopted", "not_adopted", "cancelled"])
def test_what_people_decided_on_is_not_corrected(status: str) -> None:
    with pytest.raises(WrongState):
        an_ended(ConsultationStatus(status)).correct(title="Наредба за котките")


def test_a_closed_one_may_still_be_corrected() -> None:
    assert a_published().correct(title="Наредба за котките").status(CLOSES) is ConsultationStatus.closed


@given(st.integers(14, 90), st.integers(-1, 120), st.integers(14, 90))
def test_no_verb_ever_takes_a_promised_day_away(days: int, after: int, again: int) -> None:
    consultation = a_published(days)
    assert consultation.last_day is not None
    now = OPENS + timedelta(days=after)
    published = PUBLISHED + timedelta(days=max(after, 0))
    changes: tuple[Callable[[], Consultation], ...] = (
        lambda: consultation.extend(a_term(again), now),
        lambda: consultation.restart(a_term(again, published=published), now, REASON),
    )
    for change in changes:
        try:
            changed = change()
        except DomainError:
            continue
        assert changed.last_day is not None
        assert changed.last_day >= consultation.last_day or now < OPENS
