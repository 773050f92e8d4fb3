"""The way from a thing's desk to the questionnaire about it."""

from bot.domain.questionnaires import Status
from bot.i18n import Translator, mark
from bot.services.attached import Attached
from bot.ui.desks import GoAttach, GoQuestionnaireDesk
from bot.ui.screen import Button

STATUSES = {
    Status.draft: mark("surveying.status_draft"),
    Status.waiting: mark("surveying.status_waiting"),
    Status.open: mark("surveying.status_open"),
    Status.closed: mark("surveying.status_closed"),
    Status.withdrawn: mark("surveying.status_withdrawn"),
}


def to_questionnaire(t: Translator, found: Attached | None, scope: str, target: int | str) -> Button:
    """To what is asked about it, with where that stands; where nothing is, to giving it one."""
    if found is None:
        return Button(t.plain("surveying.give"), GoAttach(scope, str(target)))
    status = t.plain(STATUSES[found.status])
    return Button(t.plain("surveying.to_given", status=status), GoQuestionnaireDesk(found.number))
