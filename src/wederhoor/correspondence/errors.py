"""What can be wrong with a letter, said so that its writer can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from wederhoor.correspondence.placeholders import PLACEHOLDERS


class LetterError(Exception):
    """A template or a value is wrong: with file and line where there are any, and the nearest right word."""

    def __init__(self, what: str, *, file: str = "", line: int = 0) -> None:
        self.file, self.line, self.what = file, line, what
        place = ":".join(part for part in (file, str(line or "")) if part)
        super().__init__(f"{place}: {what}" if place else what)


def nearest(word: str, words: Iterable[str]) -> str:
    """`; did you mean acknowledge?`, or nothing when no word comes near."""
    close = get_close_matches(word, list(words), n=1, cutoff=0.5)
    return f"; did you mean {close[0]}?" if close else ""


def unknown_placeholder(name: str, *, file: str = "", line: int = 0) -> LetterError:
    """The error for a placeholder that is not in `placeholders.py`."""
    return LetterError(f"{name}: unknown placeholder{nearest(name, PLACEHOLDERS)}", file=file, line=line)


@dataclass(frozen=True, slots=True)
class Missing:
    """One part that is still empty: its name in the template and its label on the screen."""

    name: str
    label: str


class MissingParts(Exception):
    """The letter cannot be made: required parts are empty. `missing` lists them in the order of the letter."""

    def __init__(self, names: Iterable[str]) -> None:
        self.missing = tuple(Missing(name, PLACEHOLDERS[name].label) for name in names)
        super().__init__("In de brief ontbreekt nog: " + ", ".join(part.label for part in self.missing) + ".")

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the empty placeholders."""
        return tuple(part.name for part in self.missing)

    @property
    def labels(self) -> tuple[str, ...]:
        """Their Dutch labels."""
        return tuple(part.label for part in self.missing)
