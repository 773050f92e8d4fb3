"""Many buttons as one handler."""

from telegram import Update

from bot.gateway.context import Context, Handler, pressed
from bot.gateway.hearing import heard, typed
from bot.gateway.pressing import Buttons, together
from tests.bot.gateway.test_hearing import Look, Pick, a_message, a_press, nothing


async def otherwise(update: Update, context: Context) -> None: ...


def hears(handler: Handler, update: Update) -> object:
    found = handler.check_update(update)
    assert found is None or isinstance(found, tuple)
    return None if found is None else found[0].callback


def test_the_first_that_takes_a_press_has_it() -> None:
    buttons = Buttons([heard(Pick, nothing, "a"), pressed(Pick, otherwise), pressed(Look, nothing)])
    assert hears(buttons, a_press("test.pick:a:reason")) is nothing
    assert hears(buttons, a_press("test.pick:b:reason~tr")) is otherwise
    assert hears(buttons, a_press("test.look:1")) is nothing


def test_what_nobody_hears_is_left_to_others() -> None:
    buttons = Buttons([pressed(Look, nothing)])
    for update in (a_press("test.looks:1"), a_press(""), a_press("test.pick:a:b"), a_message(text="test.look:1")):
        assert buttons.check_update(update) is None


def test_other_handlers_keep_their_place_between_the_buttons() -> None:
    words = typed(nothing)
    found = together([pressed(Look, nothing), pressed(Pick, nothing), words, pressed(Look, otherwise)])
    assert [type(one).__name__ for one in found] == ["Buttons", "MessageHandler", "Buttons"]
    assert found[1] is words
    assert hears(found[0], a_press("test.look:1")) is nothing
    assert hears(found[2], a_press("test.look:1")) is otherwise
