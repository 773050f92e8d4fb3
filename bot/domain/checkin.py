"""Checking in: when the door is open, and the code on its screen, which is stale in minutes.

The code follows from a secret kept with the forum and a step of the clock (as RFC 6238), so a picture of it that is
passed on is worth nothing soon after.
"""

import hashlib
import hmac
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from bot.domain.errors import DomainError
from bot.domain.forums import Forum, ForumStatus
from bot.domain.receipts import CODE_ALPHABET, CODE_LENGTH, read_code

OPENS_BEFORE = timedelta(minutes=60)
"""The beginning."""
STEP = timedelta(minutes=5)
STALE_STEPS = 48
"""How far back an old code is told from a wrong one: four hours."""
TYPED_AT_MOST = 20
"""Signs of a code with what people put between them."""
TRIES_AT_MOST = 10
TRIES_WITHIN = timedelta(minutes=15)


class DoorNotOpen(DomainError):
    """People are checked in from `opens_at`."""

    def __init__(self, *, opens_at: datetime) -> None:
        super().__init__(opens_at=opens_at)


class DoorClosed(DomainError):
    """The forum is over, was cancelled, or never opened."""

    def __init__(self) -> None:
        super().__init__()


class NotAttended(DomainError):
    """They were not checked in, so there is nothing to certify."""

    def __init__(self) -> None:
        super().__init__()


class Verdict(StrEnum):
    """Of a code that claims to be the door's."""

    good = "good"
    stale = "stale"
    """It was the door's a while ago."""
    wrong = "wrong"


def must_be_open(forum: Forum, now: datetime) -> None:
    """Raises DoorNotOpen before OPENS_BEFORE the beginning, DoorClosed from the end on."""
    opens_at = door_opens_at(forum)
    if opens_at is None or forum.status(now) not in (ForumStatus.open, ForumStatus.closed):
        raise DoorClosed()
    if now < opens_at:
        raise DoorNotOpen(opens_at=opens_at)


def door_opens_at(forum: Forum) -> datetime | None:
    return None if forum.starts_at is None else forum.starts_at - OPENS_BEFORE


def is_open(forum: Forum, now: datetime) -> bool:
    try:
        must_be_open(forum, now)
    except DomainError:
        return False
    return True


def door_code(secret: bytes, moment: datetime) -> str:
    """What the door's screen shows at a moment."""
    return _of_step(secret, _step(moment))


def changes_at(moment: datetime) -> datetime:
    """When the door's screen shows the next one (UTC)."""
    return datetime.fromtimestamp((_step(moment) + 1) * STEP.total_seconds(), UTC)


def may_be_a_code(typed: str) -> bool:
    """Whether it has the shape of a code, as people type it."""
    code = read_code(typed)
    return len(code) == CODE_LENGTH and set(code) <= set(CODE_ALPHABET) and len(typed) <= TYPED_AT_MOST


def judge(secret: bytes, typed: str, now: datetime) -> Verdict:
    """The present code and the one before it are good. Read as people type it."""
    code, step = read_code(typed), _step(now)
    if any(_is(secret, code, one) for one in (step, step - 1)):
        return Verdict.good
    if any(_is(secret, code, step - back) for back in range(2, STALE_STEPS + 1)):
        return Verdict.stale
    return Verdict.wrong


def _is(secret: bytes, code: str, step: int) -> bool:
    return hmac.compare_digest(_of_step(secret, step), code)


def _step(moment: datetime) -> int:
    return int(moment.timestamp() // STEP.total_seconds())


def _of_step(secret: bytes, step: int) -> str:
    number = int.from_bytes(hmac.digest(secret, step.to_bytes(8), hashlib.sha256))
    code = ""
    for _ in range(CODE_LENGTH):
        number, place = divmod(number, len(CODE_ALPHABET))
        code += CODE_ALPHABET[place]
    return code
