"""The tables of learning: of an organisation, without a person of a dossier. What belongs to a dossier stands in ``dossier``."""

from wederhoor.insight.models.register import RegisterImport

__all__ = ["RegisterImport"]
