"""What a mail says, as people and machines really send them."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wederhoor.correspondence.inbox.cleaning import clean_html, text_of_html
from wederhoor.correspondence.inbox.quoting import split_quoted
from wederhoor.correspondence.inbox.reading import OURS, read_mail


def mail(body: str = "Het is koud.", **headers: str) -> EmailMessage:
    message = EmailMessage()
    given = {
        "From": "Ada Boom <Ada@Voorbeeld.test>",
        "To": "klachten@zorg.test",
        "Subject": "Kou",
        "Message-ID": "<a@b>",
    }
    for name, value in {**given, **{name.replace("_", "-"): value for name, value in headers.items()}}.items():
        message[name] = value
    message.set_content(body)
    return message


def test_who_wrote_what_to_whom() -> None:
    found = read_mail(mail(Date="Mon, 02 Mar 2026 23:30:00 +0100").as_bytes())
    assert (found.sender, found.sender_name, found.to) == ("ada@voorbeeld.test", "Ada Boom", ("klachten@zorg.test",))
    assert (found.subject, found.text, found.sort, found.message_id) == ("Kou", "Het is koud.", "message", "<a@b>")
    assert found.sent is not None
    assert found.sent.astimezone().isoformat().startswith("2026-03-0")


@pytest.mark.parametrize("opener", [
    "Op ma 3 mrt 2025 om 10:11 schreef Zorg Hier <klachten@zorg.test>:",
    "Op ma 3 mrt 2025 om 10:11 schreef Zorg Hier\n<klachten@zorg.test>:",
    "Op 3 mrt. 2025 om 10:11 heeft Zorg <k@zorg.test> het volgende geschreven:",
    "On Mon, Mar 3, 2025 at 10:11 AM Zorg <k@zorg.test> wrote:",
    "-----Oorspronkelijk bericht-----",
    "Van: Zorg Hier <k@zorg.test>\nVerzonden: maandag 3 maart 2025 10:11\nAan: Ada\nOnderwerp: Uw klacht",
])  # fmt: skip
def test_what_is_quoted_is_folded_away_and_never_lost(opener: str) -> None:
    new, quoted = split_quoted(f"Dank u wel.\n\nAda\n\n{opener}\n\n> Beste Ada,\n> Wij kijken ernaar.")
    assert new == "Dank u wel.\n\nAda"
    assert quoted.startswith(opener.split("\n")[0])
    assert "Wij kijken ernaar" in quoted


@pytest.mark.parametrize("words", [
    "Op mijn kamer is het koud. Ik schreef dat al:\nniemand komt.",
    "Beste,\n\nOp maandag schreef ik u al: het is koud.\nDat is nog zo.",
    "> Was u thuis?\nJa.\n> En daarna?\nOok.",
    "Mijn antwoord staat eronder.\n> Was u thuis?\nJa hoor.",
])  # fmt: skip
def test_what_the_writer_says_now_is_never_folded_away(words: str) -> None:
    assert split_quoted(words) == (words, "")


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",)), max_size=400))
def test_folding_keeps_every_word(text: str) -> None:
    new, quoted = split_quoted(text)
    assert "".join((new + quoted).split()) == "".join(text.split())


def test_html_shows_words_and_loads_nothing() -> None:
    clean = clean_html(
        '<p onclick="x()">Dag <b>Ada</b></p><img src="https://spion.test/1.gif"><script>x()</script><style>p{}</style>'
        '<iframe src="https://x"></iframe><a href="javascript:x()">klik</a><a href="https://zorg.test">hier</a>'
    )
    for word in ("img", "script", "style", "iframe", "javascript", "onclick", "spion"):
        assert word not in clean
    assert 'href="https://zorg.test"' in clean
    assert text_of_html("<p>Een</p><p>Twee<br>Drie &amp; vier</p>") == "Een\nTwee\nDrie & vier"


def test_a_mail_with_only_html_has_words() -> None:
    message = mail()
    message.set_content("<p>Het is <i>koud</i>.</p>", subtype="html")
    assert read_mail(message.as_bytes()).text == "Het is koud."


def test_files_come_along_and_a_forwarded_mail_is_one_file() -> None:
    message, inner = mail(), mail("Binnenin.", Subject="Eerder")
    message.add_attachment(b"%PDF-1.7", maintype="application", subtype="pdf", filename="brief.pdf")
    inner.add_attachment(b"x", maintype="image", subtype="png", filename="foto.png")
    message.add_attachment(inner)
    found = read_mail(message.as_bytes()).attachments
    assert [(one.name, one.media_type) for one in found] == [
        ("brief.pdf", "application/pdf"),
        ("bijlage-2.eml", "message/rfc822"),
    ]
    assert found[0].content == b"%PDF-1.7"
    assert b"foto.png" in found[1].content


BOUNCE = b"""Return-Path: <>
From: Mail Delivery System <MAILER-DAEMON@mx.test>
To: klachten@zorg.test
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Not delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.test

Final-Recipient: rfc822; ada@voorbeeld.test
Action: failed
Status: 5.1.1
--b
Content-Type: text/rfc822-headers

From: klachten@zorg.test
Message-ID: <brief-1@zorg.test>
Subject: Er is een brief voor u
--b--
"""


def test_a_bounce_tells_which_mail_did_not_arrive_and_where() -> None:
    found = read_mail(BOUNCE)
    assert (found.sort, found.answers, found.undelivered) == (
        "bounce",
        ("<brief-1@zorg.test>",),
        ("ada@voorbeeld.test",),
    )


@pytest.mark.parametrize(("headers", "sort"), [
    ({"Auto_Submitted": "auto-replied"}, "automatic"), ({"Auto_Submitted": "no"}, "message"),
    ({"Precedence": "bulk"}, "automatic"), ({"X_Autoreply": "yes"}, "automatic"), ({OURS.replace("-", "_"): "1"}, "loop"),
])  # fmt: skip
def test_machines_and_loops_are_told_from_people(headers: dict[str, str], sort: str) -> None:
    assert read_mail(mail(**headers).as_bytes()).sort == sort


def test_a_reply_names_what_it_answers_nearest_first() -> None:
    found = read_mail(mail(In_Reply_To="<c@zorg>", References="<a@zorg> <b@zorg> <c@zorg>").as_bytes())
    assert found.answers == ("<c@zorg>", "<b@zorg>", "<a@zorg>")


@given(st.binary(max_size=600))
def test_no_bytes_stop_the_reader(raw: bytes) -> None:
    read_mail(raw)


@pytest.mark.parametrize("raw", [
    b"", b"\0\0", b"From: \xff\xfe\nSubject: =?utf-8?b?!!!?=\n\nx", b"Content-Type: text/plain; charset=klingon\n\nhallo",
    b"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Transfer-Encoding: base64\n\n!!!\n", b"Date: gisteren\n\nx",
    b'Content-Type: multipart/mixed; boundary="a"\n\n--a\nContent-Type: multipart/mixed; boundary="a"\n\n--a--',
])  # fmt: skip
def test_broken_mails_are_read_as_far_as_they_go(raw: bytes) -> None:
    assert read_mail(raw).sort in {"message", "automatic", "bounce", "loop"}
