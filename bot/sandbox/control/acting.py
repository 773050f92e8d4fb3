"""Being somebody: what a person does besides writing."""

import re
from typing import TYPE_CHECKING, Any

from bot.sandbox import views
from bot.sandbox.control.answers import Wrong, person_of, text_of, whole_of
from bot.sandbox.control.communities import community_of

if TYPE_CHECKING:
    from bot.sandbox.sandbox import Sandbox

Json = dict[str, Any]


async def add_person(sandbox: "Sandbox", body: Json) -> tuple[int, Json]:
    name, language = text_of(body, "first_name").strip(), text_of(body, "language_code")
    if not 1 <= len(name) <= 64:
        raise Wrong(400, "A first name has 1 to 64 characters.")
    if not re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", language):
        raise Wrong(400, "A language is a code such as bg.")
    username = text_of(body, "username", "") or None
    if username is not None and not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{3,31}", username):
        raise Wrong(400, "A user name has 4 to 32 letters, digits and underscores.")
    person = sandbox.add_person(first_name=name, language_code=language, username=username)
    return 201, person.as_json()


async def start(sandbox: "Sandbox", body: Json, number: str) -> tuple[int, Json]:
    payload = body.get("payload")
    if payload is not None and not isinstance(payload, str):
        raise Wrong(400, "The payload is a text.")
    return 200, views.message(person_of(sandbox, number).start(payload or None))


async def press(sandbox: "Sandbox", body: Json, number: str) -> tuple[int, Json]:
    person = person_of(sandbox, number)
    place = whole_of(body, "message_id"), whole_of(body, "row"), whole_of(body, "column")
    try:
        if body.get("chat_id") in (None, person.id):
            person.press_at(*place)
        else:
            community_of(sandbox, whole_of(body, "chat_id")).press_at(person, *place)
    except LookupError as error:
        raise Wrong(409, str(error)) from None
    return 200, {}


async def blocked(sandbox: "Sandbox", body: Json, number: str) -> tuple[int, Json]:
    person = person_of(sandbox, number)
    if not isinstance(body.get("blocked"), bool):
        raise Wrong(400, "blocked is true or false.")
    person.block() if body["blocked"] else person.unblock()
    return 200, person.as_json()


async def gone(sandbox: "Sandbox", body: Json, number: str) -> tuple[int, Json]:
    """{how: deactivated|vanished}"""
    person, how = person_of(sandbox, number), text_of(body, "how")
    if how not in ("deactivated", "vanished"):
        raise Wrong(400, "One is deactivated, or one vanishes.")
    person.deactivate() if how == "deactivated" else person.vanish()
    return 200, person.as_json()
