from bot.domain.audiences import Audience, Condition, Trait
from bot.domain.reasons import RARER, condition, reasons

WASTE = Condition(trait=Trait.topic, value="waste")
HERE = Condition(trait=Trait.place, value="uzundzhovo")
FOLLOWS = Condition(trait=Trait.follows, value="12")
NOT_PROPOSED = Condition(trait=Trait.proposed, value="12", negated=True)
PROPOSED = NOT_PROPOSED.model_copy(update={"negated": False})


def test_everything_that_is_true_of_a_group_is_a_reason() -> None:
    audience = Audience(groups=((WASTE, HERE),))
    assert reasons(audience, {WASTE, HERE}) == (0, 1)


def test_a_group_of_which_half_is_true_is_no_reason() -> None:
    assert reasons(Audience(groups=((WASTE, HERE), (FOLLOWS,))), {WASTE, FOLLOWS}) == (2,)


def test_that_somebody_did_not_do_something_is_no_reason_but_must_be_so() -> None:
    audience = Audience(groups=((FOLLOWS, NOT_PROPOSED),))
    assert reasons(audience, {FOLLOWS}) == (0,)
    assert reasons(audience, {FOLLOWS, PROPOSED}) == ()


def test_a_group_of_nothing_but_not_is_for_everyone() -> None:
    audience = Audience(groups=((NOT_PROPOSED,),))
    assert [condition(audience, number).trait for number in reasons(audience, set())] == [Trait.everyone]


def test_fewer_ends_with_none_at_all() -> None:
    step, steps = next(iter(RARER)), []
    while step in RARER:
        step = RARER[step]
        steps.append(step.value)
    assert steps == ["daily", "weekly", "never"]
