"""The tables of learning: of an organisation, without a person of a dossier. What belongs to a dossier stands in ``dossier``."""

from wederhoor.insight.models.register import RegisterImport

__all__ = ["RegisterImport"]
from wederhoor.insight.models.measures import Measure, MeasureStep

__all__ = ["Measure", "MeasureStep"]
