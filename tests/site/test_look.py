"""The look: tags, templates, styles and translations hold together."""

from __future__ import annotations

import ast
import re
import struct
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from types import SimpleNamespace

import pytest
from django import forms
from django.template import TemplateSyntaxError
from django.template.loader import get_template, render_to_string
from django.test import Client, RequestFactory
from django.utils import timezone, translation
from django.utils.safestring import SafeString

import wederhoor.site
from wederhoor.desk import inspection, paper_page, papers
from wederhoor.desk.presenting import ICONS, SIDES
from wederhoor.dossier.gate import REFUSALS, WARNINGS
from wederhoor.dossier.inspections import WAYS
from wederhoor.dossier.papers import KINDS
from wederhoor.site import assets, catalogue, looks
from wederhoor.site.templatetags import look

SITE = Path(str(wederhoor.site.__file__)).parent
TEMPLATES = sorted((SITE / "templates").rglob("*.html"))
SCREENS = ("desk", "frontdoor", "site")
NAMES = [path.relative_to(SITE / "templates").as_posix() for path in TEMPLATES]


class Question(forms.Form):
    """One field of each sort that our field templates treat apart."""

    story = forms.CharField(label="Wat is er gebeurd?", help_text="In uw eigen woorden.", widget=forms.Textarea)
    route = forms.ChoiceField(label="Welke weg?", widget=forms.RadioSelect, choices=[("a", "Praten"), ("b", "Oordeel")])
    agreed = forms.BooleanField(label="Akkoord", required=False)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def filled(**data: str) -> Question:
    """The form with these answers, checked."""
    form = Question(data)
    form.is_valid()
    return form


@pytest.mark.parametrize("name", NAMES)
def test_every_template_compiles(name: str) -> None:
    assert get_template(name)


