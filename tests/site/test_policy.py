"""What a page may load is said on every page, and a page that says more of it than the others keeps its own words."""

from __future__ import annotations

import pytest
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from wederhoor.site.policy import ContentPolicy

HEADER = "Content-Security-Policy"
STRICT = ("default-src 'self'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "script-src 'self'")


def answered(view: object) -> HttpResponse:
    found = ContentPolicy(view)(RequestFactory().get("/"))  # type: ignore[arg-type]  # a view
    assert isinstance(found, HttpResponse)
    return found


@pytest.mark.parametrize("address", ["/", "/werkplek/aanmelden/", "/nergens/"])
def test_every_page_says_what_it_may_load(db: None, client: Client, address: str) -> None:
    said = client.get(address)[HEADER].split("; ")
    assert set(STRICT) <= set(said)
    assert "unsafe" not in client.get(address)[HEADER]


def test_a_page_with_a_policy_of_its_own_keeps_it() -> None:
    @csp_update({"img-src": ["https://kaart.example"]})
    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse("kaart")

    assert "https://kaart.example" in answered(page)[HEADER]
    assert "https://kaart.example" not in answered(lambda request: HttpResponse("geen kaart"))[HEADER]


def test_a_page_with_a_number_used_once_has_it_in_its_policy() -> None:
    def page(request: HttpRequest) -> HttpResponse:
        return HttpResponse(str(request.csp_nonce))  # type: ignore[attr-defined]  # of the library

    from csp.constants import NONCE
    from django.test import override_settings

    with override_settings(CONTENT_SECURITY_POLICY={"DIRECTIVES": {"script-src": [NONCE]}}):
        found = answered(page)
    assert f"'nonce-{found.content.decode()}'" in found[HEADER]
