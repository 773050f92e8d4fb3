"""Every act that is audited has words."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.domain.consultations import Consultation, ConsultationKind
from bot.domain.ids import ConsultationId, OrganisationId, ParticipantId
from bot.domain.notices import CHANGES
from bot.domain.staff import Action, Role
from bot.domain.town import Organisation
from bot.i18n import LANGUAGES, translator
from bot.services.announcements import deciding
from bot.services.answering import DONE
from bot.services.audit import LISTED, Trail
from bot.services.consultations import Page
from bot.ui import audit as screens
from storage.audit import Entry
from tests.membership import ALLIANCE, NOON
from tests.screens import assert_fits

ROOT = Path(__file__).parent.parent.parent.parent
CONSULTATION = Consultation(
    id=ConsultationId(5),
    kind=ConsultationKind.other,
    title="<b>Наредба & тарифа " + "за отпадъците " * 20,
    summary="Какво се променя.",
)


RECORDED = {"proposal.submitted"}
"""Written without a turn's actor, who is not to be named: an idea is nobody's."""


def audited(folder: str) -> Iterator[str]:
    """What calls of `audit` name in the code; a composed name is one of a consultation's changes, or an act of staff
    on a proposal or an announcement.
    """
    for path in sorted((ROOT / folder).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "audit"):
                continue
            match node.args[0]:
                case ast.Constant(value=str(act)):
                    yield act
                case ast.JoinedStr(values=[ast.Constant(value="consultation."), _]):
                    yield from (f"consultation.{name}" for name in CHANGES)
                case ast.JoinedStr(values=[ast.Constant(value="proposal."), _]):
                    yield from (f"proposal.{done}" for done in DONE.values())
                case ast.JoinedStr(values=[ast.Constant(value="announcement."), _]):
                    yield from (f"announcement.{done}" for done in deciding.DONE)
                case other:
                    raise AssertionError(f"{path.name}: {ast.unparse(other)} cannot be read here")


def test_every_act_of_the_code_has_words_and_no_words_are_left_over() -> None:
    assert {*audited("bot"), *audited("handlers"), *RECORDED} == set(screens.ACTS)


def test_everything_that_can_be_refused_has_words() -> None:
    assert set(screens.DEEDS) == set(Action)


def an_entry(action: str, subject: str | None = "participant:1", /, **facts: str) -> Entry:
    return Entry(1, NOON, ParticipantId(2), "Надежда", action, subject, dict(facts))


def a_trail(*entries: Entry, pages: int = 1) -> Trail:
    return Trail(
        entries=list(entries),
        page=Page(0, pages, len(entries)),
        names={ParticipantId(1): "Петър <b>&"},
        consultations={ConsultationId(5): CONSULTATION},
        proposals={},
        organisations={OrganisationId("alliance"): Organisation.model_validate(ALLIANCE)},
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("action", [*screens.ACTS, "long.gone"])
@pytest.mark.parametrize(
    "subject", [None, "participant:1", "participant:9", "consultation:5", "consultation:6", "proposal:7"]
)
def test_every_act_can_be_said_about_anything(language: str, action: str, subject: str | None) -> None:
    full = an_entry(action, subject, role="editor", was="owner", organisation="alliance", what="staff_manage")
    spare = Entry(1, NOON, None, None, action, subject, {"role": "emperor", "what": "rule", "organisation": "gone"})
    assert_fits(screens.trail(translator(language), a_trail(*[full, spare] * (LISTED // 2), pages=2)))


def test_an_entry_says_when_who_and_what() -> None:
    joined = an_entry("staff.joined", role="editor", organisation="alliance")
    said = screens.entry(translator("bg"), joined, a_trail(joined))
    assert said.striptags() == "сряда, 4 ноември 2026 г., 12:00 ч. Надежда Ново в екипа: Петър <b>&, редактор, Алианс"


def test_a_role_that_changed_is_said_with_what_it_was() -> None:
    changed = an_entry("staff.role_changed", role=Role.editor.value, was=Role.moderator.value)
    assert "was moderator, now editor" in screens.entry(translator("en"), changed, a_trail(changed))


def test_an_act_whose_words_are_gone_is_shown_by_its_code() -> None:
    old = an_entry("circus.opened")
    assert "circus.opened" in screens.entry(translator("bg"), old, a_trail(old))


def test_an_empty_trail_says_so() -> None:
    assert "празен" in screens.trail(translator("bg"), a_trail()).text


@pytest.mark.parametrize("action", Action)
def test_a_refusal_says_what_was_wanted(action: Action) -> None:
    refused = an_entry("refused", what=action.value)
    t = translator("bg")
    assert t.plain(screens.DEEDS[action]) in screens.entry(t, refused, a_trail(refused))
