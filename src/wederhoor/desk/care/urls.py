"""Addresses of careful keeping."""

from django.urls import URLPattern, path

from wederhoor.desk.care import log, retention, why

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
]
