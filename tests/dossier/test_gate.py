"""The gate for files: what is kept is clean, what is refused says what to do, and a bad file harms nothing."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import zipfile
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from tests.dossier import hostile
from wederhoor.dossier.gate import MOST, REFUSALS, WARNINGS, Refused, Taken, confined, take_in
from wederhoor.dossier.gate.names import tidy


def taken(name: str, content: bytes) -> Taken:
    found = take_in(name, content)
    assert isinstance(found, Taken), found
    assert found.original == content, "the original stays as it came"
    return found


def refused(name: str, content: bytes) -> str:
    found = take_in(name, content)
    assert isinstance(found, Refused), found
    assert found.because == REFUSALS[found.code]
    return found.code


def test_a_plain_pdf_is_kept_and_is_never_called_clean_without_a_scanner() -> None:
    found = taken("verslag.PDF", hostile.pdf("Een", "Twee"))
    assert (found.media_type, found.name, found.pages, found.warnings) == ("application/pdf", "verslag.pdf", 2, ())
    assert found.scanned == "not scanned"


def test_a_pdf_that_acts_is_kept_without_its_script_program_file_and_maker() -> None:
    found = taken("a.pdf", hostile.active_pdf())
    assert {"active removed", "files removed"} <= set(found.warnings)
    with pikepdf.open(BytesIO(found.clean)) as made:
        plain = b"".join(
            thing.unparse(resolved=True) + (thing.read_bytes() if isinstance(thing, pikepdf.Stream) else b"")
            for thing in made.objects
        )
        assert not len(made.attachments)
        assert "/OpenAction" not in made.Root
    for trace in (b"JavaScript", b"app.alert", b"Launch", b"calc.exe", b"kanarie", b"Kanarie"):
        assert trace not in plain + found.clean, trace
    assert b"Gewone tekst" in plain


def test_what_is_no_pdf_from_its_first_byte_is_no_pdf() -> None:
    polyglot = b"GIF89a" + hostile.pdf()
    assert refused("onschuldig.pdf", polyglot) in ("damaged", "too many pixels")
    assert refused("a.pdf", b"<html><script>1</script>" + hostile.pdf()) == "web page"


def test_bytes_after_the_end_of_a_pdf_do_not_come_along() -> None:
    with_tail = hostile.pdf() + hostile.zipped({"kwaad.exe": b"MZ kanarie"})
    assert b"PK\x03\x04" not in taken("a.pdf", with_tail).clean


def test_a_pdf_cut_short_is_refused_or_said_to_be_repaired() -> None:
    whole = hostile.pdf("Een", "Twee", "Drie")
    found = take_in("a.pdf", whole[: len(whole) // 2])
    assert isinstance(found, Refused) or "repaired" in found.warnings
    assert refused("a.pdf", b"%PDF-1.7\n") == "damaged"


def test_a_pdf_with_a_password_is_refused_and_says_what_to_do() -> None:
    assert refused("a.pdf", hostile.locked_pdf()) == "locked"
    assert "Haal het wachtwoord eraf" in REFUSALS["locked"]


def test_a_photograph_loses_its_place_its_maker_and_its_tail_and_stands_upright() -> None:
    found = taken("foto.jpeg", hostile.photograph())
    assert (found.media_type, found.name) == ("image/jpeg", "foto.jpg")
    assert "place removed" in found.warnings
    assert b"anarie" not in found.clean
    with Image.open(BytesIO(found.clean)) as made:
        assert made.size == (20, 40)
        assert not made.getexif()


@pytest.mark.parametrize("kind", ["PNG", "GIF", "BMP", "WEBP", "TIFF", "AVIF"])
def test_pictures_are_written_anew(kind: str) -> None:
    assert taken("a", hostile.picture(kind)).media_type in ("image/png", "image/jpeg")


def test_a_scan_of_several_sheets_becomes_a_pdf() -> None:
    sheets = [Image.new("1", (80, 100)) for _ in range(3)]
    out = BytesIO()
    sheets[0].save(out, "TIFF", save_all=True, append_images=sheets[1:])
    found = taken("scan.tif", out.getvalue())
    assert (found.media_type, found.name, found.pages) == ("application/pdf", "scan.pdf", 3)


def test_a_picture_that_grows_without_measure_is_refused() -> None:
    assert refused("a.png", hostile.huge_png()) == "too many pixels"


def test_a_word_file_is_known_by_what_is_in_it_and_loses_its_maker_and_what_loads() -> None:
    found = taken("brief.zip", hostile.word())
    assert found.name == "brief.docx"
    assert found.warnings == ("links off",)
    with zipfile.ZipFile(BytesIO(found.clean)) as made:
        inside = b"".join(made.read(name) for name in made.namelist())
    assert b"evil.test" not in inside
    assert b"Kanarie" not in inside
    assert b"https://voorbeeld.test/" in inside, "a link that somebody must click stays"


def test_word_files_with_macros_or_files_inside_are_refused() -> None:
    assert refused("a.docx", hostile.word(word__vbaProject_dot_bin=b"x")) == "macros"
    assert refused("a.docx", hostile.word(word__embeddings__oleObject1_dot_bin=b"x")) == "files inside"


def test_fields_that_start_another_program_are_refused() -> None:
    field = (
        b'<w:document><w:instrText xml:space="preserve"> DDEAUTO c:\\\\windows\\\\cmd.exe </w:instrText></w:document>'
    )
    assert refused("a.docx", hostile.word(word__document_dot_xml=field)) == "macros"
    assert (
        refused("a.xlsx", hostile.word(xl__externalLinks__a_dot_xml=b"<externalLink><ddeLink/></externalLink>"))
        == "macros"
    )
    assert refused("a.docx", hostile.word(word__afchunk_dot_mht=b"x")) == "files inside"
    upper = hostile.zipped(
        {
            "[Content_Types].xml": hostile.TYPES,
            "word/document.xml": hostile.DOCUMENT,
            "word/_rels/S.RELS": hostile.RELS.encode(),
        }
    )
    assert taken("a.docx", upper).warnings == ("links off",)


def test_a_form_in_xml_is_taken_out_of_a_pdf() -> None:
    with pikepdf.open(BytesIO(hostile.pdf())) as made:
        made.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([]), XFA=pikepdf.String("<xdp kanarie/>"))
        out = BytesIO()
        made.save(out)
    with pikepdf.open(BytesIO(taken("a.pdf", out.getvalue()).clean)) as made:
        assert "/XFA" not in made.Root.AcroForm


@pytest.mark.parametrize(
    "said", [b"geen bericht", b'{"sizes": [9]}\nkort', b'{"refused": "verzonnen", "sizes": []}\n', b"[]\n"]
)
def test_what_a_child_says_is_believed_no_more_than_the_file(said: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "_child", lambda message: said)
    assert refused("a.pdf", hostile.pdf()) == "damaged"


def test_a_zip_is_no_word_file_whatever_its_name() -> None:
    assert refused("a.docx", hostile.zipped({"a.txt": b"x"})) == "archive"


def test_a_zip_bomb_is_not_unpacked() -> None:
    assert refused("a.docx", hostile.bomb()) == "bomb"


def test_a_zip_that_lies_about_its_size_is_not_believed() -> None:
    honest = hostile.word(word__media__b_dot_bin=b"\0" * 230_000_000)
    size = (230_000_000).to_bytes(4, "little")
    assert refused("a.docx", honest.replace(size, (10).to_bytes(4, "little"))) in ("bomb", "damaged")


def test_libreoffice_is_known_and_its_macros_are_refused() -> None:
    parts = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>", "meta.xml": b"Kanarie"}
    found = taken("a.odt", hostile.zipped(parts))
    assert found.name == "a.odt"
    assert b"Kanarie" not in found.clean
    assert refused("a.odt", hostile.zipped(parts | {"Basic/Standard/a.xml": b"x"})) == "macros"


def test_drawings_pages_programs_and_locked_or_old_files_are_refused_with_what_to_do() -> None:
    svg = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    assert refused("a.png", svg) == "drawing"
    assert refused("a.txt", b"\n <!DOCTYPE html><p>x") == "web page"
    assert refused("a.pdf", b"MZ\x90\0") == "program"
    assert refused("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100) == "old office"
    assert refused("a.heic", b"\0\0\0\x18ftypheic" + b"\0" * 50) == "heic"
    assert refused("a.bin", bytes(range(256)) * 20) == "unknown"
    assert refused("a.txt", b"") == "empty"
    assert refused("a.txt", b"a" * (MOST + 1)) == "too large"


def test_text_is_kept_as_text_without_signs_that_mislead() -> None:
    found = taken("notitie.txt", "Café\u202e\x1b[2J klaar".encode("cp1252", "ignore"))
    assert (found.media_type, found.clean.decode()) == ("text/plain", "Café[2J klaar")
    assert taken("a.txt", "naïef".encode("utf-16")).clean.decode() == "naïef"


def test_a_mail_is_made_readable_as_text_and_tells_of_its_attachments() -> None:
    mail = (
        b"From: a@voorbeeld.test\r\nTo: b@voorbeeld.test\r\nDate: Mon, 2 Mar 2026 10:00:00 +0100\r\nSubject: Gang\r\n"
        b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\nContent-Type: text/html\r\n\r\n"
        b"<p>Het was koud</p><script>kwaad()</script>\r\n--x\r\nContent-Type: application/pdf\r\n"
        b"Content-Disposition: attachment; filename=a.pdf\r\n\r\n%PDF-\r\n--x--\r\n"
    )
    found = taken("mail.eml", mail)
    text = found.clean.decode()
    assert "Van: a@voorbeeld.test" in text
    assert "Het was koud" in text
    assert "kwaad" not in text
    assert (found.media_type, found.warnings) == ("text/plain", ("attachments apart",))


@pytest.mark.parametrize(
    ("start", "media_type"),
    [
        (b"ID3\x04", "audio/mpeg"), (b"\xff\xfb\x90", "audio/mpeg"), (b"RIFF\0\0\0\0WAVE", "audio/wav"), (b"OggS\0", "audio/ogg"),
        (b"\0\0\0\x20ftypM4A ", "audio/mp4"), (b"\0\0\0\x20ftypisom", "video/mp4"),
    ],
)  # fmt: skip
def test_sound_and_film_are_kept_as_they_are_and_said_to_be_unchecked(start: bytes, media_type: str) -> None:
    found = taken("opname", start + b"\0" * 64)
    assert (found.media_type, found.clean, found.warnings) == (media_type, found.original, ("not checked",))


def test_a_name_is_shown_without_folders_and_hidden_signs_and_gets_the_ending_of_the_content() -> None:
    assert tidy("../../etc/pass\u202ewd\x00.txt") == "passwd.txt"
    assert tidy("C:\\Users\\a\\foto.exe", "image/jpeg") == "foto.jpg"
    assert tidy("", "application/pdf") == "bestand.pdf"
    assert len(tidy("a" * 300 + ".pdf", "application/pdf")) == 104


def test_a_task_that_takes_too_much_is_stopped_and_the_server_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "LONGEST", 0.01)
    assert refused("a.pdf", hostile.pdf()) == "too long"
    monkeypatch.undo()
    assert taken("a.pdf", hostile.pdf())


def test_the_child_gets_little_memory_and_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEDERHOOR_MASTER_KEY", "kanariesleutel")
    seen: dict[str, str] = {}
    real = subprocess.run

    def run(command: list[str], **how: object) -> object:
        seen.update(how["env"])  # type: ignore[call-overload]  # a dictionary of strings
        return real(command, **how)  # type: ignore[call-overload]  # passed on as it came

    monkeypatch.setattr(subprocess, "run", run)
    taken("a.pdf", hostile.pdf())
    assert "kanariesleutel" not in str(seen)
    assert not {"DATABASE_URL", "WEDERHOOR_MASTER_KEY"} & seen.keys()
    greedy = "from wederhoor.dossier.gate import child; child.limit(); bytearray(3_000_000_000)"
    assert b"MemoryError" in real([sys.executable, "-c", greedy], capture_output=True, check=False).stderr


def scanner(folder: Path, answer: bytes) -> str:
    """A clamd that gives this answer once."""
    place = str(folder / "clamd")
    server = socket.socket(socket.AF_UNIX)
    server.bind(place)
    server.listen(1)

    def serve() -> None:
        line, _ = server.accept()
        with server, line:
            while not line.recv(65536).endswith(b"\0\0\0\0"):
                pass
            line.sendall(answer)

    threading.Thread(target=serve, daemon=True).start()
    return place


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [(b"stream: OK\0", "clean"), (b"stream: Eicar FOUND\0", "virus"), (b"INSTREAM size limit exceeded. ERROR\0", "not scanned")],
)  # fmt: skip
def test_what_the_virus_scanner_says_counts(
    answer: bytes, outcome: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WEDERHOOR_CLAMD", scanner(tmp_path, answer))
    found = take_in("a.txt", b"Hallo")
    assert (found.code if isinstance(found, Refused) else found.scanned) == outcome


def test_a_scanner_that_is_away_makes_nothing_clean(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEDERHOOR_CLAMD", "/nergens/clamd")
    assert taken("a.txt", b"Hallo").scanned == "not scanned"


def test_every_warning_has_its_words() -> None:
    assert all(words.endswith(".") for words in (*WARNINGS.values(), *REFUSALS.values()))
