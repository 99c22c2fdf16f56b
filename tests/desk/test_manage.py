"""Running the place: each page for who runs it, for nobody else; joiners, leavers, roles, the regulation by date."""

from __future__ import annotations

import re
from datetime import date

from django.core import mail
from django.test import Client
from pytest_django import Settings

from tests.desk.conftest import SIGN_IN, WORKLIST, Desk, _account, dossier_address, text
from wederhoor.dossier import door
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import AccessLog, Assignment
from wederhoor.organisations.models import Account, Administrator, Invitation, Membership, Organisation, Partner

MANAGE = f"{WORKLIST}beheer/"
PAGES = (
    "",
    "organisatie/",
    "regeling/",
    "locaties/",
    "mensen/",
    "rollen/",
    "contact/",
    "contact/handler/",
    "buiten/",
    "brieven/",
    "mail/",
)


def person(desk: Desk, who: str) -> str:
    return f"{MANAGE}mensen/{desk.accounts[who].pk}/"


def do(desk: Desk, who: str, what: str) -> int:
    return desk.post("director", f"{person(desk, who)}doen/", do=what).status_code


def link() -> str:
    found = re.search(r"http://testserver(\S+)", str(mail.outbox[-1].body))
    assert found
    return found[1]


def give(desk: Desk, number: str, who: str, role: str) -> None:
    handler = door.Actor(desk.accounts["handler"].pk, "handler", desk.here.pk)
    door.assign(desk.open(number), desk.accounts[who].pk, role, actor=handler, now=desk.now)


def test_who_runs_the_place_gets_every_page(place: Desk) -> None:
    for page in (*PAGES, f"mensen/{place.accounts['handler'].pk}/"):
        assert place.get("director", f"{MANAGE}{page}").status_code == 200, page
    assert MANAGE in place.get("director", WORKLIST).content.decode()


def test_for_who_does_not_run_it_there_is_no_such_page(place: Desk) -> None:
    for page in (*PAGES, f"mensen/{place.accounts['handler'].pk}/"):
        assert place.get("handler", f"{MANAGE}{page}").status_code == 404, page
        assert place.post("handler", f"{MANAGE}{page}", name="x").status_code == (404 if page else 405), page
        anonymous = place.get("visitor", f"{MANAGE}{page}")
        assert anonymous.headers["Location"].startswith(SIGN_IN), page
    assert MANAGE not in place.get("handler", WORKLIST).content.decode()


def test_who_runs_another_place_sees_nothing_of_this_one(place: Desk) -> None:
    assert place.get("outsider", person(place, "handler")).status_code == 404
    assert place.post("outsider", f"{person(place, 'handler')}doen/", do="end sessions").status_code == 404
    assert place.post("outsider", f"{MANAGE}kiezen/", organisation=place.here.pk).status_code == 404
    for page in PAGES:
        assert "Hanna Behandelt" not in text(place.get("outsider", f"{MANAGE}{page}")), page


def test_the_right_ends_on_its_last_day(place: Desk) -> None:
    Administrator.objects.filter(organisation=place.here).update(until="2026-03-02")
    assert place.get("director", MANAGE).status_code == 200
    place.later(days=1)
    assert place.get("director", MANAGE).status_code == 404


def test_buttons_are_no_links(place: Desk) -> None:
    assert place.get("director", f"{person(place, 'handler')}doen/").status_code == 405
    assert place.get("director", f"{MANAGE}kiezen/").status_code == 404
    assert place.post("director", MANAGE).status_code == 405
    assert do(place, "handler", "onzin") == 404


def test_running_the_place_opens_no_dossier(place: Desk) -> None:
    only = Account.objects.create_user("beheer@voorbeeld.test", "Bea Beheert", "een lang wachtwoord")
    Administrator.objects.create(account=only, organisation=place.here)
    place.accounts["only"], number = only, place.receive()
    for address in (WORKLIST, dossier_address(number), f"{WORKLIST}brieven/"):
        assert place.get("only", address).headers["Location"] == MANAGE, address
    for page in PAGES:
        assert "De gang was koud" not in text(place.get("only", f"{MANAGE}{page}")), page


# People


def test_somebody_is_invited_chooses_a_password_and_works(place: Desk) -> None:
    answer = place.post(
        "director", f"{MANAGE}mensen/", name="Nina Nieuw", email="Nina@voorbeeld.test", roles=["handler"]
    )
    assert answer.status_code == 302
    assert mail.outbox[-1].to == ["nina@voorbeeld.test"]
    assert "Nina Nieuw" not in str(mail.outbox[-1].body)
    new = Client()
    assert (
        new.post(link(), {"password": "vier gewone woorden samen", "again": "vier gewone woorden samen"}).status_code
        == 302
    )
    assert new.get(WORKLIST).status_code == 200


