"""What staff are asked in the form of one act, a question to a screen, and the last look before it is done."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from bot.domain.deadlines import COMPLETED_DAYS
from bot.domain.dispositions import Answer, Disposition
from bot.domain.proposals import HiddenCode, Proposal
from bot.domain.town import OFFICIAL
from bot.i18n import Translator, mark, translator
from bot.services.answering import Act
from bot.ui.answering.callbacks import Back, Begin, BeginAnew, Finish, OpenItem, Skip, Take
from bot.ui.answering.item import answered, told_line
from bot.ui.answering.wording import ACTS, CODES, DISPOSITIONS, KINDS, SENTENCES, TEMPLATES, standing
from bot.ui.fitting import cut
from bot.ui.navigation import Resume, back_row, form_row
from bot.ui.screen import NO_ROWS, Button, Rows, Screen, in_pairs, lines, paragraphs, shorten

EXCERPT = 300
LISTED = 200
ROOM = 1_400
"""UTF-16 units of what staff typed, in the last look."""

PROMPTS = {
    "question": mark("answering.prompt_question"),
    "registry": mark("answering.prompt_registry"),
    "lacks": mark("answering.prompt_lacks"),
    "authority": mark("answering.prompt_authority"),
    "why_extend": mark("answering.prompt_why_extend"),
    "why_redirect": mark("answering.prompt_why_redirect"),
    "unit": mark("answering.prompt_unit"),
    "until": mark("answering.prompt_until"),
}
"""Questions that ask for nothing but a text."""


class Frame(NamedTuple):
    """Where a question stands: in which form and state, about what, and whether there is one before it."""

    form: str
    state: str
    about: Markup
    first: bool

    @property
    def back(self) -> Back | None:
        return None if self.first else Back(self.form, self.state)


def about(t: Translator, one: Proposal) -> Markup:
    """What a question is about: number, kind, and how it begins."""
    return lines(
        t("answering.title", number=one.receipt_no, kind=t.plain(KINDS[one.kind])),
        shorten(" ".join(one.text.split()), EXCERPT),
    )


def question(t: Translator, frame: Frame, text: Markup, rows: Rows = NO_ROWS) -> Screen:
    return Screen(paragraphs(frame.about, text), (*rows, form_row(t, frame.back)))


def prompt(t: Translator, frame: Frame, which: str, *, skip: bool = False) -> Screen:
    """One that only asks for a text."""
    rows: Rows = ((Button(t.plain("common.skip"), Skip(frame.form, frame.state)),),) if skip else ()
    return question(t, frame, t(PROMPTS[which]), rows)


def code(t: Translator, frame: Frame) -> Screen:
    buttons = [
        Button(t.capital(t.plain(words)), Take(frame.form, frame.state, one.value)) for one, words in CODES.items()
    ]
    return question(t, frame, t("answering.prompt_code"), in_pairs(buttons))


def sentence(t: Translator, frame: Frame, one: HiddenCode, language: str) -> Screen:
    """The ready one is in the author's language."""
    take: Rows = ((Button(t.plain("answering.take_ready"), Take(frame.form, frame.state, "ready")),),)
    text = t("answering.prompt_sentence", code=t.plain(CODES[one]), ready=ready_sentence(one, language))
    return question(t, frame, text, take)


def ready_sentence(one: HiddenCode, language: str) -> str:
    return translator(language).plain(SENTENCES[one])


def main(t: Translator, frame: Frame, similar: Sequence[Proposal]) -> Screen:
    text = paragraphs(
        t("answering.prompt_main"),
        lines(
            t("answering.similar") if similar else None,
            *(
                t("answering.listed", number=one.receipt_no, text=shorten(" ".join(one.text.split()), LISTED))
                for one in similar
            ),
        ),
    )
    rows = in_pairs(Button(one.receipt_no, Take(frame.form, frame.state, str(one.id))) for one in similar)
    return question(t, frame, text, rows)


def disposition(t: Translator, frame: Frame, *, formal: bool) -> Screen:
    offered = [one for one in Disposition if not (formal and one is Disposition.out_of_scope)]
    buttons = [
        Button(t.capital(t.plain(DISPOSITIONS[one])), Take(frame.form, frame.state, one.value)) for one in offered
    ]
    return question(t, frame, t("answering.prompt_disposition"), in_pairs(buttons))


def reason(t: Translator, frame: Frame, chosen: Disposition, *, previous: str | None) -> Screen:
    """Typed, taken from a template, or the one that was there before."""
    templates = templates_of(chosen)
    text = paragraphs(
        t("answering.prompt_reason", outcome=t.capital(t.plain(DISPOSITIONS[chosen]))),
        None if previous is None else t("answering.previous_reason", reason=cut(previous, ROOM)),
        lines(
            t("answering.templates"),
            *(t("answering.template", number=number, text=text) for number, text in enumerate(templates, 1)),
        ),
    )
    keep = [Button(t.plain("answering.keep_reason"), Take(frame.form, frame.state, "keep"))] if previous else []
    taking = [
        Button(t.plain("answering.take_template", number=number), Take(frame.form, frame.state, f"t{number}"))
        for number in range(1, len(templates) + 1)
    ]
    skip = [] if chosen.needs_reason else [Button(t.plain("common.skip"), Skip(frame.form, frame.state))]
    return question(t, frame, text, in_pairs([*keep, *taking, *skip]))


