"""Loading a regulation: common words, statute layer, format and references; everything wrong in a file is told at once."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from wederhoor.procedure.checking import check
from wederhoor.procedure.checking_names import check_names
from wederhoor.procedure.conditions_model import as_tuple
from wederhoor.procedure.data import root, vocabulary
from wederhoor.procedure.model import Regulation
from wederhoor.procedure.nearest import did_you_mean
from wederhoor.procedure.reading import Place, Problem, Read, RegulationError, dotted, read_yaml
from wederhoor.procedure.statutes import with_statutes

TRACKS, WORDS = "tracks", "words"
"""The key of an act that brings something on the list of measures, and in it the question that holds the text."""


def _with_common_words(raw: dict[str, Any]) -> dict[str, Any]:
    common, acts = vocabulary(), raw.get("acts")
    if not isinstance(acts, dict):
        return raw
    merged = {
        name: _act(common["acts"].get(name, {}), act) if isinstance(act, dict) else act for name, act in acts.items()
    }
    worded, roles = {k: {**common[k], **(raw.get(k) or {})} for k in ("facts", "not_yet")}, raw.get("roles")
    named = {n: _role(common["reads"], r) for n, r in roles.items()} if isinstance(roles, dict) else roles
    return {**raw, "acts": merged, **worded, "roles": named}


def _role(common: dict[str, Any], own: Any) -> Any:
    """A party for which the regulation says nothing reads as the common words say."""
    kind = own.get("kind") if isinstance(own, dict) else None
    return {"reads": common[kind], **own} if kind in common else own


def _act(common: dict[str, Any], own: dict[str, Any]) -> dict[str, Any]:
    """Own keys win; of the questions each own one wins, and one set to null is left out."""
    fields = {**common.get("fields", {}), **(own.get("fields") or {})}
    kept = {name: _asked(field, fields) for name, field in fields.items() if field is not None}
    sets = own.get("sets", [name for name in common.get("sets", []) if name in kept])
    gone = {name for name, field in fields.items() if field is None}
    standard = {key: _without(value, gone) for key, value in common.items() if not _is_one_of(value, gone)}
    return {**standard, **own, "fields": kept, "sets": sets}


def _without(value: Any, gone: set[str]) -> Any:
    """What a standard key says, less what it says of questions that were left out (`_untracked` tells when that is the main one)."""
    if not isinstance(value, dict):
        return value
    left = {key: word for key, word in value.items() if not _is_one_of(word, gone)}
    return None if WORDS in value and WORDS not in left else left


def _is_one_of(value: Any, words: set[str]) -> bool:
    return isinstance(value, str) and value in words


def _untracked(read: Read, file: str) -> list[Problem]:
    """Questions left out whose answer the standard act brings on the list of measures: the act must say what takes their place."""
    found, acts = [], read.data.get("acts")
    for name, own in (acts if isinstance(acts, dict) else {}).items():
        question = vocabulary()["acts"].get(name, {}).get(TRACKS, {}).get(WORDS)
        fields = own.get("fields") if isinstance(own, dict) else None
        if isinstance(fields, dict) and question in fields and fields[question] is None and TRACKS not in own:
            place: Place = ("acts", name, "fields", question)
            wrong = "what is filled in here comes on the list of measures; say under 'tracks' which question does, or 'tracks: null' for none"
            found.append(Problem(file, read.line(place), dotted(place), wrong))
    return found


def _asked(field: Any, fields: dict[str, Any]) -> Any:
    """A question that depended on one that was left out does not depend on it any more."""
    if not isinstance(field, dict):
        return field
    by, beside = field.get("required_by"), as_tuple(field.get("required_with"))
    left = {"required_by": {q: what for q, what in by.items() if _kept(q, fields)}} if isinstance(by, dict) else {}
    with_ = {"required_with": [q for q in beside if _kept(q, fields)]} if isinstance(beside, tuple | list) else {}
    return {**field, **left, **with_}


def _kept(question: str, fields: dict[str, Any]) -> bool:
    """Whether a question is asked; one that never was is a mistake that the check tells."""
    return question not in fields or fields[question] is not None


def _known_words(error: ErrorDetails) -> list[str]:
    model: type[BaseModel] | None = Regulation
    for step in error["loc"][:-1]:
        model = _inside(model, str(step)) or model
    return [f.alias or n for n, f in model.model_fields.items()] if model else []


def _inside(model: type[BaseModel] | None, step: str) -> type[BaseModel] | None:
    """The model of a field, looking through dict, tuple and union."""
    if model is None:
        return None
    found = next((f.annotation for n, f in model.model_fields.items() if step in (n, f.alias)), None)
    return _model_in(found)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    inner = (_model_in(a) for a in getattr(annotation, "__args__", ()))
    return next((m for m in inner if m), None)


_PYDANTIC_STEP = re.compile(r"^(str|tuple\[|function-|[A-Z]\w+$|constrained)")


def _place(read: Read, location: tuple[str | int, ...]) -> Place:
    """Pydantic names union branches too; keep the steps that stand in the file."""
    place: Place = ()
    for step in location:
        if (*place, step) in read.lines or not (isinstance(step, str) and _PYDANTIC_STEP.match(step)):
            place = (*place, step)
    return place


def _is_new_act(place: tuple[int | str, ...]) -> bool:
    """Whether an act lacks its name and sentence because the common words do not know it."""
    return place[0] == "acts" and place[-1] in ("label", "done") and place[1] not in vocabulary()["acts"]


def _told(error: ErrorDetails) -> str:
    word = str(error["loc"][-1])
    if error["type"] == "extra_forbidden":
        return f"unknown key '{word}'; {did_you_mean(word, _known_words(error))}"
    if error["type"] == "missing" and _is_new_act(error["loc"]):
        known = did_you_mean(str(error["loc"][1]), vocabulary()["acts"])
        return f"{error['loc'][1]}: unknown act; {known} (a new act of its own needs 'label' and 'done')"
    if error["type"] == "missing":
        return f"'{word}' is missing; every rule of this kind needs it"
    if error["type"] == "literal_error":
        options = re.findall(r"'([^']+)'", str((error.get("ctx") or {}).get("expected", "")))
        return f"'{error['input']}' cannot stand here; {did_you_mean(str(error['input']), options)}"
    return f"{error['msg']} (found: {str(error['input'])[:60]!r})"


def _format_problems(read: Read, name: str, errors: list[ErrorDetails]) -> list[Problem]:
    found: dict[tuple[int, str], Problem] = {}
    for error in errors:
        place = _place(read, error["loc"])
        problem = Problem(name, read.line(place), dotted(place), _told(error))
        found.setdefault((problem.line, problem.path), problem)
    return list(found.values())


def _sorted(problems: list[Problem]) -> list[Problem]:
    return sorted(dict.fromkeys(problems), key=lambda p: (p.line, p.path))


def problems_of(path: Path) -> tuple[Regulation | None, list[Problem]]:
    """Everything wrong in a regulation file, and the regulation when it can at least be read as one."""
    try:
        read = read_yaml(path)
    except RegulationError as error:
        return None, error.problems
    try:
        regulation = Regulation.model_validate(_with_common_words(with_statutes(read.data)))
    except ValidationError as error:
        return None, _sorted(read.problems + _format_problems(read, path.as_posix(), error.errors()))
    name = path.as_posix()
    found = _untracked(read, name) + check(regulation, read, name)
    return regulation, _sorted(read.problems + found)


def advice_of(path: Path) -> list[Problem]:
    """What is better mended in a file before it is published; it stops no dossier under a file that already is."""
    regulation, _ = problems_of(path)
    return _sorted(check_names(regulation, read_yaml(path), path.as_posix())) if regulation else []


@lru_cache(maxsize=64)
def _loaded(path: Path, modified: float) -> Regulation:
    regulation, problems = problems_of(path)
    if problems or regulation is None:
        raise RegulationError(problems)
    return regulation


def load_regulation(path: Path | str) -> Regulation:
    """The regulation of a file, checked, with the statute layer. Raises RegulationError with every problem."""
    path = Path(path)
    if not path.is_file():
        raise RegulationError([Problem(path.as_posix(), 1, "(file)", "there is no such file")])
    return _loaded(path, path.stat().st_mtime)


def versions(provider: str) -> list[Path]:
    """The regulation files of a provider, oldest first; the file name is the day from which it is in force."""
    folder = _folder(root(), provider)
    try:
        changed = folder.stat().st_mtime_ns
    except (FileNotFoundError, NotADirectoryError):
        return []
    return list(_files(folder, changed))


@lru_cache(maxsize=256)
def _folder(data: Path, provider: str) -> Path:
    return data / "regulations" / provider


@lru_cache(maxsize=64)
def _files(folder: Path, changed: int) -> tuple[Path, ...]:
    """Asked for several times a page; a file that comes or goes changes the folder."""
    return tuple(sorted(folder.glob("[0-9]*.yaml")))


def providers() -> list[str]:
    """The codes of all providers with a regulation."""
    return sorted({path.parent.name for path in (root() / "regulations").glob("*/[0-9]*.yaml")})


def load_for(provider: str, day: object) -> Regulation:
    """The regulation of a provider in force on a day. Raises LookupError when there is none yet."""
    in_force = [path for path in versions(provider) if path.stem <= str(day)]
    if not in_force:
        raise LookupError(f"no regulation of '{provider}' is in force on {day}")
    return load_regulation(in_force[-1])