def test_an_invitation_is_sent_again_and_the_old_link_stops(place: Desk) -> None:
    place.post("director", f"{MANAGE}mensen/", name="Nina Nieuw", email="nina@voorbeeld.test", roles=["handler"])
    place.accounts["nina"], first = Account.objects.get(email="nina@voorbeeld.test"), link()
    assert do(place, "nina", "invite") == 302
    assert Client().get(first).status_code == 410
    second = link()
    assert Client().get(second).status_code == 200
    assert do(place, "nina", "revoke") == 302
    assert Client().get(second).status_code == 410
    assert do(place, "nina", "invite") == 302
    place.clock.shift(8 * 86400)
    assert Client().get(link()).status_code == 410, "a week is the longest"


def test_the_link_itself_is_not_in_the_database(place: Desk) -> None:
    place.post("director", f"{MANAGE}mensen/", name="Nina Nieuw", email="nina@voorbeeld.test", roles=["handler"])
    token = link().strip("/").split("/")[-1]
    assert token.encode() not in bytes(Invitation.objects.get().hash)


def test_without_mail_the_link_is_shown_but_never_that_of_somebody_elses_account(
    place: Desk, settings: Settings
) -> None:
    settings.MAIL_ON = False
    place.post("director", f"{MANAGE}mensen/", name="Nina Nieuw", email="nina@voorbeeld.test", roles=["handler"])
    assert "/werkplek/uitnodiging/" in text(place.get("director", f"{MANAGE}mensen/"))
    elsewhere = Account.objects.create_user("els@voorbeeld.test", "Els Elders")
    Membership.objects.create(account=elsewhere, organisation=place.elsewhere, role="director")
    place.post("director", f"{MANAGE}mensen/", name="Els", email="els@voorbeeld.test", roles=["handler"])
    page = text(place.get("director", f"{MANAGE}mensen/"))
    assert "hoort ook bij een andere organisatie" in page
    assert "/werkplek/uitnodiging/" not in page


