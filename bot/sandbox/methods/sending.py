"""Sending texts and places, and the signs of activity."""

from typing import Any

from bot.sandbox.calls import Call
from bot.sandbox.methods.common import (
    ACTIONS,
    link_preview,
    message_text,
    send_options,
    sendable_chat,
    writable_chat,
)
from bot.sandbox.methods.registry import SENDING, method
from bot.sandbox.refusals import bad_request
from bot.sandbox.world import World

Json = dict[str, Any]


@method("sendMessage", SENDING + "text parse_mode entities link_preview_options disable_web_page_preview")
def send_message(world: World, call: Call) -> Json:
    text, entities = message_text(world, call)
    link_preview(call)
    chat = sendable_chat(world, call, "text messages")
    options = send_options(world, call, chat)
    world.charge(chat, paid=call.flag("allow_paid_broadcast"))
    return world.say("sendMessage", chat, text=text, entities=entities, **options).as_json()


def _location(call: Call) -> Json:
    latitude, longitude = call.decimal("latitude"), call.decimal("longitude")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise bad_request("invalid location specified")
    return {"latitude": latitude, "longitude": longitude}


@method("sendLocation", SENDING + "latitude longitude horizontal_accuracy")
def send_location(world: World, call: Call) -> Json:
    place = {"location": _location(call)}
    chat = sendable_chat(world, call, "locations")
    options = send_options(world, call, chat)
    world.charge(chat, paid=call.flag("allow_paid_broadcast"))
    return world.say("sendLocation", chat, place=place, **options).as_json()


@method(
    "sendVenue",
    SENDING + "latitude longitude title address foursquare_id foursquare_type google_place_id google_place_type",
)
def send_venue(world: World, call: Call) -> Json:
    location, title, address = _location(call), call.text("title"), call.text("address")
    if not title or not address:
        raise bad_request(f"{'address' if title else 'title'} is empty")
    place = {"location": location, "venue": {"location": location, "title": title, "address": address}}
    chat = sendable_chat(world, call, "venues")
    options = send_options(world, call, chat)
    world.charge(chat, paid=call.flag("allow_paid_broadcast"))
    return world.say("sendVenue", chat, place=place, **options).as_json()


@method("sendChatAction", "chat_id action")
def send_chat_action(world: World, call: Call) -> bool:
    action = call.text("action").lower()
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = writable_chat(world, call)
    world.hub.publish("action", {"chat_id": chat.id, "action": action})
    return True
