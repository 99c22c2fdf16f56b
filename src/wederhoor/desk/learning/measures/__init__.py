"""Leren, Maatregelen: the list, a new one, one with its history and effect, and the improvement path of a location."""
