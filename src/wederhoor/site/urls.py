"""All addresses. The staff's pages under /werkplek/, everything else is public."""

from django.urls import include, path

urlpatterns = [
    path("taal/", include("django.conf.urls.i18n")),
    path("werkplek/", include("wederhoor.desk.urls")),
    path("", include("wederhoor.frontdoor.urls")),
]
