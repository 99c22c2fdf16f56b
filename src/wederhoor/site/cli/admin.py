"""`wederhoor admin`: make an administrator, and print the link with which they choose a password."""

import argparse
import json
import sys
from typing import TYPE_CHECKING

from wederhoor.site.cli import django_site
from wederhoor.site.cli.main import Subparsers

if TYPE_CHECKING:
    from wederhoor.organisations.models import Organisation

EPILOG = """examples:
  wederhoor admin you@example.org --name "Your Name"          who may begin an organisation here
  wederhoor admin you@example.org --organisation zorg-hier    who runs that organisation

exit codes: 0 fine, 1 there is no such organisation, 2 wrong use"""


def add(subparsers: "Subparsers[argparse.ArgumentParser]") -> argparse.ArgumentParser:
    """Declare the arguments."""
    parser = subparsers.add_parser(
        "admin",
        description="Make an administrator and print a link, valid once, with which they choose a password.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("email", help="where they can be reached; also what they sign in with")
    parser.add_argument("--name", default="", help="how they are called on the screens")
    parser.add_argument("--organisation", default="", metavar="CODE", help="an organisation that is there already")
    django_site.add_where(parser)
    django_site.add_json(parser)
    return parser


def run(args: argparse.Namespace) -> int:
    """Make the account where there is none, give it the right, print the link."""
    if "@" not in args.email:
        print(f"wederhoor admin: {args.email}: this is not an e-mail address", file=sys.stderr)
        return 2
    django_site.set_up()
    django_site.migrate()
    from wederhoor.organisations.models import Organisation

    row = Organisation.objects.filter(code=args.organisation).first()
    if args.organisation and row is None:
        print(f"wederhoor admin: {args.organisation}: there is no organisation with this code", file=sys.stderr)
        return 1
    address = _link(args, row)
    words = f"Open this link to choose a password. It works once, for a week:\n  {address}"
    print(json.dumps({"link": address}) if args.json else words)
    return 0


def _link(args: argparse.Namespace, organisation: "Organisation | None") -> str:
    from django.urls import reverse
    from django.utils import timezone

    from wederhoor.organisations import invitations
    from wederhoor.organisations.models import Account, Administrator

    email = args.email.strip().lower()
    account = Account.objects.filter(email=email).first()
    account = account or Account.objects.create_user(email, args.name or email.split("@")[0])
    Administrator.objects.get_or_create(account=account, organisation=organisation)
    token = invitations.invite(account, None, now=timezone.now())
    return f"{django_site.site_address(args.host, args.port)}{reverse('desk:invited', args=[token])}"
