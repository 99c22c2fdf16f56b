"""Addresses of the desk."""

from django.urls import URLPattern, path

from wederhoor.desk import act_page, dossier_page, intake, letters, mail, notices, sign_in, worklist

app_name = "desk"
urlpatterns: list[URLPattern] = [
    path("", worklist.worklist, name="worklist"),
    path("aanmelden/", sign_in.sign_in, name="sign in"),
    path("worden/", sign_in.become_person, name="become"),
    path("afmelden/", sign_in.sign_out, name="sign out"),
    path("rol/", sign_in.take_a_role, name="take a role"),
    path("nieuw/", intake.new, name="new"),
    path("brieven/", letters.register, name="letters"),
    # notices
    path("meldingen/", notices.listing, name="notices"),
    path("meldingen/gelezen/", notices.read, name="notices read"),
    path("meldingen/hoe/", notices.how, name="notices how"),
    path("mail/", mail.mail, name="mail"),
    path("mail/<str:name>/", mail.mail, name="mail one"),
    path("mail/<str:name>/<int:index>/", mail.attachment, name="mail attachment"),
    path("dossiers/<str:number>/", dossier_page.dossier, name="dossier"),
    path("dossiers/<str:number>/daad/<str:act>/", act_page.act, name="act"),
    path("dossiers/<str:number>/brief/<str:name>/<int:seq>/", letters.letter, name="letter"),
    path("dossiers/<str:number>/stuk/<uuid:document>/", letters.document, name="document"),
]
