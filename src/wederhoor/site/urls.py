"""All addresses. The staff's pages under /werkplek/, everything else is public."""

from django.urls import include, path, re_path

from wederhoor.desk import calendar
from wederhoor.site import views

urlpatterns = [
    path("theme/<str:colour>.css", views.theme, name="theme"),
    re_path(r"^logo/(?P<code>[-\w]+)-(?P<version>[0-9a-f]{12})\.png$", views.logo, name="logo"),
    path("weergave/", views.appearance, name="appearance"),
    path("taal/", include("django.conf.urls.i18n")),
    path("agenda/<str:address>.ics", calendar.feed, name="calendar feed"),
    path("werkplek/", include("wederhoor.desk.account_urls")),
    path("werkplek/", include("wederhoor.desk.urls")),
    path("", include("wederhoor.frontdoor.urls")),
]