@pytest.mark.parametrize("path", TEMPLATES, ids=NAMES)
def test_no_template_carries_style_or_script_that_the_security_policy_forbids(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not re.search(
        r"\sstyle\s*=|\son[a-z]+\s*=\s*\"|<style|<script(?![^>]*\s(?:src=|type=\"application/json\"))", text
    )


@pytest.mark.parametrize("path", TEMPLATES, ids=NAMES)
def test_every_icon_a_template_names_is_listed(path: Path) -> None:
    named = re.findall(r'(?:\{% icon |icon=)"([a-z-]+)"', path.read_text(encoding="utf-8"))
    assert set(named) <= set(assets.icon_names())


def code_words() -> Iterator[str]:
    """Every text in Python that goes through gettext: literally, or from one of the tables."""
    for path in (file for part in SCREENS for file in sorted((SITE.parent / part).rglob("*.py"))):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield from said_in(node)
    yield from (*SIDES.values(), *ICONS)
    yield from words_of_papers()


def words_of_papers() -> Iterator[str]:
    """The tables of the gate and of the papers."""
    tables = (
        REFUSALS,
        WARNINGS,
        KINDS,
        papers.SHOWN,
        papers.OF_ROLES,
        papers.PLACES,
        paper_page.DONE,
        inspection.HOWS,
        WAYS,
    )
    for table in tables:
        yield from table.values()


def said_in(call: ast.Call) -> Iterator[str]:
    """The source texts of one call; those of a plural joined as in a catalogue."""
    name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
    texts = [arg.value for arg in call.args if isinstance(arg, ast.Constant) and isinstance(arg.value, str)]
    if name in ("gettext", "gettext_lazy"):
        yield from texts
    elif name in ("ngettext", "ngettext_lazy"):
        yield "\0".join(texts[:2])
    elif name == "said" or (name == "say" and isinstance(call.func, ast.Attribute)):  # not the `say` of sentence files
        yield from texts


def template_words() -> Iterator[str]:
    """Every text of the templates that a visitor can see in another language."""
    for path in TEMPLATES:
        text = path.read_text(encoding="utf-8")
        yield from re.findall(r'\{% translate "([^"]+)"', text)
        yield from re.findall(r'_\("([^"]+)"\)', text)
        for formal, familiar in re.findall(r'\{% says \w+ "([^"]+)" "([^"]+)"', text):
            yield from (formal, familiar)
        for body in re.findall(r"\{% blocktranslate[^%]*%\}(.*?)\{% endblocktranslate", text, re.S):
            parts = body.split("{% plural %}")  # joined as in a catalogue
            yield "\0".join(re.sub(r"\{\{ (\w+) \}\}", r"%(\1)s", part) for part in parts)


def test_every_text_has_its_english() -> None:
    po = (SITE / "locale" / "en" / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")
    texts = catalogue.messages(po)
    known = {*texts, *(text.partition("\0")[0] for text in texts)}  # gettext finds the singular of a plural too
    assert sorted({*template_words(), *code_words()} - known) == []


def test_no_text_stands_twice_in_the_catalogue() -> None:
    """Of two entries the last counts, and nobody sees that the other one is not read."""
    po = (SITE / "locale" / "en" / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")
    texts = [key.partition("\0")[0] for block in catalogue.blocks(po) for key in catalogue.entry(block)]
    assert [text for text, times in Counter(texts).items() if times > 1] == []


def test_the_language_of_the_browser_does_not_change_the_language_of_the_screen() -> None:
    response = Client().get("/werkplek/aanmelden/", headers={"accept-language": "en"})
    assert response["Content-Language"] == "nl"
    assert b'<html lang="nl"' in response.content
    assert b"Wachtwoord" in response.content


def test_the_switch_turns_the_screen_to_english_and_keeps_the_place() -> None:
    visitor = Client()
    switched = visitor.post("/taal/setlang/", {"language": "en", "next": "/werkplek/aanmelden/?next=/werkplek/nieuw/"})
    assert switched["Location"] == "/werkplek/aanmelden/?next=/werkplek/nieuw/"
    page = visitor.get(switched["Location"]).content
    assert b'<html lang="en"' in page
    assert b"Password" in page
    assert b'value="nl" lang="nl"' in page


def test_an_unknown_language_in_the_cookie_counts_as_dutch() -> None:
    visitor = Client()
    visitor.cookies["django_language"] = "xx"
    assert visitor.get("/werkplek/aanmelden/")["Content-Language"] == "nl"


def test_a_catalogue_compiles_to_what_gettext_reads(tmp_path: Path) -> None:
    po = tmp_path / "django.po"
    po.write_text('msgid "Nieuw"\nmsgstr "New"\n\n#, fuzzy\nmsgid "Oud"\nmsgstr "Old"\n', encoding="utf-8")
    magic, _, count = struct.unpack("<3I", catalogue.compiled(po)[:12])
    assert (magic, count) == (catalogue.MAGIC, 1)


def _plain(words: str) -> str:
    """As it is written in a page as in a program: placeholders and spaces alike."""
    alike = re.sub(r"\{\{ *(\w+) *\}\}|%\((\w+)\)s", lambda name: f"<{name[1] or name[2]}>", words.replace("%%", "%"))
    return re.sub(r"\s+", " ", alike.replace('\\"', '"').replace("\\n", " "))


def test_every_translated_text_is_said_somewhere() -> None:
    root = Path(wederhoor.site.__file__).parents[1]
    files = [
        one
        for kind in ("*.py", "*.html", "*.txt", "*.yaml")
        for one in (*root.rglob(kind), *(root.parents[1] / "regulations").rglob(kind))
    ]
    written = "\n".join(one.read_text("utf-8") for one in files)
    said = _plain(re.sub(r'"\s+f?"', "", written)) + _plain(written)
    entries = catalogue.messages((root / "site/locale/en/LC_MESSAGES/django.po").read_text("utf-8"))
    texts = [entry.rpartition("\4")[2].split("\0")[0] for entry in entries if entry]
    assert len(texts) > 2000
    assert [text for text in texts if _plain(text).strip() not in said] == []


def test_an_icon_that_is_not_listed_is_an_error_that_says_where_to_add_it() -> None:
    with pytest.raises(TemplateSyntaxError, match=r"icons\.txt"):
        look.icon("unicorn")


def test_icons_are_hidden_from_screen_readers() -> None:
    assert 'aria-hidden="true"' in look.icon("clock")


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "vandaag"), (1, "nog 1 dag"), (5, "nog 5 dagen"), (-1, "1 dag te laat"), (-7, "7 dagen te laat")],
)
def test_distance_to_a_deadline_in_words(days: int, words: str) -> None:
    with translation.override("nl"):
        assert look.days_words(days) == words


