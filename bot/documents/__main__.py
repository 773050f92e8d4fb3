"""Makes one file in a process of its own: a JSON order on the standard input, the file's bytes on the standard output.

So the seconds that a long one takes are not taken from people who wait for the bot, and the libraries' memory is given
back. When the bot dies, the pipe breaks and this ends as well.
"""

import sys
from zoneinfo import ZoneInfo

from pydantic import BaseModel

from bot.documents import announcements, certificate, questionnaires, spravka
from bot.documents.certificate.pdf import Certificate
from bot.domain.announced import Announced
from bot.domain.reported import Reported
from bot.domain.spravka import Spravka
from bot.i18n import Translator, translator

MODELS: dict[str, type[BaseModel]] = {
    "spravka": Spravka,
    "questionnaire": Reported,
    "certificate": Certificate,
    "announcement": Announced,
}
"""What a file is made of, by the kind of report."""


class Order(BaseModel):
    """`about` is JSON of the kind's model."""

    kind: str
    about: str
    format: str
    language: str
    zone: str


def kind_of(about: BaseModel) -> str:
    return next(kind for kind, model in MODELS.items() if isinstance(about, model))


def make(about: BaseModel, format: str, t: Translator) -> bytes:
    """The file, here and now."""
    if isinstance(about, Spravka):
        return spravka.make(about, format, t)
    if isinstance(about, Certificate):
        return certificate.make(about, t)
    if isinstance(about, Announced):
        return announcements.make(about, format, t)
    assert isinstance(about, Reported)
    return questionnaires.make(about, format, t)


def main() -> None:
    order = Order.model_validate_json(sys.stdin.buffer.read())
    t = translator(order.language, ZoneInfo(order.zone))
    sys.stdout.buffer.write(make(MODELS[order.kind].model_validate_json(order.about), order.format, t))


if __name__ == "__main__":
    main()
