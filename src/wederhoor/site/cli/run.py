"""`wederhoor run`: migrate, then serve."""

import argparse
import json
import os
from contextlib import nullcontext

from wederhoor.site.cli import django_site, texts, work
from wederhoor.site.cli.main import Subparsers

EPILOG = """examples:
  wederhoor run
  wederhoor run --host 0.0.0.0 --port 9000
  DATABASE_URL=postgresql://user@host/name wederhoor run --workers 4"""


def add(subparsers: "Subparsers[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Declare the arguments."""
    parser = subparsers.add_parser(
        "run",
        description="Bring the database up to date and serve the site until interrupted.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    django_site.add_address(parser)
    parser.add_argument("--workers", type=int, default=1, help="server processes (1)")
    add_worker(parser)
    parser.add_argument("--demo", action="store_true", help="with the demo's people and the bar to switch between them")
    django_site.add_json(parser)
    return parser


def add_worker(parser: argparse.ArgumentParser) -> None:
    """The choice to run the worker elsewhere."""
    parser.add_argument("--no-worker", action="store_true", help="you run `wederhoor work` yourself, elsewhere")


def run(args: argparse.Namespace) -> int:
    """Serve; returns when the server stops."""
    prepare(demo=args.demo)
    announce(args)
    serve(args, demo=args.demo)
    return 0


def prepare(*, demo: bool) -> None:
    """Everything that must be there before the first page: tables, static files."""
    django_site.set_up(demo=demo)
    from wederhoor.site import sharing

    sharing.apart(_made_ready)


def _made_ready() -> None:
    django_site.migrate()
    texts.refuse_wrong()
    from django.core.management import call_command

    call_command("collectstatic", verbosity=0, interactive=False)


def announce(args: argparse.Namespace, people: list[str] | None = None) -> None:
    """Say where the site is and who can sign in."""
    address = f"http://{args.host}:{args.port}/"
    if args.json:
        print(json.dumps({"address": address, "people": people or []}), flush=True)
        return
    print(f"Wederhoor: {address}  (stop with Ctrl-C)", flush=True)
    for line in people or []:
        print(f"  {line}", flush=True)


def serve(args: argparse.Namespace, *, demo: bool) -> None:
    """Granian, with a worker beside it, until a signal stops both."""
    from django.db import connection
    from django.db.backends.postgresql.base import DatabaseWrapper
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    from wederhoor.site import sharing

    django_site.remember_address(args.host, args.port)
    connection.close()
    if isinstance(connection, DatabaseWrapper):
        connection.close_pool()  # its connections are this process's own; a worker that inherits them loses them
    sharing.give_back()
    sharing.load_shared()
    if args.host not in {"127.0.0.1", "localhost"}:
        os.environ.setdefault("WEDERHOOR_HOSTS", f"{args.host},localhost,127.0.0.1")
    server = Granian(
        "wederhoor.site.wsgi:application",
        address=args.host,
        port=args.port,
        interface=Interfaces.WSGI,
        workers=args.workers,
        blocking_threads=min(8, 2 * (os.cpu_count() or 1) + 1),  # the pool of connections has 8
        log_level=LogLevels.warning,
    )
    with nullcontext() if args.no_worker else work.beside(demo=demo):
        server.serve()
