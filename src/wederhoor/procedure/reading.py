"""Reading YAML with the line of every key, so that an error can say where; duplicate keys are errors, all found at once."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

Place = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a file: where, what, and what to do."""

    file: str
    line: int
    path: str
    wrong: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.path}: {self.wrong}"


class RegulationError(ValueError):
    """A file that cannot be used; `problems` lists everything wrong in it."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(p) for p in problems))
        self.problems = problems


@dataclass
class Read:
    """The data of a file, the line of each place in it, and what was wrong already in reading."""

    data: dict[str, Any]
    lines: dict[Place, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, place: Place) -> int:
        """The line of a place, or of the nearest place around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


class _Reader:
    def __init__(self, name: str) -> None:
        self.name, self.loader, self.read = name, yaml.SafeLoader(""), Read({})

    def value(self, node: yaml.Node, place: Place) -> Any:
        self.read.lines.setdefault(place, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, place)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*place, i)) for i, item in enumerate(node.value)]
        return self.loader.construct_object(node)

    def _mapping(self, node: yaml.MappingNode, place: Place) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            if key in found:
                self._duplicate(key, key_node, place)
            self.read.lines[(*place, key)] = key_node.start_mark.line + 1
            found[key] = self.value(value_node, (*place, key))
        return found

    def _duplicate(self, key: str, node: yaml.Node, place: Place) -> None:
        first = self.read.lines[(*place, key)]
        wrong = f"duplicate key '{key}', first given on line {first}; keep one"
        self.read.problems.append(Problem(self.name, node.start_mark.line + 1, dotted((*place, key)), wrong))


def dotted(place: Place) -> str:
    """A place as a jurist reads it: acts › judge › by."""
    return " › ".join(str(p) for p in place) or "(file)"


def read_yaml(path: Path) -> Read:
    """Read a YAML file. Raises RegulationError when it is no YAML, or no mapping."""
    name = path.as_posix()
    try:
        node = yaml.compose(path.read_text("utf-8"), yaml.CSafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        wrong = f"this is not valid YAML: {getattr(error, 'problem', error)}; look at the indentation, quotes and colons here"
        raise RegulationError([Problem(name, line, "(file)", wrong)]) from error
    except OSError as error:
        raise RegulationError([Problem(name, 1, "(file)", f"cannot be read: {error.strerror}")]) from error
    reader = _Reader(name)
    data = reader.value(node, ()) if node else None
    if not isinstance(data, dict):
        raise RegulationError(
            [Problem(name, 1, "(file)", "a regulation is a mapping of keys, such as 'provider: ...'")]
        )
    reader.read.data = data
    return reader.read
