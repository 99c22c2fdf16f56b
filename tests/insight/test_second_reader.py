"""The optional second reader (deduce): it adds to our own findings, takes none away, and is missed aloud when it is asked for and not there.

Deduce weighs a gigabyte and is not installed where the tests run. What stands in for it here has its shape: `Deduce().deidentify(text)`
with annotations. Where it is installed, `test_deidentify_marks.py` asks the real one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.machinery import ModuleSpec
from types import ModuleType, SimpleNamespace

import pytest

from wederhoor.insight.deidentify import second_reader, suspicions
from wederhoor.insight.deidentify.finding import Kind
from wederhoor.site.cli import doctor

TEXT = "Mevrouw Jansen belde op 06-12345678 over de Zonnehoek."
TAGGED = {"Zonnehoek": "zorginstelling", "belde": "datum", "Jansen": "persoon"}
"""What the stand-in finds: a place that is new, a date that is ours to judge, and a name that we found already."""


@pytest.fixture
def deduce(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A module of that name, switched on."""

    def deidentify(text: str) -> SimpleNamespace:
        found = [(text.find(word), word, tag) for word, tag in TAGGED.items() if word in text]
        return SimpleNamespace(
            annotations=[SimpleNamespace(start_char=at, end_char=at + len(word), tag=tag) for at, word, tag in found]
        )

    module = ModuleType(second_reader.NAME)
    module.__spec__ = ModuleSpec(second_reader.NAME, None)
    vars(module)["Deduce"] = lambda: SimpleNamespace(deidentify=deidentify)
    monkeypatch.setitem(sys.modules, second_reader.NAME, module)
    monkeypatch.setenv(second_reader.SWITCH, second_reader.NAME)
    second_reader._reader.cache_clear()
    yield
    second_reader._reader.cache_clear()


def spans() -> dict[str, Kind]:
    return {TEXT[one.start : one.end]: one.kind for one in suspicions(TEXT)}


def test_it_only_adds_what_it_knows_and_dates_stay_ours_to_judge(monkeypatch: pytest.MonkeyPatch, deduce: None) -> None:
    both = spans()
    monkeypatch.delenv(second_reader.SWITCH)
    ours = spans()
    assert ours.items() <= both.items(), "nothing of ours is taken away"
    assert (both["Zonnehoek"], "Zonnehoek" in ours, "belde" in both) == (Kind.PLACE, False, False)


@pytest.mark.parametrize("asked", ["deduce", "something else"])
def test_who_asks_for_a_reader_that_is_not_there_hears_it(monkeypatch: pytest.MonkeyPatch, asked: str) -> None:
    monkeypatch.setenv(second_reader.SWITCH, asked)
    monkeypatch.setitem(sys.modules, second_reader.NAME, None)  # as where the extra is not installed
    assert not second_reader.ready()
    found = doctor.second_reader()
    assert (found.well, found.needed) == (False, True)
    assert f"{asked}, not installed or unknown" in found.line()
    assert "pip install wederhoor[deidentify]" in found.line()


def test_who_asks_for_none_hears_that_it_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(second_reader.SWITCH, raising=False)
    assert doctor.second_reader().line() == "ok       second reader: off"


def test_a_reader_that_is_there_is_named(deduce: None) -> None:
    assert doctor.second_reader().line() == "ok       second reader: deduce"
