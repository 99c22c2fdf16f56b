"""An organisation under each regulation."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from wederhoor.frontdoor.publishing.providers import Provider, find
from wederhoor.organisations.models import Organisation

REGULATIONS = ("jot", "zk", "zk-lid", "ott", "izw", "loj")


@pytest.fixture
def under(db: None) -> Callable[[str], Provider]:
    """A provider under the regulation of this name; its code is 'bij-<name>'."""

    def made(regulation: str) -> Provider:
        from django.utils import timezone

        code = f"bij-{regulation}"
        Organisation.objects.get_or_create(code=code, defaults={"name": f"Huis {regulation}", "regulation": regulation})
        found = find(code, timezone.localdate())
        assert found is not None
        return found

    return made
