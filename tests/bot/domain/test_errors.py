import importlib
import pkgutil

import pytest

import bot.domain
from bot.domain.errors import ConsentNeeded, DomainError, NotAllowed, NotFound, WrongState


@pytest.mark.parametrize(
    ("error", "code", "facts"),
    [
        (NotFound(what="consultation"), "not-found", {"what": "consultation"}),
        (NotAllowed(action="staff_manage"), "not-allowed", {"action": "staff_manage"}),
        (ConsentNeeded(), "consent-needed", {}),
        (WrongState(state="closed", action="extend"), "wrong-state", {"state": "closed", "action": "extend"}),
    ],
)
def test_an_error_carries_facts_and_a_catalogue_code(error: DomainError, code: str, facts: dict[str, object]) -> None:
    assert (error.code, error.facts) == (code, facts)


def test_what_a_person_typed_does_not_reach_a_log_through_str() -> None:
    assert str(NotFound(what="Мария Иванова")) == "not-found"


def test_every_refusal_in_the_rules_has_a_code_of_its_own() -> None:
    for module in pkgutil.iter_modules(bot.domain.__path__, "bot.domain."):
        importlib.import_module(module.name)

    def family(cls: type[DomainError]) -> list[type[DomainError]]:
        return [cls, *(each for child in cls.__subclasses__() for each in family(child))]

    codes = [cls.code for cls in family(DomainError) if cls.__module__.startswith("bot.domain.")]
    assert sorted(codes) == sorted(set(codes))
