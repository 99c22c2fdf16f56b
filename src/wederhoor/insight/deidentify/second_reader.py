"""A second reader beside our own rules: deduce (Dutch medical text), where the extra ``deidentify`` is installed and switched on.

It takes seconds to start and about a gigabyte of memory, so nothing loads it unless WEDERHOOR_SECOND_READER=deduce says so.
What it finds is added to our own findings and never takes one away.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from wederhoor.insight.deidentify.finding import Finding, Kind

SWITCH, NAME = "WEDERHOOR_SECOND_READER", "deduce"
KINDS = {
    "persoon": Kind.NAME, "patient": Kind.NAME, "bsn": Kind.BSN, "telefoonnummer": Kind.TELEPHONE, "emailadres": Kind.MAIL,
    "url": Kind.WEB, "locatie": Kind.ADDRESS, "leeftijd": Kind.BIRTH, "id": Kind.NUMBER, "ziekenhuis": Kind.PLACE,
    "zorginstelling": Kind.PLACE,
}  # fmt: skip
"""Its tags; dates are ours to judge."""


def ready() -> bool:
    """Whether it is switched on and installed."""
    return os.environ.get(SWITCH) == NAME and find_spec(NAME) is not None


def found(text: str) -> Iterator[Finding]:
    """What it finds besides."""
    for one in _reader().deidentify(text).annotations:
        if kind := KINDS.get(one.tag):
            yield Finding(one.start_char, one.end_char, kind, "second reader", 0.6)


@lru_cache(maxsize=1)
def _reader() -> Any:
    return import_module(NAME).Deduce()
