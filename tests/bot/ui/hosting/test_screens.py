"""Every screen of those who hold forums fits, whatever was typed and however the forum stands."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from telegram.constants import MessageLimit

from bot.domain.checkin import changes_at
from bot.domain.forums import Forum, ForumStatus, PaperKind, Seats
from bot.domain.ids import QuestionnaireId
from bot.domain.questionnaires import Status
from bot.domain.seats import RegistrationState
from bot.i18n import LANGUAGES, Translator, translator
from bot.sandbox.entities import utf16_length
from bot.sandbox.markup import parse_html
from bot.services.attached import Attached
from bot.services.consultations import Page
from bot.services.forums import Arrival, Attendance, Door, ManagedForum, Outcome, Showing
from bot.ui.forums.card import card
from bot.ui.hosting import acts, certificate, desk, door, questions, roster
from bot.ui.hosting.questions import Frame
from bot.ui.screen import Screen
from storage.forums import Counts
from tests.bot.ui.cards import FAMILY, HOSTILE, WORST_TITLES
from tests.bot.ui.forums.test_screens import a_card, a_forum, a_paper, a_place, worst
from tests.screens import assert_fits, labels

NOW = datetime(2026, 11, 12, 15, tzinfo=UTC)
PAGE = Page(1, 3, 24)
MANY = 1_234_567
COUNTS = Counts(MANY, 3, MANY, MANY)
FRAME = Frame("c", "confirm")


def managed(forum: Forum, status: ForumStatus, *, may_manage: bool = True) -> ManagedForum:
    papers = [a_paper(kind) for kind in PaperKind]
    answers = {"yes": 7, "partly": 2, "no": 1}
    return ManagedForum(forum, status, Seats(3, 12), COUNTS, MANY, papers, answers, may_manage)


def every_attached() -> Iterator[Attached | None]:
    yield None
    for status in Status:
        yield Attached(QuestionnaireId(10**17), status)


def every_desk(t: Translator) -> Iterator[Screen]:
    yield desk.desk(t, [], Page(0, 1, 0), now=NOW)
    yield desk.discarded(t)
    for title in WORST_TITLES:
        yield desk.desk(t, [worst(title), worst(title, "draft")], PAGE, now=NOW)
        yield desk.ask_discard(t, worst(title, "draft"))
        yield desk.which_field(t, worst(title))
        yield questions.unfinished(t, conversation="hosting", title=title)
        for may in (True, False):
            found = managed(worst(title, "draft"), ForumStatus.draft, may_manage=may)
            seen = card(t, a_card(found.forum, place=HOSTILE * 20, consultation=title, body=title)).text
            yield desk.preview(t, seen, found, followers=MANY, said=t("hosting.prepared"))
            for status in set(ForumStatus) - {ForumStatus.draft}:
                recorded = "open" if status in (ForumStatus.full, ForumStatus.closed) else status.value
                found = managed(worst(title, recorded), status, may_manage=may)
                yield desk.one(t, found, place=HOSTILE * 20, said=t("hosting.called_off"))
                yield acts.papers(t, found)
        for attached in every_attached():
            for begun in (False, True):
                found = replace(managed(worst(title), ForumStatus.closed), attached=attached, begun=begun)
                yield desk.one(t, found, place=HOSTILE * 20)


def every_question(t: Translator) -> Iterator[Screen]:
    yield questions.unfinished(t, conversation="hosting", title=None)
    for state in questions.ASKED:
        for step in (None, 5):
            frame = Frame("n", state, step, first=state == "title", keep=True)
            choices = [("1" * 18, title) for title in WORST_TITLES]
            yield questions.question(t, frame, now=NOW, choices=choices, page=PAGE)


def every_act(t: Translator) -> Iterator[Screen]:
    for title in WORST_TITLES:
        before, after = worst(title), worst(title).model_copy(update={"place_text": FAMILY * 200})
        for told in (0, 1, MANY):
            place = after.place_text
            yield acts.confirm_change(t, FRAME, after, before=before, place=place, told=told, shown_at=2**31)
            yield acts.confirm_cancel(t, FRAME, before, reason=FAMILY * 500, told=told, shown_at=2**31)
            yield acts.confirm_minutes(t, FRAME, before, minutes=FAMILY * 3000, told=told, shown_at=2**31)
        yield acts.ask_why(t, FRAME, before)
        yield acts.ask_minutes(t, FRAME, before.model_copy(update={"summary": HOSTILE * 90}))
        for kind in PaperKind:
            yield acts.ask_paper(t, FRAME, before, kind)
        yield certificate.ask_name(t, before)
        yield certificate.confirm(t, FRAME, before, name=FAMILY * 120)
        yield certificate.promised(t, before)
        yield certificate.failed(t)


def every_list(t: Translator) -> Iterator[Screen]:
    rows = [a_place(state, name=FAMILY * 120) for state in RegistrationState]
    rows += [a_place(RegistrationState.registered, came=True, name=HOSTILE * 3)]
    for title in WORST_TITLES:
        forum = worst(title)
        for named, absent in ((True, True), (False, False)):
            yield roster.attendance(t, Attendance(forum, rows, PAGE, COUNTS, named, absent), t("hosting.struck"))
            yield roster.attendance(t, Attendance(forum, [], Page(0, 1, 0), COUNTS, named, absent))
            yield roster.ask_find(t, forum, named=named)
        yield roster.found(t, forum, rows)
        yield roster.found(t, forum, [])
        yield roster.ask_guest(t, forum)
        for one in rows:
            yield roster.row(t, forum, one, t("hosting.struck"))
            yield roster.ask_strike(t, forum, one)
        for outcome in roster.ARRIVALS:
            yield roster.arrived(t, Arrival(outcome, forum, rows[-1]), COUNTS)
        yield roster.arrived(t, Arrival(Outcome.wrong, forum), COUNTS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_fits(language: str) -> None:
    t = translator(language)
    for screens in (every_desk, every_question, every_act, every_list):
        for screen in screens(t):
            assert_fits(screen)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("title", WORST_TITLES)
def test_what_is_said_under_a_picture_fits(language: str, title: str) -> None:
    t, forum = translator(language), worst(title)
    showing = Showing(7, 5, language, forum, COUNTS, Door(forum, "ABC234", changes_at(NOW)))
    captions = [
        door.shown(t, showing)["media"]["caption"],
        door.shut(t, showing)["caption"],
        str(roster.caption(t, forum, COUNTS, named=True)),
        str(certificate.caption(t, forum)),
    ]
    for caption in captions:
        assert 0 < utf16_length(parse_html(caption)[0]) <= MessageLimit.CAPTION_LENGTH
    assert "A B C 2 3 4" in captions[0]


@pytest.mark.parametrize("may_manage", [True, False])
def test_who_may_only_prepare_sees_no_way_to_what_they_may_not(may_manage: bool) -> None:
    t = translator("en")
    draft = desk.preview(
        t, t("hosting.is_draft"), managed(a_forum("draft"), ForumStatus.draft, may_manage=may_manage), followers=0
    )
    assert ("📢 Open registration" in labels(draft)) is may_manage
    found = labels(desk.one(t, managed(a_forum(), ForumStatus.open, may_manage=may_manage), place=None))
    assert ("🚫 Cancel the forum" in found) is may_manage
    assert {"📷 Door", "📋 List"} <= {*found}


def test_registration_is_closed_and_opened_again_only_before_it_begins() -> None:
    t = translator("en")
    ahead = replace(managed(a_forum(), ForumStatus.open), begun=False)
    shut = replace(managed(a_forum(), ForumStatus.closed), begun=False)
    begun = managed(a_forum(), ForumStatus.closed)
    ways = ("🔒 Close registration", "🔓 Go on registering", "✏️ Change")
    found = [[way in labels(desk.one(t, one, place=None)) for way in ways] for one in (ahead, shut, begun)]
    assert found == [[True, False, True], [False, True, True], [False, False, False]]


@pytest.mark.parametrize(
    ("attached", "label"),
    [(None, "📋 Give a questionnaire"), (Attached(QuestionnaireId(7), Status.open), "📋 Questionnaire: open")],
)
def test_the_desk_leads_to_the_questionnaire_or_to_giving_one(attached: Attached | None, label: str) -> None:
    found = replace(managed(a_forum(), ForumStatus.held), attached=attached)
    assert label in labels(desk.one(translator("en"), found, place=None))


def test_minutes_are_not_summed_up_before_the_end_nor_the_door_kept_after_it() -> None:
    t = translator("en")
    ahead = labels(desk.one(t, managed(a_forum(), ForumStatus.open), place=None))
    over = labels(desk.one(t, managed(a_forum(), ForumStatus.held), place=None))
    assert ("📝 Sum up" in ahead, "📷 Door" in ahead) == (False, True)
    assert ("📝 Sum up" in over, "📷 Door" in over) == (True, False)
