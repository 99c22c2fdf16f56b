"""Addresses of the desk."""

from django.urls import URLPattern, path

from wederhoor.desk import (
    account_page,
    act_page,
    calendar,
    calls,
    dossier_page,
    drafts,
    inspection,
    invited,
    inviting,
    letters,
    linked,
    mail,
    notices,
    outbox_pages,
    paper_page,
    papers,
    papers_redact,
    people,
    place,
    post,
    quarantine,
    sign_in,
    whole,
    worklist,
)
from wederhoor.desk.care.urls import PATTERNS as CARE
from wederhoor.desk.intake import asking, coming_in, contacts
from wederhoor.desk.intake import pages as intake
from wederhoor.desk.learning.urls import PATTERNS as LEARNING
from wederhoor.desk.lists import PATTERNS as LISTS
from wederhoor.desk.manage.urls import urlpatterns as manage

app_name = "desk"
urlpatterns: list[URLPattern] = [
    path("", worklist.worklist, name="worklist"),
    path(
        "dossiers/<str:number>/", dossier_page.dossier, name="dossier"
    ),  # early: a list is looked through from its start
    *LISTS,
    path("aanmelden/", sign_in.sign_in, name="sign in"),
    path("worden/", sign_in.become_person, name="become"),
    path("afmelden/", sign_in.sign_out, name="sign out"),
    path("account/", account_page.account, name="account"),
    path("account/sessies/beeindigen/", account_page.end_sessions, name="end sessions"),
    path("account/afwezig/", account_page.away, name="away"),
    path("uitnodiging/<str:token>/", invited.invited, name="invited"),
    # running the place
    *manage,
    path("rol/", sign_in.take_a_role, name="take a role"),
    # learning
    *LEARNING,
    # coming in
    path("nieuw/", intake.new, name="new"),
    path("nieuw/<str:number>/", intake.taken_in, name="taken in"),
    path("signaal/", intake.signal, name="signal"),
    path("contacten/", contacts.listing, name="contacts"),
    path("contacten/<uuid:contact>/klacht/", contacts.follows, name="contact follows"),
    path("dossiers/<str:number>/binnenkomst/", coming_in.page, name="coming in"),
    path("dossiers/<str:number>/vragen/", asking.page, name="asking"),
    path("dossiers/<str:number>/vragen/<uuid:link>/intrekken/", asking.revoke, name="asking revoke"),
    # calendar
    path("agenda/", calendar.page, name="agenda"),
    path("agenda/adres/", calendar.renew, name="agenda renew"),
    path("agenda/adres/intrekken/", calendar.revoke, name="agenda revoke"),
    # notices
    path("meldingen/", notices.listing, name="notices"),
    path("meldingen/gelezen/", notices.read, name="notices read"),
    path("meldingen/hoe/", notices.how, name="notices how"),
    # calls
    path("bellen/", calls.listing, name="to call"),
    path("dossiers/<str:number>/bellen/", calls.page, name="calls"),
    # letters
    path("brieven/", outbox_pages.register, name="letters"),
    path("brieven/uit/", outbox_pages.waiting, name="outbox"),
    path("brieven/printen/", outbox_pages.to_print, name="to print"),
    path("brieven/printen/alles/", outbox_pages.print_all, name="print all"),
    path("brieven/beoordelen/", outbox_pages.to_check, name="to check"),
    path("brieven/samen/", outbox_pages.together, name="letters together"),
    path("brieven/<str:number>/<uuid:document>/nagaan/", outbox_pages.verify, name="letter verify"),
    path("dossiers/<str:number>/brief/<str:name>/<int:seq>/concept/", letters.keep, name="letter keep"),
    path("dossiers/<str:number>/brief/<str:name>/<int:seq>/word/", letters.as_word, name="letter word"),
    path("dossiers/<str:number>/brief/<str:name>/<int:seq>/groot/", letters.large, name="letter large"),
    path("dossiers/<str:number>/brief/<str:name>/<int:seq>/stop/", letters.stop, name="letter stop"),
    path("mail/", mail.mail, name="mail"),
    path("mail/<str:name>/", mail.mail, name="mail one"),
    path("mail/<str:name>/<int:index>/", mail.attachment, name="mail attachment"),
    # mail that came in
    path("post/", post.listing, name="post"),
    path("post/<uuid:record>/", post.one, name="post one"),
    path("post/<uuid:record>/dossier/", post.filing, name="post filing"),
    path("post/<uuid:record>/opzij/", post.aside, name="post aside"),
    path("post/<uuid:record>/terug/", post.back, name="post back"),
    path("post/<uuid:record>/bericht/", post.original, name="post original"),
    path("post/<uuid:record>/bijlage/<int:index>/", post.attachment, name="post file"),
    # what looked suspicious
    path("quarantaine/", quarantine.listing, name="quarantine"),
    path("quarantaine/besluit/", quarantine.decide, name="quarantine decide"),
    path("quarantaine/<str:number>/", quarantine.one, name="quarantine one"),
    # papers
    path("dossiers/<str:number>/stukken/", papers.listing, name="papers"),
    path("dossiers/<str:number>/stukken/<uuid:paper>/", paper_page.paper, name="paper"),
    path("dossiers/<str:number>/stukken/<uuid:paper>/origineel/", paper_page.original, name="paper original"),
    path("dossiers/<str:number>/stukken/<uuid:paper>/weglaten/", papers_redact.redact, name="redact"),
    path("dossiers/<str:number>/bestand/<uuid:document>/", papers.file, name="paper file"),
    path("dossiers/<str:number>/bestand/<uuid:document>/<int:page>/", papers.sheet, name="paper sheet"),
    path("dossiers/<str:number>/inzage/", inspection.given, name="inspection"),
    path("dossiers/<str:number>/inzage/<str:side>/", inspection.compose, name="give inspection"),
    path("dossiers/<str:number>/nog-niet/", dossier_page.not_yet, name="not yet"),
    path("dossiers/<str:number>/daad/<str:act>/", act_page.act, name="act"),
    # the dossier: its tabs, drafts, and the whole as one PDF
    path("dossiers/<str:number>/daad/<str:act>/concept/", drafts.save, name="draft"),
    path("dossiers/<str:number>/mensen/", people.listed, name="people"),
    path("dossiers/<str:number>/mensen/<str:code>/", people.person, name="person"),
    # somebody is invited to take part from their own pages
    path("dossiers/<str:number>/mensen/<str:code>/uitnodigen/", inviting.invite, name="invite"),
    path("dossiers/<str:number>/deel/<str:compartment>/", dossier_page.compartment, name="compartment"),
    path("dossiers/<str:number>/plaats/", place.place, name="place"),
    path("dossiers/<str:number>/gekoppeld/", linked.linked, name="linked"),
    path("dossiers/<str:number>/dossier.pdf", whole.whole, name="whole"),
    path("dossiers/<str:number>/brief/<str:name>/<int:seq>/", letters.letter, name="letter"),
    path("dossiers/<str:number>/stuk/<uuid:document>/", letters.document, name="document"),
    # careful keeping
    *CARE,
]
