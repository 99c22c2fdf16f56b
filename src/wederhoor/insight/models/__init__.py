"""The tables of learning: of an organisation, without a person of a dossier. What belongs to a dossier stands in ``dossier``."""

from wederhoor.insight.models.measures import Measure, MeasureStep
from wederhoor.insight.models.register import RegisterImport
from wederhoor.insight.models.report import ReportMeeting, WrittenReport
from wederhoor.insight.models.signal import Signal, SignalStep

__all__ = ["Measure", "MeasureStep", "RegisterImport", "ReportMeeting", "Signal", "SignalStep", "WrittenReport"]
from wederhoor.insight.models.governance import OwnDone as OwnDone
from wederhoor.insight.models.governance import RegulationChange as RegulationChange
from wederhoor.insight.models.governance import RegulationStep as RegulationStep
from wederhoor.insight.models.notes import CaseDiscussion as CaseDiscussion
from wederhoor.insight.models.notes import CaseNote as CaseNote
from wederhoor.insight.models.publishing import Publication as Publication
from wederhoor.insight.models.publishing import PublishedTable as PublishedTable
from wederhoor.insight.models.publishing import PublishingRule as PublishingRule
