"""Who is in a chat: members, administrators, and the bot's own leaving."""

from typing import Any

from bot.sandbox.calls import Call
from bot.sandbox.communities import closure
from bot.sandbox.members import LEFT, MEMBER
from bot.sandbox.methods.common import readable_chat, writable_chat
from bot.sandbox.methods.registry import method
from bot.sandbox.refusals import bad_request
from bot.sandbox.world import World

Json = dict[str, Any]


def _user(world: World, user_id: int) -> Any:
    return world.bot_json if user_id == world.profile.id else world.users[user_id]


@method("getChatMember", "chat_id user_id")
def get_chat_member(world: World, call: Call) -> Json:
    chat = readable_chat(world, call)
    user_id = call.number("user_id", 0)
    if user_id <= 0:
        raise bad_request("invalid user_id specified")
    if user_id != world.profile.id and user_id not in world.users:
        raise bad_request("user not found")
    person = world.people.get(user_id)
    if person is not None and person.gone:
        raise bad_request("member not found")
    if not chat.group:
        return {"user": _user(world, user_id), **(MEMBER if user_id in (chat.id, world.profile.id) else LEFT)}
    if chat.kind == "channel" and chat.roll.status(world.profile.id) != "administrator":
        raise bad_request("member list is inaccessible")
    return {"user": _user(world, user_id), **chat.roll.of(user_id)}


@method("getChatAdministrators", "chat_id return_bots")
def get_chat_administrators(world: World, call: Call) -> list[Json]:
    chat = readable_chat(world, call)
    if not chat.group:
        raise bad_request("there are no administrators in the private chat")
    if chat.kind == "channel" and chat.roll.status(world.profile.id) != "administrator":
        raise bad_request("member list is inaccessible")
    return [{"user": _user(world, number), **chat.roll.of(number)} for number in chat.roll.administrators()]


@method("getChatMemberCount", "chat_id")
def get_chat_member_count(world: World, call: Call) -> int:
    chat = readable_chat(world, call)
    return len(chat.roll.present()) if chat.group else 2


@method("leaveChat", "chat_id")
def leave_chat(world: World, call: Call) -> bool:
    chat = writable_chat(world, call)
    if not chat.group:
        raise bad_request("chat member status can't be changed in private chats")
    before = chat.roll.put(world.profile.id, LEFT)
    chat.closed_because = closure(chat.kind, "left")
    world.push_membership(chat, world.bot_json, before, LEFT)
    world.publish_communities()
    return True
