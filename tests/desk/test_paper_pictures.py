"""Pages of papers as pictures: several from one child process, kept for a moment, one line in the log for one look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine

from tests.desk.conftest import Desk, dossier_address
from tests.desk.test_papers import address, kept
from wederhoor.desk import sheets
from wederhoor.dossier.fence import in_organisation
from wederhoor.dossier.gate import confined
from wederhoor.dossier.models import AccessLog
from wederhoor.dossier.papers import PaperView


@pytest.fixture(autouse=True)
def nothing_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "_pictures", sheets.Pictures(sheets.ROOM, sheets.SECONDS))


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The tasks for which a child process was started."""
    asked: list[str] = []
    run = confined.run

    def noted(task: str, given: Any, *blobs: bytes) -> confined.Answer:
        asked.append(task)
        return run(task, given, *blobs)

    monkeypatch.setattr(confined, "run", noted)
    return asked


def pictures(desk: Desk, number: str, paper: PaperView) -> list[str]:
    page = desk.get("handler", address(number, f"{paper.id}/")).content.decode()
    return [one.replace("&amp;", "&") for one in re.findall(r'<img src="([^"]+)"', page)]


def looks(desk: Desk, number: str) -> int:
    with in_organisation(desk.here.pk):
        return AccessLog.objects.filter(action="document", dossier=number).count()


def test_a_paper_of_six_pages_takes_two_processes_and_a_second_look_none(desk: Desk, children: list[str]) -> None:
    number = desk.receive()
    paper = kept(desk, number, "Een", "Twee", "Drie", "Vier", "Vijf", "Zes")
    children.clear()
    for _ in range(2):
        shown = [desk.get("handler", one) for one in pictures(desk, number, paper)]
        assert [(one.status_code, one.content[:4]) for one in shown] == [(200, b"RIFF")] * 6
        assert len({one.content for one in shown}) == 6
    assert children == ["pages", "pages"]


def test_one_look_at_a_paper_is_one_line_in_the_log_however_many_pages_it_has(desk: Desk) -> None:
    number = desk.receive()
    paper = kept(desk, number, "Een", "Twee", "Drie")
    before = looks(desk, number)
    for one in pictures(desk, number, paper):
        assert desk.get("handler", one).status_code == 200
    assert looks(desk, number) == before + 1


def test_a_picture_without_a_page_that_was_logged_is_a_look_of_its_own(desk: Desk) -> None:
    number = desk.receive()
    paper, other = kept(desk, number, "Een"), kept(desk, number, "Ander")
    (own,), (another,) = pictures(desk, number, paper), pictures(desk, number, other)
    bare = own.partition("?")[0]
    before = looks(desk, number)
    for wrong in (bare, f"{bare}?blik=verzonnen", f"{bare}?{another.partition('?')[2]}"):
        before += 1
        assert desk.get("handler", wrong).status_code == 200
        assert looks(desk, number) == before, wrong
    assert desk.get("handler", own).status_code == 200
    assert looks(desk, number) == before


def test_what_was_logged_an_hour_ago_is_another_look(desk: Desk) -> None:
    number = desk.receive()
    (one,) = pictures(desk, number, kept(desk, number, "Een"))
    before = looks(desk, number)
    with time_machine.travel(desk.now + timedelta(minutes=61), tick=False):
        assert desk.get("handler", one).status_code == 200
    assert looks(desk, number) == before + 1


def test_a_picture_that_is_kept_is_still_for_who_may_see_the_paper_only(desk: Desk) -> None:
    number = desk.receive()
    paper = kept(desk, number, "Een", shown_to="complainant")
    (one,) = pictures(desk, number, paper)
    assert desk.get("handler", one).status_code == 200
    for who in ("accused", "outsider"):
        assert desk.get(who, one).status_code == 404, who
    desk.act("handler", number, "acknowledge")
    desk.post("handler", address(number, f"{paper.id}/"), what="move handler", reason="Van ons")
    assert desk.get("accused", one).status_code == 404


def test_a_page_that_is_not_there_is_not_found(desk: Desk) -> None:
    number = desk.receive()
    paper = kept(desk, number, "Een")
    for page in (0, 2, 5):
        assert desk.get("handler", f"{dossier_address(number)}bestand/{paper.clean}/{page}/").status_code == 404


def test_pictures_are_kept_as_long_as_there_is_room_and_for_a_moment() -> None:
    few = sheets.Pictures(room=10, seconds=60)
    document = uuid4()
    for page in range(1, 5):
        few.put((document, page), b"1234")
    assert [few.get((document, page)) for page in range(1, 5)] == [None, None, b"1234", b"1234"]
    few.put((document, 9), b"x" * 11)
    assert few.size == 0
    short = sheets.Pictures(room=10, seconds=-1)
    short.put((document, 1), b"1")
    assert short.get((document, 1)) is None
