"""Addresses of the front door: who can be complained to, how, the form, the receipt, and following with a code."""

from django.urls import URLPattern, path

from wederhoor.frontdoor import asked
from wederhoor.frontdoor.complaining import files, pages, receipt, returning
from wederhoor.frontdoor.following import act_pages as following_act
from wederhoor.frontdoor.following import contact as following_contact
from wederhoor.frontdoor.following import doing as following_doing
from wederhoor.frontdoor.following import letters as following_letters
from wederhoor.frontdoor.following import looked as following_looked
from wederhoor.frontdoor.following import messages as following_messages
from wederhoor.frontdoor.following import pages as following
from wederhoor.frontdoor.following import papers as following_papers
from wederhoor.frontdoor.publishing import learned
from wederhoor.frontdoor.publishing import views as publishing
from wederhoor.frontdoor.taking_part import doing, entering
from wederhoor.frontdoor.taking_part import pages as taking
from wederhoor.frontdoor.taking_part import papers as taking_papers

app_name = "frontdoor"
urlpatterns: list[URLPattern] = [
    path("", publishing.home, name="home"),
    path("vraag/<str:address>/", asked.question, name="asked"),
    # taking part on the other side
    path("meedoen/", entering.start, name="taking part"),
    path("meedoen/link/<str:address>/", entering.link, name="taking part link"),
    path("meedoen/terug/<int:organisation>/", entering.back, name="taking part back"),
    path("meedoen/<uuid:dossier>/", taking.home, name="taking part home"),
    path("meedoen/<uuid:dossier>/gezegd/", taking.said, name="taking part said"),
    path("meedoen/<uuid:dossier>/stukken/", taking_papers.listed, name="taking part papers"),
    path("meedoen/<uuid:dossier>/stukken/<uuid:document>/", taking.document, name="taking part document"),
    path("meedoen/<uuid:dossier>/afspraak/<int:seq>/", taking.appointment, name="taking part appointment"),
    path("meedoen/<uuid:dossier>/afspraak/<int:seq>/komen/", doing.coming, name="taking part coming"),
    path("meedoen/<uuid:dossier>/vraag/<int:seq>/", doing.question, name="taking part question"),
    path("meedoen/<uuid:dossier>/vraag/<int:seq>/bewaren/", doing.begun, name="taking part begun"),
    path("meedoen/<uuid:dossier>/doen/<str:slug>/", doing.act, name="taking part act"),
    path("meedoen/<uuid:dossier>/doen/<str:slug>/bewaren/", doing.draft, name="taking part draft"),
    path("meedoen/<uuid:dossier>/weg/", entering.leave, name="taking part leave"),
    path("<slug:code>/", publishing.provider, name="provider"),
    path("<slug:code>/uitleg/", publishing.plain, name="plain"),
    path("<slug:code>/papier/<slug:kind>.pdf", publishing.paper, name="paper"),
    path("<slug:code>/regeling/", publishing.regulation, name="regulation"),
    path("<slug:code>/regeling/<str:first>/", publishing.regulation, name="regulation version"),
    path("<slug:code>/geleerd/", learned.index, name="learned"),
    path("<slug:code>/geleerd/<uuid:publication>/", learned.report, name="learned report"),
    path("<slug:code>/geleerd/<uuid:publication>/<slug:form>/", learned.file, name="learned file"),
    # complaining
    path("<slug:code>/klacht/", pages.step, name="complain"),
    path("<slug:code>/klacht/ontvangen/", receipt.received, name="received"),
    path("<slug:code>/klacht/ergens-anders/", pages.elsewhere, name="elsewhere"),
    path("<slug:code>/klacht/bestanden/", files.page, name="files"),
    path("<slug:code>/klacht/bewaard/", returning.keep, name="kept"),
    path("<slug:code>/klacht/verder/", returning.come_back, name="come back"),
    path("<slug:code>/klacht/wissen/", returning.wipe, name="wipe"),
    path("<slug:code>/klacht/<slug:slug>/", pages.step, name="step"),
    # following with the code
    path("<slug:code>/volgen/", following.follow, name="follow"),
    path("<slug:code>/volgen/kwijt/", following.lost_code, name="follow lost"),
    path("<slug:code>/volgen/sluiten/", following.close, name="following close"),
    path("<slug:code>/volgen/<slug:number>/", following.status, name="following"),
    path("<slug:code>/volgen/<slug:number>/berichten/", following_messages.messages, name="following messages"),
    path("<slug:code>/volgen/<slug:number>/brieven/", following_letters.letters, name="following letters"),
    path("<slug:code>/volgen/<slug:number>/brieven/<uuid:key>/", following_letters.letter, name="following letter"),
    path(
        "<slug:code>/volgen/<slug:number>/brieven/<uuid:key>/<slug:form>/",
        following_letters.file,
        name="following letter file",
    ),
    path("<slug:code>/volgen/<slug:number>/doen/", following_doing.doing, name="following doing"),
    path("<slug:code>/volgen/<slug:number>/doen/<slug:act>/", following_act.act, name="following act"),
    path("<slug:code>/volgen/<slug:number>/papieren/", following_papers.papers, name="following papers"),
    path("<slug:code>/volgen/<slug:number>/papieren/<uuid:key>/", following_papers.paper, name="following paper"),
    path("<slug:code>/volgen/<slug:number>/gegevens/", following_contact.contact, name="following contact"),
    path("<slug:code>/volgen/<slug:number>/gekeken/", following_looked.looked, name="following looked"),
]
