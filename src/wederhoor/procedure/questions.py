"""The label of a field, which may be a question: as it is asked, and as a name in a list. Pure."""

from __future__ import annotations


def is_question(label: str) -> bool:
    """Whether it asks: 'Wie klaagt?'."""
    return label.endswith("?")


def as_name(label: str) -> str:
    """The same as a name before an answer, without its question mark: 'Wie klaagt'."""
    return label.rstrip("?")
