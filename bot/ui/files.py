"""What people see as the names of their files."""

from collections.abc import Sequence

from bot.i18n import Translator
from storage.files import StoredFile


def named(t: Translator, files: Sequence[StoredFile]) -> list[tuple[StoredFile, str]]:
    """Each with a name to show: Telegram gives photos none, so they are counted, where there are several."""
    photos = [one.id for one in files if one.photo]
    return [(one, _photo(t, photos.index(one.id) + 1, len(photos)) if one.photo else one.name) for one in files]


def _photo(t: Translator, number: int, of: int) -> str:
    return t.plain("common.photo_numbered", n=number) if of > 1 else t.plain("common.photo")
