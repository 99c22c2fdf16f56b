"""Wederhoor: complaints procedures in Dutch care, run from the provider's own regulation."""

__version__ = "0.1.0"
