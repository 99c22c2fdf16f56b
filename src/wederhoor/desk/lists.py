"""Addresses around the worklist: search, selections, kept views."""

from django.urls import path

from wederhoor.desk import bulk, kept_views, searching

PATTERNS = [
    path("zoeken/", searching.search, name="search"),
    path("selectie/", bulk.selection, name="selection"),
    path("terugdraaien/", bulk.undo, name="undo"),
    path("weergaven/", kept_views.views, name="kept views"),
    path("weergaven/bewaren/", kept_views.keep, name="keep view"),
    path("weergaven/<uuid:view>/", kept_views.change, name="change view"),
]
