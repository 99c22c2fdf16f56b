"""`wederhoor simulate`: a world to practise in, played through the one door by as many processes as there are cores."""

import argparse
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from selectors import EVENT_READ, DefaultSelector
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from wederhoor.site.cli import django_site
from wederhoor.site.cli import run as run_command
from wederhoor.site.cli.main import Subparsers

if TYPE_CHECKING:
    from wederhoor.site.practice.world import Provider

EPILOG = """examples:
  wederhoor simulate --years 3 --organisations 40 --complaints 20000 --seed 1
  wederhoor simulate --years 1 --organisations 2 --complaints 60 --seed 7

Only in a database without real organisations. The people can sign in with the password of the demo,
such as handler@oefen-02.voorbeeld; `wederhoor demo` shows which roles there are."""
EVERY = 25
"""After how many turns a process tells how far it is."""


def add(subparsers: "Subparsers[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Declare the arguments."""
    parser = subparsers.add_parser(
        "simulate",
        description="Invented organisations with years of complaints: themes, seasons, late handlers, a planted problem.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--years", type=int, default=3, help="how many years, until today (3)")
    parser.add_argument("--organisations", type=int, default=40, help="how many organisations (40)")
    parser.add_argument("--complaints", type=int, default=20000, help="how many complaints in all (20000)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same world (1)")
    parser.add_argument(
        "--until", type=date.fromisoformat, default=None, help="the last day, such as 2026-11-22 (today)"
    )
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1, help="how many work at once (all cores)")
    parser.add_argument("--share", type=int, default=None, help=argparse.SUPPRESS)
    django_site.add_json(parser)
    return parser


def run(args: argparse.Namespace) -> int:
    """Plan the world, let the processes play it, and say what was planted."""
    os.environ.setdefault(
        "PGOPTIONS", "-c synchronous_commit=off"
    )  # it can be played again: nothing waits for the disk
    django_site.set_up(demo=True)
    if real := real_organisation():  # before anything is changed there
        print(f"{real} is a real organisation: practise in a database of its own (WEDERHOOR_HOME).", file=sys.stderr)
        return 2
    if args.share is not None:
        return _shared(args)
    args.until = args.until or datetime.now(ZoneInfo("Europe/Amsterdam")).date()
    run_command.prepare(demo=True)
    try:
        world = _world(args)
    except ValueError as error:
        print(f"wederhoor simulate: {error}", file=sys.stderr)
        return 2
    started = time.monotonic()
    found = _played(args)
    _tell(args, world, found, time.monotonic() - started)
    return 0


def real_organisation() -> str:
    """The name of an organisation that is no invention, or ''; also in a database without tables yet."""
    from django.db import connection

    from wederhoor.organisations.models import Organisation

    rows = Organisation.objects.filter(demo=False).values_list("name", flat=True)
    known = Organisation._meta.db_table in connection.introspection.table_names()
    return (rows.first() if known else "") or ""


def _world(args: argparse.Namespace) -> "list[Provider]":
    from wederhoor.site.practice.kinds import kinds
    from wederhoor.site.practice.world import world

    return world(
        kinds(args.until), years=args.years, organisations=args.organisations, complaints=args.complaints, seed=args.seed,
        until=args.until,
    )  # fmt: skip


def _now(args: argparse.Namespace) -> datetime:
    from wederhoor.procedure.dossier import AMSTERDAM

    return datetime(args.until.year, args.until.month, args.until.day, 17, tzinfo=AMSTERDAM)


def _shared(args: argparse.Namespace) -> int:
    """One process: its own organisations, with lines of JSON about how far it is."""
    from wederhoor.site.practice.playing import play

    done = Counter[str]()
    for provider in shares(_world(args), args.processes)[args.share]:

        def tick() -> None:
            done["turns"] += 1
            if done["turns"] % EVERY == 0:
                print(json.dumps({"turns": EVERY}), flush=True)

        tally = play(provider, _now(args), tick)
        line = {"complaints": tally.complaints, "acts": tally.acts, "skipped": Counter(tally.skipped), "done": 1}
        print(json.dumps(line), flush=True)
    return 0


def shares(world: "list[Provider]", processes: int) -> "list[list[Provider]]":
    """Who plays which organisation: the busiest first, each to whoever has least to do."""
    found: list[list[Provider]] = [[] for _ in range(processes)]
    for one in sorted(world, key=lambda provider: -len(provider.complaints)):
        min(found, key=lambda own: sum(len(provider.complaints) for provider in own)).append(one)
    return found


def _played(args: argparse.Namespace) -> Counter[str]:
    """Start the processes and draw the progress; returns what they counted. Raises SystemExit when one failed."""
    own = [
        f"--{name}={getattr(args, name)}" for name in ("years", "organisations", "complaints", "seed", "until", "processes")
    ]  # fmt: skip
    program = "import sys; from wederhoor.site.cli import main; sys.exit(main(sys.argv[1:]))"
    started = [
        subprocess.Popen(
            [sys.executable, "-c", program, "simulate", *own, f"--share={n}"], stdout=subprocess.PIPE, text=True
        )
        for n in range(args.processes)
    ]
    found = Counter[str]()
    for line in _lines(started):
        skipped = line.pop("skipped", {})
        found.update(line)
        found.update({f"skipped {name}": count for name, count in skipped.items()})
        _draw(found, args.organisations)
    print(file=sys.stderr)
    if any(process.wait() for process in started):
        raise SystemExit("a process of the simulation failed; what was played stays, and the same command goes on")
    return found


def _lines(processes: list[subprocess.Popen[str]]) -> Iterator[dict[str, Any]]:
    """What the processes say, as it comes."""
    with DefaultSelector() as waiting:
        for process in processes:
            waiting.register(process.stdout, EVENT_READ)  # type: ignore[arg-type]  # it is a pipe
        while waiting.get_map():
            for key, _ in waiting.select():
                line = key.fileobj.readline()  # type: ignore[union-attr]  # the pipe
                if line:
                    yield json.loads(line)
                else:
                    waiting.unregister(key.fileobj)


def _draw(found: Counter[str], organisations: int) -> None:
    """The progress: organisations that are ready, and steps done."""
    if sys.stderr.isatty() or found["done"] == organisations:
        wide = 30
        full = wide * found["done"] // organisations
        bar = "#" * full + "." * (wide - full)
        print(
            f"\r[{bar}] {found['done']}/{organisations} organisations, {found['turns']} steps", end="", file=sys.stderr
        )


def _tell(args: argparse.Namespace, world: "list[Provider]", found: Counter[str], seconds: float) -> None:
    """What was played, and what was planted: to see whether the signals find it."""
    planted = [
        {"organisation": one.code, "place": one.trouble.place, "theme": one.trouble.theme, "since": one.trouble.since.isoformat(),
         "times": one.trouble.times}
        for one in world if one.trouble
    ]  # fmt: skip
    rate = found["acts"] / seconds if seconds else 0.0
    skipped = {name.removeprefix("skipped "): n for name, n in found.items() if name.startswith("skipped ")}
    if args.json:
        told = {
            "complaints": found["complaints"],
            "acts": found["acts"],
            "seconds": round(seconds, 1),
            "a second": round(rate, 1),
        }
        print(json.dumps(told | {"planted": planted, "skipped": skipped}))
        return
    print(f"{found['complaints']} complaints, {found['acts']} acts in {seconds:.0f} s: {rate:.0f} a second")
    for one in planted:
        print("planted at {organisation}: {theme} at {place}, {times} times as often since {since}".format(**one))
    for name, count in sorted(skipped.items()):
        print(f"not allowed: {name} ({count})")
