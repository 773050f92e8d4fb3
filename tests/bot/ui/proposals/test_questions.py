"""The questions of having a say: they fit, say where one stands, and count what was typed."""

import pytest

from bot.domain.ids import SectionId
from bot.domain.personal_data import PersonalData
from bot.domain.proposals import ProposalKind, Stance
from bot.domain.routing import Route
from bot.i18n import LANGUAGES, Translator, translator
from bot.services.consultations import Page
from bot.services.proposals import Draft
from bot.ui.proposals import callbacks as buttons
from bot.ui.proposals import checking, questions
from bot.ui.proposals.questions import NOTES, Frame
from bot.ui.screen import Screen
from storage.proposals import Section
from tests.bot.ui.cards import FAMILY, HOSTILE, NOON, a_consultation
from tests.bot.ui.proposals.things import SECTION, TEXT, WORST_NAMES, WORST_TEXTS, a_file, a_proposal
from tests.screens import assert_fits, labels, text

BG = translator("bg")
FRAME = Frame("text", 3, 7, keep=True, note="egn")
LATE = Frame("preview", note="edited")


def a_draft(**changes: object) -> Draft:
    values: dict[str, object] = {"kind": ProposalKind.statement, "token": "T", "text": TEXT, "language": "bg"}
    return Draft(**(values | changes))  # type: ignore[arg-type]


def preview(t: Translator, draft: Draft) -> Screen:
    return checking.preview(
        t,
        LATE,
        draft,
        consultation=a_consultation(title="я" * 300),
        section=SECTION,
        attached=[a_file(number) for number in range(3)],
        send=buttons.Send("a" * 24, 2**32 - 1),
        hidden_egn=True,
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_fits(language: str) -> None:
    t = translator(language)
    consultation = a_consultation(title=HOSTILE * 7)
    sections = [Section(id=SectionId(10**17 + number), names={"bg": FAMILY * 20}) for number in range(8)]
    screens = [
        questions.kind(t, FRAME, typed=HOSTILE * 100),
        questions.kind(t, FRAME, typed=""),
        questions.difference(t),
        questions.which(t, FRAME, [consultation] * 5, Page(1, 3, 12), now=NOON),
        questions.which(t, FRAME, [], Page(0, 1, 0), now=NOON),
        questions.about(t, FRAME, consultation, sections, Page(1, 3, 20)),
        questions.about(t, FRAME, consultation, [], Page(0, 1, 0)),
        questions.stance(t, FRAME),
        questions.example(t),
        *(questions.text(t, FRAME, kind=kind, count=n, parts=2) for kind in ProposalKind for n in (0, 1, 5000)),
        *(questions.files(t, FRAME, kind=kind, attached=[a_file(1), a_file(2)]) for kind in ProposalKind),
        questions.name(t, FRAME, known="я" * 120),
        questions.name(t, FRAME, known=None),
        questions.organisation(t, FRAME),
        questions.identity(t, FRAME),
        questions.contact(t, FRAME),
        questions.email(t, FRAME),
        questions.address(t, FRAME),
    ]
    for screen in screens:
        assert_fits(screen)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_screen_before_sending_fits(language: str) -> None:
    t = translator(language)
    alike = [a_proposal(text=one) for one in WORST_TEXTS[1:4]]
    screens = [
        *(checking.route(t, FRAME, route, registry=("я" * 100, "ж" * 200)) for route in Route),
        checking.route(t, FRAME, Route.signal, registry=None),
        checking.personal(t, FRAME, list(PersonalData)),
        checking.similar(t, FRAME, alike),
        checking.supported_instead(t, alike[0]),
        checking.fields(t, FRAME, ("about", "stance", "text", "files", "name", "organisation")),
        checking.late(t, a_consultation().last_day),
        checking.gone(t),
        checking.late_change(t, 1, a_consultation().last_day),
        checking.late_change(t, 1, None),
        checking.closed(t, a_consultation(title="я" * 300)),
        checking.closed(t, a_consultation(last_day=None)),
        checking.unfinished(t, buttons.Fresh("statement", 10**17), typed=HOSTILE * 100),
        checking.unfinished(t, buttons.Fresh("", 0), typed=""),
    ]
    for screen in screens:
        assert_fits(screen)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", list(ProposalKind))
def test_a_preview_of_the_worst_fits(language: str, kind: ProposalKind) -> None:
    t = translator(language)
    for written in WORST_TEXTS:
        for name in WORST_NAMES:
            draft = a_draft(
                kind=kind,
                text=written,
                name=name,
                organisation=name,
                contact=name,
                provision="я" * 120,
                stance=Stance.oppose,
            )
            assert_fits(preview(t, draft))


def test_a_preview_that_shows_only_the_beginning_says_so() -> None:
    assert BG("proposals.preview_cut").striptags() in text(preview(BG, a_draft(text=FAMILY * 3500)))
    assert BG("proposals.preview_cut").striptags() not in text(preview(BG, a_draft(text=TEXT)))


def test_who_is_answered_and_where_is_told_apart_as_for_staff() -> None:
    shown = text(preview(BG, a_draft(kind=ProposalKind.formal, name="Мария Иванова", contact="maria@example.org")))
    assert "Само за екипа:\nИме: Мария Иванова" in shown
    assert "Мария" not in text(preview(BG, a_draft(kind=ProposalKind.idea, name="Мария Иванова")))


@pytest.mark.parametrize(
    ("count", "said", "done"),
    [
        (1, "Дотук: 1 знак от 3500.", False),
        (19, "Нужни са поне 20", False),
        (20, "Дотук: 20 знака от 3500.", True),
        (3500, "Дотук: 3500 знака от 3500.", True),
        (3501, "с 1 знак по-дълъг", False),
        (20_000, "с 16500 знака по-дълъг", False),
    ],
)
def test_the_count_is_told_and_done_is_offered_only_where_it_can_be(count: int, said: str, done: bool) -> None:
    screen = questions.text(BG, Frame("text", 3, 7), kind=ProposalKind.statement, count=count, parts=1)
    assert said in text(screen)
    assert ("✅ Готово" in labels(screen)) is done


def test_each_kind_is_promised_something_before_it_is_chosen() -> None:
    shown = text(questions.kind(BG, Frame("kind", back=False), typed=""))
    for promise in ("получава отговор в справката", "решението е до два месеца", "не записваме кой сте"):
        assert promise in shown


def test_every_note_has_words() -> None:
    for note in NOTES:
        assert text(questions.stance(BG, Frame("stance", note=note))).startswith(BG(NOTES[note]).striptags())


def test_whoever_comes_back_to_the_text_sees_how_it_begins() -> None:
    changing, writing = Frame("text"), Frame("text", 3, 7)
    kind, count = ProposalKind.statement, len(TEXT)
    assert TEXT in text(questions.text(BG, changing, kind=kind, count=count, parts=1, typed=TEXT))
    assert TEXT not in text(questions.text(BG, writing, kind=kind, count=count, parts=1, typed=TEXT))
    long = questions.text(BG, changing, kind=kind, count=3500, parts=1, typed=HOSTILE * 80)
    assert_fits(long)
