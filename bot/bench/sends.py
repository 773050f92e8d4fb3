"""Outbox rows to acknowledged and settled messages; beside PTB's HTTPXRequest; paced; and flat in memory."""

from typing import Any

from bot.bench.stage import case, stand_in

CROWD = 5_000
ROWS = 20_000
LOOP_ROWS = 2_000
QUEUED = 10_000
PACED_SECONDS = 20
MEMORY_ROWS = 100_000
ROUND_TRIP = 0.06
CEILING = 30


async def measure() -> dict[str, float]:
    """Figures by key; `paced_*` with the ceiling of Telegram and a round trip of 60 ms."""
    ours = await _drain("prestige_sends", ROWS)
    httpx = await _drain("httpx_sends", LOOP_ROWS)
    async with stand_in(latency=ROUND_TRIP, ceiling=CEILING) as telegram:
        people = await telegram.crowd(QUEUED)
        paced = await case("paced_sends", url=telegram.url, people=people, seconds=PACED_SECONDS, queued=QUEUED)
        refused = (await telegram.get("/ledger"))["refused"]
    memory = await _drain("prestige_sends", MEMORY_ROWS)
    return {
        "per_second": ROWS / ours["seconds"],
        "httpx_per_second": LOOP_ROWS / httpx["seconds"],
        "ratio_httpx": (ROWS / ours["seconds"]) / (LOOP_ROWS / httpx["seconds"]),
        "paced_per_second": paced["per_second"],
        "paced_429": refused.get("429", 0),
        "reply_p95_ms": paced["reply_p95_ms"],
        "rss_growth_mb": memory["rss_growth_mb"],
    }


async def _drain(module: str, rows: int) -> dict[str, Any]:
    async with stand_in() as telegram:
        crowd = min(rows, CROWD)
        people = await telegram.crowd(crowd)
        result = await case(module, url=telegram.url, people=people, rows=rows, crowd=crowd)
        sent = (await telegram.get("/ledger"))["sent"]
        if sent != rows:
            raise RuntimeError(f"{module} sent {sent} of {rows}")
        return result
