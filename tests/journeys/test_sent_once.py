"""Something breaks between keeping a proposal and promising its receipt: one proposal, one number, one receipt."""

from typing import Any

import pytest

from storage import outbox
from tests.journeys.conftest import Stage
from tests.journeys.saying import TO_THE_PREVIEW, answer, begin, count


@pytest.mark.parametrize("times", [1, 2])
async def test_what_broke_before_its_receipt_is_kept_once_with_the_first_number(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    citizen = await stage.citizen()
    await begin(stage, citizen)
    await answer(stage, citizen, *TO_THE_PREVIEW)
    broken: list[str] = []
    whole = outbox.call

    def call(tx: Any, method: str, params: dict[str, Any], **options: Any) -> None:
        if "S-26-0000" in str(params) and len(broken) < times:
            broken.append(method)
            raise RuntimeError("the power is gone")
        whole(tx, method, params, **options)

    monkeypatch.setattr(outbox, "call", call)
    await stage.press(citizen, "Изпрати")
    for _ in range(times):
        assert await count(stage) == 0
        await stage.advance(seconds=10)
        stage.app.turns.wake()
        await stage.settle()
    assert len(broken) == times
    assert await count(stage, "proposals WHERE receipt_no = 'S-26-00001'") == await count(stage) == 1
    assert ["S-26-00001" in message.text for message in citizen.messages].count(True) == 1
    assert await count(stage, "receipt_numbers WHERE last = 1") == 1