def test_a_term_shows_date_words_and_icon() -> None:
    with translation.override("nl"):
        html = look.term(SimpleNamespace(day=date(2026, 12, 9), words="nog 18 dagen", tone="danger"))
    assert "9 dec" in html
    assert "nog 18 dagen" in html
    assert "<svg" in html
    assert 'data-color="danger"' in html


def test_a_term_without_a_date_says_so() -> None:
    with translation.override("nl"):
        assert "geen termijn" in look.term(SimpleNamespace(day=None, words="", tone="neutral"))


def test_text_in_tags_and_terms_is_escaped() -> None:
    bad = SimpleNamespace(day=timezone.localdate() + timedelta(days=1), words="<script>", tone='"><b>')
    assert "<script>" not in look.term(bad)
    assert 'data-color="neutral"' in look.term(bad)
    assert "<b>" not in look.tag("<b>x</b>")


@pytest.mark.parametrize(
    ("name", "initials"), [("Ada Boom", "AB"), ("Ada van den Boom", "AB"), ("Commissie", "C"), ("", "")]
)
def test_initials(name: str, initials: str) -> None:
    assert look.initials(name) == initials


def test_the_form_of_address_follows_the_regulation() -> None:
    assert look.says("je", "Uw nummer", "Je nummer") == "Je nummer"
    assert look.says("u", "Uw nummer", "Je nummer") == "Uw nummer"


def test_a_field_ties_label_help_and_error_together() -> None:
    html = str(filled(route="a")["story"].as_field_group())
    assert 'for="id_story"' in html
    assert 'id="id_story_helptext"' in html
    assert 'id="id_story_error"' in html
    assert 'aria-describedby="id_story_helptext id_story_error"' in html
    assert 'aria-invalid="true"' in html


def test_choices_stand_in_a_fieldset_with_a_legend() -> None:
    html = str(filled()["route"].as_field_group())
    assert "<fieldset" in html
    assert "<legend" in html
    assert html.count('type="radio"') == 2


def test_a_field_that_may_stay_empty_says_so() -> None:
    class Optional(forms.Form):
        phone = forms.CharField(required=False)

    with translation.override("nl"):
        assert "(hoeft niet)" in str(Optional()["phone"].as_field_group())


@pytest.mark.parametrize(
    "kind", [forms.CharField, partial(forms.ChoiceField, choices=[("a", "A")], widget=forms.RadioSelect)]
)
def test_a_field_that_is_owed_later_is_not_called_needless_whatever_its_shape(kind: Callable[..., forms.Field]) -> None:
    class Owed(forms.Form):
        cause = kind(required=False)

    form = Owed()
    form.fields["cause"].still_owed = True  # type: ignore[attr-defined]  # said by who makes the form
    with translation.override("nl"):
        html = str(form["cause"].as_field_group())
    assert "(nog in te vullen)" in html
    assert "(hoeft niet)" not in html


def test_the_error_summary_links_to_the_field_and_for_choices_to_the_first_one() -> None:
    html = render_to_string("parts/error_summary.html", {"form": filled()})
    assert 'href="#id_story"' in html
    assert 'href="#id_route_0"' in html
    assert 'role="alert"' in html


def test_the_choice_of_look_is_read_from_cookies_and_nonsense_is_ignored() -> None:
    request = RequestFactory().get("/pad/?a=1")
    request.COOKIES = {"scheme": "dark", "letters": "enormous"}
    chosen = looks.chosen(request)
    assert (chosen.scheme, chosen.size, chosen.path) == ("dark", "normal", "/pad/?a=1")


def test_the_choice_of_look_is_kept_and_leads_back() -> None:
    response = Client().post("/weergave/", {"scheme": "dark", "back": "/pad/"})
    assert (response.status_code, response["Location"]) == (302, "/pad/")
    assert response.cookies["scheme"].value == "dark"


def test_the_choice_of_look_never_leads_to_another_site() -> None:
    assert Client().post("/weergave/", {"scheme": "dark", "back": "https://elders.example/"})["Location"] == "/"


def test_the_theme_is_served_as_a_style_sheet_that_keeps() -> None:
    response = Client().get("/theme/0b6e6e.css")
    assert response["Content-Type"].startswith("text/css")
    assert "immutable" in response["Cache-Control"]
    assert b"--ds-color-accent-base-default" in response.content


