"""Letters and other texts of ours as PDF: the words as data, for the press."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from wederhoor.correspondence import press
from wederhoor.correspondence.paper import Head
from wederhoor.correspondence.tree import Block


def render(title: str, head: Head, body: Sequence[Block], *, large: bool) -> bytes:
    """The PDF; `large` is 18 points instead of 11."""
    date = [int(part) for part in head.iso_date.split("-")]
    words: dict[str, Any] = {
        "title": title,
        "organisation": head.organisation,
        "date": date,
        "sender": [head.organisation, *head.organisation_address],
        "recipient": head.recipient,
        "facts": head.facts,
        "footer": " · ".join(filter(None, (head.organisation, head.contact))),
        "body": [asdict(block) for block in body],
        "large": large,
    }
    return press.made("type", {"sheet": "letter", "date": date}, json.dumps(words).encode())
