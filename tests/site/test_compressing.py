"""Pages are small for who comes first, and what can hold a secret is never compressed; the public style sheet holds what it needs."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.http import HttpResponse
from django.test import Client
from fontTools.ttLib import TTFont

from wederhoor.organisations.models import Organisation
from wederhoor.site import assets, views

GZIP = {"accept-encoding": "gzip, br"}


@pytest.fixture
def linde(db: None) -> Organisation:
    return Organisation.objects.create(code="linde", name="De Linde", regulation="ott")


def test_a_first_visit_goes_compressed(client: Client, linde: Organisation) -> None:
    page = client.get("/linde/", headers=GZIP)
    assert page["Content-Encoding"] == "gzip"
    assert int(page["Content-Length"]) == len(page.content)
    assert "De Linde" in gzip.decompress(page.content).decode()
    assert "Accept-Encoding" in page["Vary"]


def test_who_cannot_read_it_gets_it_plain(client: Client, linde: Organisation) -> None:
    assert "Content-Encoding" not in client.get("/linde/")


def test_the_first_page_of_the_form_goes_compressed_for_its_words_are_new_each_time(
    client: Client, linde: Organisation
) -> None:
    pages = [Client().get("/linde/klacht/", headers=GZIP) for _ in range(2)]
    words = [page.cookies["bewaard"].value for page in pages]
    assert words[0] != words[1]
    assert [page["Content-Encoding"] for page in pages] == ["gzip", "gzip"]
    client.cookies["bewaard"] = words[0]
    assert "Content-Encoding" not in client.get("/linde/klacht/", headers=GZIP)


@pytest.mark.parametrize("cookie", ["sessionid", "bewaard", "anything"])
def test_who_brings_something_private_gets_no_compressed_page(client: Client, linde: Organisation, cookie: str) -> None:
    client.cookies[cookie] = "x"
    assert "Content-Encoding" not in client.get("/linde/", headers=GZIP)


def test_an_answer_to_what_was_typed_is_not_compressed(client: Client, linde: Organisation) -> None:
    assert "Content-Encoding" not in client.post("/linde/volgen/", {"code": "appel"}, headers=GZIP)


def test_the_theme_goes_compressed_and_is_kept(client: Client, linde: Organisation) -> None:
    theme = client.get("/theme/0b6e6e.css", headers=GZIP)
    assert theme["Content-Encoding"] == "gzip"
    assert "immutable" in theme["Cache-Control"]


def test_the_public_style_sheet_has_every_rule_of_the_classes_that_public_pages_use() -> None:
    whole, public = ((assets.BUILT / name).read_text("utf-8") for name in ("look.css", "public.css"))
    assert len(public) < 0.7 * len(whole)
    for name in assets.classes_of_public_pages():
        rule = re.compile(rf"\.ds-{name}(?![-\w])")
        assert len(rule.findall(public)) == len(rule.findall(whole)), name


def test_our_own_rules_go_without_what_only_their_makers_read() -> None:
    css = """/* of the answers */\n.a dt::after, .b > c:not(:last-child) {\n  content: ": ";  width: calc(1rem + 2px);\n}\n"""
    assert views.bare(css) == '.a dt::after,.b > c:not(:last-child){content:": ";width:calc(1rem + 2px)}'


def test_a_layer_about_other_classes_is_left_out() -> None:
    css = "@layer a, b;@layer a{.ds-tag{x:y}.z{b:c}}@layer b{.ds-card{--ds-tag:1}}@layer b{:root{--ds-x:1}}"
    assert assets.used(css, {"tag"}) == "@layer a, b;@layer a{.ds-tag{x:y}.z{b:c}}@layer b{:root{--ds-x:1}}"


FETCHED = re.compile(r'<link rel="(?:stylesheet|preload)" href="([^"]+)"|<script src="([^"]+)"')
PROVIDERS = ("jot", "zk", "zk-lid", "ott", "izw", "loj")
MOST = 57_000
"""The mark is 70 KB; what a page weighs now and a little, so that nobody makes it heavier without seeing it."""
SERVER = {"server": "granian", "date": "Sun, 22 Nov 2026 17:38:08 GMT"}
OF_A_FILE = {
    "cache-control": "max-age=315360000, public, immutable", "content-encoding": "gzip", "access-control-allow-origin": "*",
    "cross-origin-opener-policy": "same-origin", "etag": '"6b0319e6-1c867"', "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin", "vary": "Accept-Encoding", "last-modified": "Sun, 22 Nov 2026 17:35:50 GMT",
}  # fmt: skip
"""What the server adds to an answer, and whitenoise to a file (which tests serve by another way)."""


def _headers(answer: HttpResponse, weight: int) -> int:
    """Bytes of the line of state and the headers, which Chromium counts too."""
    own = {name.lower(): value for name, value in answer.headers.items()}
    told = own | SERVER | {"content-length": str(weight)} | (OF_A_FILE if answer.streaming else {})
    lines = [f"{name}: {value}" for name, value in told.items()]
    lines += [cookie.output() for cookie in answer.cookies.values()]
    return len("HTTP/1.1 200 OK") + sum(len(line) for line in lines) + 2 * (len(lines) + 2)


def _over_the_wire(client: Client, address: str) -> dict[str, int]:
    """Every address that a first visit fetches, with its bytes as Chromium counts them: headers and compressed texts."""
    page = client.get(address, headers=GZIP)
    found = {address: len(page.content) + _headers(page, len(page.content))}
    for link in (a or b for a, b in FETCHED.findall(gzip.decompress(page.content).decode())):
        answer = client.get(link.replace("&amp;", "&"), headers=GZIP)
        content = b"".join(answer) if answer.streaming else answer.content
        packed = link.endswith(".woff2") or "Content-Encoding" in answer
        weight = len(content if packed else gzip.compress(content, 9))
        found[link] = weight + _headers(answer, weight)
    return found


@pytest.mark.parametrize("regulation", PROVIDERS)
@pytest.mark.parametrize("page", ["", "klacht/"])
def test_a_first_page_weighs_less_than_seventy_kilobytes_fonts_included(
    client: Client, db: None, regulation: str, page: str
) -> None:
    Organisation.objects.create(code="huis", name="Stichting Een Lange Naam", regulation=regulation)
    weights = _over_the_wire(client, f"/huis/{page}")
    assert {"public.css", "atkinson-hyperlegible-next-latin-wght-normal.woff2"} <= {Path(link).name for link in weights}
    assert sum(weights.values()) < MOST, weights


def test_the_font_that_is_sent_has_the_weights_of_our_pages_and_every_letter_of_its_source() -> None:
    (sent,) = assets.BUILT.glob("*-latin-wght-normal.woff2")
    source = TTFont(assets.ROOT / "node_modules" / assets.FONT / "files" / sent.name)
    ours = TTFont(sent)
    (axis,) = ours["fvar"].axes
    assert (axis.axisTag, axis.minValue, axis.maxValue) == ("wght", *assets.WEIGHTS)
    assert ours.getBestCmap() == source.getBestCmap()
    for sheet in ("look.css", "public.css"):
        assert set(re.findall(r"font-weight: ?(\d+ \d+)", (assets.BUILT / sheet).read_text("utf-8"))) == {"400 700"}


def test_no_page_asks_for_a_weight_that_the_font_does_not_have() -> None:
    """Said as a number, in the shorthand, or by a name that stands for one; a word such as 'bolder' may go beyond any."""
    sheets = [*(assets.SITE / "static").rglob("*.css"), *assets.BUILT.glob("*.css")]
    text = "".join(re.sub(r"@font-face ?{[^}]*}", "", sheet.read_text("utf-8")) for sheet in sheets)
    asked = {int(number) for number in re.findall(r"(?:font-weight|--[\w-]*weight[\w-]*|\bfont): ?(\d{3})\b", text)}
    lightest, boldest = assets.WEIGHTS
    assert len(asked) > 2
    assert {number for number in asked if not lightest <= number <= boldest} == set()
    assert re.findall(r"(?:font|weight[\w-]*):[^;}]*\b(?:bolder|lighter)\b", text) == []


def test_the_font_is_fetched_at_once(client: Client, linde: Organisation) -> None:
    page = client.get("/linde/").content.decode()
    (font,) = re.findall(r'<link rel="preload" href="([^"]+)" as="font" type="font/woff2" crossorigin>', page)
    assert (assets.BUILT / Path(font).name).is_file()
    assert "font-display: swap" in (assets.BUILT / "public.css").read_text("utf-8")
