"""Somebody who fills in the public form of a running installation, over HTTP."""

from __future__ import annotations

import re
from http.client import HTTPConnection
from urllib.parse import urlencode
from uuid import uuid4

PLACE = "/bench/klacht/"
STORY = "Het is al drie weken koud in mijn kamer. Ik heb het vaak gezegd, maar niemand komt kijken. "


class Visitor:
    """Somebody with a browser of their own who fills in the form; only the sending is measured."""

    def __init__(self, port: int, *, script: bool = False) -> None:
        self.line = HTTPConnection("127.0.0.1", port, timeout=30)
        self._cookies: dict[str, str] = {}
        self._more = {"X-Wederhoor-Page": "1"} if script else {}

    def ask(self, method: str, address: str, **data: str) -> tuple[int, str, str]:
        told = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        headers = {"Cookie": told, "Content-Type": "application/x-www-form-urlencoded"} | self._more
        self.line.request(method, address, urlencode(data) if data else None, headers)
        answer = self.line.getresponse()
        page = answer.read().decode()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                cookie, _, worth = value.partition(";")[0].partition("=")
                self._cookies[cookie] = worth
        return answer.status, answer.headers.get("Location", ""), page

    def ready(self) -> dict[str, str]:
        """Everything filled in, with words that nobody wrote before (else it waits in quarantine); what remains is to press the button."""
        self._cookies.clear()
        self.ask("GET", PLACE)
        self.ask("POST", f"{PLACE}verhaal/", complaint=f"{STORY * 3} {uuid4().hex}")
        self.ask("POST", f"{PLACE}contact/", name="Ada Boom", way="mail", email="ada@voorbeeld.test")
        _, _, page = self.ask("GET", f"{PLACE}controle/")
        return dict(re.findall(r'name="(opened|csrfmiddlewaretoken|bewaard)" value="([^"]*)"', page))

    def written(self, fields: dict[str, str]) -> bytes:
        """The request that presses the button, as it goes over the line."""
        body = urlencode({**fields, "sent": "1"})
        told = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        headers = {"Host": f"127.0.0.1:{self.line.port}", "Cookie": told, "Content-Length": str(len(body)),
                   "Content-Type": "application/x-www-form-urlencoded"} | self._more  # fmt: skip
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        return f"POST {PLACE}controle/ HTTP/1.1\r\n{lines}\r\n{body}".encode()

    def send(self, fields: dict[str, str]) -> None:
        status, _, page = self.ask("POST", f"{PLACE}controle/", **fields, sent="1")
        if status not in (200, 302) or (status == 200 and "K-20" not in page):
            raise SystemExit(f"sending: status {status}")
