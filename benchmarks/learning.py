"""How fast every page of learning is over 100,000 dossiers of one organisation: each that a link leads to, for each role.

The dossiers are those of `benchmarks.dashboard`, with measures, reports and signals made by the pages themselves. The pages go
through the real stack (policy, fence, access log), without a web server.
"""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from benchmarks import dashboard
from benchmarks.dossiers import DOSSIERS
from benchmarks.store import milliseconds
from benchmarks.table import Figure

if TYPE_CHECKING:
    from django.test import Client

HERE = "/werkplek/leren/"
LINK = re.compile(r'href="([^"#]+)')
FORM = re.compile(r'name="code" value="([^"]*)">.*?name="first" value="([^"]*)">.*?name="group" value="([^"]*)"')
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
FILES = ("/pdf/", "/xlsx/", "/csv/", "/ophalen/", ".ics")
"""What leads to a file, which is made apart: see `benchmarks.reports` and `benchmarks.letters`."""
ROLES = {"director": "board", "handler": "handler"}
TIMES = 9


def rows() -> list[Figure]:
    """What, how much, and the mark."""
    return dashboard.apart("benchmarks.learning")


def measure() -> list[Figure]:
    """The figures, in the environment that `rows` made."""
    dashboard.ready()
    return [figure for role, who in ROLES.items() for figure in _of(role, who)]


def _of(role: str, who: str) -> Iterator[Figure]:
    """Each page this role comes to by links, one of each kind."""
    client = dashboard.signed(role)
    _begun(client)
    for address in _pages(client):
        what = f"{who}: {address.removeprefix(HERE) or 'dashboard'}, ms"
        yield Figure(what, milliseconds(lambda address=address: client.get(address), TIMES), mark=100)  # type: ignore[misc]


def _begun(client: Client) -> None:
    """Signals looked for and the newest report of each kind begun, when this role does that."""
    client.post(f"{HERE}signalen/zoek/")
    asked = FORM.findall(client.get(f"{HERE}rapporten/").content.decode())
    for code, first, group in {code: (code, first, group) for code, first, group in reversed(asked)}.values():
        client.post(f"{HERE}rapporten/begin/", {"code": code, "first": first, "group": group, "member": ""})


def _pages(client: Client) -> list[str]:
    """The addresses of learning that links lead to; of those with an id in them the first."""
    found, waiting = dict[str, str](), [HERE]
    while waiting:
        address = waiting.pop(0)
        kind = ID.sub("ID", urlsplit(address).path)
        if kind in found or any(one in address for one in FILES):
            continue
        answer = client.get(address)
        if answer.status_code == 200:
            found[kind] = address
            links = (urljoin(address, unescape(one)) for one in LINK.findall(answer.content.decode()))
            waiting += [one for one in links if one.startswith(HERE)]
        elif answer.status_code >= 500:
            raise SystemExit(f"{address}: status {answer.status_code}")
    return list(found.values())


if __name__ == "__main__":
    Path(os.environ["WEDERHOOR_HOME"]).mkdir(parents=True, exist_ok=True)
    print(f"over {DOSSIERS:,} dossiers", file=sys.stderr)
    sys.stdout.write(json.dumps(measure()))
