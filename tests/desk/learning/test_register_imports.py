"""An older register comes in by four pages that work without a script, for who keeps the register and nobody else."""

from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse

from tests.desk.conftest import Desk, text
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import AccessLog, RegisterRow
from wederhoor.insight.models import RegisterImport

IMPORTS = "/werkplek/leren/register/inlezen/"
FILE = "Naam;Afgehandeld;Thema;Wet\nKees Kanarie;31-01-2024;Bejegening;Wlz\nPiet;1-2-2024;Raar thema;Wmo\n"


def send(desk: Desk, content: str = FILE, who: str = "handler", name: str = "oud.csv") -> HttpResponse:
    return desk.browser(who).post(IMPORTS, {"sent": SimpleUploadedFile(name, content.encode())})  # type: ignore[return-value]  # the client's own response adds to it


def count(desk: Desk) -> int:
    with in_organisation(desk.here.pk):
        return RegisterRow.objects.count()


def test_from_file_to_register_and_back(desk: Desk) -> None:
    sent = send(desk)
    assert sent.status_code == 302
    page = desk.get("handler", sent["Location"])
    assert "Blijft weg: hier lijkt een persoon" in text(page)
    assert "Kees Kanarie" not in text(page)
    wrong = desk.post("handler", sent["Location"], column2="theme", column3="law")
    assert wrong.status_code == 422
    assert "Wijs aan in welke kolom staat wanneer de klacht is gesloten." in text(wrong)
    assert 'value="theme" selected' in wrong.content.decode()
    twice = desk.post("handler", sent["Location"], column1="closed", column2="theme", column3="theme")
    assert "Twee kolommen heten nu ‘Thema’." in text(twice)
    values = desk.post("handler", sent["Location"], column0="theme", column1="closed", column2="theme", column3="law")
    assert values.status_code == 302
    page = desk.get("handler", values["Location"])
    assert "1 niet herkend" in text(page)
    preview = desk.post(
        "handler", values["Location"], **{"theme-0": "treatment", "theme-1": "other", "law-0": "wlz", "law-1": "geheim"}
    )
    page = desk.get("handler", preview["Location"])
    assert "Lees 2 regels in" in text(page)
    assert "Wet langdurige zorg (Wlz)" in text(page)
    assert count(desk) == 0
    assert desk.post("handler", preview["Location"]).status_code == 302
    assert count(desk) == 2
    assert "ingelezen" in text(desk.get("handler", "/werkplek/leren/register/"))
    again = send(desk)
    assert again.status_code == 422
    assert "al ingelezen op 2 maart 2026" in text(again)
    with in_organisation(desk.here.pk):
        key = RegisterImport.objects.get().id
    assert desk.post("handler", f"{IMPORTS}{key}/weg/").status_code == 302
    assert count(desk) == 0
    assert "2 regels zijn uit het register gehaald." in text(desk.get("handler", IMPORTS))


def test_mistakes_are_named_by_row_and_nothing_goes_in(desk: Desk) -> None:
    sent = send(desk, FILE + "An;40-1-2024;Zorg;Wlz\n")
    desk.post("handler", sent["Location"], column1="closed")
    preview = desk.get("handler", f"{sent['Location']}bekijken/")
    assert "4 Afgehandeld ‘40-1-2024’ kunnen wij niet lezen. Deze dag bestaat niet. Kijk de datum na." in text(preview)
    assert "Lees 2 regels in" not in text(preview)
    assert desk.post("handler", f"{sent['Location']}bekijken/").status_code == 422
    assert count(desk) == 0


def test_nobody_skips_saying_what_the_values_mean(desk: Desk) -> None:
    sent = send(desk)
    desk.post("handler", sent["Location"], column1="closed", column2="theme")
    skipped = desk.get("handler", f"{sent['Location']}bekijken/")
    assert skipped.status_code == 302
    assert skipped["Location"].endswith("waarden/")
    assert desk.post("handler", f"{sent['Location']}bekijken/").status_code == 302
    assert count(desk) == 0


def test_what_an_older_register_does_not_say_stays_unknown(desk: Desk) -> None:
    sent = send(desk, "Afgehandeld;Verlengd\n31-01-2024;ja\n1-2-2024;nee\n")
    desk.post("handler", sent["Location"], column0="closed", column1="extended")
    desk.post("handler", f"{sent['Location']}bekijken/")
    with in_organisation(desk.here.pk):
        found = RegisterRow.objects.order_by("-extended").values_list("extended", "disputed")
        assert list(found) == [(True, None), (False, None)]


def test_what_is_no_table_is_refused_with_what_to_do(desk: Desk) -> None:
    for content, words in (("", "Dit bestand is leeg."), ("Zomaar tekst", "Kies een xlsx- of csv-bestand met kopjes")):
        found = send(desk, content)
        assert found.status_code == 422
        assert words in text(found)
    assert "Kies een bestand." in text(desk.post("handler", IMPORTS))


def test_nobody_else_comes_near_it(desk: Desk) -> None:
    sent = send(desk)
    for who, status in (("director", 403), ("confidant", 403), ("accused", 403)):
        assert send(desk, who=who).status_code == status
        for page in ("", "waarden/", "bekijken/"):
            assert desk.get(who, f"{sent['Location']}{page}").status_code == status
        assert desk.post(who, f"{sent['Location']}weg/").status_code == status
    outside = desk.get("outsider", sent["Location"])
    assert outside.status_code == 302
    assert outside["Location"] == IMPORTS
    with in_organisation(desk.here.pk):
        assert RegisterImport.objects.count() == 1


def test_every_look_at_a_file_of_an_older_register_is_in_the_log(desk: Desk) -> None:
    def looks() -> int:
        with in_organisation(desk.here.pk):
            return AccessLog.objects.filter(organisation=desk.here, action="register import").count()

    columns = send(desk)["Location"]
    assert desk.get("handler", IMPORTS).status_code == 200
    assert looks() == 1
    assert desk.get("handler", columns).status_code == 200
    assert looks() == 2
    assert desk.post("handler", columns, column1="closed", column2="theme").status_code == 302
    assert looks() == 4, "looked at, and its columns named"
    assert desk.get("handler", f"{columns}bekijken/").status_code in (200, 302)
    assert looks() > 4