def test_when_the_mail_server_is_away_the_link_is_shown(place: Desk, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    answer = place.post(
        "director", f"{MANAGE}mensen/", name="Nina Nieuw", email="nina@voorbeeld.test", roles=["handler"]
    )
    assert answer.status_code == 302
    page = text(place.get("director", f"{MANAGE}mensen/"))
    assert "De mail ging niet weg." in page
    assert "/werkplek/uitnodiging/" in page


def test_roles_that_do_not_go_together_are_refused_with_the_source(place: Desk) -> None:
    answer = place.post("director", person(place, "confidant"), kind="role", **{"r-role": "handler"})
    assert answer.status_code == 422
    assert "gaan niet samen in één persoon. Staat in: Indienen 5; Verantwoordelijkheden 2" in text(answer)
    both = {"name": "Nina", "email": "nina@voorbeeld.test", "roles": ["handler", "confidant"]}
    assert place.post("director", f"{MANAGE}mensen/", **both).status_code == 422
    assert not Account.objects.filter(email="nina@voorbeeld.test").exists()


def test_a_role_is_given_from_and_until(place: Desk) -> None:
    given = {"r-role": "director", "r-since": "2026-03-09", "r-until": "2026-03-20"}
    assert place.post("director", person(place, "handler"), kind="role", **given).status_code == 302
    held = Membership.objects.filter(account=place.accounts["handler"], role="director")
    assert [held.current(date(2026, 3, day)).exists() for day in (8, 9, 20, 21)] == [False, True, True, False]
    backwards = {"r-role": "director", "r-since": "2026-03-20", "r-until": "2026-03-09"}
    assert place.post("director", person(place, "handler"), kind="role", **backwards).status_code == 422


def test_a_leaver_hands_over_in_one_act_and_is_out(place: Desk) -> None:
    place.accounts["second"] = _account("second", "Sanne Tweede", place.here, "handler")
    one, two = place.receive("one"), place.receive("two")
    give(place, one, "handler", "handler")
    give(place, two, "handler", "handler")
    page = text(place.get("director", person(place, "handler")))
    assert f"{one} · Interne klachtenbehandelaar" in page
    assert "De gang was koud" not in page
    working = place.browser("handler")
    leave = {"v-last_day": "2026-03-01", "v-receiver": place.accounts["second"].pk}
    assert place.post("director", person(place, "handler"), kind="leave", **leave).status_code == 302
    assert "2 dossiers zijn nu van Sanne Tweede" in text(place.get("director", person(place, "handler")))
    assert working.get(WORKLIST).status_code == 302, "the session ended"
    assert not Account.objects.get(pk=place.accounts["handler"].pk).is_active
    place.accounts["handler"] = place.accounts["second"]
    place.browsers.clear()
    assert place.get("second", dossier_address(one)).status_code == 200
    with in_organisation(place.here.pk):
        lines = AccessLog.objects.filter(organisation=place.here, action="hand over")
        assert [(line.who, line.role) for line in lines] == [(place.accounts["director"].pk.hex, "administrator")] * 2


def test_dossiers_left_behind_are_said(place: Desk) -> None:
    give(place, place.receive(), "handler", "handler")
    place.post("director", person(place, "handler"), kind="leave", **{"v-last_day": "2026-03-31"})
    assert "1 open dossiers staan nog op naam" in text(place.get("director", person(place, "handler")))


def test_what_cannot_be_handed_over_stays_and_says_why(place: Desk) -> None:
    number = place.receive()
    give(place, number, "handler", "handler")
    Membership.objects.create(account=place.accounts["accused"], organisation=place.here, role="handler")
    for who, because in (
        ("accused", "is zelf betrokken bij deze klacht"),
        ("director", "heeft de rol Interne klachtenbehandelaar hier niet"),
    ):
        leave = {"v-last_day": "2026-03-31", "v-receiver": place.accounts[who].pk}
        place.post("director", person(place, "handler"), kind="leave", **leave)
        assert because in text(place.get("director", person(place, "handler")))
        with in_organisation(place.here.pk):
            held = Assignment.objects.filter(organisation=place.here, recused=False, role="handler", until=None)
            assert [row.account_id for row in held] == [place.accounts["handler"].pk]


def test_the_last_administrator_stays_one(place: Desk) -> None:
    assert do(place, "director", "no administrator") == 302
    place.post("director", person(place, "director"), kind="leave", **{"v-last_day": "2026-03-02"})
    assert place.get("director", MANAGE).status_code == 200
    assert do(place, "handler", "administrator") == 302
    assert place.get("handler", MANAGE).status_code == 200
    assert do(place, "director", "no administrator") == 302
    assert place.get("director", MANAGE).status_code == 404


# Roles


def test_the_overview_says_who_holds_what_and_is_red_where_nobody_does(place: Desk) -> None:
    page = text(place.get("director", f"{MANAGE}rollen/"))
    assert "Hanna Behandelt" in page
    assert re.search(r"Beheer\s+Dirk Bestuurt", page)
    assert "Niemand is Interne klachtenbehandelaar" not in page
    assert "Niemand is Onafhankelijke klachtenfunctionaris (Klachtenloket Zorg)" in page
    loket = Organisation.objects.create(code="loket", name="Klachtenloket", kind="external")
    Partner.objects.create(organisation=place.here, outside=loket)
    _account("officer", "Otto Onafhankelijk", loket, "external officer")
    page = text(place.get("director", f"{MANAGE}rollen/"))
    assert "Otto Onafhankelijk" in page
    assert "Hier is niemand over" not in page
    place.accounts["handler"].memberships.update(until="2026-03-01")
    page = text(place.get("director", f"{MANAGE}rollen/"))
    assert "Niemand is Interne klachtenbehandelaar" in page
    assert "Niemand mag: vraag Dirk Bestuurt" in page


def test_a_dossier_in_which_nobody_is_left_to_decide_is_named(place: Desk) -> None:
    place.accounts["accused"], kept = place.accounts["director"], place.accounts["accused"]
    number = place.receive()
    place.accounts["accused"] = kept
    page = text(place.get("director", f"{MANAGE}rollen/"))
    assert f"Dossier {number}: niemand is meer" in page
    assert "De gang was koud" not in page
    _account("two", "Derk Ook", place.here, "director")
    assert f"Dossier {number}" not in text(place.get("director", f"{MANAGE}rollen/")), "another director is left"


def test_one_person_who_handles_and_decides_is_seen(place: Desk) -> None:
    place.accounts["handler"].memberships.all().delete()
    Membership.objects.create(account=place.accounts["director"], organisation=place.here, role="handler")
    assert "zijn één persoon: Dirk Bestuurt" in text(place.get("director", f"{MANAGE}rollen/"))
