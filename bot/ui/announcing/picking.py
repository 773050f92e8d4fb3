"""The guided picker: for whom it is, read aloud, with the exact count first."""

from collections.abc import Sequence

from markupsafe import Markup

from bot.domain.announcements import AnnouncementState
from bot.domain.audiences import MOST_CONDITIONS, Trait
from bot.i18n import NAMES, Translator, mark
from bot.services.announcements.watching import Watch
from bot.services.consultations import Page
from bot.ui.announcing import choices as buttons
from bot.ui.announcing.aloud import audience, condition, for_whom, how_many, title
from bot.ui.callbacks import Callback
from bot.ui.desks import GoAnnouncementDesk, GoAudience, GoDecide
from bot.ui.navigation import back_row, form_row
from bot.ui.paging import page_line, pager
from bot.ui.screen import Button, Rows, Screen, in_pairs, lines, paragraphs, shorten, ticked
from storage.announcements.saved import SavedAudience

HOWS = ("or", "and", "not")
JOINS = {
    "or": mark("deciding.join_or"),
    "and": mark("deciding.join_and"),
    "not": mark("deciding.join_not"),
}
KINDS = {
    Trait.everyone: mark("deciding.kind_everyone"),
    Trait.topic: mark("deciding.kind_topic"),
    Trait.place: mark("deciding.kind_place"),
    Trait.follows: mark("deciding.kind_follows"),
    Trait.proposed: mark("deciding.kind_proposed"),
    Trait.registered: mark("deciding.kind_registered"),
    Trait.attended: mark("deciding.kind_attended"),
    Trait.member: mark("deciding.kind_member"),
    Trait.language: mark("deciding.kind_language"),
}
WHICH = {
    "or": mark("deciding.which_or"),
    "and": mark("deciding.which_and"),
    "not": mark("deciding.which_not"),
}


def picker(t: Translator, found: Watch, said: Markup | None = None) -> Screen:
    """Before anybody is chosen it offers the kinds at once."""
    one, number = found.one, found.one.id
    text = paragraphs(
        said,
        t("deciding.step_audience", title=title(one)),
        how_many(t, found),
        for_whom(t, found),
        t("deciding.choose_whom") if one.audience.is_empty else None,
    )
    full = len(one.audience.conditions) >= MOST_CONDITIONS
    rows: Rows
    if one.audience.is_empty:
        rows = (*_kinds(t, number, "or"), (Button(t.plain("deciding.saved"), buttons.ShowSaved(number, 0)),))
    else:
        ways: Rows = () if full else _ways(t, number)
        rows = (
            *_onward(t, found),
            *ways,
            (
                Button(t.plain("deciding.drop_one"), buttons.ShowConditions(number)),
                Button(t.plain("deciding.clear"), buttons.ClearAudience(number, one.version)),
            ),
            (
                Button(t.plain("deciding.save"), buttons.SaveAudience(number)),
                Button(t.plain("deciding.saved"), buttons.ShowSaved(number, 0)),
            ),
        )
    posts: tuple[Button, ...] = (Button(t.plain("deciding.posts", n=found.posts), buttons.ShowPosts(number, 0)),)
    if one.audience.is_empty and found.posts:
        rows = (*_onward(t, found), *rows)
    return Screen(text, (*rows, posts, back_row(t, GoAnnouncementDesk(number))))


def _onward(t: Translator, found: Watch) -> Rows:
    """A look at the count, where it may have come meanwhile: a new message does not go on by itself. A template leads
    no further.
    """
    one = found.one
    again: Rows = ()
    if one.counts is None and not one.audience.is_empty:
        again = ((Button(t.plain("deciding.refresh"), GoAudience(one.id)),),)
    if one.state is AnnouncementState.template:
        return again
    return (*again, (Button(t.plain("deciding.on_to_decide"), GoDecide(one.id)),))


def _ways(t: Translator, number: int) -> Rows:
    first, second, third = (Button(t.plain(JOINS[how]), buttons.AddCondition(number, how)) for how in HOWS)
    return ((second, first), (third,))


def _kinds(t: Translator, number: int, how: str) -> Rows:
    return in_pairs(
        Button(t.plain(label), buttons.PickKind(number, how, trait.value, 0))
        for trait, label in KINDS.items()
        if how == "or" or trait is not Trait.everyone
    )


