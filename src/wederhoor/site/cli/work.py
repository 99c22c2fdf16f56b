"""`wederhoor work`: the background worker: letters out and everything else that must happen without anybody looking."""

import argparse
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from wederhoor.site.cli import django_site
from wederhoor.site.cli.main import Subparsers

EPILOG = """examples:
  wederhoor work             until interrupted; `wederhoor run` starts one by itself
  wederhoor work --once      one turn, for a scheduler of your own

Run as many as you like: they share the work."""
PAUSE = 2.0
"""Seconds between two looks at what is due."""
PATIENCE = 30


def add(subparsers: "Subparsers[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Declare the arguments."""
    parser = subparsers.add_parser(
        "work",
        description="Do what is due in the background: send letters, fetch mail, refresh lists.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--once", action="store_true", help="one turn, then stop")
    parser.add_argument("--demo", action="store_true", help="for a site that runs as a demo")
    django_site.add_json(parser)
    parser.add_argument("--parent", type=int, default=0, help="stop when this process is gone")
    return parser


def run(args: argparse.Namespace) -> int:
    """Turn after turn until a signal, or until the server that started it is gone."""
    django_site.set_up(demo=args.demo)
    from wederhoor.site import worker

    stop = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stop.set())
    while not stop.is_set():
        done = worker.turn()
        if args.once and args.json:
            print(json.dumps({"chores": done}))
        if args.once or (args.parent and os.getppid() != args.parent):
            break
        stop.wait(PAUSE)
    return 0


@contextmanager
def beside(*, demo: bool) -> Iterator[None]:
    """A worker in a process of its own, as long as this lasts."""
    words = ["work", "--parent", str(os.getpid()), *(["--demo"] if demo else [])]
    program = f"import sys; from wederhoor.site.cli import main; sys.exit(main({words!r}))"
    child = subprocess.Popen([sys.executable, "-c", program])
    try:
        yield
    finally:
        child.terminate()
        try:
            child.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            child.kill()
