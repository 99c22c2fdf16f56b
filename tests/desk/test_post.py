"""The post at the desk: mail finds its dossier, becomes a complaint, or is set aside; nobody else sees it."""

from __future__ import annotations

import email
import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.correspondence.inbox.test_reading import BOUNCE, mail
from tests.desk.conftest import Desk, dossier_address, text
from wederhoor.correspondence import outgoing
from wederhoor.correspondence.inbox import collecting, filing
from wederhoor.dossier import papers, people, post
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.models import Dossier, Notice

POST = "/werkplek/post/"


def came(desk: Desk, body: str = "Het is nog steeds koud.", **headers: str) -> str:
    """A mail comes in; its address at the desk."""
    before = {kept.row.id for kept in waiting(desk)}
    collecting.take(desk.here, mail(body, **headers).as_bytes(), now=desk.now)
    (new,) = [kept.row.id for kept in waiting(desk) if kept.row.id not in before]
    return f"{POST}{new}/"


def waiting(desk: Desk) -> list[post.Line]:
    return post.listed(desk.here, post.WAITING, actor=desk.open(desk.receive()).actor, now=desk.now)


def test_a_reply_with_the_number_of_a_dossier_is_filed_there_as_a_message_of_the_complainant(desk: Desk) -> None:
    number = desk.receive()
    address = came(desk, Subject=f"Re: {number}", From="Kees <kanarie@voorbeeld.test>")
    assert "De afzender staat in dat dossier" in text(desk.get("handler", address))
    desk.post("handler", f"{address}dossier/", number=number, whose="complainant")
    page = text(desk.get("handler", dossier_address(number)))
    assert "Bericht van de klager" in page
    assert "Het is nog steeds koud." in page
    assert desk.acts(number) == ["receive", "receive message"]
    assert waiting(desk) == []


def test_filed_twice_it_is_there_once(desk: Desk) -> None:
    number = desk.receive()
    address = came(desk)
    for _ in range(2):
        desk.post("handler", f"{address}dossier/", number=number.lower(), whose="complainant")
    assert desk.acts(number) == ["receive", "receive message"]


def test_after_filing_the_post_itself_holds_no_word_of_it(desk: Desk) -> None:
    number = desk.receive()
    address = came(desk)
    desk.post("handler", f"{address}dossier/", number=number, whose="other")
    assert desk.acts(number) == ["receive"]
    actor = desk.open(number).actor
    (line,) = post.listed(desk.here, [post.State.FILED], actor=actor, now=desk.now)
    assert line.subject == line.sender == ""
    assert post.opened(desk.here, line.row.id, actor=actor, now=desk.now).raw == b""
    (paper,) = papers.listed(desk.open(number), actor=desk.open(number).actor, now=desk.now)
    assert (paper.title, paper.kind) == ("Kou", "message")


def test_files_of_a_mail_pass_the_gate_and_what_it_refuses_is_said(desk: Desk) -> None:
    number = desk.receive()
    message = mail()
    message.add_attachment(b"hallo", maintype="text", subtype="plain", filename="brief.txt")
    message.add_attachment(b"MZ" + bytes(200), maintype="application", subtype="octet-stream", filename="virus.exe")
    collecting.take(desk.here, message.as_bytes(), now=desk.now)
    (kept,) = waiting(desk)
    desk.post("handler", f"{POST}{kept.row.id}/dossier/", number=number, whose="complainant")
    assert "virus.exe" in text(desk.get("handler", POST))
    found = papers.listed(desk.open(number), actor=desk.open(number).actor, now=desk.now)
    assert sorted(paper.title for paper in found) == ["Kou", "brief.txt"]


def test_a_mail_too_large_for_the_gate_is_in_the_dossier_all_the_same(desk: Desk) -> None:
    number = desk.receive()
    message = mail()
    message.add_attachment(
        bytes(12 * 1024 * 1024), maintype="application", subtype="octet-stream", filename="groot.bin"
    )
    collecting.take(desk.here, message.as_bytes(), now=desk.now)
    (kept,) = waiting(desk)
    desk.post("handler", f"{POST}{kept.row.id}/dossier/", number=number, whose="other")
    (whole,) = [document for document in desk.open(number).documents if document.kind == "mail"]
    assert whole.size == kept.row.size


def test_a_number_with_a_strange_sender_is_only_proposed_with_a_warning(desk: Desk) -> None:
    number = desk.receive()
    page = text(desk.get("handler", came(desk, Subject=number, From="vreemd@elders.test")))
    assert "de afzender staat niet in dat dossier" in page


def test_a_wrong_number_keeps_what_was_chosen_and_says_so(desk: Desk) -> None:
    response = desk.post("handler", f"{came(desk)}dossier/", number="K-1999-0001", whose="other")
    assert response.status_code == 422
    assert "Dit dossier is er niet, of niet voor u" in text(response)
    assert 'value="K-1999-0001"' in response.content.decode()


def test_set_aside_and_taken_back(desk: Desk) -> None:
    address = came(desk)
    desk.post("handler", f"{address}opzij/", reason="spam")
    assert waiting(desk) == []
    assert "Ongewenste reclame" in text(desk.get("handler", f"{address}?tab=aside"))
    desk.post("handler", f"{address}terug/")
    assert len(waiting(desk)) == 1


def test_a_bounce_says_where_it_did_not_arrive(desk: Desk) -> None:
    collecting.take(desk.here, BOUNCE, now=desk.now)
    (kept,) = waiting(desk)
    assert "ada@voorbeeld.test" in text(desk.get("handler", f"{POST}{kept.row.id}/"))


