"""Kinds of values in a town file. Strict: a number is no text and 17:30 without quotes is no time."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from functools import partial
from typing import Annotated, Any, NoReturn
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BeforeValidator, Field
from pydantic_core import PydanticCustomError

from bot.domain import dispositions
from bot.domain.errors import DomainError
from bot.domain.proposals import clean_provision, clean_sentence
from bot.domain.term import FIRST_YEAR, LAST_YEAR
from bot.domain.text import clean
from bot.domain.wording import BadAddress, clean_address, clean_reason, clean_summary, clean_title
from bot.services.town.faults import FaultCode
from bot.services.town.tree import shown

DAYS_AT_MOST = 3650


def refuse(code: FaultCode, **facts: Any) -> NoReturn:
    raise PydanticCustomError(code.value, code.value, facts)


def _cleaned(rule: Callable[[str], str]) -> AfterValidator:
    """Text as the chat would keep it: cleaned, and counted in characters a reader sees."""

    def check(value: str) -> str:
        try:
            return rule(value)
        except DomainError as error:
            refuse(FaultCode(error.code.replace("-", "_")), **error.facts)

    return AfterValidator(check)


def _matches(pattern: str, code: FaultCode) -> AfterValidator:
    def check(value: str) -> str:
        if not re.fullmatch(pattern, value):
            refuse(code, given=shown(value))
        return value

    return AfterValidator(check)


def _address(value: str) -> str:
    try:
        return clean_address(value)
    except BadAddress:
        refuse(FaultCode.not_address, given=shown(value))


def _zone(value: str) -> str:
    try:
        ZoneInfo(value)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        refuse(FaultCode.not_zone, given=shown(value))
    return value


def _day(value: Any) -> date:
    if isinstance(value, datetime) or not isinstance(value, date) or not FIRST_YEAR <= value.year <= LAST_YEAR:
        refuse(FaultCode.not_date)
    return value


def _moment(value: Any) -> datetime:
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            refuse(FaultCode.not_moment)
    if not isinstance(value, datetime) or value.utcoffset() is None:
        refuse(FaultCode.not_moment)
    if not FIRST_YEAR <= value.year <= LAST_YEAR:
        refuse(FaultCode.not_moment)
    return value


def _clock(value: Any) -> time:
    if not isinstance(value, str) or not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", value):
        refuse(FaultCode.not_time)
    return time.fromisoformat(value)


Id = Annotated[str, _matches(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?", FaultCode.bad_id)]
"""Goes into links and buttons, where 64 bytes are all there is."""

QuestionId = Annotated[str, _matches(r"[a-z0-9](?:[a-z0-9-]{0,18}[a-z0-9])?", FaultCode.bad_id)]
"""In buttons beside other things, so half as long."""

SourceName = Annotated[str, _matches(r"[a-z0-9_-]{1,60}", FaultCode.bad_id)]

Name = Annotated[str, _cleaned(partial(clean, at_most=150))]
Line = Annotated[str, _cleaned(partial(clean, at_most=300))]
Paragraph = Annotated[str, _cleaned(partial(clean, at_most=3500))]
Title = Annotated[str, _cleaned(clean_title)]
Summary = Annotated[str, _cleaned(clean_summary)]
Reason = Annotated[str, _cleaned(clean_reason)]
Provision = Annotated[str, _cleaned(clean_provision)]
Sentence = Annotated[str, _cleaned(clean_sentence)]
Answer = Annotated[str, _cleaned(dispositions.clean_reason)]
"""Why something was decided so, as long as chat allows it."""
Unit = Annotated[str, _cleaned(partial(clean, at_most=dispositions.UNIT_AT_MOST))]
Address = Annotated[str, AfterValidator(_address)]
Email = Annotated[str, _matches(r"[^@\s<>]{1,64}@[^@\s<>.]+(\.[^@\s<>.]+)+", FaultCode.not_email)]
Zone = Annotated[str, AfterValidator(_zone)]
Ekatte = Annotated[str, _matches(r"[0-9]{5}", FaultCode.bad_id)]
Day = Annotated[date, BeforeValidator(_day)]
Moment = Annotated[datetime, BeforeValidator(_moment)]
Days = Annotated[int, Field(ge=1, le=DAYS_AT_MOST)]
AroundToday = Annotated[int, Field(ge=-DAYS_AT_MOST, le=DAYS_AT_MOST)]
Clock = Annotated[time, BeforeValidator(_clock)]
