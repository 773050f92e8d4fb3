"""Every screen of deciding and watching fits into Telegram in every language, and says what it must."""

from datetime import timedelta

import pytest

from bot.broadcast.screens import DECIDING, PICKER, screen
from bot.domain.announcements import Announcement, AnnouncementState
from bot.domain.audiences import MOST_CONDITIONS, Audience, Condition, Trait
from bot.domain.contents import Content, Kind, Spot
from bot.domain.deliveries import Tally
from bot.i18n import LANGUAGES, Translator, translator
from bot.services.announcements.watching import Recallable
from bot.services.consultations import Page
from bot.ui.announcing import aloud, approving, correcting, files, leaving, picking, progress
from storage.announcements.saved import SavedAudience
from tests.bot.ui.cards import HOSTILE
from tests.deciding import (
    AUDIENCE,
    COUNT,
    NAMES,
    NOON,
    ROADS,
    TALLY,
    a_watch,
    an_announcement,
    announced,
    in_every_state,
)
from tests.screens import assert_fits, labels, text

BG, EN = translator("bg"), translator("en")
S = AnnouncementState
WORST = Audience(
    groups=tuple(
        (Condition(trait=Trait.follows, value=str(number)), Condition(trait=Trait.attended, value="9", negated=True))
        for number in range(MOST_CONDITIONS // 2)
    )
)
WORST_NAMES = {(one.trait, one.value): HOSTILE * 20 for one in WORST.conditions}


@pytest.fixture(params=LANGUAGES)
def t(request: pytest.FixtureRequest) -> Translator:
    return translator(request.param)


@pytest.mark.parametrize("one", in_every_state(), ids=lambda one: f"{one.state}{one.held}{one.correcting}")
@pytest.mark.parametrize("may_manage", [True, False])
def test_an_announcement_fits_however_it_stands(t: Translator, one: Announcement, may_manage: bool) -> None:
    for own in (True, False):
        for view in (PICKER, DECIDING):
            found = a_watch(one, may_manage=may_manage, own=own, posts=3, speed=27.6)
            assert_fits(screen(t, found, view, t("deciding.requested")))
            assert_fits(screen(t, a_watch(one, tally=None, author=None, approver=None), view))


def test_the_longest_audience_of_the_worst_names_fits(t: Translator) -> None:
    one = an_announcement(title=HOSTILE * 3, audience=WORST, emergency=True, scheduled_at=NOON + timedelta(days=1))
    found = a_watch(one, names=WORST_NAMES, author=HOSTILE)
    ready = a_watch(one.model_copy(update={"state": S.ready}), names=WORST_NAMES, author=HOSTILE)
    assert_fits(picking.picker(t, found))
    assert_fits(picking.conditions(t, found))
    assert_fits(leaving.decide(t, found))
    assert_fits(leaving.confirm(t, found))
    assert_fits(approving.request(t, ready))
    assert_fits(files.requested(t, ready))


def test_everything_around_the_picker_fits(t: Translator) -> None:
    found, page = a_watch(), Page.of(12, 1)
    for how in picking.HOWS:
        assert_fits(picking.kinds(t, found, how))
        for trait in picking.KINDS:
            assert_fits(picking.values(t, found, how, trait, [("12345", HOSTILE * 3), ("en", "")], page))
            assert_fits(picking.values(t, found, how, trait, [], Page.of(0, 0)))
    kept = SavedAudience(7, "Хора от <селата>", AUDIENCE)
    assert_fits(picking.saved(t, found, [kept] * 5, page))
    assert_fits(picking.saved(t, found, [], Page.of(0, 0)))
    assert_fits(picking.one_saved(t, found, kept))
    assert_fits(picking.ask_name(t, found))
    assert_fits(picking.posts(t, found, [(1, HOSTILE * 3, True), (2, "Канал", False)], page))
    assert_fits(picking.posts(t, found, [], Page.of(0, 0)))


def test_everything_that_is_asked_and_told_fits(t: Translator) -> None:
    found = a_watch()
    content = Content(kind=Kind.text, html="<b>Нов</b> текст " * 100)
    spot = Content(kind=Kind.location, spot=Spot(latitude=1, longitude=2))
    for one in (
        leaving.times(t, found),
        leaving.ask_time(t, 5, now=NOON),
        leaving.ask_emergency(t, found),
        approving.ask_note(t, found),
        progress.ask_stop(t, found),
        correcting.which(t, found, {"bg": content, "en": spot}),
        correcting.ask_text(t, found, "bg"),
        correcting.preview(t, found, content, "bg"),
        correcting.preview(t, found, Content(kind=Kind.text, html="я" * 3936), "bg"),
        correcting.confirm(t, found),
        correcting.ask_recall(t, found, Recallable(1, 2, 3)),
        files.making(t),
        files.made(t, 5),
        files.failed(t),
        files.requested(t, found),
        files.returned(t, found, note="я" * 500),
        files.changed(t, found, promised=1000, recipients=1234),
        files.corrected(t, found, by=HOSTILE),
        files.recalled(t, found, by=None),
        files.sent(t, a_watch(an_announcement(state=S.sent, began_at=NOON, finished_at=NOON))),
    ):
        assert_fits(one)
    assert len(files.caption(t, announced(title=HOSTILE * 10))) < 1024


def test_an_audience_is_read_aloud_as_a_clerk_would_say_it() -> None:
    said = aloud.audience(BG, AUDIENCE, NAMES)
    assert said == (
        "тема „Пътища“ и място „с. Узунджово“, но без далите мнение по „Наредба за пътищата“; "
        "или: членовете на „Обществен съвет“"
    )
    assert aloud.audience(EN, Audience(groups=((ROADS.model_copy(update={"negated": True}),),)), NAMES) == (
        "everybody, but not the topic “Пътища”"
    )


def test_a_count_says_how_it_splits_and_whom_it_leaves_out() -> None:
    said = [str(one) for one in aloud.count(EN, COUNT)]
    assert said == [
        "<b>Exactly 1234 people</b> will get it.",
        "By language: Български 1200, English 30, Türkçe 4.",
        "When: 1000 at once; 200 after quiet hours; 34 within their digest.",
        "Not reached: 3 blocked the bot; 2 paused; 1 want no alerts.",
    ]


def test_without_a_count_nothing_can_be_sent_or_asked_for() -> None:
    shown = leaving.decide(EN, a_watch(an_announcement(counts=None)))
    assert "⏳" in text(shown)
    assert not any("📨" in label or "🙋" in label for label in labels(shown))


def test_own_decision_is_offered_up_to_the_threshold_and_to_those_who_manage_only() -> None:
    few = COUNT.model_copy(update={"recipients": 500})
    for count, may_manage, emergency, offered in (
        (few, True, False, True),
        (COUNT, True, False, False),
        (few, False, False, False),
        (few, True, True, False),
    ):
        one = an_announcement(counts=count, emergency=emergency)
        shown = labels(leaving.decide(EN, a_watch(one, may_manage=may_manage)))
        assert ("📨 Send to 500 people" in shown) is offered
        assert EN.plain("deciding.request") in shown


def test_the_second_tap_names_the_number_and_carries_it() -> None:
    shown = leaving.confirm(EN, a_watch())
    assert labels(shown)[0] == "📨 Yes, to 1234 people"
    choice = shown.rows[0][0].choice
    assert choice is not None
    assert choice.pack() == "an.d.send:123456:12:1234"


def test_nobody_is_offered_to_approve_their_own() -> None:
    ready = an_announcement(state=S.ready, requested_at=NOON)
    own, other = (labels(approving.request(EN, a_watch(ready, own=own))) for own in (True, False))
    assert EN.plain("deciding.approve") in other
    assert EN.plain("deciding.approve") not in own
    assert EN.plain("deciding.take_back") in own


def test_what_reaches_nobody_is_not_offered_to_be_sent() -> None:
    nobody = an_announcement(state=S.draft, counts=COUNT.model_copy(update={"recipients": 0}))
    offered = labels(leaving.decide(EN, a_watch(nobody, above=None)))
    assert EN.plain("deciding.request") not in offered
    assert EN.plain("deciding.send_posts") not in offered


def test_whoever_needs_no_second_person_is_not_told_to_wait_for_one() -> None:
    alone = approving.request(EN, a_watch(an_announcement(state=S.ready, requested_at=NOON), own=True, above=None))
    assert EN.plain("deciding.approve") in labels(alone)
    assert EN.plain("deciding.return") not in labels(alone)
    assert EN.plain("deciding.second_not_needed") in text(alone)
    assert EN.plain("deciding.own_waits") not in text(alone)


def test_the_card_tells_how_far_it_is_how_fast_and_how_long_yet() -> None:
    sending = an_announcement(state=S.sending, began_at=NOON)
    said = text(progress.card(EN, a_watch(sending, speed=0.5)))
    assert "▓▓▓▓▓▓▓▓▓▓▓░░░░░ 72%\nSent: 834 of 1234" in said
    assert "Blocked the bot: 50" in said
    assert "Failed: 7" in said
    assert "Waiting for the end of quiet hours: 200" in said
    assert "Waiting for their digest: 34" in said
    assert "Speed: 0.5 a second\nAbout 4 minutes left." in said
    assert "Speed: 0,5 in" not in said


def test_a_bar_is_full_only_at_the_end() -> None:
    assert "99%" in str(progress.bar(EN, 999, 1000))
    assert str(progress.bar(EN, 1000, 1000)).count("▓") == progress.BAR
    assert "░" in str(progress.bar(EN, 999, 1000))
    assert "100%" in str(progress.bar(EN, 0, 0))


def test_what_telegram_refuses_is_told_with_what_to_do() -> None:
    stuck = an_announcement(state=S.sending, began_at=NOON, held=True, held_because="wrong file identifier")
    shown = progress.card(EN, a_watch(stuck))
    assert "wrong file identifier" in text(shown)
    assert "Mend it with “Correct”" in text(shown)
    assert {EN.plain(f"deciding.{key}") for key in ("go_on", "correct", "recall")} <= set(labels(shown))


def test_a_place_on_the_map_is_said_not_to_be_correctable() -> None:
    spot = Content(kind=Kind.location, spot=Spot(latitude=1, longitude=2))
    shown = correcting.which(EN, a_watch(), {"bg": spot})
    assert text(shown).endswith("It can be taken back.")
    assert "Български" not in labels(shown)


def test_a_recall_says_what_became_of_each_copy() -> None:
    over = an_announcement(state=S.recalled, began_at=NOON, finished_at=NOON, recalled_at=NOON)
    tally = Tally(deleted=5, replaced=4, kept=3, folded=2)
    said = text(progress.card(EN, a_watch(over, tally=tally)))
    assert "Deleted: 5\n✏️ Replaced by “withdrawn”: 4\n⚠️ Stay with people: 3\n🗞 In digests, where it stays: 2" in said


def test_a_correction_shows_how_far_it_has_come() -> None:
    mending = an_announcement(state=S.sent, began_at=NOON, finished_at=NOON, revision=2, corrected_at=NOON,
                              correcting=True)  # fmt: skip
    assert "Corrected: 700 of 800" in text(progress.card(EN, a_watch(mending, tally=TALLY)))
