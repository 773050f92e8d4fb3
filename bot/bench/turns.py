"""Updates a second, fetched over loopback HTTP, each one durable turn with a reply; beside a plain PTB bot."""

from typing import Any

from bot.bench.stage import case, stand_in

PEOPLE = 400
EACH = 15
SLOW_PEOPLE = 10
SLOW_EACH = 6
ROUND_TRIP = 0.06


async def measure() -> dict[str, float]:
    """Figures by key; `ratio` is ours over the plain bot's, both against the same stand-in."""
    ours = await _rate("prestige_turns", PEOPLE, EACH)
    plain = await _rate("plain_ptb", PEOPLE, EACH)
    ours_slow = await _rate("prestige_turns", PEOPLE, EACH, latency=ROUND_TRIP)
    plain_slow = await _rate("plain_ptb", SLOW_PEOPLE, SLOW_EACH, latency=ROUND_TRIP)
    return {
        "per_second": ours,
        "plain_ptb_per_second": plain,
        "ratio_plain_ptb": ours / plain,
        "per_second_60ms": ours_slow,
        "plain_ptb_per_second_60ms": plain_slow,
        "ratio_plain_ptb_60ms": ours_slow / plain_slow,
    }


async def _rate(module: str, people: int, each: int, **options: Any) -> float:
    async with stand_in(**options) as telegram:
        await telegram.post("/flood_updates", people=people, each=each, text="здравейте {n}")
        result = await case(module, url=telegram.url, updates=people * each)
        ledger = await telegram.get("/ledger")
        if ledger["sent"] < people * each:
            raise RuntimeError(f"{module} answered {ledger['sent']} of {people * each}")
        return float(people * each / result["seconds"])
