"""Everything the sandbox holds: people, chats, messages, files, updates, and the records of what the bot did."""

import asyncio
import itertools
import logging
import time
from collections import Counter, defaultdict, deque
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import orjson

from bot.sandbox import views
from bot.sandbox.chats import Chat
from bot.sandbox.clock import InventedClock
from bot.sandbox.entities import Entity
from bot.sandbox.events import Hub
from bot.sandbox.files import FileStore, StoredFile
from bot.sandbox.limits import Limits, Meter
from bot.sandbox.messages import Message, Sender
from bot.sandbox.profile import Profile
from bot.sandbox.records import CallbackAnswer, Ledger, PendingQuery, Refusal, Sent
from bot.sandbox.refusals import Refused, too_many_requests
from bot.sandbox.switches import Switches
from bot.sandbox.updates import UpdateQueue
from bot.sandbox.waiting import Waiting
from bot.sandbox.webhook import Webhook

if TYPE_CHECKING:
    from bot.sandbox.communities import Community
    from bot.sandbox.people import Person
    from bot.sandbox.walkers import Walk

Json = dict[str, Any]

log = logging.getLogger(__name__)

FIRST_PERSON = 700_000_001
SUPERGROUPS = -1_000_000_000_000  # numbers of supergroups and channels lie below


