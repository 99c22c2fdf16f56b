"""The pieces around every page of the desk: made by plain functions, and still escaped and whole for who cannot see them."""

from __future__ import annotations

from datetime import date

from django.template import Context

from wederhoor.desk.words import TermWords
from wederhoor.procedure.commands import Refusal
from wederhoor.procedure.way import Stretch
from wederhoor.site.templatetags.desk_pieces import dossier_tabs, figures, menu, options, phases_of, views
from wederhoor.site.templatetags.duty_pieces import duties, panes_to_choose, panes_to_write

BAD, SAFE = '<b onclick="x">&', "&lt;b onclick=&quot;x&quot;&gt;&amp;"


def test_what_people_typed_never_becomes_html() -> None:
    tab = {"label": BAD, "url": BAD, "count": None, "current": False, "shared": True, "icon": "home", "internal": True}
    pieces = [
        menu([tab]),
        views([tab], [tab]),
        dossier_tabs([tab]),
        options([{"value": BAD, "label": BAD, "selected": False}]),
        figures([{"url": BAD, "tone": "info", "number": BAD, "label": BAD}]),
        phases_of([Stretch(BAD, BAD, "current")]),
    ]
    for piece in pieces:
        assert SAFE in piece
        assert BAD not in piece


def test_what_is_chosen_is_said_in_the_html() -> None:
    chosen = options([{"value": "a", "label": "A", "selected": False}, {"value": "b", "label": "B", "selected": True}])
    assert chosen == '<option value="a">A</option><option value="b" selected>B</option>'


def test_where_one_is_is_said_to_who_listens() -> None:
    here = {"label": "Open", "url": "/", "count": "12", "current": True, "icon": "home", "internal": False}
    assert 'aria-current="page"' in menu([here])
    assert 'aria-current="true">Open (12)</a>' in views([here], [])
    assert 'aria-current="page"' in dossier_tabs([here])
    assert 'aria-current="step">Oordeel' in phases_of([Stretch("judged", "Oordeel", "current")])


def test_a_number_of_nought_is_shown_and_no_number_is_not() -> None:
    item = {"label": "Post", "url": "/", "icon": "mail", "current": False}
    assert "<b>0</b>" in menu([item | {"count": 0}])
    assert "<b>" not in menu([item | {"count": None}])


def test_a_phase_that_is_behind_and_a_page_that_is_closed_say_so_in_words() -> None:
    assert "Geweest:" in phases_of([Stretch("received", "Ontvangen", "done")])
    tab = {"label": "Notities", "url": "/", "icon": "lock", "current": False, "internal": True}
    assert "(gesloten voor de partijen)" in dossier_tabs([tab])
    assert "gesloten" not in dossier_tabs([tab | {"internal": False}])


def test_a_duty_is_escaped_and_says_by_whom_when_and_why() -> None:
    row = {
        "label": BAD, "term": TermWords(date(2026, 3, 9), BAD, "danger"), "due": date(2026, 3, 9), "aim": date(2026, 3, 6), "holder": BAD,
        "owed_to": BAD, "why": (BAD,), "source": BAD, "part": BAD, "doubts": [BAD], "escalates": BAD, "external": True, "waits_for": BAD,
        "after_closing": True, "act_label": BAD, "act_url": BAD, "stuck": Refusal(BAD, BAD, BAD, BAD), "first": [],
    }  # fmt: skip
    shown = duties([row], False)
    assert BAD not in shown
    assert shown.count(SAFE) == 14  # every value, and the label once more for who listens
    assert "Twijfel in de regeling." in shown
    assert '<details class="why">' in shown
    assert '<details class="why" open>' in duties([row], True)
    assert "Waarom deze datum" in shown
    assert "Waarom geen datum" in duties([row | {"term": TermWords(None, BAD, "neutral")}], False)


def test_a_form_to_write_in_is_escaped_and_carries_what_its_act_needs() -> None:
    pane = {
        "code": "note", "url": BAD, "draft_url": BAD, "field": BAD, "seq": 7, "internal": True, "hidden": {"how": BAD}, "readers": [(BAD, BAD)],
        "text": BAD, "saved": None, "tab": BAD, "label": BAD, "icon": "lock", "tone": "warning", "button": BAD, "sign": "send", "said": BAD,
        "compartment": BAD,
    }  # fmt: skip
    form = panes_to_write(Context({"csrf_token": "secret"}), [pane], BAD)
    assert BAD not in form
    assert BAD not in panes_to_choose([pane])
    assert 'name="csrfmiddlewaretoken" value="secret"' in form
    assert 'name="expected_seq" value="7"' in form
    assert 'class="pane pane-1 internal"' in form
