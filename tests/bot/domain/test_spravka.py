"""The table the law asks for: a row for all that stands, names only where chosen, nothing out without a reason."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.dispositions import Answer, Disposition
from bot.domain.ids import ProposalId, SectionId
from bot.domain.proposals import AuthorType, Channel, Hidden, HiddenCode, Proposal, ProposalStatus
from bot.domain.spravka import Lacks, Spravka, SpravkaIncomplete
from tests.reporting import NO, PUBLISHED, REASON, YES, a_header, a_spravka, a_statement

INSULT = Hidden(code=HiddenCode.insult, sentence="Текстът обижда служители.")


def numbers(spravka: Spravka) -> list[str]:
    return [row.receipt_no for row in spravka.rows]


def test_rows_stand_in_the_order_of_receipt_and_then_of_numbers() -> None:
    late, early = PUBLISHED + timedelta(days=9), PUBLISHED
    found = a_spravka(
        a_statement(1, received_on=late),
        a_statement(100_000, receipt_no="S-26-100000", received_on=early),
        a_statement(99_999, receipt_no="S-26-99999", received_on=early),
    )
    assert numbers(found) == ["S-26-99999", "S-26-100000", "S-26-00001"]


def test_what_was_taken_back_gets_no_row() -> None:
    assert numbers(a_spravka(a_statement(1, status=ProposalStatus.withdrawn), a_statement(2))) == ["S-26-00002"]


def test_a_hidden_one_keeps_its_row_and_its_disposition_without_its_words_or_name() -> None:
    hidden = a_statement(
        status=ProposalStatus.hidden,
        hidden=INSULT,
        draft_answer=NO,
        name="Обида",
        name_public=True,
        organisation="Обида",
        provision="Обида",
    )
    (row,) = a_spravka(hidden).rows
    assert (row.disposition, row.reason, row.hidden) == (Disposition.not_accepted, REASON, INSULT)
    assert (row.text, row.author, row.organisation, row.provision) == (None, None, None, None)


@pytest.mark.parametrize(("public", "shown"), [(True, "Мария Иванова"), (False, None)])
def test_a_name_stands_only_where_its_author_chose_so(public: bool, shown: str | None) -> None:
    (row,) = a_spravka(a_statement(name="Мария Иванова", name_public=public, organisation="Клуб")).rows
    assert row.author == shown
    assert row.organisation == ("Клуб" if public else None)


def test_a_merged_one_has_a_row_of_its_own_with_the_answer_and_the_number_of_its_main_one() -> None:
    main = a_statement(1, draft_answer=NO)
    merged = a_statement(2, merged_into=main.id)
    row = a_spravka(main, merged).rows[1]
    assert (row.disposition, row.reason, row.merged_into) == (Disposition.not_accepted, REASON, "S-26-00001")


def test_merged_into_a_merged_one_it_follows_to_the_end() -> None:
    first = a_statement(1, draft_answer=YES)
    second, third = a_statement(2, merged_into=first.id), a_statement(3, merged_into=ProposalId(2))
    assert {row.merged_into for row in a_spravka(first, second, third).rows} == {None, "S-26-00001"}


def test_when_its_main_one_was_taken_back_it_stands_for_itself() -> None:
    main = a_statement(1, status=ProposalStatus.withdrawn)
    (row,) = a_spravka(main, a_statement(2, merged_into=main.id)).rows
    assert (row.merged_into, row.lacks) == (None, Lacks.disposition)


@pytest.mark.parametrize(
    ("statement", "lacks"),
    [
        (a_statement(status=ProposalStatus.submitted, draft_answer=NO), Lacks.check),
        (a_statement(), Lacks.disposition),
        (a_statement(draft_answer=Answer(disposition=Disposition.partly)), Lacks.reason),
        (a_statement(draft_answer=Answer(disposition=Disposition.out_of_scope)), Lacks.reason),
        (a_statement(draft_answer=Answer(disposition=Disposition.accepted)), None),
        (a_statement(draft_answer=NO), None),
    ],
)
def test_the_first_thing_a_row_lacks_is_what_it_lacks(statement: Proposal, lacks: Lacks | None) -> None:
    found = a_spravka(statement)
    assert found.rows[0].lacks == lacks
    assert found.publishable == (lacks is None)


def test_what_a_merged_one_lacks_is_counted_once_at_its_main_one() -> None:
    main = a_statement(1)
    found = a_spravka(main, a_statement(2, merged_into=main.id), a_statement(3, merged_into=main.id))
    assert [row.receipt_no for row in found.missing.undecided] == ["S-26-00001"]


def test_incomplete_it_says_how_many_rows_lack_what() -> None:
    found = a_spravka(
        a_statement(1, status=ProposalStatus.submitted),
        a_statement(2),
        a_statement(3),
        a_statement(4, draft_answer=Answer(disposition=Disposition.not_accepted)),
        a_statement(5, draft_answer=YES),
    )
    with pytest.raises(SpravkaIncomplete) as refusal:
        found.require_complete()
    assert refusal.value.facts == {"unchecked": 1, "undecided": 2, "unexplained": 1}


def test_nothing_received_is_a_nil_one_and_may_be_published() -> None:
    for found in (a_spravka(), a_spravka(a_statement(status=ProposalStatus.withdrawn))):
        assert found.is_nil
        assert found.publishable
        assert found.require_complete() is found


def test_a_section_is_named_in_the_readers_language_else_in_the_official_one() -> None:
    sections = {SectionId(3): {"bg": "Глоби", "en": "Fines"}}
    (row,) = Spravka.of(a_header(), [a_statement(section=SectionId(3))], sections=sections).rows
    assert [row.section_in(language) for language in ("bg", "en", "tr")] == ["Глоби", "Fines", "Fines"]


def test_an_unknown_day_of_receipt_is_marked() -> None:
    assert not a_spravka(a_statement(dated=False)).rows[0].dated


statements = st.lists(
    st.builds(
        lambda number, status, answer, merged, hidden: a_statement(
            number,
            status=ProposalStatus.hidden if hidden and status is ProposalStatus.visible else status,
            hidden=INSULT if hidden else None,
            draft_answer=answer,
            merged_into=merged,
            channel=Channel.paper if hidden else Channel.bot,
            author_type=AuthorType.ngo,
        ),
        number=st.integers(1, 40),
        status=st.sampled_from([ProposalStatus.submitted, ProposalStatus.visible, ProposalStatus.withdrawn]),
        answer=st.none()
        | st.builds(Answer, disposition=st.sampled_from(Disposition), reason=st.none() | st.just(REASON)),
        merged=st.none(),
        hidden=st.booleans(),
    ),
    unique_by=lambda one: one.id,
)


@given(statements)
def test_everything_that_stands_has_one_row_and_is_counted_once(found: list[Proposal]) -> None:
    spravka = a_spravka(*found)
    standing = [one for one in found if one.status is not ProposalStatus.withdrawn]
    assert sorted(numbers(spravka)) == sorted(one.receipt_no for one in standing)
    assert sum(spravka.counts.values()) + spravka.undecided == len(standing)
    assert spravka.is_nil == (not standing)


@given(statements)
def test_it_is_publishable_exactly_when_every_answer_could_be_published(found: list[Proposal]) -> None:
    spravka = a_spravka(*found)
    standing = [one for one in found if one.status is not ProposalStatus.withdrawn]
    complete = all(
        one.may_become(ProposalStatus.answered) and one.draft_answer is not None and one.draft_answer.is_complete
        for one in standing
    )
    assert spravka.publishable == complete


@given(statements)
def test_the_order_of_coming_in_never_depends_on_the_order_of_reading(found: list[Proposal]) -> None:
    assert numbers(a_spravka(*found)) == numbers(a_spravka(*reversed(found)))
    days = [row.received_on for row in a_spravka(*found).rows]
    assert days == sorted(days, key=date.toordinal)