class World:
    """`history` bounds what is remembered for each chat and in the records (None: everything)."""

    def __init__(
        self, bot_id: int, username: str, name: str, clock: InventedClock, limits: Limits, history: int | None
    ) -> None:
        self.clock = clock
        self.limits = limits
        self.history = history
        self.profile = Profile(bot_id, username, name)
        self.hub = Hub()
        self.meter = Meter(limits)
        self.switches = Switches(limits.per_second, self._switched, clock.seconds)
        self.queue = UpdateQueue()
        self.webhook: Webhook | None = None
        self.poll: asyncio.Future[None] | None = None
        self._message_numbers = itertools.count(1)
        self._query_numbers = itertools.count(4_000_000_000_000_000_001)
        self.numbers = itertools.count(FIRST_PERSON)
        self._album_numbers = itertools.count(13_000_000_000_000_001)
        self._waiting = Waiting(self._story)
        self.warnings: list[str] = []
        self.unknown_methods: Counter[str] = Counter()
        self._begin()
        clock.subscribe(self._clock_moved)

    def _begin(self) -> None:
        self.walk: Walk | None = None
        self.people: dict[int, Person] = {}
        self.communities: dict[int, Community] = {}
        self.users: dict[int, Json] = {}
        self.chats: dict[int, Chat] = {}
        self.files = FileStore()
        self.queries: dict[str, PendingQuery] = {}
        self.answers: dict[int, list[CallbackAnswer]] = defaultdict(list)
        self.sent: deque[Sent] = deque(maxlen=None if self.history is None else self.history * 100)
        self.sent_total = 0
        self.refused: deque[Refusal] = deque(maxlen=self.sent.maxlen)
        self.refused_by_code: Counter[int] = Counter()
        self.calls: Counter[str] = Counter()
        self.ledger = Ledger(self.history)
        self.edit_ledger = Ledger(self.history)
        self.refresh_bot()

    def reset(self) -> None:
        """Forget people, chats, updates and records. The bot keeps its profile and webhook; numbers go on."""
        self.queue.clear()
        self.meter.reset(self.limits.at(self.switches.ceiling_per_second))
        self.warnings.clear()
        self.unknown_methods.clear()
        self._begin()
        self.hub.publish("people", {"people": []})
        self.hub.publish("communities", {"communities": []})

    def refresh_bot(self) -> None:
        self.bot_json = orjson.Fragment(orjson.dumps(self.profile.as_user()))
        self.bot_sender = Sender(self.profile.id, self.profile.name, self.bot_json)

    def record_refusal(self, method: str, code: int, description: str) -> None:
        self.refused.append(Refusal(method, code, description, time.monotonic()))
        self.refused_by_code[code] += 1
        self.touch()

    # --- time and change

    def second(self) -> int:
        return int(self.clock.seconds())

    def _clock_moved(self) -> None:
        self.hub.publish("clock", views.clock(self.clock))

    def _switched(self) -> None:
        if self.meter.limits.per_second != self.switches.ceiling_per_second:
            self.meter.set_ceiling(self.switches.ceiling_per_second)
        self.hub.publish("switches", self.switches.as_json())

    def touch(self) -> None:
        """Something changed: whoever waits in `until` looks again."""
        self._waiting.touch()

    async def until(self, holds: Callable[[], Any], seconds: float) -> None:
        """Wait until the bot has brought it about. Raises TimeoutError that tells what happened instead."""
        await self._waiting.until(holds, seconds)

    def _story(self) -> str:
        refused = [f"{refusal.method}: {refusal.description}" for refusal in list(self.refused)[-3:]]
        sent = [f"{sent.method} to {sent.chat_id}: {sent.text[:80]!r}" for sent in list(self.sent)[-3:]]
        return f"{len(self.queue)} updates wait, last sent {sent}, last refused {refused}"

    def warn(self, words: str) -> None:
        """Telegram lets it pass in silence; a test may want to know."""
        self.warnings.append(words)
        log.warning(words)

    # --- what the bot does

    def charge(self, chat: Chat, *, amount: int = 1, paid: bool = False) -> None:
        """Count messages (and edits) against the limits. Raises Refused with 429."""
        if self.switches.flood:
            raise too_many_requests(self.switches.flood_seconds)
        wait = self.meter.admit(chat.id, group=chat.group, amount=amount, paid=paid)
        if wait is not None:
            raise too_many_requests(wait)

    def say(
        self,
        method: str,
        chat: Chat,
        *,
        text: str = "",
        entities: list[Entity] | None = None,
        file: StoredFile | None = None,
        place: Json | None = None,
        markup: Json | None = None,
        reply_to: Message | None = None,
        album: str | None = None,
    ) -> Message:
        """Put a message of the bot into a chat and into the records."""
        message = Message(
            next(chat.numbers or self._message_numbers),
            chat.id,
            self.second(),
            from_bot=True,
            sender=self.bot_sender if chat.kind != "channel" else chat_sender(chat),
            chat_json=chat.json,
            text=text,
            entities=entities,
            file=file,
            place=place,
            markup=markup,
            reply_to=reply_to,
            album=album,
        )
        chat.add(message)
        words = text or (file.name if file is not None else (place or {}).get("venue", {}).get("title", ""))
        self.sent_total += 1
        self.sent.append(Sent(method, chat.id, time.monotonic(), message.message_id, words))
        self.ledger.record(chat.id, method, words)
        keyboard_changed = chat.show_markup(markup)
        if self.walk is not None:
            self.walk.shown(message)
        if self.hub.watchers:
            self.hub.publish("message", {"chat_id": chat.id, "message": views.message(message)})
            if keyboard_changed:
                self.publish_keyboard(chat)
        return message

    def edited(self, method: str, chat: Chat, message: Message) -> None:
        """Note that a message of the bot was changed."""
        message.edit_date = self.second()
        message.edits += 1
        self.edit_ledger.record(chat.id, method, message.text)
        if self.walk is not None:
            self.walk.shown(message)
        if self.hub.watchers:
            self.hub.publish("edit", {"chat_id": chat.id, "message": views.message(message)})

    def delete(self, chat: Chat, message: Message) -> None:
        del chat.messages[message.message_id]
        if message.message_id in chat.pinned:
            chat.pinned.remove(message.message_id)
        self.hub.publish("delete", {"chat_id": chat.id, "message_id": message.message_id})

    def next_community(self, kind: str = "supergroup") -> int:
        """The number of a new group or channel."""
        return -next(self.numbers) if kind == "group" else SUPERGROUPS - next(self.numbers)

    def next_album(self) -> str:
        return str(next(self._album_numbers))

    def end_poll(self, words: str) -> None:
        """Let the getUpdates that waits fail with 409."""
        if self.poll is not None and not self.poll.done():
            self.poll.set_exception(Refused(409, words))
        self.poll = None

    # --- what people do

    def receive(
        self, chat: Chat, sender: Sender, *, kind: str = "message", heard: bool = True, **content: Any
    ) -> Message:
        """Put somebody's message into a chat and hand it to the bot when the bot hears it."""
        message = Message(
            next(chat.numbers or self._message_numbers),
            chat.id,
            self.second(),
            from_bot=False,
            sender=sender,
            chat_json=chat.json,
            **content,
        )
        chat.add(message)
        if heard:
            self.push(kind, message.as_json())
        if self.hub.watchers:
            self.hub.publish("message", {"chat_id": chat.id, "message": views.message(message)})
        return message

    def push(self, kind: str, body: Any, update_id: int | None = None) -> int | None:
        return self.queue.push(kind, body, self.clock.seconds(), update_id)

    def push_membership(
        self, chat: Chat, by: orjson.Fragment, old: Json, new: Json, *, of: orjson.Fragment | None = None
    ) -> None:
        """Tell the bot that its own membership of a chat has changed, or (`of`) somebody else's."""
        user = self.bot_json if of is None else of
        change = {"old_chat_member": {"user": user, **old}, "new_chat_member": {"user": user, **new}}
        kind = "my_chat_member" if of is None else "chat_member"
        self.push(kind, {"chat": chat.json, "from": by, "date": self.second(), **change})

    def new_query(self, person_id: int, chat_id: int) -> str:
        """A callback query's identifier, good for 150 s of the clock."""
        now = self.clock.seconds()
        for query_id, pending in tuple(self.queries.items()):
            if pending.expires > now:
                break
            del self.queries[query_id]
        query_id = str(next(self._query_numbers))
        self.queries[query_id] = PendingQuery(person_id, chat_id, now + 150)
        return query_id

    def publish_people(self) -> None:
        if self.hub.watchers:
            self.hub.publish("people", {"people": [person.as_json() for person in self.people.values()]})

    def publish_communities(self) -> None:
        if self.hub.watchers:
            self.hub.publish("communities", {"communities": views.communities(self.communities.values())})

    def publish_keyboard(self, chat: Chat) -> None:
        self.hub.publish("keyboard", {"chat_id": chat.id, "reply_keyboard": views.reply_keyboard(chat)})


def chat_sender(chat: Chat) -> Sender:
    """A channel that posts under its own name."""
    return Sender(chat.id, str(chat.body.get("title", "")), None, chat.json)
