"""`prestige demo`, the real command, in a town where nobody waits for Telegram's pace of a message a second."""

from bot import demo
from bot.cli import main
from bot.gateway.limits import Limits
from bot.sandbox import Limits as Ceiling

if __name__ == "__main__":
    demo.PACE = Limits(per_second=100_000, private_per_second=100_000, group_per_minute=100_000)
    demo.CEILING = Ceiling.none()
    main()
