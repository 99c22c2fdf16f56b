"""Addresses of learning."""

from django.urls import URLPattern

PATTERNS: list[URLPattern] = [
    # register
    # measures
    # reports
    # publishing
    # notes
    # signals
    # dashboard
    # governance
]
