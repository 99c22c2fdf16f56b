"""The language of the screen: Dutch, unless this visitor chose English with the switch.

Django's own ``LocaleMiddleware`` also follows the browser's ``Accept-Language``. Many browsers in the Netherlands are
set to English without their owner having chosen so, while regulations, letters and questions are Dutch: such a visitor
would get half a page in each language. So only the cookie that the switch sets counts.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import patch_vary_headers

Responding = Callable[[HttpRequest], HttpResponse]


def chosen(request: HttpRequest) -> str:
    """The code of the chosen language; what the cookie says otherwise counts as not chosen."""
    cookie = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return cookie if cookie in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def language_of_cookie(respond: Responding) -> Responding:
    """Middleware: answer in the chosen language, and say which one it is."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.LANGUAGE_CODE = chosen(request)
        with translation.override(request.LANGUAGE_CODE):
            response = respond(request)
        response.headers.setdefault("Content-Language", request.LANGUAGE_CODE)
        patch_vary_headers(response, ["Cookie"])
        return response

    return answer
