"""Letters: a template is found, its open places are filled, and the letter is there as HTML, text and PDF.

    template = load_letter("ott", "judgement")
    letter = compose(template, {"number": "2026-0001", ...}, "u", also_needs=regulation.letters["judgement"].must_contain)

A provider's own template (`regulations/<provider>/letters/`) goes before the shared one (`regulations/_letters/`).
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from wederhoor.correspondence import paper, pdf
from wederhoor.correspondence.dates import dutch_date, read_date
from wederhoor.correspondence.errors import LetterError, MissingParts, nearest, unknown_placeholder
from wederhoor.correspondence.language import MORE, Source, check, choose, conditions, include, mark, places
from wederhoor.correspondence.placeholders import HEAD, INSTEAD, PLACEHOLDERS
from wederhoor.correspondence.tree import Block, blocks, read_block
from wederhoor.procedure import data

Address = Literal["u", "je"]
Value = str | Sequence[str] | date
_NAME = re.compile(r"[a-z0-9_]+(-[a-z0-9_]+)*")
_FRONT = re.compile(r"---\n(.*?\n)---\n", re.DOTALL)
#: Never printed: controls, surrogates, private use, direction overrides, non-characters.
_UNSAFE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef"
                     "\ufeff\ufff9-\uffff\U0001fffe-\U0001ffff\U000e0000-\U0010ffff]")  # fmt: skip


class Front(BaseModel):
    """The front matter of a template."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    to: Literal["complainant", "accused", "provider", "external", "invited"]
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LetterTemplate:
    """A template with its blocks put in and all its names checked."""

    name: str
    file: str
    front: Front
    body: str
    blocks: tuple[str, ...] = ()

    @property
    def placeholders(self) -> tuple[str, ...]:
        """Every place this letter can fill, for the form that asks for them."""
        return tuple(dict.fromkeys((*HEAD, *places(self.front.title), *places(self.body), *self.front.needs)))


