"""News of a proposal are told while they are true."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from bot.domain.dispositions import Answer, Disposition
from bot.domain.ids import ProposalId
from bot.domain.proposal_news import is_pointless
from bot.domain.proposals import Proposal, ProposalKind, ProposalStatus


def a_proposal(status: ProposalStatus, **changes: Any) -> Proposal:
    values: dict[str, Any] = {
        "receipt_no": "S-26-00001",
        "kind": ProposalKind.statement,
        "text": "Пешеходната зона да се удължи.",
        "received_on": date(2026, 11, 2),
        "submitted_at": datetime(2026, 11, 2, tzinfo=UTC),
        "status": status,
    }
    return Proposal(**(values | changes))


_S = ProposalStatus


@pytest.mark.parametrize(
    ("what", "still", "no_more"),
    [
        ("visible", _S.visible, _S.hidden),
        ("hidden", _S.hidden, _S.visible),
        ("parted", _S.visible, _S.answered),
        ("redacted", _S.answered, _S.withdrawn),
        ("question", _S.visible, _S.answered),
        ("incomplete", _S.incomplete, _S.submitted),
        ("lapsed", _S.closed, _S.incomplete),
        ("registered", _S.in_review, _S.accepted),
        ("in_review", _S.in_review, _S.extended),
        ("extended", _S.extended, _S.not_accepted),
        ("redirected", _S.redirected, _S.forwarded),
        ("done", _S.done, _S.accepted),
        ("replied", _S.hidden, _S.withdrawn),
        ("review", _S.hidden, _S.visible),
        ("amended", _S.submitted, _S.visible),
    ],
)
def test_what_went_on_since_is_told_by_other_news(what: str, still: _S, no_more: _S) -> None:
    assert not is_pointless(what, a_proposal(still))
    assert is_pointless(what, a_proposal(no_more))


def test_a_merger_is_news_while_it_lasts_and_nothing_was_answered() -> None:
    merged = a_proposal(_S.visible, merged_into=ProposalId(7))
    assert not is_pointless("merged", merged)
    assert is_pointless("parted", merged)
    assert is_pointless("merged", a_proposal(_S.visible))
    assert is_pointless("merged", merged.model_copy(update={"status": _S.answered}))


def test_that_it_stays_hidden_is_news_after_the_second_look() -> None:
    assert not is_pointless("upheld", a_proposal(_S.hidden, reviewed=True))
    assert is_pointless("upheld", a_proposal(_S.visible, reviewed=True))


def test_an_answer_is_news_for_good() -> None:
    answer = Answer.of(Disposition.accepted)
    assert not is_pointless("answered", a_proposal(_S.done, answer=answer))
    assert is_pointless("answered", a_proposal(_S.visible))


def test_news_that_nobody_knows_are_no_news() -> None:
    with pytest.raises(KeyError):
        is_pointless("sung", a_proposal(_S.visible))
