"""The tables of learning: of an organisation, without a person of a dossier. What belongs to a dossier stands in ``dossier``."""
