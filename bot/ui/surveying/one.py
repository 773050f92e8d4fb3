"""One question with all that can be changed of it: words, options, languages, and when it is shown."""

from markupsafe import Markup

from bot.domain.questionnaires import Questionnaire
from bot.domain.questions import CHOICES, Question, QuestionType
from bot.domain.town import OFFICIAL
from bot.i18n import LANGUAGES, NAMES, Translator
from bot.ui.fitting import cut
from bot.ui.navigation import back_row
from bot.ui.screen import LABEL, Button, Rows, Screen, in_pairs, lines, paragraphs, shorten, ticked
from bot.ui.surveying import callbacks as buttons
from bot.ui.surveying.builder import LISTED
from bot.ui.surveying.words import OPTION_ROOM, QUESTION_ROOM, TYPES, answer, condition


def question(t: Translator, one: Questionnaire, asked: Question, said: Markup | None = None) -> Screen:
    number, id = one.id, asked.id
    place = [other.id for other in one.definition.questions].index(id)
    text = paragraphs(
        said,
        lines(
            t("surveying.question_place", place=place + 1, of=len(one.definition.questions)),
            Markup("<b>{}</b>").format(cut(asked.name(t.language), QUESTION_ROOM)),
            t("surveying.question_type", type=t.plain(TYPES[asked.type])),
        ),
        _options(t, asked),
        condition(t, one, asked),
        t("surveying.is_background") if asked.background else None,
    )
    choice = asked.type in CHOICES
    multi = asked.type is QuestionType.multi
    options = (Button(t.plain("surveying.options"), buttons.Edit(number, id, "options", OFFICIAL)),) if choice else ()
    most = (Button(t.plain("surveying.most"), buttons.Edit(number, id, "most", OFFICIAL)),) if multi else ()
    about = (
        (
            Button(
                ticked(asked.background, t.plain("surveying.background")),
                buttons.Background(number, id, not asked.background),
            ),
        )
        if asked.type in (QuestionType.single, QuestionType.yesno)
        else ()
    )
    shown = [Button(t.plain("surveying.condition"), buttons.Conditions(number, id))] if place else []
    rows: Rows = (
        (Button(t.plain("surveying.wording"), buttons.Edit(number, id, "wording", OFFICIAL)), *options),
        *in_pairs([*most, *about, *shown]),
        (
            Button(t.plain("surveying.up"), buttons.Move(number, id, True)),
            Button(t.plain("surveying.down"), buttons.Move(number, id, False)),
        ),
        (
            Button(t.plain("surveying.duplicate"), buttons.Duplicate(number, id)),
            Button(t.plain("surveying.drop"), buttons.AskDrop(number, id)),
        ),
        (Button(t.plain("surveying.languages"), buttons.Translate(number, id)),),
        back_row(t, buttons.Build(number, place // LISTED)),
    )
    return Screen(text, rows)


def _options(t: Translator, asked: Question) -> Markup | None:
    if asked.type not in CHOICES:
        return None
    limit = t.n("surveying.up_to", asked.limit) if asked.type is QuestionType.multi else None
    return lines(*(Markup("• {}").format(cut(one.name(t.language), OPTION_ROOM)) for one in asked.options), limit)


def ask_drop(t: Translator, one: Questionnaire, asked: Question) -> Screen:
    rows: Rows = (
        (Button(t.plain("surveying.drop"), buttons.Drop(one.id, asked.id)),),
        back_row(t, buttons.Open(one.id, asked.id)),
    )
    return Screen(t("surveying.ask_drop", question=cut(asked.name(t.language), QUESTION_ROOM)), rows)


def languages(t: Translator, one: Questionnaire, asked: Question | None) -> Screen:
    """The title or a question in every language, each to be typed. What is missing is read in the next best one."""
    names = one.definition.titles if asked is None else asked.names
    number, id = one.id, "" if asked is None else asked.id
    what = "title" if asked is None else "wording"
    said = [
        t("surveying.in_language", language=NAMES[code], text=cut(names.get(code, "—"), QUESTION_ROOM))
        for code in LANGUAGES
    ]
    choice = asked is not None and asked.type in CHOICES
    rows: list[tuple[Button, ...]] = []
    for code in LANGUAGES:
        if asked is not None and code == OFFICIAL:
            continue
        first = Button(
            shorten(t.plain("surveying.type_in", language=NAMES[code]), LABEL), buttons.Edit(number, id, what, code)
        )
        rows.append((first,))
        if choice:
            label = shorten(t.plain("surveying.options_in", language=NAMES[code]), LABEL)
            rows[-1] = (first, Button(label, buttons.Edit(number, id, "options", code)))
    back = buttons.Build(number, 0) if asked is None else buttons.Open(number, id)
    return Screen(paragraphs(t("surveying.languages_of"), lines(*said)), (*rows, back_row(t, back)))


# -- conditions --------------------------------------------------------------------------------------------------------


def conditions(t: Translator, one: Questionnaire, asked: Question) -> Screen:
    """Earlier questions that it can depend on."""
    number, id = one.id, asked.id
    ids = [other.id for other in one.definition.questions]
    earlier = [other for other in one.definition.questions[: ids.index(id)] if other.codes]
    drop = ((Button(t.plain("surveying.no_condition"), buttons.NoCondition(number, id)),),) if asked.condition else ()
    rows: Rows = (
        *(
            (
                Button(
                    shorten(f"{ids.index(other.id) + 1}. {other.name(t.language)}"),
                    buttons.ConditionOn(number, id, other.id),
                ),
            )
            for other in earlier
        ),
        *drop,
        back_row(t, buttons.Open(number, id)),
    )
    said = t("surveying.ask_condition") if earlier else t("surveying.nothing_earlier")
    return Screen(paragraphs(said, condition(t, one, asked)), rows)


def values(t: Translator, one: Questionnaire, asked: Question, earlier: Question) -> Screen:
    """By which of its answers."""
    told = asked.condition
    chosen = told.values if told is not None and told.question == earlier.id else ()
    keys = [
        Button(
            shorten(ticked(code in chosen, answer(t, earlier, code)), LABEL),
            buttons.Value(one.id, asked.id, earlier.id, code),
        )
        for code in earlier.codes
    ]
    rows: Rows = (*in_pairs(keys), back_row(t, buttons.Open(one.id, asked.id)))
    return Screen(t("surveying.ask_values", question=cut(earlier.name(t.language), QUESTION_ROOM)), rows)
