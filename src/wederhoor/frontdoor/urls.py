"""Addresses of the front door: who can be complained to, how, the form, the receipt, and following with a code."""

from django.urls import URLPattern, path

from wederhoor.frontdoor import asked, views
from wederhoor.frontdoor.following import pages as following
from wederhoor.frontdoor.publishing import views as publishing

app_name = "frontdoor"
urlpatterns: list[URLPattern] = [
    path("", publishing.home, name="home"),
    path("vraag/<str:address>/", asked.question, name="asked"),
    path("<slug:code>/", publishing.provider, name="provider"),
    path("<slug:code>/uitleg/", publishing.plain, name="plain"),
    path("<slug:code>/regeling/", publishing.regulation, name="regulation"),
    path("<slug:code>/regeling/<str:first>/", publishing.regulation, name="regulation version"),
    path("<slug:code>/klacht/", views.complain, name="complain"),
    path("<slug:code>/klacht/ontvangen/", views.received, name="received"),
    # following with the code
    path("<slug:code>/volgen/", following.follow, name="follow"),
]
