"""A local stand-in for Telegram: a strict Bot API server, a chat page, and people to be.

It imports nothing of the bot's, so that it can disagree with it.
"""

from bot.sandbox.channels import Channel
from bot.sandbox.clock import InventedClock
from bot.sandbox.groups import Group
from bot.sandbox.limits import Limits
from bot.sandbox.messages import Message
from bot.sandbox.people import Person
from bot.sandbox.records import CallbackAnswer, Refusal, Sent
from bot.sandbox.refusals import Misuse
from bot.sandbox.sandbox import Sandbox
from bot.sandbox.speaking import Attachment, Speaker
from bot.sandbox.switches import Switches

__all__ = [
    "Attachment",
    "CallbackAnswer",
    "Channel",
    "Group",
    "InventedClock",
    "Limits",
    "Message",
    "Misuse",
    "Person",
    "Refusal",
    "Sandbox",
    "Sent",
    "Speaker",
    "Switches",
]