@dataclass(frozen=True)
class Letter:
    """A finished letter; the same content gives the same bytes and the same hash."""

    name: str
    title: str
    to: str
    head: paper.Head
    body: tuple[Block, ...]

    @cached_property
    def html(self) -> str:
        """One `<article lang="nl">`, escaped."""
        return paper.html(self.title, self.head, self.body)

    @cached_property
    def text(self) -> str:
        """Plain text."""
        return paper.text(self.title, self.head, self.body)

    @cached_property
    def sha256(self) -> str:
        """The hash of the content (not of the PDF, whose bytes follow the version of its maker)."""
        content = json.dumps(asdict(self), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
        return hashlib.sha256(content.encode()).hexdigest()

    @property
    def words(self) -> bytes:
        """The content, from which every form of it can be made again by `reread`."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":")).encode()

    @cached_property
    def undated_sha256(self) -> str:
        """The hash of what somebody approves: another day above the same letter is the same letter."""
        return replace(self, head=replace(self.head, date="", iso_date="")).sha256

    def pdf(self, *, large: bool = False) -> bytes:
        """The letter as a tagged PDF, both PDF/UA-1 and PDF/A-2a; `large` is 18 points instead of 11."""
        return pdf.render(self.title, self.head, self.body, large=large)


def reread(words: bytes) -> Letter:
    """The letter again from its content, as `dispatch.send` keeps it."""
    kept = json.loads(words)
    lines: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in kept["head"].items()
    }
    head = paper.Head(**lines)
    return Letter(kept["name"], kept["title"], kept["to"], head, tuple(map(read_block, kept["body"])))


@lru_cache(maxsize=512)
def load_letter(provider: str, name: str, *, root: Path | None = None) -> LetterTemplate:
    """The template `name` of a provider, else the shared one. Raises LetterError when there is none or it is wrong."""
    folders = _folders(root or data.root(), provider)
    path = _find(folders, name)
    source, front = _front(path)
    known = {block.stem for folder in folders for block in (folder / "blocks").glob("*.md")}

    used: dict[str, None] = {}

    def block(word: str) -> str:
        used[word] = None
        found = _find([folder / "blocks" for folder in folders], word)
        lines = Source(found.read_text("utf-8"), _short(found))
        check(lines, known)
        return lines.text

    check(source, known)
    check(Source(front.title, source.file), ())
    body = include(source.text, block)
    return LetterTemplate(name, source.file, front, body, tuple(used))


def letter_names(provider: str = "", *, root: Path | None = None) -> tuple[str, ...]:
    """The names of all letters there are for a provider."""
    found = {path.stem for folder in _folders(root or data.root(), provider) for path in folder.glob("*.md")}
    return tuple(sorted(found))


def _folders(root: Path, provider: str) -> list[Path]:
    own = [root / "regulations" / provider / "letters"] if _NAME.fullmatch(provider) else []
    return [*own, root / "regulations" / "_letters"]


def _find(folders: Sequence[Path], name: str) -> Path:
    paths = [folder / f"{name}.md" for folder in folders] if _NAME.fullmatch(name) else []
    for path in paths:
        if path.is_file():
            return path
    raise LetterError(f"{name}: unknown letter{nearest(name, (p.stem for f in folders for p in f.glob('*.md')))}")


def _short(path: Path) -> str:
    """The path from `regulations` on, so that no message names this machine."""
    parts = path.parts
    start = len(parts) - parts[::-1].index("regulations") - 1 if "regulations" in parts else -1
    return "/".join(parts[start:])


def _front(path: Path) -> tuple[Source, Front]:
    text, file = path.read_text("utf-8"), _short(path)
    found = _FRONT.match(text)
    if not found:
        raise LetterError("a letter begins with front matter between two lines of ---", file=file, line=1)
    try:
        front = Front.model_validate(yaml.safe_load(found[1]))
    except (ValidationError, yaml.YAMLError) as error:
        raise _front_error(error, found[1], file) from error
    for name in front.needs:
        if name not in PLACEHOLDERS:
            raise unknown_placeholder(name, file=file, line=_line_of(name, found[1]))
    return Source(text[found.end() :], file, text.count("\n", 0, found.end()) + 1), front


def _front_error(error: ValidationError | yaml.YAMLError, text: str, file: str) -> LetterError:
    if isinstance(error, yaml.YAMLError):
        problem = getattr(error, "problem_mark", None)
        return LetterError("this is not YAML", file=file, line=problem.line + 2 if problem else 1)
    first = error.errors(include_url=False)[0]
    key = str(first["loc"][0]) if first["loc"] else ""
    hint = nearest(key, Front.model_fields) if first["type"] == "extra_forbidden" else ""
    return LetterError(f"{key}: {first['msg']}{hint}", file=file, line=_line_of(key, text))


def _line_of(word: str, text: str) -> int:
    return next((place for place, line in enumerate(text.splitlines(), 2) if word and word in line), 1)


def compose(
    template: LetterTemplate, values: Mapping[str, Value], address: Address, *,
    also_needs: Iterable[str] = (), without: Collection[str] = (),
) -> Letter:  # fmt: skip
    """The letter. Raises MissingParts when a required place is empty, LetterError when a name is unknown.

    Required are: the head, every place outside a condition, the template's `needs`, and `also_needs` (what the
    regulation says the letter must contain), less what there is nothing to say about (`without`). Something asked for
    without a place in the template gets its own part.
    """
    extra = tuple(also_needs)
    _known((*values, *extra))
    filled = {name: ready for name, value in values.items() if (ready := _ready(name, value))}
    draft = _with_extra(template.body, extra, filled)
    needed = dict.fromkeys((*HEAD, *places(draft), *template.front.needs, *extra))
    if empty := [n for n in needed if n not in filled and n not in without and INSTEAD.get(n) not in filled]:
        raise MissingParts(empty)
    title = choose(template.front.title, address)
    body = blocks(mark(choose(draft, address)), filled)
    return Letter(template.name, title, template.front.to, _head(filled), body)


def _known(names: Iterable[str]) -> None:
    for name in names:
        if name not in PLACEHOLDERS:
            raise unknown_placeholder(name)


def _with_extra(body: str, extra: Sequence[str], filled: Mapping[str, object]) -> str:
    draft = conditions(body, filled.keys())
    there = {*places(draft), *HEAD}
    parts = [_part(name) for name in extra if name in filled and name not in there]
    more = "\n\n".join(parts)
    return draft.replace(MORE, more, 1) if MORE in draft else f"{draft}\n\n{more}"


def _part(name: str) -> str:
    label = PLACEHOLDERS[name].label
    return f"## {label[0].upper()}{label[1:]}\n\n{{{{ {name} }}}}"


def _ready(name: str, value: Value) -> str | tuple[str, ...]:
    if isinstance(value, date):
        return dutch_date(value)
    if isinstance(value, str):
        return _dated(name, clean(value))
    return tuple(words for item in value if (words := clean(item)))


def _dated(name: str, words: str) -> str:
    """An ISO date in a date's place is written in words."""
    day = read_date(words) if PLACEHOLDERS[name].kind == "date" else None
    return dutch_date(day) if day and words[:4].isdigit() else words


def clean(words: str) -> str:
    """What somebody typed, without what cannot or must not be printed."""
    return _UNSAFE.sub("", words.replace("\r\n", "\n").replace("\r", "\n")).strip()


def _head(filled: Mapping[str, str | tuple[str, ...]]) -> paper.Head:
    def one(name: str) -> str:
        value = filled.get(name, "")
        return " ".join((value if isinstance(value, str) else ", ".join(value)).split())

    def lines(name: str) -> tuple[str, ...]:
        value = filled.get(name, "")
        return tuple(line.strip() for line in (value.split("\n") if isinstance(value, str) else value) if line.strip())

    day = read_date(one("today"))
    if day is None:
        raise LetterError(f"today: {one('today')} is not a date; give a date, or '12 mei 2026'")
    return paper.Head(
        organisation=one("organisation"),
        organisation_address=lines("organisation_address"),
        recipient=(one("recipient_name") or one(INSTEAD["recipient_name"]), *lines("recipient_address")),
        date=dutch_date(day),
        iso_date=day.isoformat(),
        number=one("number"),
        subject=one("subject"),
        contact=one("contact"),
    )
