from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta

from bot.domain import retention


@pytest.mark.parametrize(
    ("kept", "promised"),
    [
        (retention.DIALOGUE, timedelta(hours=48)),
        (retention.DRAFT, timedelta(days=7)),
        (retention.LOG, timedelta(days=14)),
        (retention.DELIVERY, timedelta(days=90)),
        (retention.REGISTRATION, timedelta(days=90)),
        (retention.APPLICATION, timedelta(days=90)),
        (retention.TICKET, timedelta(days=1)),
        (retention.BACKUP, timedelta(days=30)),
        (retention.INVITATION, timedelta(days=7)),
    ],
)
def test_things_are_kept_as_long_as_promised(kept: timedelta, promised: timedelta) -> None:
    assert kept == promised


@pytest.mark.parametrize(
    ("kept", "months"), [(retention.AUTHOR_LINK, 12), (retention.INACTIVE, 24), (retention.AUDIT, 36)]
)
@pytest.mark.parametrize("since", [date(2026, 1, 31), date(2027, 2, 28), date(2028, 2, 29)])
def test_months_given_in_days_are_right_to_the_day(kept: timedelta, months: int, since: date) -> None:
    assert abs(since + kept - (since + relativedelta(months=months))) <= timedelta(days=1)
