"""What a report is: who reads what it is about, how its file is called, and what is said with it."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from pydantic import BaseModel

from bot.domain.ids import ParticipantId
from bot.i18n import Translator
from bot.services.turn import Town
from bot.ui.screen import Screen
from storage.engine import Transaction
from storage.files import FileId
from storage.reports import Request


@dataclass(frozen=True, slots=True)
class Made:
    """A file as it is named and sent, and what the message says that told of its making."""

    name: str
    mime: str
    photo: bool
    caption: str
    screen: Screen | None = None
    """None where the file says enough."""
    owner: ParticipantId | None = None
    """Whose it is alone: it goes with them."""


class Job(Protocol):
    """One request as it was read. `known` was made before, for somebody else."""

    @property
    def known(self) -> FileId | None: ...

    @property
    def about(self) -> BaseModel:
        """What `bot.documents` makes the file of."""

    def made(self, t: Translator) -> Made: ...

    async def holds(self, tx: Transaction) -> bool:
        """Whether what was read may still be told: if not, it is read and made anew at once."""

    async def keep(self, tx: Transaction, file: FileId) -> None:
        """The file is there; for everybody, where that is so."""


Read = Callable[[Transaction, Request, datetime, Town], Awaitable[Job]]
"""Raises NotFound for what there is no such file of."""


@dataclass(frozen=True, slots=True)
class Kind:
    """`publishes` puts the file where the request says that it belongs; `failed` is said when it cannot be made."""

    read: Read
    failed: Callable[[Translator], Screen]
    publish: Callable[[Transaction, Request, FileId, datetime], Awaitable[None]] | None = None
