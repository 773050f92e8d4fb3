"""The methods of the Bot API, by family. Importing this package fills the table."""

from bot.sandbox.methods import callbacks, editing, media, members, profile, receiving, sending
from bot.sandbox.methods.registry import METHODS, Method

__all__ = ["METHODS", "Method", "callbacks", "editing", "media", "members", "profile", "receiving", "sending"]
