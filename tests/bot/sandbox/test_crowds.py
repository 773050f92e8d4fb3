import pytest

from bot.sandbox import Sandbox


def test_a_share_of_everybody_is_struck_each_by_one_thing_and_the_same_in_every_run() -> None:
    struck = []
    for _ in range(2):
        sandbox = Sandbox()
        for _ in range(100):
            sandbox.add_person().start()
        struck.append(sandbox.strike(blocked=0.1, deactivated=0.05, vanished=0.02))
        assert sum(person.blocked for person in sandbox.people) == 10
        assert sum(person.gone for person in sandbox.people) == 7
    assert struck[0] == struck[1]
    assert [len(numbers) for numbers in struck[0].values()] == [10, 5, 2]
    assert len({number for numbers in struck[0].values() for number in numbers}) == 17


def test_the_bot_is_told_who_blocked_it_unless_it_happens_quietly(sandbox: Sandbox) -> None:
    for _ in range(4):
        sandbox.add_person()
    sandbox.strike(blocked=0.5)
    assert len(sandbox.unhandled) == 2
    sandbox.strike(blocked=1, quietly=True)
    assert len(sandbox.unhandled) == 2


def test_shares_beyond_the_whole_are_refused(sandbox: Sandbox) -> None:
    with pytest.raises(ValueError, match="shares"):
        sandbox.strike(blocked=0.9, vanished=0.2)
