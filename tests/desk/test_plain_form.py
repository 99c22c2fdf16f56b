"""The eye that looks at forms sees what is out of reach without a mouse or a script, and sends what a browser would."""

from __future__ import annotations

import random

import pytest

from tests.desk.plain_form import faults, filled, form_on

GOOD = """
<label for="a">Naam</label><input id="a" name="a">
<fieldset><legend>Kant</legend><label><input type="radio" name="b" value="x">X</label>
<label><input type="radio" name="b" value="y">Y</label></fieldset>
<label for="c">Wie</label><select id="c" name="c"><option value="">Kies</option><option value="1">Een</option></select>
<input type="hidden" name="seq" value="7">
"""
SEND = "<button type='submit'>Verstuur</button>"


def form(inside: str, after: str = SEND, method: str = "post") -> str:
    return f"<html><body><form id='act-form' method='{method}'>{inside}{after}</form></body></html>"


def test_a_form_of_the_browsers_own_controls_has_no_faults() -> None:
    assert faults(form_on(form(GOOD).encode())) == []


@pytest.mark.parametrize(
    ("inside", "why"),
    [
        ("<input name='z'>", "without a label"),
        ("<label for='z'></label><input id='z' name='z'>", "without a label"),
        ("<label><input type='radio' name='z' value='1'>Ja</label>", "without a label"),
        ("<label>Z<input name='z' tabindex='3'></label>", "not in the order"),
        ("<label>Z<input name='z' tabindex='-1'></label>", "not in the order"),
        ("<div hidden><label>Z<input name='z'></label></div>", "switched off or hidden"),
        ("<label>Z<input name='z' disabled></label>", "switched off or hidden"),
        ("<label>Z<select name='z' onchange='go()'></select></label>", "waits for a script"),
        ("<button type='button'>Kies</button>", "a button that sends nothing"),
        ("<button type='submit'><svg></svg></button>", "a button that sends nothing"),
        ("<div role='combobox' tabindex='0'>Kies</div>", "works with a script alone"),
        ("<div contenteditable='true'>Typ</div>", "works with a script alone"),
        ("<label>Z<input type='color' name='z'></label>", "a kind of input"),
    ],
)  # fmt: skip
def test_what_needs_a_mouse_or_a_script_is_found(inside: str, why: str) -> None:
    assert any(found.startswith(why) for found in faults(form_on(form(GOOD + inside).encode())))


def test_a_form_that_cannot_be_sent_is_found() -> None:
    outside = form(GOOD, after="").replace("</body>", "<button form='act-form'>Verstuur</button></body>")
    assert any("no button that sends it inside it" in found for found in faults(form_on(outside.encode())))
    assert any("does not send" in found for found in faults(form_on(form(GOOD, method="get").encode())))


def test_it_sends_what_was_filled_in_what_stood_there_and_only_what_is_offered() -> None:
    page = form_on(form(GOOD).encode())
    sent = filled(page, {"a": "Kees", "b": "y", "c": "2", "unasked": "x"}, random.Random(1))
    assert sent == {"a": ["Kees"], "b": ["y"], "c": ["1"], "seq": ["7"]}
    assert filled(page, {}, random.Random(1)) == {"a": [""], "seq": ["7"]}
