"""How the questions of a questionnaire change, so that what was answered before still counts where it belongs."""

from collections.abc import Sequence

from bot.domain.errors import NotFound
from bot.domain.questionnaires import Questionnaire
from bot.domain.questions import OPTIONS_AT_MOST, BadOptions, Definition, Option, Question, free_letters
from bot.domain.town import OFFICIAL


def new_id(known: Questionnaire, before: Sequence[Question]) -> str:
    """Never that of a question before, because answers count together by it. Every change is another version, but who
    wrote a template may have called theirs so as well.
    """
    id = f"n{known.version + 1}"
    while any(one.id == id for one in before):
        id += "x"
    return id


def is_that(one: Question, ready: Question) -> bool:
    """Whether it came of this ready one, however it was reworded and whatever id it got."""
    same = (one.type, one.purpose, one.origin) == (ready.type, ready.purpose, ready.origin)
    return same and one.id.partition("-")[0] == ready.id


def place(definition: Definition, question: str) -> int:
    """Raises NotFound(what="question"), where a colleague was quicker."""
    for place, one in enumerate(definition.questions):
        if one.id == question:
            return place
    raise NotFound(what="question")


def with_options(one: Question, names: Sequence[str], language: str) -> Question:
    if language != OFFICIAL:
        if len(names) != len(one.options):
            raise BadOptions(limit=OPTIONS_AT_MOST)
        pairs = zip(one.options, names, strict=True)
        translated = [option.model_copy(update={"names": {**option.names, language: name}}) for option, name in pairs]
        return one.model_copy(update={"options": tuple(translated)})
    same = {option.names[OFFICIAL]: option for option in one.options}
    left = [option for option in one.options if option.names[OFFICIAL] not in names]
    new = [name for name in names if name not in same]
    if len(left) == len(new):  # reworded, each where it stood
        same |= {
            name: option.model_copy(update={"names": {OFFICIAL: name}}) for option, name in zip(left, new, strict=True)
        }
    else:
        letters = free_letters(one.options)
        same |= {name: Option(id=next(letters), names={OFFICIAL: name}) for name in new}
    return one.model_copy(update={"options": tuple(same[name] for name in names)})
