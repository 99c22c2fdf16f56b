"""`wederhoor simulate`: a world to practise in, played through the one door by as many processes as there are cores."""

import argparse
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime
from queue import SimpleQueue
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
    parser.add_argument("--share", action="store_true", help=argparse.SUPPRESS)
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
    if args.share:
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
    """One process: plays the organisations whose numbers it is given, with lines of JSON about how far it is."""
    from wederhoor.site.practice.playing import play

    done, listed = Counter[str](), busiest_first(_world(args))

    def tick() -> None:
        done["turns"] += 1
        if done["turns"] % EVERY == 0:
            print(json.dumps({"turns": EVERY}), flush=True)

    for number in sys.stdin:
        tally = play(listed[int(number)], _now(args), tick)
        line = {"complaints": tally.complaints, "acts": tally.acts, "skipped": Counter(tally.skipped), "done": 1}
        print(json.dumps(line), flush=True)
    return 0


def busiest_first(world: "list[Provider]") -> "list[Provider]":
    """In which order they are given to who has nothing to do: so all processes are ready at about the same time."""
    return sorted(world, key=lambda provider: -len(provider.complaints))


def _played(args: argparse.Namespace) -> Counter[str]:
    """Start the processes and draw the progress; returns what they counted. Raises SystemExit when one failed."""
    own = [f"--{name}={getattr(args, name)}" for name in ("years", "organisations", "complaints", "seed", "until")]
    program = "import sys; from wederhoor.site.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", program, "simulate", *own, "--share"]
    started = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(args.processes)
    ]
    found = Counter[str]()
    for line in shared_out(started, args.organisations):
        skipped = line.pop("skipped", {})
        found.update(line)
        found.update({f"skipped {name}": count for name, count in skipped.items()})
        _draw(found, args.organisations)
    print(file=sys.stderr)
    if any(process.wait() for process in started):
        raise SystemExit("a process of the simulation failed; what was played stays, and the same command goes on")
    return found


def shared_out(processes: list[subprocess.Popen[str]], organisations: int) -> Iterator[dict[str, Any]]:
    """Give each process a number, and another as soon as it is done; yields what they say, as it comes."""
    waiting, said = iter(range(organisations)), SimpleQueue[dict[str, Any] | None]()
    with ThreadPoolExecutor(len(processes)) as pool:
        served = [pool.submit(_served, process, waiting, said) for process in processes]
        for _ in processes:
            yield from iter(said.get, None)
    for one in served:
        one.result()


def _served(process: subprocess.Popen[str], waiting: Iterator[int], said: "SimpleQueue[dict[str, Any] | None]") -> None:
    """All that one process says, and None after it."""
    try:
        with process:
            _give(process, waiting)
            for line in process.stdout or ():
                found = json.loads(line)
                said.put(found)
                if found.get("done"):
                    _give(process, waiting)
    finally:
        said.put(None)


def _give(process: subprocess.Popen[str], waiting: Iterator[int]) -> None:
    """The next organisation, or the end of what there is to do."""
    number = next(waiting, None)
    if number is None:
        process.stdin.close()  # type: ignore[union-attr]  # the pipe
    else:
        print(number, file=process.stdin, flush=True)


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
