"""Addresses of learning."""

from django.urls import URLPattern, path

from wederhoor.desk.learning import register_entry

PATTERNS: list[URLPattern] = [
    # register
    path("dossiers/<str:number>/register/", register_entry.entry, name="register entry"),
    # measures
    # reports
    # publishing
    # notes
    # signals
    # dashboard
    # governance
]
