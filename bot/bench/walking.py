"""What both bots of `bench questionnaire` do beside answering: set the people going, and see how far they have come."""

import asyncio
import time
from collections.abc import Sequence
from typing import Any

import aiohttp

LOOK_SECONDS = 0.5


async def walk(
    url: str, *, first: int, people: int, payload: str, labels: Sequence[str], think: list[float], seconds: float | None
) -> dict[str, Any]:
    """Until everybody has arrived, or for so many seconds; what the stand-in reports then."""
    body = {"first": first, "people": people, "payload": payload, "labels": list(labels), "think": think}
    async with aiohttp.ClientSession() as session:
        async with session.post(f"{url}/sandbox/walk", json=body) as response:
            response.raise_for_status()
        began = time.perf_counter()
        report: dict[str, Any] = {"arrived": 0}
        while report["arrived"] < people and (seconds is None or time.perf_counter() - began < seconds):
            await asyncio.sleep(LOOK_SECONDS if seconds is None else max(0.0, began + seconds - time.perf_counter()))
            async with session.get(f"{url}/sandbox/walk") as response:
                report = await response.json()
    return report
