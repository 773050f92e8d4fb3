"""`python -m bot.sandbox`: the sandbox as a process of its own, for benchmarks and crash tests."""

import asyncio
import signal

import click

from bot.sandbox.limits import Limits
from bot.sandbox.sandbox import Sandbox


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="An address of this machine.")
@click.option("--port", default=0, show_default=True, help="0 takes a free one.")
@click.option("--token", default="123456:SANDBOX", show_default=True, help="The bot's token.")
@click.option("--lift-limits", is_flag=True, help="Answer no 429.")
@click.option("--latency", default=0.0, show_default=True, help="Seconds added to every round trip.")
@click.option("--history", type=int, default=None, help="Messages kept for each chat; all without it.")
@click.option("--page/--no-page", default=True, help="Serve the chat page.")
def main(host: str, port: int, token: str, lift_limits: bool, latency: float, history: int | None, page: bool) -> None:
    """Serve a stand-in for Telegram until interrupted. The first line printed is its address."""
    limits = Limits.none() if lift_limits else Limits()
    asyncio.run(_serve(Sandbox(token, limits=limits, page=page, history=history), host, port, latency))


async def _serve(sandbox: Sandbox, host: str, port: int, latency: float) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    sandbox.switches.latency = latency
    await sandbox.start(host, port)
    click.echo(sandbox.url)
    try:
        await stopped.wait()
    finally:
        await sandbox.stop()


if __name__ == "__main__":
    main()
