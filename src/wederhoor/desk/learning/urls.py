"""Addresses of learning."""

from django.urls import URLPattern, path

from wederhoor.desk.learning import governance, register_entry, signal_page, signals

PATTERNS: list[URLPattern] = [
    # register
    path("dossiers/<str:number>/register/", register_entry.entry, name="register entry"),
    # measures
    # reports
    # publishing
    # notes
    # signals
    path("leren/signalen/", signals.listing, name="signals"),
    path("leren/signalen/zoek/", signals.look, name="signals look"),
    path("leren/signalen/<uuid:signal>/", signal_page.one, name="learning signal"),
    # dashboard
    # governance
    path("leren/kalender/", governance.calendar, name="governance"),
    path("leren/kalender/regeling/", governance.propose, name="propose regulation"),
    path("leren/kalender/regeling/<uuid:change>/", governance.changing, name="regulation change"),
    path("leren/kalender/<str:code>/", governance.governed, name="governed"),
]
