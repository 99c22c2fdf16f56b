"""An organisation under each regulation."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from wederhoor.frontdoor.publishing.providers import Provider, find
from wederhoor.organisations.models import Organisation
from wederhoor.procedure.loading import load_for

REGULATIONS = ("jot", "zk", "zk-lid", "ott", "izw", "loj")


@pytest.fixture
def under(db: None) -> Callable[[str], Provider]:
    """The provider whose regulation this is; its code is 'bij-<name>'."""

    def made(regulation: str) -> Provider:
        from django.utils import timezone

        code, today = f"bij-{regulation}", timezone.localdate()
        whose = load_for(regulation, today).name
        Organisation.objects.get_or_create(code=code, defaults={"name": f"Stichting {whose}", "regulation": regulation})
        found = find(code, today)
        assert found is not None
        return found

    return made
