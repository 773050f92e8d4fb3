import pytest

from bot.domain.staff import DECISIONS, Action, Role, may

# Role against action, as people would read it; "decides" means only where the organisation may decide.
TABLE = """
                       owner    moderator  editor  auditor
consultation_prepare   yes      yes        yes     no
consultation_publish   decides  decides    no      no
consultation_change    decides  decides    no      no
proposal_prepare       yes      yes        yes     no
proposal_moderate      yes      yes        no      no
proposal_decide        decides  decides    no      no
forum_prepare          yes      yes        yes     no
forum_manage           yes      yes        no      no
questionnaire_prepare  yes      yes        yes     no
questionnaire_manage   yes      yes        no      no
body_prepare           yes      yes        yes     no
body_manage            yes      yes        no      no
announcement_prepare   yes      yes        yes     no
announcement_manage    yes      yes        no      no
staff_manage           yes      no         no      no
audit_read             yes      no         no      yes
town_settings          yes      no         no      no
counts_read            yes      yes        yes     yes
names_read             yes      yes        no      no
"""
ROLES, *ROWS = (line.split() for line in TABLE.strip().splitlines())
CASES = [(role, row[0], word) for row in ROWS for role, word in zip(ROLES, row[1:], strict=True)]


def test_the_table_names_every_role_and_every_action() -> None:
    assert set(ROLES) == set(Role)
    assert {row[0] for row in ROWS} == set(Action)


@pytest.mark.parametrize(("role", "action", "word"), CASES)
def test_staff_of_the_municipality_may_do_what_their_role_says(role: str, action: str, word: str) -> None:
    assert may(Role(role), Action(action)) is (word != "no")


@pytest.mark.parametrize(("role", "action", "word"), CASES)
def test_staff_of_other_organisations_decide_nothing(role: str, action: str, word: str) -> None:
    assert may(Role(role), Action(action), may_decide=False) is (word == "yes")


def test_decisions_are_those_the_table_marks() -> None:
    assert {row[0] for row in ROWS if "decides" in row} == set(DECISIONS)
