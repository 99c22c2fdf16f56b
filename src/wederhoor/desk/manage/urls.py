"""Addresses of Beheer."""

from django.urls import URLPattern, path

from wederhoor.desk.manage import (
    factor,
    letters,
    mail,
    organisation,
    outside,
    page,
    people,
    places,
    privacy,
    regulation,
    roles,
    start,
)

urlpatterns: list[URLPattern] = [
    path("beheer/", start.start, name="manage"),
    path("beheer/kiezen/", page.choose, name="manage choose"),
    path("beheer/nieuw/", organisation.new, name="manage new"),
    path("beheer/organisatie/", organisation.organisation, name="manage organisation"),
    path("beheer/regeling/", regulation.regulation, name="manage regulation"),
    path("beheer/locaties/", places.places, name="manage places"),
    path("beheer/mensen/", people.people, name="manage people"),
    path("beheer/mensen/<uuid:key>/", people.person, name="manage person"),
    path("beheer/mensen/<uuid:key>/doen/", people.change, name="manage change"),
    path("beheer/mensen/<uuid:key>/tweede-stap/", factor.reset, name="manage factor"),
    path("beheer/rollen/", roles.roles, name="manage roles"),
    path("beheer/locaties/team/<int:key>/", places.change_place, {"kind": "team"}, name="manage team"),
    path("beheer/locaties/locatie/<int:key>/", places.change_place, {"kind": "location"}, name="manage location"),
    path("beheer/contact/", places.contact, name="manage contact"),
    path("beheer/contact/<str:code>/", places.contact_point, name="manage contact point"),
    path("beheer/buiten/", outside.outside, name="manage outside"),
    path("beheer/brieven/", letters.letters, name="manage letters"),
    path("beheer/mail/", mail.mail, name="manage mail"),
    path("beheer/privacy/", privacy.privacy, name="manage privacy"),
]