def templates_of(chosen: Disposition) -> list[str]:
    """In the official language: a reason stands in the spravka."""
    return [translator(OFFICIAL).plain(key) for key in TEMPLATES[chosen]]


def registered(t: Translator, frame: Frame, *, today: date) -> Screen:
    take: Rows = ((Button(t.plain("answering.today"), Take(frame.form, frame.state, "today")),),)
    return question(t, frame, t("answering.prompt_registered", example=today.strftime("%d.%m.%Y")), take)


def longer(t: Translator, frame: Frame, *, due_on: date, longest: date) -> Screen:
    """The limit of the law is said before anything is typed."""
    text = t(
        "answering.prompt_longer",
        date=t.short_date(due_on),
        longest=t.short_date(longest),
        example=longest.strftime("%d.%m.%Y"),
    )
    return question(t, frame, text)


# -- the last look -----------------------------------------------------------------------------------------------------


class Look(NamedTuple):
    """At which proposal, for which act, and when (UTC seconds)."""

    proposal: Proposal
    act: Act
    at: int


EXPLAINED = {
    Act.hide: mark("answering.confirm_hide"),
    Act.uphold: mark("answering.confirm_hide"),
    Act.merge: mark("answering.confirm_merge"),
    Act.ask: mark("answering.confirm_ask"),
    Act.answer: mark("answering.confirm_answer"),
    Act.forward: mark("answering.confirm_forward"),
    Act.lacks: mark("answering.confirm_lacks"),
    Act.extend: mark("answering.confirm_extend"),
    Act.redirect: mark("answering.confirm_redirect"),
}
"""What will follow."""


def confirm(t: Translator, look: Look, said: Markup) -> Screen:
    """The proposal as it stands now, what was typed, and what follows from it."""
    one = look.proposal
    text = paragraphs(
        about(t, one),
        t("answering.standing", status=standing(t, one)),
        said,
        t(EXPLAINED[look.act], days=COMPLETED_DAYS),
        told_line(t, one, look.act),
    )
    button = Button(t.plain("answering.save") if look.act is Act.answer else t.plain(ACTS[look.act]),
                    Finish("a", one.id, look.at))  # fmt: skip
    return Screen(text, ((button,), form_row(t, Back("a", "confirm"))))


def typed_part(t: Translator, text: str) -> Markup:
    return t("answering.typed", text=cut(text, ROOM))


def merged_part(t: Translator, into: Proposal) -> Markup:
    return t("answering.to_merge", number=into.receipt_no, text=shorten(" ".join(into.text.split()), LISTED))


def registry_part(t: Translator, number: str, day: date, due_on: date) -> Markup:
    return t("answering.to_register", number=number, date=t.short_date(day), due=t.short_date(due_on))


def extend_part(t: Translator, until: date, reason: str) -> Markup:
    return lines(t("answering.to_extend", date=t.short_date(until)), typed_part(t, reason))


def redirect_part(t: Translator, authority: str, reason: str) -> Markup:
    return lines(t("answering.to_redirect", authority=authority), typed_part(t, reason))


def answer_part(t: Translator, answer: Answer) -> Markup:
    return answered(t, answer, mark("answering.to_say"))


def lost(t: Translator, one: Proposal | None, typed: Sequence[str], *, origin: str) -> Screen:
    """What was begun cannot be done any more; what was typed is said back, so that nothing is lost."""
    kept = cut("\n".join(typed), ROOM) if typed else None
    text = paragraphs(
        t("answering.no_more"),
        None if one is None else t("answering.standing", status=standing(t, one)),
        None if kept is None else t("answering.typed", text=kept),
    )
    if one is None:
        return Screen(text, (form_row(t),))
    return Screen(text, (back_row(t, OpenItem(one.id, origin)),))


def asked(t: Translator, one: Proposal, *, origin: str) -> Screen:
    """The question is on its way."""
    return Screen(t("answering.done_ask"), (back_row(t, OpenItem(one.id, origin)),))


def unfinished(t: Translator, wanted: Begin, *, conversation: str) -> Screen:
    """Something else was begun: go on with it, or lose it."""
    anew = BeginAnew(wanted.act, wanted.proposal, wanted.version, wanted.origin)
    rows: Rows = (
        (Button(t.plain("common.continue_draft"), Resume(conversation)),),
        (Button(t.plain("answering.begin_anew"), anew),),
        back_row(t, OpenItem(wanted.proposal, wanted.origin)),
    )
    return Screen(t("answering.unfinished"), rows)
