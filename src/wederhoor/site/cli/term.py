"""`wederhoor term`: compute a due date with the steps that led there."""

from __future__ import annotations

import argparse
import sys
from datetime import date, datetime

import orjson

from wederhoor.procedure.term_words import Language, moment, term_words
from wederhoor.procedure.terms import AMSTERDAM, Counted, TermError, count, local_date, parse_term, profile

EPILOG = """terms: 5 workdays, 6 weeks, 4 days, 1 month, 2 years, 48 hours, before 1 April (or in Dutch: 5 werkdagen)

examples:
  wederhoor term "5 workdays" --from 2026-04-02T22:15
  wederhoor term "6 weeks" --from 2026-04-02 --statutory --extend "4 weeks" --json
  wederhoor term "48 hours" --from 2026-03-28T12:00Z --language en

due: the last day by the reading in force; aim: the strictest reading, never later than due.
exit codes: 0 fine, 2 wrong use"""

HEADS = {"nl": ("vanaf", "uiterlijk", "streef naar"), "en": ("from", "due", "aim for")}


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Add the arguments of `wederhoor term`."""
    parser = subparsers.add_parser(
        "term",
        help="compute a due date with the steps that led there",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("term", help="such as '5 workdays'")
    parser.add_argument(
        "--from", dest="start", required=True, metavar="WHEN", help="date or date-time; without zone: Amsterdam"
    )
    parser.add_argument(
        "--aim-from", metavar="WHEN", help="the earliest start that can be argued; moves only the date to aim for"
    )
    parser.add_argument(
        "--profile", default="standard", metavar="NAME", help="working days: standard, 'without decree days', strict"
    )
    parser.add_argument("--statutory", action="store_true", help="set in a statute: the Algemene termijnenwet applies")
    parser.add_argument(
        "--extend", action="append", default=[], metavar="TERM", help="add a term at the end; may be repeated"
    )
    parser.add_argument("--language", choices=("nl", "en"), default="nl", help="language of the steps")
    parser.add_argument("--json", action="store_true", help="print as JSON")
    return parser


def run(args: argparse.Namespace) -> int:
    """Print the dates and steps; 2 with a message when something cannot be read or counted."""
    try:
        counted = _counted(args)
    except TermError as error:
        print(f"wederhoor term: {error}", file=sys.stderr)
        return 2
    print(_json(counted) if args.json else _text(args, counted))
    return 0


def _counted(args: argparse.Namespace) -> Counted:
    return count(
        parse_term(args.term),
        _start(args.start),
        profile=profile(args.profile),
        statutory=args.statutory,
        extensions=[parse_term(text) for text in args.extend],
        aim_start=_start(args.aim_from) if args.aim_from else None,
        language=args.language,
    )


def _start(text: str) -> date | datetime:
    """A date, or a moment in Europe/Amsterdam."""
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise TermError(
            f"'{text}' is not a date or date-time ({error}); write 2026-04-02 or 2026-04-02T22:15"
        ) from None
    if not 1900 < at.year < 2200:
        raise TermError(f"'{text}' lies beyond the calendar of this program")
    if len(text) == len("2026-04-02"):
        return at.date()
    return at.replace(tzinfo=AMSTERDAM) if at.tzinfo is None else at.astimezone(AMSTERDAM)


def _json(counted: Counted) -> str:
    answer: dict[str, object] = {"due": counted.due, "aim": counted.aim, "steps": counted.steps}
    if counted.warning:
        answer["warning"] = counted.warning
    return orjson.dumps(answer, option=orjson.OPT_INDENT_2).decode()


def _text(args: argparse.Namespace, counted: Counted) -> str:
    language: Language = args.language
    start, due, aim = HEADS[language]
    began = _start(args.start)
    shown = moment(began, language) if isinstance(began, datetime) else moment(local_date(began), language)
    dates = [f"{due:12}{moment(counted.due, language)}", f"{aim:12}{moment(counted.aim, language)}"]
    return "\n".join(
        [f"{term_words(parse_term(args.term), language)} {start} {shown}", *dates, *(f"  - {s}" for s in counted.steps)]
    )
