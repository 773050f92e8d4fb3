"""What is wrong with settings, as keys of sentences with their facts; put into words for the operator at the end.

`bot.i18n` is only imported when there is something to say, so that small commands stay quick.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    from bot.i18n import Translator


def mark(key: str) -> str:
    """As `bot.i18n.mark`: names a key that is looked up elsewhere, so that extraction finds it."""
    return key


class Unfit(ValueError):
    """A value that cannot be. The facts say what is wanted, never what was found."""

    def __init__(self, sentence: str, **facts: object) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.facts = facts

    def told(self, t: "Translator", **more: Any) -> str:
        return t.plain(self.sentence, **self.facts, **more)


Matter: TypeAlias = tuple[str | None, Unfit]
"""The name of the setting, where the sentence begins with one, and what is wrong."""


class SettingsError(Exception):
    """Something the operator must mend. Its words are one line for each matter, and never hold a value."""

    def __init__(self, *matters: Matter) -> None:
        # One list of a setting's can be unfit in several places, which is one matter.
        self.matters: Sequence[Matter] = list(
            {(name, unfit.sentence): (name, unfit) for name, unfit in matters}.values()
        )
        super().__init__(*(unfit.sentence for _, unfit in self.matters))

    def told(self, t: "Translator") -> str:
        return "\n".join(unfit.told(t, name=name) for name, unfit in self.matters)

    def __str__(self) -> str:
        from bot.i18n import translator

        return self.told(translator("en"))
