"""Makes one file in a process of its own: a JSON order on the standard input, the file's bytes on the standard output.

So the seconds that a long one takes are not taken from people who wait for the bot, and the libraries' memory is given
back. When the bot dies, the pipe breaks and this ends as well.
"""

import sys
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from bot.documents.spravka import make
from bot.domain.spravka import Spravka
from bot.i18n import translator


class Order(BaseModel):
    spravka: Spravka
    format: str
    language: str
    zone: str


def main() -> None:
    order = Order.model_validate_json(sys.stdin.buffer.read())
    t = translator(order.language, ZoneInfo(order.zone))
    sys.stdout.buffer.write(make(order.spravka, order.format, t))


if __name__ == "__main__":
    main()
