"""The process in which PDF and Word are made: it starts when needed, ends by itself, and what goes wrong in it stays in it."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from docx import Document

from tests.correspondence.filled import filled
from wederhoor.correspondence import press, word
from wederhoor.correspondence.letters import Letter, compose, load_letter
from wederhoor.correspondence.press import child, typesetting
from wederhoor.dossier.gate import confined

HEAVY = ("typst", "docx", "lxml", "pikepdf", "PIL", "pypdfium2")
MAKES_ALL = f"""
import django, os, sys
django.setup()
import wederhoor.site.urls
from tests.correspondence.filled import filled
from wederhoor.correspondence import bundle, inspection, word
from wederhoor.correspondence.letters import compose, load_letter
template = load_letter("", "confirmation")
letter = compose(template, filled(template), "u")
whole = bundle.bundled(lambda begins: letter.pdf(), "Alles", [("a", "A", letter.pdf(large=True))])
entry = inspection.Entry("A", "b", inspection.WHOLE, (), "text/plain", b"Woorden")
made = inspection.bound(inspection.Cover("Zorg", "Inzage", (), "Dit"), [entry])
assert whole[:5] == made[:5] == b"%PDF-" and word.render(letter)[:2] == b"PK"
print(*[name for name in {HEAVY!r} if name in sys.modules])
"""
AND_DIES = """
from wederhoor.correspondence import press
print(press._press.child.pid, flush=True)
os.kill(os.getpid(), 9)
"""
ROOT = Path(__file__).resolve().parents[2]


def program(text: str, home: Path) -> subprocess.CompletedProcess[str]:
    """A fresh Python with our settings, without a database."""
    environment = {
        "PYTHONPATH": os.pathsep.join(map(str, (ROOT / "src", ROOT))), "DJANGO_SETTINGS_MODULE": "wederhoor.site.settings",
        "WEDERHOOR_TESTING": "1", "WEDERHOOR_HOME": str(home), "DATABASE_URL": "postgresql://nobody@localhost/none",
    }  # fmt: skip
    return subprocess.run(
        [sys.executable, "-c", text], capture_output=True, text=True, cwd=ROOT, check=False, env=environment
    )


def letter() -> Letter:
    template = load_letter("", "confirmation")
    return compose(template, filled(template), "u")


def pid() -> int:
    letter().pdf()
    assert press._press.child is not None
    return press._press.child.pid


def test_a_server_that_knows_every_page_and_makes_every_file_loads_no_library_for_it(tmp_path: Path) -> None:
    done = program(MAKES_ALL, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == []


def test_letters_after_each_other_come_from_the_same_process() -> None:
    assert pid() == pid() != os.getpid()


def test_several_at_once_take_turns() -> None:
    made: list[bytes] = []
    threads = [threading.Thread(target=lambda: made.append(letter().pdf())) for _ in range(6)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert len(made) == 6
    assert all(one.startswith(b"%PDF-") for one in made)


def test_a_process_that_was_killed_is_started_again() -> None:
    before = pid()
    os.kill(before, signal.SIGKILL)
    assert pid() != before


def test_a_process_that_dies_twice_is_told_and_the_next_letter_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    own = press.Press()
    with monkeypatch.context() as patched:
        patched.setattr(press, "CHILD", "wederhoor.correspondence.press.nothing")
        with pytest.raises(press.Jammed, match="ended twice"):
            own.ask(b"x")
    said = own.ask(confined.packed({"task": "nothing", "with": {}}, ()))
    own.end()
    assert b"KeyError" in said


def test_who_asks_after_a_turn_that_was_broken_off_does_not_get_the_others_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = press.Press()
    with monkeypatch.context() as patched:
        patched.setattr(own, "_read", broken_off)
        with pytest.raises(KeyboardInterrupt):
            own.ask(confined.packed({"task": "the first", "with": {}}, ()))
    assert b"the second" in own.ask(confined.packed({"task": "the second", "with": {}}, ()))
    own.end()


def broken_off(*_: object) -> bytes:
    raise KeyboardInterrupt


def test_a_child_that_does_not_read_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    own = press.Press()
    own.ask(confined.packed({"task": "nothing", "with": {}}, ()))
    assert own.child is not None
    monkeypatch.setattr(press, "LONGEST", 0.2)
    os.kill(own.child.pid, signal.SIGSTOP)
    with pytest.raises(press.Jammed, match="within"):
        own.ask(b"x" * (1 << 22))
    assert own.child is None


def test_no_answer_in_time_ends_the_process(monkeypatch: pytest.MonkeyPatch) -> None:
    own = press.Press()
    monkeypatch.setattr(press, "LONGEST", 0)
    with pytest.raises(press.Jammed, match="within 0 seconds"):
        own.ask(confined.packed({"task": "word", "with": {"large": False}}, [letter().words]))
    assert own.child is None


def test_what_cannot_be_made_says_why_and_the_process_goes_on() -> None:
    before = pid()
    with pytest.raises(press.Jammed, match="TypstError"):
        press.made("type", {"sheet": "letter"}, b"{}")
    assert pid() == before


def test_it_knows_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEDERHOOR_MASTER", "geheim")
    given = Path(f"/proc/{pid()}/environ").read_bytes()
    os.kill(pid(), signal.SIGKILL)
    assert b"geheim" not in given + Path(f"/proc/{pid()}/environ").read_bytes()


def test_it_ends_after_a_rest_and_when_its_pipe_closes(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, told = os.pipe()
    monkeypatch.setattr(child, "REST", 0.01)
    with os.fdopen(asked, "rb") as pipe:
        assert child.turn(pipe, io.BytesIO()) is False
        os.close(told)
        assert child.turn(pipe, io.BytesIO()) is False


def test_it_ends_with_who_started_it(tmp_path: Path) -> None:
    done = program(f"{MAKES_ALL}\n{AND_DIES}", tmp_path)
    left = Path(f"/proc/{done.stdout.split()[-1]}")
    until = time.monotonic() + 10
    while left.exists() and "State:\tZ" not in (left / "status").read_text() and time.monotonic() < until:
        time.sleep(0.05)
    assert not left.exists() or "State:\tZ" in (left / "status").read_text()


def test_a_character_that_no_font_draws_is_an_open_square() -> None:
    assert typesetting.drawn({"a": ["Zo \U0001f600 dan"], "href": "\U0001f600"}) == {
        "a": ["Zo □ dan"],
        "href": "\U0001f600",
    }


def test_a_word_file_has_title_headings_and_language() -> None:
    made = letter()
    read = Document(io.BytesIO(word.render(made, large=True)))
    assert read.core_properties.title == made.title
    assert read.core_properties.language == "nl-NL"
    assert [one.text for one in read.paragraphs if one.style and one.style.name == "Heading 1"] == [made.title]
