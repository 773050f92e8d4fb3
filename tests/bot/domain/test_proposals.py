"""The verbs of a proposal: which moves there are in each kind, and what each carries along."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.dispositions import Answer, Disposition, ReasonNeeded
from bot.domain.errors import DomainError, WrongState
from bot.domain.ids import ConsultationId, ParticipantId, ProposalId
from bot.domain.proposals import (
    ANSWERED,
    OVER,
    ExtensionTooLong,
    FullNameNeeded,
    HiddenCode,
    NotFromHere,
    OnlyOnce,
    Proposal,
    ProposalKind,
    ProposalStatus,
    clean_full_name,
    clean_text,
)
from bot.domain.text import TextTooLong, TextTooShort

NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
TODAY = date(2026, 11, 2)
WHY = "Няма средства за това в бюджета."

# As in the rules: from, to; every other move is refused.
MOVES = {
    "statement": """
        submitted > submitted visible hidden withdrawn
        visible > submitted hidden withdrawn answered
        hidden > submitted visible withdrawn answered""",
    "formal": """
        submitted > submitted forwarded incomplete withdrawn
        incomplete > submitted closed withdrawn
        forwarded > in_review extended redirected withdrawn
        in_review > extended redirected withdrawn accepted partly not_accepted
        extended > accepted partly not_accepted
        accepted > done
        partly > done""",
    "idea": """
        submitted > visible hidden
        visible > hidden used noted not_used
        hidden > visible""",
}


def allowed(kind: str) -> set[tuple[str, str]]:
    lines = [line.split(" > ") for line in MOVES[kind].strip().splitlines()]
    return {(start.strip(), end) for start, ends in lines for end in ends.split()}


def a_proposal(kind: str = "statement", status: str = "submitted", **changes: Any) -> Proposal:
    values: dict[str, Any] = {
        "id": ProposalId(7),
        "receipt_no": "S-26-00042",
        "kind": ProposalKind(kind),
        "consultation": ConsultationId(3) if kind == "statement" else None,
        "author": None if kind == "idea" else ParticipantId(1),
        "text": "Пешеходната зона да се удължи до пазара.",
        "status": ProposalStatus(status),
        "received_on": TODAY,
        "submitted_at": NOW,
    }
    return Proposal(**(values | changes))


@pytest.mark.parametrize("kind", list(MOVES))
@pytest.mark.parametrize("start", list(ProposalStatus))
@pytest.mark.parametrize("end", list(ProposalStatus))
def test_only_the_moves_of_the_rules_are_possible(kind: str, start: str, end: str) -> None:
    assert a_proposal(kind, start).may_become(ProposalStatus(end)) is ((start, end) in allowed(kind))


def test_a_refused_move_says_where_it_stands_and_what_was_asked() -> None:
    with pytest.raises(WrongState) as refusal:
        a_proposal(status="answered").withdraw()
    assert refusal.value.facts == {"state": "answered", "action": "withdraw"}


def test_what_is_hidden_says_why_and_is_not_public() -> None:
    hidden = a_proposal(status="visible").hide(HiddenCode.insult, "Текстът обижда съсед по име.")
    assert hidden.hidden is not None
    assert not hidden.is_public
    assert hidden.show().is_public
    assert hidden.show().hidden is None


def test_a_hidden_statement_is_answered_and_stays_hidden() -> None:
    hidden = a_proposal(status="visible").hide(HiddenCode.off_topic, "Не е по проекта за наредба.")
    answered = hidden.publish_answer(Answer.of(Disposition.out_of_scope, reason=WHY), NOW)
    assert answered.status is ProposalStatus.answered
    assert not answered.is_public


def test_a_second_look_is_asked_for_once() -> None:
    hidden = a_proposal(status="visible").hide(HiddenCode.spam, "Един и същ текст много пъти.").ask_review()
    with pytest.raises(OnlyOnce):
        hidden.ask_review()


def test_an_amended_statement_is_checked_anew_and_loses_its_prepared_answer() -> None:
    prepared = a_proposal(status="visible").prepare_answer(Answer.of(Disposition.accepted))
    amended = prepared.amend(
        text="Друг текст, който е достатъчно дълъг.", provision=None, section=None, stance=None, name="Мария Иванова"
    )
    assert amended.status is ProposalStatus.submitted
    assert amended.draft_answer is None
    assert amended.shown_name == "Мария Иванова"


@pytest.mark.parametrize("disposition", [one for one in Disposition if one is not Disposition.accepted])
def test_everything_but_accepted_needs_its_reason_to_be_published(disposition: Disposition) -> None:
    with pytest.raises(ReasonNeeded):
        a_proposal(status="visible").publish_answer(Answer.of(disposition), NOW)
    assert a_proposal(status="visible").publish_answer(Answer.of(disposition, reason=WHY), NOW).answer is not None


@pytest.mark.parametrize(
    ("disposition", "status"),
    [("accepted", "used"), ("partly", "noted"), ("not_accepted", "not_used"), ("out_of_scope", "not_used")],
)
def test_an_idea_is_used_noted_or_not(disposition: str, status: str) -> None:
    answered = a_proposal("idea", "visible").publish_answer(Answer.of(Disposition(disposition), reason=WHY), NOW)
    assert answered.status == status


def test_the_registry_number_starts_the_clock_of_the_law() -> None:
    forwarded = a_proposal("formal").forward(" 94-Ж-17 ", date(2026, 12, 31))
    assert (forwarded.registry_no, forwarded.due_on) == ("94-Ж-17", date(2027, 2, 28))
    assert not forwarded.is_overdue(date(2027, 2, 28))
    assert forwarded.is_overdue(date(2027, 3, 1))


def test_an_extension_is_longer_than_the_term_and_no_longer_than_six_months() -> None:
    forwarded = a_proposal("formal").forward("94-Ж-17", date(2026, 8, 31))
    for until in (date(2026, 10, 31), date(2027, 3, 1)):
        with pytest.raises(ExtensionTooLong) as refusal:
            forwarded.extend(until, "Нужно е становище на друг орган.")
        assert refusal.value.facts == {"longest": date(2027, 2, 28)}
    assert forwarded.extend(date(2027, 2, 28), "Нужно е становище на друг орган.").due_on == date(2027, 2, 28)


def test_a_formal_proposal_out_of_scope_is_redirected_instead() -> None:
    in_review = a_proposal("formal").forward("94-Ж-17", TODAY).begin_review()
    with pytest.raises(NotFromHere):
        in_review.publish_answer(Answer.of(Disposition.out_of_scope, reason=WHY), NOW)
    assert in_review.redirect("Областна администрация", "Пътят е републикански.").status == "redirected"


def test_a_formal_proposal_is_never_public() -> None:
    for status in ProposalStatus:
        assert not a_proposal("formal", status).is_public


def test_a_duplicate_goes_into_one_of_the_same_consultation_that_stands_for_itself() -> None:
    main = a_proposal(id=ProposalId(1), status="visible")
    merged = a_proposal(status="visible").merge_into(main)
    assert merged.merged_into == 1
    assert merged.part().merged_into is None
    for other in (
        a_proposal(status="visible"),
        a_proposal(id=ProposalId(1), consultation=ConsultationId(4)),
        a_proposal(id=ProposalId(1), merged_into=ProposalId(9)),
        a_proposal(id=ProposalId(1), status="answered"),
    ):
        with pytest.raises(WrongState):
            a_proposal(status="visible").merge_into(other)


@given(st.sampled_from(list(ProposalKind)), st.sampled_from(list(ProposalStatus)))
def test_what_is_over_can_be_prepared_redacted_and_merged_no_more(kind: ProposalKind, status: ProposalStatus) -> None:
    proposal = a_proposal(kind, status)
    acts: list[Callable[[], Proposal]] = [
        lambda: proposal.prepare_answer(Answer.of(Disposition.accepted)),
        lambda: proposal.redact("Друг текст без лични данни."),
        proposal.part,
    ]
    for act in acts:
        try:
            act()
        except DomainError:
            assert status in OVER
        else:
            assert status not in OVER


def test_the_public_reads_what_came_of_it() -> None:
    for status in ANSWERED - {ProposalStatus.done}:
        assert a_proposal("statement", status).is_public


@pytest.mark.parametrize("count", [20, 3500])
def test_texts_at_the_limits_are_taken(count: int) -> None:
    assert clean_text("я" * count) == "я" * count


def test_it_stays_hidden_only_after_its_author_asked_for_a_second_look_and_once() -> None:
    hidden = a_proposal("statement", "hidden")
    with pytest.raises(WrongState):
        hidden.uphold(HiddenCode.spam, WHY)
    upheld = hidden.ask_review().uphold(HiddenCode.off_topic, WHY)
    assert (upheld.reviewed, upheld.hidden and upheld.hidden.code) == (True, HiddenCode.off_topic)
    with pytest.raises(WrongState):
        upheld.uphold(HiddenCode.spam, WHY)
    with pytest.raises(OnlyOnce):
        upheld.ask_review()


@pytest.mark.parametrize(("count", "refusal"), [(19, TextTooShort), (3501, TextTooLong), (20_000, TextTooLong)])
def test_texts_beyond_the_limits_are_refused_with_the_count(count: int, refusal: type[DomainError]) -> None:
    with pytest.raises(refusal) as found:
        clean_text("я" * count)
    assert found.value.facts["count"] == count


def test_a_full_name_is_of_two_names_at_least() -> None:
    assert clean_full_name(" Мария  Петрова ") == "Мария Петрова"
    for short in ("Мария", "Ана"):
        with pytest.raises(FullNameNeeded):
            clean_full_name(short)