def test_a_theme_of_nonsense_is_absent() -> None:
    assert Client().get("/theme/rood.css").status_code == 404


def test_an_icon_is_cut_to_its_shapes(tmp_path: Path) -> None:
    file = tmp_path / "dot.svg"
    file.write_text('<svg\n width="24">\n <path d="M0 0h24v24H0z" />\n <path d="M3 3" />\n</svg>\n', encoding="utf-8")
    assert assets.drawing(file) == '<path d="M3 3"/>'


def test_an_icon_that_the_package_lacks_is_named(tmp_path: Path) -> None:
    with pytest.raises(assets.AssetsError, match="unicorn"):
        assets.drawing(tmp_path / "unicorn.svg")


def test_a_remembered_tag_of_safe_text_does_not_answer_for_plain_text() -> None:
    look.tag(SafeString("<i>veilig</i>"))
    assert "<i>" not in look.tag("<i>veilig</i>")


def test_the_style_sheet_has_each_size_that_an_icon_leaves_to_it() -> None:
    styles = looks.SITE_CSS.read_text(encoding="utf-8")
    for size, word in look.SIZES.items():
        assert "width" not in look.icon("clock", size)
        asked = f".ic.{word.strip()}:not" if word else ".ic:not"
        assert re.search(rf":where\({re.escape(asked)}.*\) {{ width: {size}px; height: {size}px; }}", styles)
    assert 'width="40" height="40"' in look.icon("clock", 40)


def test_the_drawing_of_an_icon_stands_once_on_a_page_however_often_it_is_used() -> None:
    page = look.drawn(f"{look.icon('clock')}{look.icon('clock', 18)}{look.icon('bell')}")
    assert page.count('<use href="#i-clock"/>') == 2
    assert page.count('<symbol id="i-clock"') == page.count('<symbol id="i-bell"') == 1


def test_what_somebody_typed_brings_no_drawing() -> None:
    assert "<symbol" not in look.drawn(str(look.tag('<use href="#i-clock"/>')))


def rules(css: str) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """Each rule of a style sheet: the media it is inside, its selector, its declarations."""
    inside: list[str] = []
    words = ""
    for sign in re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL):
        if sign == "{":
            inside.append(" ".join(words.split()))
        elif sign == "}":
            selector = inside.pop()
            if not selector.startswith("@"):
                yield tuple(inside), selector, words
        words = "" if sign in "{}" else words + sign


@pytest.mark.parametrize("name", ["site.css", "staff.css"])
def test_every_block_of_a_style_sheet_is_closed(name: str) -> None:
    """A brace that is missing hides every rule after it inside the media query before it."""
    css = re.sub(r"/\*.*?\*/", "", (SITE / "static" / "wederhoor" / name).read_text("utf-8"), flags=re.DOTALL)
    deep = 0
    for sign in css:
        deep += {"{": 1, "}": -1}.get(sign, 0)
        assert deep >= 0
    assert deep == 0


@pytest.mark.parametrize("name", ["site.css", "staff.css"])
def test_no_name_in_a_style_sheet_means_two_things(name: str) -> None:
    seen: dict[tuple[tuple[str, ...], str, str], str] = {}
    for media, selectors, body in rules((SITE / "static" / "wederhoor" / name).read_text(encoding="utf-8")):
        for selector in re.split(r",\s*(?![^(]*\))", selectors):
            for declared in filter(str.strip, body.split(";")):
                what, _, value = declared.strip().partition(":")
                before = seen.setdefault((media, selector, what.strip()), value.strip())
                assert before == value.strip(), f"{name}: {selector} has {what} {before} and {value.strip()}"


class Asked(forms.Form):
    """A form with something that must be filled in, and something that can be wrong."""

    why = forms.CharField()
    on = forms.DateField(required=False)


@pytest.mark.parametrize(
    ("typed", "missing"),
    [({"why": "", "on": ""}, True), ({"why": "", "on": "40 mei"}, True), ({"why": "Daarom", "on": "40 mei"}, False)],
)
def test_a_page_says_that_something_is_missing_only_when_something_was_left_empty(
    typed: dict[str, str], missing: bool
) -> None:
    said = render_to_string("parts/error_summary.html", {"form": Asked(typed)})
    assert ("Er mist nog iets" in said) == missing
    assert ("Dit kan zo niet" in said) != missing
