"""From values to a town: what the format says of each entry, every refusal with its place."""

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from bot.services.town.entries import Entry
from bot.services.town.faults import FaultCode
from bot.services.town.format import Town
from bot.services.town.tree import Path, Tree, parse, shown

_CODES = {
    "string_type": FaultCode.not_text,
    "int_type": FaultCode.not_number,
    "int_from_float": FaultCode.not_number,
    "bool_type": FaultCode.not_yes_no,
    "list_type": FaultCode.not_list,
    "model_type": FaultCode.not_mapping,
    "dict_type": FaultCode.not_mapping,
    "missing": FaultCode.missing_key,
    "extra_forbidden": FaultCode.unknown_key,
    "literal_error": FaultCode.bad_choice,
    "greater_than_equal": FaultCode.number_too_small,
    "less_than_equal": FaultCode.number_too_big,
    "too_short": FaultCode.too_few,
    "too_long": FaultCode.too_many,
}

_WITH_LIMIT = (FaultCode.number_too_small, FaultCode.number_too_big, FaultCode.too_few, FaultCode.too_many)

LISTS = (
    "organisations",
    "topics",
    "places",
    "bodies",
    "consultations",
    "forums",
    "questionnaires",
    "announcements",
)
"""Sections whose entries have an id."""


def near(word: str, words: set[str]) -> str | None:
    """What was probably meant."""
    return next(iter(get_close_matches(word, sorted(words), n=1, cutoff=0.75)), None)


@dataclass
class TownFile:
    """A file as far as it could be read: `town` holds the entries that are sound in themselves."""

    tree: Tree
    town: Town
    kept: dict[str, list[int]]
    """For each list of `town`, where in the file its entries stand."""

    def path(self, section: str, index: int, *rest: str | int) -> Path:
        return (section, self.kept[section][index], *rest)

    def ids(self, section: str) -> dict[str, Path]:
        """Every id of a section, also of entries that are wrong otherwise, with its place. The first one counts."""
        raw = self.tree.value.get(section)
        found: dict[str, Path] = {}
        for index, entry in enumerate(raw if isinstance(raw, list) else []):
            if isinstance(entry, dict) and isinstance(entry.get("id"), str):
                found.setdefault(entry["id"], (section, index, "id"))
        return found


def read(data: bytes) -> TownFile:
    """Never raises for what the bytes hold; look at `tree.faults`."""
    tree = parse(data)
    if not isinstance(tree.value, dict):
        if not tree.faults:
            tree.fault((), FaultCode.not_mapping)
        return _nothing(tree)
    everything = {section: list(range(len(_list(tree.value, section)))) for section in LISTS}
    try:
        return TownFile(tree, Town.model_validate(tree.value), everything)
    except ValidationError as error:
        details = error.errors(include_url=False)
    for detail in details:
        tell(tree, detail)
    return _without(tree, details)


def _nothing(tree: Tree) -> TownFile:
    tree.value = {}
    return TownFile(tree, Town(version=1, timezone="UTC"), {section: [] for section in LISTS})


def _list(value: dict[str, Any], section: str) -> list[Any]:
    found = value.get(section)
    return found if isinstance(found, list) else []


def _without(tree: Tree, details: list[ErrorDetails]) -> TownFile:
    """What remains when the entries that are wrong are left out, so that the others can be checked as well."""
    wrong = {detail["loc"][:2] for detail in details if detail["loc"][0] in LISTS and len(detail["loc"]) > 1}
    dropped = {detail["loc"][0] for detail in details if detail["loc"][:2] not in wrong}
    sound: dict[str, Any] = {"version": 1, "timezone": "UTC"}
    sound |= {key: value for key, value in tree.value.items() if key not in dropped}
    kept: dict[str, list[int]] = {}
    for section in LISTS:
        kept[section] = [i for i in range(len(_list(sound, section))) if (section, i) not in wrong]
        if isinstance(sound.get(section), list):
            sound[section] = [sound[section][i] for i in kept[section]]
    return TownFile(tree, Town.model_validate(sound), kept)


def tell(tree: Tree, detail: ErrorDetails, within: Path = ()) -> None:
    """Add a refusal of the format to the tree's faults; `within` is where in the file the refused thing stands."""
    path = _resolved(tree, (*within, *detail["loc"]))
    last = str(detail["loc"][-1])
    context = detail.get("ctx", {})
    if path in tree.broken:
        return
    ours = FaultCode.__members__.get(detail["type"])
    code = ours or _CODES.get(detail["type"], FaultCode.bad_value)
    if code is FaultCode.missing_key:
        tree.fault(path, code, given=last)
    elif code is FaultCode.unknown_key:
        tree.fault(path, code, key=True, given=shown(last), near=near(last, _KEYS))
    elif code is FaultCode.bad_choice:
        choices = re.findall(r"'([^']*)'", context["expected"]) or [context["expected"]]
        given = shown(detail["input"])
        tree.fault(path, code, given=given, choices=", ".join(choices), near=near(given, set(choices)))
    elif code in _WITH_LIMIT:
        limit = next(context[name] for name in ("ge", "le", "min_length", "max_length") if name in context)
        tree.fault(path, code, limit=limit)
    elif code is FaultCode.bad_value:
        tree.fault(path, code, problem=shown(detail["msg"]))
    else:
        tree.fault(path, code, key=last == "[key]", **context if ours else {})


def _resolved(tree: Tree, location: tuple[int | str, ...]) -> Path:
    """The place in the file; pydantic's own steps (which shape it tried, `[key]`) are no places."""
    path: Path = ()
    for step in location:
        if (*path, step) in tree.spots:
            path = (*path, step)
    return path


def _keys_of(model: type[Entry]) -> set[str]:
    own = {field.alias or name for name, field in model.model_fields.items()}
    return own.union(*(_keys_of(below) for below in model.__subclasses__()))


_KEYS = _keys_of(Entry)
