"""Addresses of careful keeping."""

from django.urls import URLPattern, path, re_path

from wederhoor.desk.care import data, log, retention, why

PATTERNS: list[URLPattern] = [
    path("zorgvuldigheid/", retention.retention, name="retention"),
    path("zorgvuldigheid/logboek/", log.log, name="access log"),
    path("zorgvuldigheid/logboek/csv/", log.export, name="access log csv"),
    path("zorgvuldigheid/logboek/controle/", log.check, name="access log check"),
    path("zorgvuldigheid/geheimhouding/", why.agree, name="agree"),
    path("zorgvuldigheid/vernietigd/<uuid:dossier>/", retention.paper, name="certificate"),
    path("dossiers/<str:number>/waarom/", why.why, name="why"),
    path("dossiers/<str:number>/wie-keek/", log.looked, name="looked"),
    path("dossiers/<str:number>/vernietigen/", retention.destroy, name="destroy"),
    path("dossiers/<str:number>/vasthouden/", retention.hold, name="hold"),
    path("dossiers/<str:number>/gegevens/", data.data, name="persons data"),
    re_path(r"^dossiers/(?P<number>[^/]+)/gegevens/(?P<code>p\d+)\.(?P<form>pdf|json)$", data.one, name="person data"),
]
