"""When everything fails, the page that says so still stands: in both languages, and with nothing of what went wrong."""

from __future__ import annotations

import re

from django.test import RequestFactory
from django.views.defaults import server_error


def test_the_page_for_a_mistake_of_ours_is_dutch_and_english_and_says_what_to_do(rf: RequestFactory) -> None:
    answer = server_error(rf.get("/de-linde/klacht/"))
    page = answer.content.decode()
    dutch, english = page.partition('<p lang="en">')[::2]
    assert answer.status_code == 500
    assert '<html lang="nl">' in dutch
    assert "Probeer het straks opnieuw, of bel ons." in dutch
    assert "Please try again later, or call us." in english
    assert not re.search(r"Traceback|Error|/de-linde/", page)
