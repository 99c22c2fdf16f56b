"""Texts of the organisation open in their own place, of their own organisation, and nowhere else."""

from __future__ import annotations

import pytest

from wederhoor.dossier.sealing import CannotOpen
from wederhoor.insight import sealed
from wederhoor.organisations.models import Organisation

pytestmark = pytest.mark.django_db


def test_a_text_opens_only_where_it_was_put() -> None:
    here = Organisation.objects.create(code="hier", name="Hier", regulation="x")
    there = Organisation.objects.create(code="daar", name="Daar", regulation="x")
    kept = sealed.seal(here, "Elke week overleg", "measure 1", "what")
    assert b"overleg" not in kept
    assert sealed.text(here, kept, "measure 1", "what") == "Elke week overleg"
    for organisation, record, column in (
        (there, "measure 1", "what"),
        (here, "measure 2", "what"),
        (here, "measure 1", "result"),
    ):
        with pytest.raises(CannotOpen):
            sealed.text(organisation, kept, record, column)
    assert sealed.seal(here, "", "measure 1", "what") == b""
    assert sealed.text(here, b"", "measure 1", "what") == ""
