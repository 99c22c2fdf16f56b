"""The browser fixture itself: Chromium reaches the running site."""

import pytest
from playwright.sync_api import Page


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_chromium_reaches_the_site(page: Page) -> None:
    response = page.goto("/theme/00594f.css")
    assert response is not None
    assert response.status == 200
    assert "default-src 'self'" in response.headers["content-security-policy"]
