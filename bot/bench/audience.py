"""An audience of a million: how long it takes to count it and to write down its recipients, and what people who write
to the bot meanwhile notice of it.
"""

from bot.bench.stage import case, stand_in

PEOPLE = 1_000_000
CITIZENS = 4


async def measure_audience() -> dict[str, float]:
    """`count_1m_ms`: the slowest of the audiences that are counted, each at its median. `snapshot_1m_s`: all people
    once. `reply_p95_ms` from a message to its answer meanwhile, `reply_before_p95_ms` before it;
    `snapshot_rss_growth_mb` is the process' memory.
    """
    async with stand_in() as telegram:
        first = await telegram.crowd(CITIZENS)
        return await case("prestige_audience", url=telegram.url, first=first, citizens=CITIZENS, people=PEOPLE)
