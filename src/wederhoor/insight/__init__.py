"""Learning from complaints: the register, measures, reports without persons, signals and the calendar of the organisation."""
