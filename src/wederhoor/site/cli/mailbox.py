"""`wederhoor mailbox`: where the mail of an organisation comes in."""

from __future__ import annotations

import argparse
import json
import sys
from uuid import UUID

from wederhoor.site.cli import django_site

EPILOG = """examples:
  wederhoor mailbox de-linde                                          the mailboxes, and how the last look went
  wederhoor mailbox de-linde --add imaps://name:password@host/INBOX   the address is kept sealed
  wederhoor mailbox de-linde --add /srv/post/de-linde                 a folder of .eml files
  wederhoor mailbox de-linde --remove 0f6c...                         mail that came in stays
  wederhoor mailbox de-linde --look                                   look now; `wederhoor work` looks every minute"""


def add(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> argparse.ArgumentParser:
    """Declare the arguments."""
    parser = subparsers.add_parser(
        "mailbox",
        description="Add, remove or read the mailboxes in which complaints and answers come in.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("organisation", help="its code, such as 'de-linde'")
    parser.add_argument("--add", metavar="SOURCE", help="imaps://, imap+starttls:// or imap:// address, or a folder")
    parser.add_argument("--remove", metavar="ID", type=UUID, help="read this one no more")
    parser.add_argument("--look", action="store_true", help="fetch mail now")
    django_site.add_json(parser)
    return parser


def run(args: argparse.Namespace) -> int:
    """Do what is asked and list what there is; 2 for an organisation that is not there, 1 when a mailbox has a problem."""
    django_site.set_up()
    from django.utils import timezone

    from wederhoor.correspondence.inbox import collecting
    from wederhoor.dossier import post
    from wederhoor.dossier.actor import WORKER, Actor
    from wederhoor.organisations.models import Organisation

    place = Organisation.objects.filter(code=args.organisation, parent=None).first()
    if place is None:
        print(
            f"wederhoor mailbox: there is no organisation '{args.organisation}' with a desk of its own", file=sys.stderr
        )
        return 2
    server, now = Actor(None, WORKER, place.pk), timezone.now()
    if args.add:
        post.add_mailbox(place, args.add, actor=server, now=now)
    if args.remove:
        post.remove_mailbox(place, args.remove, actor=server, now=now)
    new = collecting.collect([place], now=now) if args.look else None
    rows = [
        {"id": str(box.id), "looked": box.looked.isoformat() if box.looked else None, "problem": box.problem}
        for box, _ in post.mailboxes(place)
    ]
    print(json.dumps({"mailboxes": rows, "new": new}) if args.json else _words(rows, new))
    return 1 if any(row["problem"] for row in rows) else 0


def _words(rows: list[dict[str, str | None]], new: int | None) -> str:
    lines = [f"{row['id']}  last look: {row['looked'] or 'never'}  {row['problem'] or 'fine'}" for row in rows]
    said = [f"{new} new mail(s)"] if new is not None else []
    return "\n".join([*(lines or ["no mailbox yet: add one with --add"]), *said])
