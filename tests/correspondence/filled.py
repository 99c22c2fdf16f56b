"""Words for every place of a letter template."""

from __future__ import annotations

from wederhoor.correspondence.letters import LetterTemplate, Value
from wederhoor.correspondence.placeholders import PLACEHOLDERS

WORDS = {
    "date": "2026-05-12",
    "link": "https://voorbeeld.test/regeling",
    "address": "Kade 1\n1234 AB Plaats",
    "text": "Eerste alinea over de zaak.\n\n- een\n- twee",
    "line": "enkele woorden",
}


def filled(template: LetterTemplate, **given: Value) -> dict[str, Value]:
    """A value for each place of the template."""
    found: dict[str, Value] = {name: WORDS[PLACEHOLDERS[name].kind] for name in template.placeholders}
    return {**found, **given}
