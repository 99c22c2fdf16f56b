"""Makes Chromium available for the browser tests where that is allowed; otherwise says that they are left out."""

import os
import shutil
import subprocess
import sys

from wederhoor.site.cli.doctor import chromium_here

LEFT_OUT = (
    "Chromium is not here and may not be installed: the browser tests are LEFT OUT "
    "(apt-get install chromium-headless-shell, or chromium)."
)
PACKAGES = ("chromium-headless-shell", "chromium")
"""The second only where the first is not in the lists, or does not install."""


def install() -> None:
    """Install it with apt, quietly."""
    print("Installing Chromium for the browser tests ...", flush=True)
    _apt("update")
    for package in PACKAGES:
        if not chromium_here():
            _apt("install", "-y", "--no-install-recommends", package)


def _apt(*words: str) -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "-qq", *words], env=environment, check=False, stdout=subprocess.DEVNULL, timeout=600)


def main() -> int:
    """Never fails: the other tests run anyway."""
    if not chromium_here() and os.geteuid() == 0 and shutil.which("apt-get"):
        install()
    if not chromium_here():
        print(LEFT_OUT)
    return 0


if __name__ == "__main__":
    sys.exit(main())
