"""A form as a browser without JavaScript and a keyboard have it: what of it they cannot use, and what it sends."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lxml import html
from lxml.html import HtmlElement

FORM = "act-form"
NATIVE = frozenset({"input", "select", "textarea", "button"})
TYPED = frozenset({"text", "date", "datetime-local", "number", "email", "tel", "file", "search", "time"})
POINTED = ("onclick", "onchange", "onmousedown", "oninput", "onkeydown")
SCRIPTED = frozenset({"button", "checkbox", "combobox", "listbox", "menu", "option", "radio", "slider", "switch", "tab", "textbox"})  # fmt: skip
"""Roles that a plain element takes when a script makes a control of it."""


def form_on(page: bytes, name: str = FORM) -> HtmlElement:
    """The form of this name on a page. Raises KeyError where there is none."""
    return html.document_fromstring(page.decode()).get_element_by_id(name)


def controls(form: HtmlElement) -> list[HtmlElement]:
    """What is filled in or pressed: in the form, or elsewhere on the page and belonging to it."""
    beside = form.getroottree().xpath(f"//*[@form='{form.get('id')}']")
    inside = form.xpath(".//input | .//select | .//textarea | .//button")
    return [one for one in [*inside, *beside] if one.get("type") != "hidden"]


def faults(form: HtmlElement) -> list[str]:
    """What of the form is out of reach without a mouse or a script."""
    return [f"{why}: {_shown(one)}" for one, why in _found(form)]


def _shown(one: HtmlElement) -> str:
    return html.tostring(one, encoding="unicode", with_tail=False)[:120]


def _found(form: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    for one in controls(form):
        yield from ((one, why) for why in _wrong(form, one))
    for one in form.iter():
        if isinstance(one.tag, str) and one.tag not in NATIVE and _only_with_script(one):
            yield one, "works with a script alone"
    if not [one for one in controls(form) if _sends(one) and form in one.iterancestors()]:
        yield form, "no button that sends it inside it"
    if (form.get("method") or "").lower() != "post":
        yield form, "does not send"


def _wrong(form: HtmlElement, one: HtmlElement) -> Iterator[str]:
    if one.tag not in NATIVE:
        yield "not a control of the browser itself"
    if one.get("tabindex"):
        yield "not in the order of the page for Tab"
    if one.get("disabled") is not None or any("hidden" in up.attrib for up in [one, *one.iterancestors()]):
        yield "switched off or hidden"
    if any(one.get(event) for event in POINTED):
        yield "waits for a script"
    if one.tag == "button":
        yield from (
            () if _sends(one) and one.text_content().strip() else ("a button that sends nothing or has no words",)
        )
    elif not _labelled(form, one):
        yield "without a label"
    elif one.tag == "input" and one.get("type", "text") not in TYPED | {"radio", "checkbox"}:
        yield "a kind of input that not every browser has"


def _sends(one: HtmlElement) -> bool:
    return one.tag == "button" and one.get("type", "submit") == "submit"


def _labelled(form: HtmlElement, one: HtmlElement) -> bool:
    """A label of its own with words; one of several also stands in a group with a title."""
    around = [up for up in one.iterancestors() if up.tag == "label"]
    labels = [*around, *form.xpath(f".//label[@for='{one.get('id')}']")] if one.get("id") else around
    grouped = one.get("type") not in ("radio",) or any(
        up.tag == "fieldset" and up.find("legend") is not None for up in one.iterancestors()
    )
    return grouped and any(label.text_content().strip() for label in labels)


def _only_with_script(one: HtmlElement) -> bool:
    return one.get("contenteditable") is not None or one.get("role") in SCRIPTED or int(one.get("tabindex") or 0) > 0


def filled(form: HtmlElement, wanted: Mapping[str, Any], dice: random.Random) -> dict[str, list[str]]:
    """What the form sends with these answers; of a list that does not offer the answer, one that it does offer."""
    asked: dict[str, list[HtmlElement]] = {}
    for one in form.xpath(".//input | .//select | .//textarea"):
        asked.setdefault(one.get("name"), []).append(one)
    return {name: given for name, several in asked.items() if (given := _given(several, wanted.get(name), dice))}


def _given(several: Sequence[HtmlElement], wanted: Any, dice: random.Random) -> list[str]:
    first = several[0]
    if first.get("type") == "hidden":
        return [first.get("value", "")]
    answers = [] if wanted is None else [str(one) for one in wanted] if isinstance(wanted, list) else [str(wanted)]
    if first.tag == "select" or first.get("type") in ("radio", "checkbox"):
        return _picked(several, answers, dice)
    return answers[:1] or [first.text_content() if first.tag == "textarea" else first.get("value", "")]


def _picked(several: Sequence[HtmlElement], answers: Sequence[str], dice: random.Random) -> list[str]:
    options = several[0].xpath(".//option") if several[0].tag == "select" else several
    offered = [one.get("value", "") for one in options if one.get("value")]
    there = [one for one in answers if one in offered]
    if there or not answers or not offered:
        return there
    return [dice.choice(offered)]
