"""YAML with places: plain values, and the line and column of each, so that an error can point at its cause.

Aliases are refused, depth and size are bounded: no small file unfolds into a big one.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import yaml
from yaml.constructor import SafeConstructor

from bot.services.town.faults import Fault, FaultCode

SIZE_AT_MOST = 1024 * 1024
DEPTH_AT_MOST = 20
FAULTS_AT_MOST = 200
"""A file with more than this is not a town file with slips but another file."""

Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

Path = tuple[str | int, ...]
Spot = tuple[int, int]


def shown(value: object) -> str:
    """A value as it may stand in a sentence: one line, not long."""
    text = " ".join(value.isoformat().split() if isinstance(value, date | datetime) else str(value).split())
    return text if len(text) <= 60 else f"{text[:57]}..."


def spelled(path: Path) -> str:
    """`("consultations", 3, "topics", 1)` as `consultations[3].topics[1]`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text


@dataclass
class Tree:
    """Values by path. Faults are gathered, not raised, so that all of them can be told at once."""

    value: Any = None
    spots: dict[Path, Spot] = field(default_factory=dict)
    key_spots: dict[Path, Spot] = field(default_factory=dict)
    broken: set[Path] = field(default_factory=set)
    """Values that could not be read; nothing more is said about them."""
    faults: list[Fault] = field(default_factory=list)

    def at(self, path: Path, *, key: bool = False) -> Spot:
        """Line and column of a value, or of its key; of the nearest thing around it where there is none."""
        for length in range(len(path), -1, -1):
            found = (self.key_spots if key else self.spots).get(path[:length])
            if found is not None:
                return found
            key = False
        return (1, 1)

    def fault(self, path: Path, code: FaultCode, *, key: bool = False, near: str | None = None, **facts: Any) -> None:
        line, column = self.at(path, key=key)
        self.faults.append(Fault(line=line, column=column, path=spelled(path), code=code, facts=facts, near=near))

    def _here(self, mark: Any, code: FaultCode, path: Path = (), **facts: Any) -> None:
        line, column = (1, 1) if mark is None else (mark.line + 1, mark.column + 1)
        self.faults.append(Fault(line=line, column=column, path=spelled(path), code=code, facts=facts))


def parse(data: bytes) -> Tree:
    """Read a file's bytes. A tree whose `value` is None could not be read at all and says why."""
    tree = Tree()
    if len(data) > SIZE_AT_MOST:
        tree._here(None, FaultCode.file_too_big, limit=SIZE_AT_MOST // 1024)
        return tree
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - data.rfind(b"\n", 0, error.start)
        tree.faults.append(Fault(line=line, column=column, path="", code=FaultCode.not_utf8))
        return tree
    try:
        if _bounded(text, tree):
            root = yaml.compose(text, Loader=Loader)
            if root is None:
                tree._here(None, FaultCode.empty)
            else:
                tree.value = _Builder(tree).build(root, ())
    except yaml.MarkedYAMLError as error:
        tree._here(error.problem_mark or error.context_mark, FaultCode.not_yaml, problem=error.problem or "?")
    except yaml.reader.ReaderError as error:
        tree.faults.append(_unreadable(text, error))
    return tree


def _unreadable(text: str, error: yaml.reader.ReaderError) -> Fault:
    """A character that YAML does not allow; its position is counted in characters or, by libyaml, in bytes."""
    position = next((i for i, sign in enumerate(text) if not sign.isprintable() and sign not in "\t\r\n"), 0)
    return Fault(
        line=text.count("\n", 0, position) + 1,
        column=position - text.rfind("\n", 0, position),
        path="",
        code=FaultCode.not_yaml,
        facts={"problem": shown(error.reason)},
    )


def _bounded(text: str, tree: Tree) -> bool:
    """Whether the document may be composed: no aliases, not too deep."""
    depth = 0
    for event in yaml.parse(text, Loader=Loader):
        if isinstance(event, yaml.AliasEvent):
            tree._here(event.start_mark, FaultCode.alias)
        elif isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > DEPTH_AT_MOST:
                tree._here(event.start_mark, FaultCode.too_deep, limit=DEPTH_AT_MOST)
                return False
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return not tree.faults


class _Builder:
    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._constructor = SafeConstructor()

    def build(self, node: yaml.Node, path: Path) -> Any:
        self._tree.spots[path] = _spot(node)
        if isinstance(node, yaml.MappingNode) and node.tag == "tag:yaml.org,2002:map":
            return self._mapping(node.value, path)
        if isinstance(node, yaml.SequenceNode) and node.tag == "tag:yaml.org,2002:seq":
            return [self.build(child, (*path, index)) for index, child in enumerate(node.value)]
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, path)
        self._tree._here(node.start_mark, FaultCode.unknown_tag, path, given=shown(node.tag))
        self._tree.broken.add(path)
        return None

    def _mapping(self, pairs: Sequence[tuple[yaml.Node, yaml.Node]], path: Path) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in pairs:
            key = self._key(key_node, path)
            if key is None:
                continue
            if key in found:
                first = self._tree.key_spots[(*path, key)][0]
                self._tree._here(key_node.start_mark, FaultCode.duplicate_key, path, given=shown(key), line=first)
                continue
            self._tree.key_spots[(*path, key)] = _spot(key_node)
            found[key] = self.build(value_node, (*path, key))
        return found

    def _key(self, node: yaml.Node, path: Path) -> str | None:
        if isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:str":
            return str(node.value)
        self._tree._here(node.start_mark, FaultCode.key_not_text, path)
        return None

    def _scalar(self, node: yaml.ScalarNode, path: Path) -> Hashable:
        try:
            value: Hashable = self._constructor.construct_object(node)
        except yaml.YAMLError:
            self._tree._here(node.start_mark, FaultCode.unknown_tag, path, given=shown(node.tag))
        except (ValueError, OverflowError):
            code = FaultCode.not_date if node.tag.endswith(":timestamp") else FaultCode.not_number
            self._tree._here(node.start_mark, code, path)
        else:
            return value
        self._tree.broken.add(path)
        return None


def _spot(node: yaml.Node) -> Spot:
    return (node.start_mark.line + 1, node.start_mark.column + 1)
