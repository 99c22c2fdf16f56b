"""Beheer: the regulation and its day, second factor, locations, teams, affiliations, contact points, mail, letters, people from outside."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from pytest_django import Settings

from tests.desk.conftest import WORKLIST, Desk, _account, act_address, dossier_address, text
from tests.desk.test_manage import MANAGE, give
from wederhoor.dossier.regulations import NoRegulation, in_force
from wederhoor.organisations.models import Account, Administrator, Organisation, Partner


def test_a_second_factor_is_asked_per_role(place: Desk) -> None:
    assert place.post("director", f"{MANAGE}rollen/", factor=["handler", "onzin"]).status_code == 302
    place.here.refresh_from_db()
    assert place.here.second_factor == ["handler"]
    assert place.get("handler", WORKLIST).headers["Location"].endswith("/account/tweede/")
    place.post("director", f"{MANAGE}rollen/", factor=["*administrator"])
    assert place.get("director", MANAGE).headers["Location"].endswith("/account/tweede/")


# The regulation


def test_a_regulation_holds_from_the_day_that_was_chosen(place: Desk) -> None:
    answer = place.post("director", f"{MANAGE}regeling/", provider="izw", since="2026-04-01")
    assert answer.status_code == 302
    here = Organisation.objects.get(pk=place.here.pk)
    held = [in_force(here, date(2026, month, day)).split("/")[0] for month, day in ((3, 2), (3, 31), (4, 1))]
    assert held == ["jot", "jot", "izw"]
    page = text(place.get("director", f"{MANAGE}regeling/"))
    assert "vanaf woensdag 1 april 2026" in page
    assert place.post("director", f"{MANAGE}regeling/", withdraw="2026-04-01").status_code == 302
    assert in_force(Organisation.objects.get(pk=place.here.pk), date(2026, 4, 1)).startswith("jot/")


def test_the_form_starts_with_the_regulation_that_holds_and_names_regulations_in_words(place: Desk) -> None:
    page = place.get("director", f"{MANAGE}regeling/").content.decode()
    assert len(re.findall(r'<option value="jot" selected>', page)) == 2  # to look at, and to choose
    assert not re.search(r"<option[^>]*>(jot|izw|ott)</option>", page)


def test_a_choice_that_has_begun_stays(place: Desk) -> None:
    place.post("director", f"{MANAGE}regeling/", provider="izw", since="2026-03-02")
    place.post("director", f"{MANAGE}regeling/", withdraw="2026-03-02")
    assert in_force(Organisation.objects.get(pk=place.here.pk), date(2026, 3, 2)).startswith("izw/")


def test_a_dossier_keeps_the_regulation_it_was_received_under(place: Desk) -> None:
    number = place.receive()
    place.post("director", f"{MANAGE}regeling/", provider="izw", since="2026-03-02")
    assert place.open(number).regulation.provider == "jot"


def test_a_regulation_is_not_chosen_for_a_day_before_it_began(place: Desk) -> None:
    answer = place.post("director", f"{MANAGE}regeling/", provider="izw", since="1999-01-01")
    assert (answer.status_code, "geldt er nog geen versie" in text(answer)) == (422, True)
    assert place.post("director", f"{MANAGE}regeling/", provider="onzin", since="2026-03-02").status_code == 422


def test_an_organisation_without_a_choice_yet_has_no_regulation(db: None) -> None:
    row = Organisation.objects.create(code="leeg", name="Leeg", chosen={"2026-04-01": "jot"})
    with pytest.raises(NoRegulation):
        in_force(row, date(2026, 3, 31))
    assert in_force(row, date(2026, 4, 1)).startswith("jot/")


def test_a_faulty_file_shows_every_mistake_and_cannot_be_chosen(place: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from wederhoor.desk.manage import regulation as page
    from wederhoor.procedure.reading import Problem

    real = page.checked

    def broken(provider: str) -> list[Any]:
        from dataclasses import replace

        wrong = Problem("jot.yaml", 7, "duties.x", "'holder' is missing")
        return [replace(version, problems=(wrong,)) for version in real(provider)]

    monkeypatch.setattr(page, "checked", broken)
    shown = text(place.get("director", f"{MANAGE}regeling/?bekijk=jot"))
    assert "Gecontroleerd: 1 fouten" in shown
    assert "'holder' is missing" in shown
    assert place.post("director", f"{MANAGE}regeling/", provider="jot", since="2026-03-02").status_code == 422


def test_a_text_with_sentences_that_name_the_provider_says_so_and_can_be_chosen_all_the_same(
    place: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from wederhoor.desk.manage import regulation as page

    file = tmp_path / "jot" / "2024-01-01.yaml"
    file.parent.mkdir()
    ours = page.versions("jot")[0].read_text("utf-8")
    label = next(line for line in ours.splitlines() if line.strip().startswith("label: ") and "{" not in line)
    file.write_text(ours.replace(label, f"{label} bij JOT", 1), "utf-8")
    monkeypatch.setattr(page, "versions", lambda provider: [file])
    shown = text(place.get("director", f"{MANAGE}regeling/?bekijk=jot"))
    assert "zinnen die de zorgaanbieder bij naam noemen" in shown
    assert "'JOT' is the provider itself" in shown
    assert "geen fouten" in shown
    assert place.post("director", f"{MANAGE}regeling/", provider="jot", since="2026-03-02").status_code == 302


@pytest.mark.requirement("OTT-01")
def test_before_choosing_one_reads_how_a_regulation_stands_against_each_of_its_laws(place: Desk) -> None:
    shown = text(place.get("director", f"{MANAGE}regeling/?bekijk=ott"))
    for law in (
        "Wet kwaliteit, klachten en geschillen zorg",
        "Jeugdwet",
        "Wet maatschappelijke ondersteuning 2015",
        "Wet zorg en dwang",
    ):
        assert law in shown
    late = shown.split("Volgt het oordeel binnen zes weken, geteld vanaf het indienen?")[1][:2500]
    assert "Anders dan de wet" in late
    assert "telt vanaf: om een oordeel gevraagd" in late
    assert "CHK-08 · artikel 17.1" in late
    assert "Laat de termijn van hoogstens zes weken beginnen" in late
    assert "Wie het moet zeggen de zorgaanbieder en de cliëntenraad" in shown
    loj = text(place.get("director", f"{MANAGE}regeling/?bekijk=loj"))
    numbers = loj.split("Kloppen de verwijzingen binnen de tekst?")[1][:60]
    assert "Klopt niet" in numbers, "no law is about the numbers of a text"


# Places, contact, affiliations, mail


def test_locations_and_teams_come_and_go(place: Desk) -> None:
    assert (
        place.post(
            "director", f"{MANAGE}locaties/", kind="location", **{"l-name": "De Linde", "l-city": "Zwolle"}
        ).status_code
        == 302
    )
    assert place.post("director", f"{MANAGE}locaties/", kind="location", **{"l-name": "De Linde"}).status_code == 302
    assert sorted(place.here.locations.values_list("code", flat=True)) == ["de-linde", "de-linde-2"]
    team = {"t-name": "Nacht", "t-members": [place.accounts["handler"].pk]}
    assert place.post("director", f"{MANAGE}locaties/", kind="team", **team).status_code == 302
    assert place.post("director", f"{MANAGE}locaties/", kind="team", **team).status_code == 422, "one team of a name"
    assert "Hanna Behandelt" in text(place.get("director", f"{MANAGE}locaties/"))
    first = place.here.locations.first()
    assert first
    place.post("outsider", f"{MANAGE}locaties/", remove=f"location-{first.pk}")
    assert place.here.locations.count() == 2, "not of another organisation"
    place.post("director", f"{MANAGE}locaties/", remove=f"location-{first.pk}")
    assert place.here.locations.count() == 1


def test_a_team_or_location_gets_another_name_and_other_people_and_stays_itself(place: Desk) -> None:
    team = place.here.teams.create(name="Nacht")
    spot = place.here.locations.create(code="linde", name="De Linde", city="Zwolle")
    address = f"{MANAGE}locaties/team/{team.pk}/"
    assert address in place.get("director", f"{MANAGE}locaties/").content.decode()
    new = {"name": "Nachtploeg", "members": [place.accounts["handler"].pk], "location": spot.pk}
    assert place.post("outsider", address, **new).status_code == 404, "not of another organisation"
    assert place.post("director", address, **new).status_code == 302
    team.refresh_from_db()
    assert (team.name, team.location, team.members.count()) == ("Nachtploeg", spot, 1)
    place.here.teams.create(name="Dag")
    again = place.post("director", address, **(new | {"name": "Dag"}))
    assert again.status_code == 422
    assert "Er is al een team met deze naam" in text(again)
    where = f"{MANAGE}locaties/locatie/{spot.pk}/"
    assert place.post("director", where, name="De Linde Oost", city="Zwolle").status_code == 302
    spot.refresh_from_db()
    assert (spot.name, spot.code) == ("De Linde Oost", "linde")


def test_an_affiliation_warns_before_it_ends(place: Desk) -> None:
    add = {"kind": "affiliation", "body": "dispute committee", "since": "2025-01-01"}
    for until, words in (("2026-02-01", "verlopen"), ("2026-03-20", "nog 18 dagen"), ("2026-05-01", "nog 60 dagen")):
        assert place.post("director", f"{MANAGE}contact/", **add, until=until).status_code == 302
        assert words in text(place.get("director", f"{MANAGE}contact/"))
    tones = [row["tone"] for row in place.get("director", f"{MANAGE}contact/").context["affiliations"]]  # type: ignore[attr-defined]  # the client's own response adds to it
    assert tones == ["danger", "danger", "warning"]
    assert place.post("director", f"{MANAGE}contact/", **add, until="2024-01-01").status_code == 422


def test_a_contact_point_of_here_is_what_people_get_to_see(place: Desk) -> None:
    given = {"telephone": "038 123 45 67", "mail": "vera@voorbeeld.test"}
    assert place.post("director", f"{MANAGE}contact/confidant/", **given).status_code == 302
    public = text(place.get("visitor", "/hier/"))
    assert "038 123 45 67" in public
    assert place.get("director", f"{MANAGE}contact/onzin/").status_code == 404
    assert place.get("director", f"{MANAGE}contact/dispute committee/").status_code == 404, (
        "a body outside is not ours to change"
    )


def test_a_test_mail_goes_to_oneself(place: Desk, settings: Settings) -> None:
    assert place.post("director", f"{MANAGE}mail/").status_code == 302
    assert mail.outbox[-1].to == ["director@voorbeeld.test"]
    settings.MAIL_ON = False
    place.post("director", f"{MANAGE}mail/")
    assert len(mail.outbox) == 1
    assert "Mail staat uit" in text(place.get("director", f"{MANAGE}mail/"))


# Outside


@pytest.fixture
def pool(place: Desk) -> Desk:
    """The director registers a pool of officers and invites one of them."""
    assert place.post("director", f"{MANAGE}buiten/", name="De Pool", city="Zwolle").status_code == 302
    pool = Organisation.objects.get(name="De Pool")
    assert (pool.kind, pool.registered_by) == ("external", place.here)
    assert place.post("director", f"{MANAGE}kiezen/", organisation=pool.pk).status_code == 302
    assert place.get("director", MANAGE).headers["Location"] == f"{MANAGE}mensen/"
    invite = {"name": "Polly Pool", "email": "polly@voorbeeld.test", "roles": ["external officer"]}
    assert place.post("director", f"{MANAGE}mensen/", **invite).status_code == 302
    assert place.post("director", f"{MANAGE}kiezen/", organisation=place.here.pk).status_code == 302
    place.accounts["polly"] = Account.objects.get(email="polly@voorbeeld.test")
    return place


def test_an_outsider_is_invited_and_their_assignment_ends_here(pool: Desk) -> None:
    number = pool.receive()
    give(pool, number, "polly", "external officer")
    assert pool.get("polly", dossier_address(number)).status_code == 200
    page = pool.get("director", f"{MANAGE}buiten/")
    assert f"Polly Pool {number}" in text(page)
    end = f"{pool.accounts['polly'].pk} {number} external officer"
    assert pool.post("outsider", f"{MANAGE}buiten/", end=end).status_code == 404
    assert pool.post("director", f"{MANAGE}buiten/", end=end).status_code == 302
    assert pool.post("director", f"{MANAGE}buiten/", end=end).status_code == 404
    assert pool.post("director", f"{MANAGE}buiten/", end="onzin").status_code == 404
    pool.browsers.clear()
    assert "U hebt nu geen dossiers" in text(pool.get("polly", WORKLIST))


def test_an_outsider_is_given_a_dossier_at_the_dossier(pool: Desk) -> None:
    number, polly = pool.receive(), pool.accounts["polly"].pk.hex
    assert "Polly Pool" in text(pool.get("handler", act_address(number, "assign")))
    stranger = Organisation.objects.create(code="vreemd", name="Vreemd", kind="external")
    pool.accounts["stranger"] = _account("stranger", "Stan Vreemd", stranger, "external officer")
    refused = pool.act("handler", number, "assign", person=pool.accounts["stranger"].pk.hex, role="external officer")
    assert refused.status_code == 422, "only of an organisation that is known here"
    assert pool.act("handler", number, "assign", person=polly, role="external officer").status_code == 302
    assert pool.get("polly", dossier_address(number)).status_code == 200


def test_an_outside_organisation_with_an_administrator_runs_itself(pool: Desk) -> None:
    row = Organisation.objects.get(name="De Pool")
    Administrator.objects.create(account=pool.accounts["polly"], organisation=row)
    assert pool.post("director", f"{MANAGE}kiezen/", organisation=row.pk).status_code == 404
    assert pool.get("polly", f"{MANAGE}mensen/").status_code == 200
    assert "Beheert de eigen mensen" in text(pool.get("director", f"{MANAGE}buiten/"))


def test_two_providers_know_one_outside_organisation(pool: Desk) -> None:
    assert pool.post("outsider", f"{MANAGE}buiten/", name="de pool").status_code == 302
    assert Partner.objects.filter(outside__name="De Pool").count() == 2
    assert (
        pool.post("outsider", f"{MANAGE}kiezen/", organisation=Organisation.objects.get(name="De Pool").pk).status_code
        == 404
    )


def test_the_organisation_chooses_which_letters_need_a_second_person(place: Desk) -> None:
    page = place.get("director", f"{MANAGE}brieven/")
    assert "Ontvangstbevestiging" in text(page)
    assert place.post("director", f"{MANAGE}brieven/", letters="onzin").status_code == 422
    assert place.post("director", f"{MANAGE}brieven/", letters="confirmation").status_code == 302
    assert 'value="confirmation"' in place.get("director", f"{MANAGE}brieven/").content.decode()
    number = place.receive()
    done = place.browser("handler").post(act_address(number, "acknowledge"), {"expected_seq": 1}, follow=True)
    assert "eerst akkoord van een ander nodig" in text(done)  # type: ignore[arg-type]
    assert not [d for d in place.open(number).documents if d.kind == "letter"]
    place.post("director", f"{MANAGE}brieven/")
    place.post("handler", f"{dossier_address(number)}brief/confirmation/2/", send="1")
    assert [d.letter for d in place.open(number).documents if d.kind == "letter"] == ["confirmation"]


def test_an_affiliation_that_ends_stands_on_every_page_of_beheer(place: Desk) -> None:
    place.here.affiliations.create(body="disputes", until=place.now.date())
    for page in ("", "organisatie/", "mensen/"):
        assert "loopt tot en met" in text(place.get("director", f"{MANAGE}{page}")), page
    place.later(days=3)
    assert "Nieuwe klachten kunnen daar niet meer heen" in text(place.get("director", MANAGE))
