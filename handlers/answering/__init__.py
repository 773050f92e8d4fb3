"""Answering, for staff: the queue and one proposal (`desk`), and the forms.

`acting` asks what an act on one proposal needs, `many` answers several with one text, `entering` takes in what came on
paper, `sectioning` says what the text of a consultation is divided into.
"""

from bot.gateway.context import Handler
from bot.gateway.doors import Door
from bot.ui.callbacks import Callback
from handlers.answering import acting, desk, entering, many, sectioning

CONVERSATIONS = tuple(form.FORM.conversation() for form in (acting, many, entering, sectioning))
DOORS: dict[type[Callback], Door] = {**desk.DOORS, **sectioning.DOORS}


def handlers() -> list[Handler]:
    return [*desk.handlers(), *acting.handlers(), *many.handlers(), *entering.handlers()]
