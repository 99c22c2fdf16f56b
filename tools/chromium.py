"""Makes Chromium available for the browser tests where that is allowed; otherwise says that they are left out."""

import os
import shutil
import subprocess
import sys

LEFT_OUT = "Chromium is not here and may not be installed: the browser tests are LEFT OUT (apt-get install chromium)."


def present() -> bool:
    """Whether a Chromium is on PATH."""
    return any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))


def install() -> None:
    """Install it with apt, quietly."""
    print("Installing Chromium for the browser tests ...", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for words in (["update"], ["install", "-y", "--no-install-recommends", "chromium"]):
        command = ["apt-get", "-qq", *words]
        subprocess.run(command, env=environment, check=False, stdout=subprocess.DEVNULL, timeout=600)


def main() -> int:
    """Never fails: the other tests run anyway."""
    if not present() and os.geteuid() == 0 and shutil.which("apt-get"):
        install()
    if not present():
        print(LEFT_OUT)
    return 0


if __name__ == "__main__":
    sys.exit(main())
