"""The `wederhoor` command. Each subcommand is a module of this package with `add(subparsers)` and `run(args)`.

Exit codes: 0 fine, 1 findings, 2 wrong use. Every subcommand understands `--json`.
"""

from wederhoor.site.cli.main import main

__all__ = ["main"]
