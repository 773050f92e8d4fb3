"""What the bot says of itself: its name, descriptions, commands and menu button."""

from typing import Any

Json = dict[str, Any]

DEFAULT_SCOPE = '{"type":"default"}'


class Profile:
    """Texts are by language code, "" for everybody else; commands by scope (as JSON) and language code."""

    def __init__(self, bot_id: int, username: str, name: str) -> None:
        self.id = bot_id
        self.username = username
        self.original_name = name
        self.names: dict[str, str] = {}
        self.descriptions: dict[str, str] = {}
        self.short_descriptions: dict[str, str] = {}
        self.commands: dict[tuple[str, str], list[Json]] = {}
        self.menu_buttons: dict[int | None, Json] = {}

    @property
    def name(self) -> str:
        return self.names.get("", self.original_name)

    def as_user(self) -> Json:
        return {"id": self.id, "is_bot": True, "first_name": self.name, "username": self.username}

    def default_commands(self) -> dict[str, list[Json]]:
        """The commands of private chats by language code: the narrower scope wins, as in a client."""
        found: dict[str, list[Json]] = {}
        for kind in (DEFAULT_SCOPE, '{"type":"all_private_chats"}'):
            found |= {language: commands for (scope, language), commands in self.commands.items() if scope == kind}
        return found
