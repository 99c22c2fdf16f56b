"""What a question and its answers are called: our plain sentence where there is one, else the regulation's own words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.utils.translation import get_language

from wederhoor.frontdoor.sentences import say, sentences
from wederhoor.procedure.choices import choices_of
from wederhoor.procedure.model import FormField, Regulation

PAGE = "complaining"


def plain(name: str) -> str:
    """A name of the regulation as it stands in a page."""
    return name.replace(" ", "_")


def maybe(key: str, address: str) -> str:
    """Our own sentence under this key; '' when there is none."""
    language = "en" if get_language() == "en" else "nl"
    found = f"{PAGE}.{key}"
    return say(found, address) if found in sentences(language) else ""


@lru_cache(maxsize=2)
def _table(name: str) -> dict[str, Any]:
    return dict(yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8")))


def _english(question: str, code: str) -> str:
    return str(_table("english.yaml").get(question, {}).get(plain(code), "")) if get_language() == "en" else ""


def picture(question: str, code: str) -> str:
    """The pictogram of an answer."""
    own = _table("pictures.yaml").get(question, {})
    return str(own.get(plain(code)) or own.get("every") or _table("pictures.yaml")["every"])


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose: in our words, with the regulation's own under it where those differ."""

    code: str
    label: str
    picture: str = ""
    official: str = ""
    """What the regulation calls it."""
    foreign: bool = False
    """The words are Dutch on an English page."""


def choice(question: str, code: str, label: str, address: str) -> Choice:
    """An answer of the regulation."""
    own = maybe(f"option.{question}.{plain(code)}", address) or _english(question, code)
    shown = own or label
    official = label if question in OFFICIAL and own and own.lower() != label.lower() else ""
    return Choice(code, shown, picture(question, code), official, not own and get_language() == "en")


OFFICIAL = {"capacity", "law"}
"""Where the word of the regulation stands under ours: it matters later, and somebody who helps knows it."""


def choices(regulation: Regulation, name: str, field: FormField, address: str) -> list[Choice]:
    """Every answer to a question of the act."""
    options = choices_of(regulation, field) or {"yes": "Ja", "no": "Nee"}
    return [choice(plain(name), code, label, address) for code, label in options.items()]
