"""What the form asks because a regulation says so, and what comes of the answers."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from django.utils import timezone

from tests.frontdoor.complaint import answered, begun, complained, page_of, sent, walked
from wederhoor.dossier import door, keys
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Assignment, Notice, Summary
from wederhoor.dossier.reception import came_in
from wederhoor.frontdoor.complaining.wording import _table
from wederhoor.organisations.models import Account, Membership, Organisation
from wederhoor.procedure.duties import duties
from wederhoor.site.templatetags import look

STORY = "Het is al drie weken koud in mijn kamer."
FORM = "/proef/klacht/"

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("JOT-01", "JOT-06")
def test_the_law_of_the_care_and_the_channel_are_recorded(client: Client) -> None:
    row = begun("jot")
    page = page_of(client.get(FORM))
    assert re.findall(r'<option value="(\w+)"', page) == ["wlz", "zvw", "wmo"]
    dossier, _ = complained(client, row, law="zvw")
    values = dossier.events[0].values
    assert (values["law"], values["channel"]) == ("zvw", "web form")
    assert dossier.state.value("written") == "yes"


@pytest.mark.requirement("JOT-07")
@pytest.mark.parametrize("answer", ["yes", "wanted"])
def test_whether_it_was_talked_about_is_recorded(client: Client, answer: str) -> None:
    dossier, _ = complained(client, begun("jot"), spoken=answer)
    assert dossier.events[0].values["spoken"] == answer


@pytest.mark.requirement("JOT-07")
def test_unanswered_whether_it_was_talked_about_is_on_the_list_of_the_handler(client: Client) -> None:
    dossier, _ = complained(client, begun("jot"))
    running = {duty.name: duty.holder for duty in duties(dossier.state, timezone.now()) if duty.status == "open"}
    assert running["ask about talking"] == "handler"


@pytest.mark.requirement("JOT-09")
@pytest.mark.parametrize(("share", "reads"), [("everything", True), ("only request", False), ("", False)])
def test_help_with_the_wording_goes_to_the_confidant_with_what_one_chose_to_share(
    client: Client, share: str, reads: bool
) -> None:
    row = begun("jot")
    confidant = Account.objects.create_user("v@voorbeeld.test", "Vera", "wachtwoord van de proef")
    Membership.objects.create(account=confidant, organisation=row, role="confidant")
    dossier, receipt = complained(client, row, help_wording="yes", share=share)
    assert "De vertrouwenspersoon hoort dat u hulp wilt." in receipt
    with in_organisation(row.pk):
        given = Assignment.objects.filter(dossier_id=dossier.row.id, account=confidant).exists()
        told = Notice.objects.filter(dossier_id=dossier.row.id, account=confidant, kind="help").exists()
    assert (given, told) == (reads, True)


@pytest.mark.requirement("JOT-10")
def test_the_wish_that_the_support_worker_hears_nothing_is_asked_with_what_it_means_and_kept(client: Client) -> None:
    dossier, _ = complained(client, begun("jot"), tell_support_worker="no")
    assert dossier.events[0].values["tell support worker"] == "no"
    page = "".join(walked(Client(), "proef", {"complaint": STORY}))
    assert "Kiest u nee? Dan vertellen wij niets." in page


def test_who_is_somebody_else_is_shown_another_way_and_may_go_on(client: Client) -> None:
    row = begun("jot")
    client.get(FORM)
    answer = client.post(FORM, {"capacity": "place who other"})
    assert answer["Location"] == f"{FORM}ergens-anders/"
    page = page_of(client.get(answer["Location"]))
    assert "Met een machtiging van de cliënt" in page
    assert f'href="{FORM}verhaal/">Ga toch hier verder' in page
    assert "070 - 310 53 92" in page
    dossier, _ = complained(client, row, capacity="place who other")
    assert dossier.events[0].values["capacity"] == "close person"
    assert dossier.state.value("kind") == "discontent"


@pytest.mark.requirement("IZW-01")
@pytest.mark.parametrize(
    ("answers", "leads"),
    [
        ({"place_what_support": "seeking"}, True),
        ({"place_what_support": "day activities", "place_day_activities": "look for"}, True),
        ({"place_what_support": "day activities", "place_day_activities": "take part"}, False),
        ({"place_what_support": "household"}, False),
        ({}, False),
    ],
)
def test_who_looks_for_day_activities_is_led_to_the_other_procedure_and_never_refused(
    client: Client, answers: dict[str, str], leads: bool
) -> None:
    row = begun("izw")
    client.get(FORM)
    answer = client.post(FORM, answers)
    assert answer["Location"] == f"{FORM}{'ergens-anders' if leads else 'verhaal'}/"
    if leads:
        assert "klachtenprocedure IederZijnWerk Arbeidscoaching" in page_of(client.get(answer["Location"]))
    client.post(f"{FORM}verhaal/", {"complaint": STORY})
    assert client.post(f"{FORM}controle/")["Location"] == f"{FORM}ontvangen/"
    assert "K-20" in page_of(client.get(f"/{row.code}/klacht/ontvangen/"))


@pytest.mark.requirement("JOT-25")
def test_somebody_close_to_the_client_says_what_is_wrong_and_hears_what_makes_it_a_complaint(client: Client) -> None:
    """It is taken in as discontent, nobody says 'no complaint', and somebody owes the answer."""
    row = begun("jot")
    page = page_of(client.get(FORM))
    assert 'value="close person"' in page
    assert "kan ongenoegen melden" in page
    dossier, receipt = complained(client, row, capacity="close person")
    assert "Uw klacht is verstuurd" in receipt
    assert dossier.state.value("kind") == "discontent"
    owed = {duty.name: duty.status for duty in duties(dossier.state, timezone.now())}
    assert owed["answer close person"] == "open"
    door_of = Client()
    code = re.findall(r'class="code">([\w-]+)<', receipt)[0]
    own = page_of(door_of.post(f"/{row.code}/volgen/", {"code": code}, follow=True))
    assert "wanneer het een klacht is" in own


@pytest.mark.requirement("LOJ-11")
@pytest.mark.parametrize(
    "answers",
    [
        {"door": "officer"},
        {"door": "officer", "capacity": "refused representative"},
        {"door": "officer", "way": "none"},
        {"door": "manager"},
    ],
    ids=["nothing said", "somebody else", "nobody to reach", "another door"],
)
def test_at_submission_nobody_is_excluded_also_who_was_treated_before(client: Client, answers: dict[str, str]) -> None:
    """Whatever the six grounds of admissibility say afterwards: the form takes it in, twice over, and gives a number."""
    row = begun("loj")
    assert 'name="event_age"' not in page_of(client.get(f"{FORM}verhaal/")), "how old it is, is no question at the door"
    for visitor in (client, Client()):
        pages = walked(visitor, row.code, {"complaint": STORY, **answers})
        assert "klacht is verstuurd" in pages[-1]
    with in_organisation(row.pk):
        assert door.Dossier.objects.count() == 2


@pytest.mark.requirement("ZK-10")
def test_a_member_shows_its_own_confidant_and_both_regulations_are_pinned(client: Client, member: Organisation) -> None:
    dossier, page = complained(client, member)
    assert "Vertrouwenspersoon van deze zorgaanbieder" in page
    assert (dossier.row.regulation.split("/")[0], dossier.row.beside.split("/")[0]) == ("zk-lid", "zk")


@pytest.mark.requirement("ZK-11")
@pytest.mark.parametrize("provider", ["zk", "jot", "ott", "izw", "loj"])
@pytest.mark.parametrize("story", ["Stom.", "Ik baal.", "Het eten is koud en niemand luistert."])
def test_any_dissatisfaction_is_a_complaint(client: Client, provider: str, story: str) -> None:
    row = begun(provider)
    pages = walked(client, row.code, {"complaint": story})
    assert "Uw klacht is verstuurd" in pages[-1] or "Je klacht is verstuurd" in pages[-1]
    assert [page for page in pages if "geen klacht" in page.lower()] == []


@pytest.mark.requirement("OTT-32")
def test_who_gets_care_against_their_will_is_shown_the_confidant_of_that_law(client: Client) -> None:
    _, page = complained(client, begun("ott"), law="wzd")
    assert "Stemgever" in page
    assert "088 678 1000" in page
    _, other = complained(Client(), Organisation.objects.create(code="twee", name="Zorg", regulation="ott"), law="wlz")
    assert "Stemgever" not in other


def test_a_man_or_a_woman_can_be_asked_for(client: Client) -> None:
    dossier, _ = complained(client, begun("ott"), mediator_preference="woman", addressee="board")
    values = dossier.events[0].values
    assert (values["mediator preference"], values["addressee"]) == ("woman", "board")


@pytest.mark.requirement("IZW-21")
def test_a_compliment_is_counted_apart_by_a_short_way(client: Client) -> None:
    row = begun("izw")
    page = page_of(client.get(f"{FORM}?kind=compliment"))
    assert "Stap 1 van 3" in page
    assert "Wat gaat er goed?" in page
    client.post(f"{FORM}verhaal/", {"kind": "compliment", "complaint": "Mijn begeleider luistert."})
    client.post(f"{FORM}contact/", {})
    assert client.post(f"{FORM}controle/")["Location"] == f"{FORM}ontvangen/"
    receipt = page_of(client.get(f"{FORM}ontvangen/"))
    assert "Fijn dat u dit vertelt." in receipt
    with in_organisation(row.pk):
        assert door.Dossier.objects.count() == 1
    code = re.findall(r'class="code">([\w-]+)<', receipt)[0]
    assert door.open_by_code(row, code, now=timezone.now()).state.value("kind") == "compliment"


def test_where_no_compliment_is_known_none_is_asked(client: Client) -> None:
    begun("jot")
    assert "compliment" not in page_of(client.get(FORM))
    assert "Stap 1 van 5" in page_of(client.get(f"{FORM}?kind=compliment"))


def test_complaining_is_free_and_somebody_may_come_along(client: Client, linde: Organisation) -> None:
    answered(client, linde, {"complaint": STORY})
    page = page_of(client.get("/linde/klacht/controle/"))
    assert ">Klagen kost niets.</p>" in page
    assert ">U mag iemand meenemen die u helpt.</p>" in page, "apart: the helper may cost something"


@pytest.mark.parametrize("provider", ["jot", "zk", "ott", "izw", "loj"])
def test_in_english_every_answer_about_hope_and_theme_is_english(client: Client, provider: str) -> None:
    begun(provider)
    client.cookies["django_language"] = "en"
    pages = page_of(client.get(f"{FORM}verhaal/")) + page_of(client.get(f"{FORM}wens/"))
    assert "Step 2 of 5" in pages
    tiles = re.findall(r"<(?:label|legend|option).*?</(?:label|legend|option)>", pages, re.DOTALL)
    assert len(tiles) > 4
    assert [tile for tile in tiles if 'lang="nl"' in tile] == []


def test_every_pictogram_is_one_that_is_built() -> None:
    named = {
        icon
        for table in _table("pictures.yaml").values()
        for icon in (table.values() if isinstance(table, dict) else [table])
    }
    assert named <= look.allowed_icons()


def test_nothing_says_beforehand_who_complains_and_left_open_it_is_asked_later(
    client: Client, linde: Organisation
) -> None:
    page = client.get("/linde/klacht/").content.decode()
    tiles = re.findall(r'<input[^>]+name="capacity"[^>]*>', page)
    assert len(tiles) > 3
    assert not [tile for tile in tiles if "checked" in tile]
    sent(client, linde, {"complaint": "Het is koud.", "name": "Kees"})
    with in_organisation(linde.pk):
        row = Summary.objects.get(organisation=linde)
    assert row.capacity == ""
    assert "capacity" in row.unasked.split(",")


@pytest.mark.parametrize(
    ("way", "field"), [("telephone", "telephone"), ("mail", "email"), ("post", "address"), ("helper", "helper")]
)
def test_what_the_chosen_way_needs_is_not_called_optional(
    client: Client, linde: Organisation, way: str, field: str
) -> None:
    page = client.post("/linde/klacht/contact/", {"way": way, "name": "Kees"}).content.decode()
    label = re.search(rf'<label[^>]+for="id_{field}".*?</label>', page, re.DOTALL)
    assert label
    assert "(hoeft niet)" not in label[0]
    others = re.search(r'<label[^>]+for="id_call_times".*?</label>', page, re.DOTALL)
    assert others
    assert "(hoeft niet)" in others[0]


def test_where_an_answer_led_elsewhere_and_they_went_on_here_the_dossier_says_so(client: Client, db: None) -> None:
    here = Organisation.objects.create(code="werk", name="Werk", regulation="izw")
    sent(client, here, {"complaint": "Niemand belde.", "place_what_support": "seeking"}, key="weg")
    came = came_in(door.open_by_code(here, keys.code_for(here, "weg"), now=timezone.now()))
    assert came
    assert came.how.applies == {"what support": "seeking"}


@pytest.mark.requirement("ZK-02")
@pytest.mark.parametrize(
    ("law", "helps", "other"),
    [("jeugdwet", "Bel Jeugdstem", "Bel Klachtenportaal"), ("wmo", "Bel Klachtenportaal", "Jeugdstem")],
)
def test_once_the_law_of_the_care_is_said_the_form_shows_who_helps_under_that_scheme(
    client: Client, law: str, helps: str, other: str
) -> None:
    begun("zk")
    client.get(FORM)
    client.post(FORM, {"law": law})
    page = " ".join(re.sub(r"<[^>]+>", " ", page_of(client.get(f"{FORM}verhaal/"))).split())
    assert helps in page
    assert other not in page