def kinds(t: Translator, found: Watch, how: str) -> Screen:
    text = paragraphs(lines(for_whom(t, found), how_many(t, found)), t(WHICH[how]))
    return Screen(text, (*_kinds(t, found.one.id, how), back_row(t, GoAudience(found.one.id))))


def values(
    t: Translator, found: Watch, how: str, trait: Trait, options: Sequence[tuple[str, str]], page: Page
) -> Screen:
    number = found.one.id
    anywhere: Rows = ()
    if trait is Trait.proposed:
        anywhere = ((Button(t.plain("deciding.proposed_anywhere"), buttons.PickValue(number, how, trait, "")),),)

    def at(number_of_page: int) -> Callback:
        return buttons.PickKind(number, how, trait.value, number_of_page)

    rows: Rows = (
        *anywhere,
        *(
            (Button(shorten(name or NAMES.get(value, value)), buttons.PickValue(number, how, trait.value, value)),)
            for value, name in options
        ),
        *pager(t, page, at),
        back_row(t, buttons.AddCondition(number, how)),
    )
    text = paragraphs(
        t(WHICH[how]),
        lines(t(KINDS[trait]), page_line(t, page)),
        None if options or anywhere else t("deciding.none_of_these"),
    )
    return Screen(text, rows)


def conditions(t: Translator, found: Watch) -> Screen:
    """Which one is to be dropped."""
    one = found.one
    rows: list[tuple[Button, ...]] = []
    for index, each in enumerate(one.audience.conditions):
        words = condition(t, each, found.names)
        label = t.plain("deciding.not_these", what=words) if each.negated else words
        rows.append((Button(shorten(f"✖️ {label}"), buttons.DropCondition(one.id, one.version, index)),))
    text = paragraphs(for_whom(t, found), t("deciding.drop_which"))
    return Screen(text, (*rows, back_row(t, GoAudience(one.id))))


# -- audiences with a name ---------------------------------------------------------------------------------------------


def saved(t: Translator, found: Watch, audiences: Sequence[SavedAudience], page: Page) -> Screen:
    number = found.one.id

    def at(number_of_page: int) -> Callback:
        return buttons.ShowSaved(number, number_of_page)

    text = lines(t("deciding.which_saved") if audiences else t("deciding.none_saved"), page_line(t, page))
    rows: Rows = (
        *((Button(shorten(one.name), buttons.AskForget(number, one.id)),) for one in audiences),
        *pager(t, page, at),
        back_row(t, GoAudience(number)),
    )
    return Screen(text, rows)


def one_saved(t: Translator, found: Watch, one: SavedAudience) -> Screen:
    """`found.names` are those of this audience."""
    number = found.one.id
    text = paragraphs(
        Markup("<b>{}</b>").format(one.name),
        t("deciding.for_whom", whom=t.capital(audience(t, one.audience, found.names))),
    )
    rows: Rows = (
        (Button(t.plain("deciding.use_saved"), buttons.UseSaved(number, one.id)),),
        (Button(t.plain("deciding.forget_saved"), buttons.ForgetSaved(number, one.id)),),
        back_row(t, buttons.ShowSaved(number, 0)),
    )
    return Screen(text, rows)


def ask_name(t: Translator, found: Watch) -> Screen:
    text = paragraphs(for_whom(t, found), t("deciding.ask_name"))
    return Screen(text, (form_row(t, GoAudience(found.one.id)),))


# -- groups and channels -----------------------------------------------------------------------------------------------


def posts(t: Translator, found: Watch, chats: Sequence[tuple[int, str, bool]], page: Page) -> Screen:
    number = found.one.id

    def at(number_of_page: int) -> Callback:
        return buttons.ShowPosts(number, number_of_page)

    text = lines(t("deciding.post_where") if chats else t("deciding.no_chats"), page_line(t, page))
    rows: Rows = (
        *(
            (Button(shorten(ticked(on, name)), buttons.PostIn(number, chat, not on, page.number)),)
            for chat, name, on in chats
        ),
        *pager(t, page, at),
        back_row(t, GoAudience(number)),
    )
    return Screen(text, rows)
