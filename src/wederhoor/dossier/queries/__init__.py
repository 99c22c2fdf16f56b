"""Lists over many dossiers, through the same policy, fence and access log as one dossier; import them from here."""

from wederhoor.dossier.queries.letters import letters
from wederhoor.dossier.queries.worklist import (
    CAP,
    ORDERS,
    VIEWS,
    Filters,
    Kept,
    Page,
    Row,
    Task,
    worklist,
)

__all__ = ["CAP", "ORDERS", "VIEWS", "Filters", "Kept", "Page", "Row", "Task", "letters", "worklist"]
