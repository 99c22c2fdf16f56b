"""Leren: register, measures, reports, signals and the organisation's own calendar, for who may see figures."""
