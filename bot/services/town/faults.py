"""What is wrong with a town file: facts and places; the words are in the catalogue `town`."""

from enum import StrEnum, auto
from typing import Any

from pydantic import BaseModel, ConfigDict

from bot.domain.errors import DomainError


class FaultCode(StrEnum):
    """The catalogue's key is `town.fault_<code>`; the facts each carries are named beside it."""

    # The file as a whole
    file_missing = auto()
    file_too_big = auto()  # limit (KB)
    not_utf8 = auto()
    not_yaml = auto()  # problem (in English, by the YAML reader)
    too_deep = auto()  # limit
    too_many_faults = auto()  # limit
    alias = auto()
    unknown_tag = auto()  # given
    duplicate_key = auto()  # given, line
    key_not_text = auto()
    empty = auto()
    # One value
    missing_key = auto()  # given
    unknown_key = auto()  # given
    not_text = auto()
    not_number = auto()
    not_yes_no = auto()
    not_list = auto()
    not_mapping = auto()
    not_date = auto()
    not_moment = auto()
    not_time = auto()
    not_zone = auto()  # given
    not_address = auto()  # given
    not_email = auto()  # given
    bad_id = auto()  # given
    bad_choice = auto()  # given, choices
    number_too_small = auto()  # limit
    number_too_big = auto()  # limit
    text_empty = auto()
    text_too_short = auto()  # count, limit
    text_too_long = auto()  # count, limit
    too_few = auto()  # limit
    too_many = auto()  # limit
    bad_value = auto()  # problem
    # One thing against another
    duplicate_id = auto()  # given, line
    listed_twice = auto()  # given
    other_zone = auto()  # given, wanted
    unknown_topic = auto()  # given
    unknown_place = auto()  # given
    unknown_organisation = auto()  # given
    unknown_body = auto()  # given
    unknown_consultation = auto()  # given
    unknown_questionnaire = auto()  # given
    unknown_source = auto()  # given
    all_and_some = auto()
    options_needed = auto()
    options_differ = auto()
    bad_condition = auto()
    asks_for_contact = auto()
    relative_not_demo = auto()
    day_twice = auto()  # given
    dates_disorder = auto()  # earlier, later (keys of the file)
    one_of_two = auto()  # first, second (keys of the file)
    reason_missing = auto()  # given (key of the file)
    # The law
    term_too_short = auto()  # term_days, limit
    term_reason_missing = auto()  # term_days, limit
    term_too_long = auto()  # term_days, limit
    last_day_differs = auto()  # given, last_day
    earliest_differs = auto()  # given, earliest
    documents_missing = auto()  # kinds
    status_ahead = auto()  # given, clock
    dates_missing = auto()  # given
    decision_unexpected = auto()  # given
    spravka_unexpected = auto()  # given
    spravka_nil = auto()  # count
    term_not_longer = auto()  # last_day, proposed
    restart_needed = auto()  # kind
    seats_taken = auto()  # taken
    # Files beside it
    path_outside = auto()  # given
    path_missing = auto()  # given
    path_type = auto()  # given, choices
    path_content = auto()  # given
    path_too_big = auto()  # given, limit (MB)
    path_empty = auto()  # given


class Fault(BaseModel):
    """One thing wrong. `line` and `column` count from 1; `path` is like `consultations[3].topics[1]`."""

    model_config = ConfigDict(frozen=True)

    line: int
    column: int
    path: str
    code: FaultCode
    facts: dict[str, Any] = {}
    near: str | None = None
    """What was probably meant; the sentence `town.fault_near` says so."""

    def place(self, file: str) -> str:
        """`haskovo.yaml:212:15: consultations[3].topics[1]`, as editors and terminals link it."""
        return f"{file}:{self.line}:{self.column}" + (f": {self.path}" if self.path else "")

    def sentences(self) -> list[tuple[str, dict[str, Any]]]:
        """Catalogue keys and what fills them, one sentence after another."""
        found = [(f"town.fault_{self.code}", self.facts)]
        if self.near is not None:
            found.append(("town.fault_near", {"near": self.near}))
        return found


class TownFileRefused(DomainError):
    """Nothing of the file was taken. `faults` are all that were found, in the order of the file."""

    def __init__(self, *, file: str, faults: tuple[Fault, ...]) -> None:
        super().__init__(file=file, count=len(faults))
        self.file = file
        self.faults = faults
