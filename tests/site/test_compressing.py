"""Pages are small for who comes first, and what can hold a secret is never compressed; the public style sheet holds what it needs."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from django.test import Client

from wederhoor.organisations.models import Organisation
from wederhoor.site import assets

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


def test_a_layer_about_other_classes_is_left_out() -> None:
    css = "@layer a, b;@layer a{.ds-tag{x:y}.z{b:c}}@layer b{.ds-card{--ds-tag:1}}@layer b{:root{--ds-x:1}}"
    assert assets.used(css, {"tag"}) == "@layer a, b;@layer a{.ds-tag{x:y}.z{b:c}}@layer b{:root{--ds-x:1}}"


def test_the_font_is_fetched_at_once(client: Client, linde: Organisation) -> None:
    page = client.get("/linde/").content.decode()
    (font,) = re.findall(r'<link rel="preload" href="([^"]+)" as="font" type="font/woff2" crossorigin>', page)
    assert (assets.BUILT / Path(font).name).is_file()
    assert "font-display: swap" in (assets.BUILT / "public.css").read_text("utf-8")