def test_a_file_that_came_along_is_never_shown_by_the_browser(desk: Desk) -> None:
    message = mail()
    message.add_attachment(b"<script>x()</script>", maintype="text", subtype="html", filename="x.html")
    collecting.take(desk.here, message.as_bytes(), now=desk.now)
    (kept,) = waiting(desk)
    response = desk.get("handler", f"{POST}{kept.row.id}/bijlage/0/")
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("who", ["director", "confidant", "care professional", "accused", "outsider"])
def test_the_post_is_for_who_handles_complaints_here(desk: Desk, who: str) -> None:
    address = came(desk)
    if who == "outsider":
        assert "Het is nog steeds koud" not in text(desk.get(who, POST))
    else:
        assert desk.get(who, POST).status_code == 404
    for end in ("", "bericht/"):
        assert desk.get(who, f"{address}{end}").status_code == 404
    for end in ("dossier/", "opzij/", "terug/"):
        assert desk.post(who, f"{address}{end}", number="K-2026-0001", whose="other", reason="spam").status_code == 404
    assert desk.browser("handler").get(f"{address}dossier/").status_code == 405


def test_an_answer_to_a_letter_finds_its_dossier_without_a_number_and_the_handler_is_told(desk: Desk) -> None:
    number = desk.receive()
    desk.act("handler", number, "acknowledge")
    desk.later(hours=1)
    outgoing.deliver(desk.now)
    sent = email.message_from_bytes(next(Path(settings.MAIL_FOLDER).glob("*.eml")).read_bytes())
    page = text(desk.get("handler", came(desk, In_Reply_To=sent["Message-ID"], From="kanarie@voorbeeld.test")))
    assert f"Dit hoort bij {number}" in page
    with in_organisation(desk.here.pk):
        told = list(Notice.objects.filter(number=number, kind="message").values_list("account_id", flat=True))
    assert told == [desk.accounts["handler"].pk]


def test_our_own_mail_that_comes_back_is_a_loop(desk: Desk) -> None:
    number = desk.receive()
    desk.act("handler", number, "acknowledge")
    desk.later(hours=1)
    outgoing.deliver(desk.now)
    raw = next(Path(settings.MAIL_FOLDER).glob("*.eml")).read_bytes()
    collecting.take(desk.here, raw, now=desk.now)
    assert waiting(desk) == []


def test_a_mail_becomes_a_complaint_received_when_it_was_sent(desk: Desk) -> None:
    address = came(
        desk,
        "Het eten is koud.",
        Subject="Klacht over eten",
        From="Tineke <t@buren.test>",
        Date="Fri, 27 Feb 2026 09:30:00 +0100",
    )
    form = f"/werkplek/nieuw/?mail={address.rstrip('/').rsplit('/', 1)[1]}"
    shown = desk.get("handler", form)
    page = shown.content.decode()
    for words in ("Het eten is koud.", "Klacht over eten", "Tineke", "t@buren.test", "2026-02-27T09:30"):
        assert words in page
    bound = shown.context["form"]
    given = {name: bound[name].value() for name in bound.fields if bound[name].value()}
    given |= {
        "expected_seq": 0,
        "happened_at": "2026-02-27T09:30",
        "channel": "email",
        "capacity": "client",
        "kind": "complaint",
    }
    response = desk.post("handler", form, **given)
    assert response.status_code == 302, text(response)
    (number,) = set(numbers(desk)) - {"K-2026-0001"}
    dossier = desk.open(number)
    assert dossier.events[0].at.isoformat().startswith("2026-02-27T")
    assert [paper.title for paper in papers.listed(dossier, actor=dossier.actor, now=desk.now)] == ["Klacht over eten"]
    assert waiting(desk) == []


def numbers(desk: Desk) -> list[str]:
    with in_organisation(desk.here.pk):
        return list(Dossier.objects.filter(organisation=desk.here).values_list("number", flat=True))


def test_the_vetoes_of_a_dossier_hold_for_its_mail(desk: Desk) -> None:
    number = desk.receive()
    address = came(desk, Subject=number, From="kanarie@voorbeeld.test")
    people.link(desk.open(number), "p2", desk.accounts["handler"].pk, actor=desk.open(number).actor, now=desk.now)
    assert desk.get("handler", address).status_code == 404
    assert desk.get("handler", f"{address}bericht/").status_code == 404
    assert number not in text(desk.get("handler", POST))


def test_after_a_crash_in_the_middle_filing_again_files_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    number = desk.receive()
    message = mail()
    message.add_attachment(b"hallo", maintype="text", subtype="plain", filename="brief.txt")
    collecting.take(desk.here, message.as_bytes(), now=desk.now)
    (line,) = waiting(desk)
    actor = desk.open(number).actor

    def stops(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    for place, name in ((filing._Filing, "files"), (post, "filed")):
        with monkeypatch.context() as patch:
            patch.setattr(place, name, stops)
            with pytest.raises(KeyboardInterrupt):
                filing.file_in(desk.here, line.row.id, number, of_complainant=True, actor=actor, now=desk.now)
    filing.file_in(desk.here, line.row.id, number, of_complainant=True, actor=actor, now=desk.now)
    assert desk.acts(number) == ["receive", "receive message"]
    assert len(papers.listed(desk.open(number), actor=actor, now=desk.now)) == 2


def test_a_mail_without_anything_readable_says_so_and_has_no_empty_places(desk: Desk) -> None:
    collecting.take(desk.here, b"\x00\x01 not a mail \xff", now=desk.now)
    listed = desk.get("handler", "/werkplek/post/")
    assert "(zonder onderwerp) Afzender niet bekend ·" in text(listed)
    (one,) = re.findall(r'href="(/werkplek/post/[0-9a-f-]{36}/[^"]*)"', listed.content.decode())
    assert "Van niet bekend Aan niet bekend" in text(desk.get("handler", one))
