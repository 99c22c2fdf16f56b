"""Lists over many dossiers, through the same policy, fence and access log as one dossier; import them from here."""

from wederhoor.dossier.queries.reading import Read, read_many
from wederhoor.dossier.queries.searching import Found, Hit, search
from wederhoor.dossier.queries.worklist import (
    CALLS,
    CAP,
    NO_PRAISE,
    ORDERS,
    OWN_TEAMS,
    VIEWS,
    Filters,
    Kept,
    Page,
    Row,
    Task,
    chosen,
    worklist,
)

__all__ = [
    "CALLS",
    "CAP",
    "NO_PRAISE",
    "ORDERS",
    "OWN_TEAMS",
    "VIEWS",
    "Filters",
    "Found",
    "Hit",
    "Kept",
    "Page",
    "Read",
    "Row",
    "Task",
    "chosen",
    "read_many",
    "search",
    "worklist",
]
