"""Two providers at the front door: one that says u, and a member of a cooperative that says je."""

from __future__ import annotations

import pytest

from wederhoor.organisations.models import Location, Organisation


@pytest.fixture
def linde(db: None) -> Organisation:
    row = Organisation.objects.create(code="linde", name="Zorggroep De Linde", regulation="ott", brand_colour="0b6e6e")
    Location.objects.create(organisation=row, code="hof", name="De Lindehof")
    return row


@pytest.fixture
def member(db: None) -> Organisation:
    parent = Organisation.objects.create(code="samen", name="Samen", regulation="zk", kind="cooperative")
    return Organisation.objects.create(code="plank", name="De Springplank", regulation="zk-lid", parent=parent)
