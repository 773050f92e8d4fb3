"""The questions of the forms and their last looks, with the worst that was typed."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from bot.domain.dispositions import Answer, Disposition
from bot.domain.ids import ConsultationId
from bot.domain.proposals import AuthorType, Channel, HiddenCode, Stance, clean_sentence
from bot.i18n import LANGUAGES, Translator, translator
from bot.services.answering import Act, Look, Many, ReceivedLate, Sorted, SpravkaIsOut
from bot.services.consultations import Page
from bot.ui.answering import entering, many, questions
from bot.ui.answering.callbacks import Begin
from bot.ui.answering.questions import Frame
from bot.ui.answering.wording import SENTENCES, TEMPLATES
from bot.ui.screen import Screen
from tests.bot.ui.answering.proposals import ANSWER, NUMBER, SECTION, WORST_TEXTS, a_proposal, everything
from tests.bot.ui.cards import HOSTILE, LONG_ID, a_consultation
from tests.screens import assert_fits

DAY = date(2027, 9, 22)
BG = translator("bg")


def acting(t: Translator, text: str) -> Iterator[Screen]:
    one = everything(text=text)
    frame = Frame("a", "disposition", questions.about(t, one), first=False)
    for which in questions.PROMPTS:
        yield questions.prompt(t, frame, which, skip=True)
    yield questions.code(t, frame._replace(first=True))
    for code in HiddenCode:
        yield questions.sentence(t, frame, code, "bg")
    yield questions.main(t, frame, [one] * 4)
    yield questions.main(t, frame, [])
    for formal in (True, False):
        yield questions.disposition(t, frame, formal=formal)
    for chosen in Disposition:
        for previous in (None, HOSTILE * 30):
            yield questions.reason(t, frame, chosen, previous=previous)
    yield questions.registered(t, frame, today=DAY)
    yield questions.longer(t, frame, due_on=DAY, longest=DAY)
    said = (
        questions.typed_part(t, text),
        questions.merged_part(t, one),
        questions.registry_part(t, "9" * 60, DAY, DAY),
        questions.extend_part(t, DAY, text),
        questions.redirect_part(t, "<b>" * 50, text),
        questions.answer_part(t, ANSWER),
    )
    for act in questions.EXPLAINED:
        for part in said:
            yield questions.confirm(t, questions.Look(one, act, 10**10), part)
    yield questions.lost(t, one, [text, text], origin="unanswered+")
    yield questions.lost(t, None, [], origin="open")
    yield questions.asked(t, one, origin="open")
    yield questions.unfinished(t, Begin("redirect", NUMBER, 10**6, "unanswered+"), conversation="answering")


def answering_many(t: Translator) -> Iterator[Screen]:
    yield many.disposition(t, 200)
    for chosen in Disposition:
        yield many.reason(t, 200, chosen, previous=HOSTILE * 30)
    one = a_proposal()
    for found in (Sorted([one] * 150, [one] * 49, 1), Sorted([one], [], 0), Sorted([], [], 5)):
        yield many.confirm(t, found, ANSWER, at=10**10)
    for done in (Many(150, 49, 1), Many(1, 0, 0), Many(0, 0, 0)):
        yield many.done(t, done, Look("unanswered", int(LONG_ID), 7, "statement"))


def values(**changes: Any) -> dict[str, Any]:
    return {
        "kind": "formal",
        "channel": Channel.email,
        "received": "2026-11-02",
        "author": AuthorType.ngo,
        "name": "<b>" * 40,
        "contact": "<i>&" * 50,
        "provision": "чл. & <" * 17,
        "stance": Stance.oppose,
        "text": HOSTILE * 100,
        **changes,
    }


def coming_in(t: Translator) -> Iterator[Screen]:
    yield entering.channel(t)
    yield entering.kind(t)
    for skip in (True, False):
        yield entering.consultation(t, [a_consultation(title=HOSTILE * 7)] * 6, Page(1, 3, 18), may_skip=skip)
        yield entering.consultation(t, [], Page(0, 1, 0), may_skip=skip)
    yield entering.received(t, today=DAY)
    for refusal in (ReceivedLate(last_day=DAY, received_on=DAY), SpravkaIsOut()):
        yield entering.too_late(t, refusal, t("errors.spravka-is-out"))
    yield entering.author(t)
    for state, which, skip in (("name", "name", True), ("name", "full_name", False), ("text", "text", False)):
        yield entering.prompt(t, state, which, skip=skip)
    yield entering.provision(t, [SECTION] * 100, 3)
    yield entering.provision(t, [], 0)
    yield entering.stance(t)
    yield entering.confirm(t, values(), a_consultation(title=HOSTILE * 7), SECTION, at=10**10)
    bare = values(kind="idea", name=None, contact=None, provision=None, stance=None)
    yield entering.confirm(t, bare, None, None, at=10**10)
    yield entering.entered(t, a_proposal(consultation=ConsultationId(10**17)))
    yield entering.unfinished(t, int(LONG_ID), conversation="entering")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("text", WORST_TEXTS)
def test_every_question_of_an_act_fits(language: str, text: str) -> None:
    for screen in acting(translator(language), text):
        assert_fits(screen)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_of_the_other_forms_fits(language: str) -> None:
    t = translator(language)
    for screen in (*answering_many(t), *coming_in(t)):
        assert_fits(screen)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_offered_ready_is_accepted_as_typed(language: str) -> None:
    for code in SENTENCES:
        ready = questions.ready_sentence(code, language)
        assert clean_sentence(ready) == ready
    for disposition in TEMPLATES:
        for reason in questions.templates_of(disposition):
            assert Answer.of(disposition, reason=reason).reason == reason


def test_ready_reasons_are_in_the_official_language_and_sentences_in_the_authors() -> None:
    frame = Frame("a", "reason", questions.about(BG, a_proposal()), first=False)
    english = translator("en")
    assert "няма предвидени средства" in questions.reason(english, frame, Disposition.not_accepted, previous=None).text
    assert "The text contains insulting words" in questions.sentence(BG, frame, HiddenCode.insult, "en").text


def test_a_formal_proposal_is_never_out_of_scope() -> None:
    frame = Frame("a", "disposition", questions.about(BG, a_proposal()), first=True)
    labels = [
        [b.label for row in questions.disposition(BG, frame, formal=one).rows for b in row] for one in (False, True)
    ]
    assert ["Извън предмета" in found for found in labels] == [True, False]


def test_a_personal_number_is_blacked_out_before_it_is_entered() -> None:
    shown = entering.confirm(BG, values(text="ЕГН 7523169263 е моето."), None, None, at=1).text
    assert "7523169263" not in shown


def test_every_act_with_a_form_has_its_explanation() -> None:
    assert set(questions.EXPLAINED) == {
        *(Act.hide, Act.uphold, Act.merge, Act.ask, Act.answer, Act.forward, Act.lacks, Act.extend, Act.redirect)
    }
