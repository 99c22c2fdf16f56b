"""From one brand colour to a whole theme, light and dark, whose contrast never depends on that colour.

Each role (background, surface, border, text, base) has a fixed relative luminance (WCAG 2.2, 0 to 1). Mixing light with
white or black moves luminance in a straight line, so each shade is found without searching; saturation is then raised
or lowered around the grey of the same luminance, which leaves the contrast as it was.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

Linear = tuple[float, float, float]
WEIGHTS: Linear = (0.2126, 0.7152, 0.0722)


@dataclass(frozen=True, slots=True)
class Role:
    """Luminance and colourfulness (1 = plain mix) of one role in the light and in the dark scheme."""

    light: float
    light_vivid: float
    dark: float
    dark_vivid: float


ROLES: dict[str, Role] = {
    "background-default": Role(1.0, 0.0, 0.0078, 0.22),
    "background-tinted": Role(0.9, 1.5, 0.0125, 0.28),
    "surface-default": Role(1.0, 0.0, 0.019, 0.32),
    "surface-tinted": Role(0.81, 2.6, 0.027, 0.62),
    "surface-hover": Role(0.71, 2.2, 0.036, 0.62),
    "surface-active": Role(0.6, 1.9, 0.052, 0.62),
    "border-subtle": Role(0.5, 1.7, 0.08, 0.6),
    "border-default": Role(0.19, 1.1, 0.23, 0.5),
    "border-strong": Role(0.088, 1.0, 0.44, 1.2),
    "text-subtle": Role(0.088, 1.0, 0.44, 1.2),
    "text-default": Role(0.02, 0.8, 0.84, 0.6),
    "base-default": Role(0.125, 1.0, 0.28, 2.4),
    "base-hover": Role(0.09, 1.0, 0.35, 2.2),
    "base-active": Role(0.06, 1.0, 0.43, 2.0),
    "base-contrast-subtle": Role(0.8, 1.3, 0.008, 0.5),
    "base-contrast-default": Role(1.0, 0.0, 0.0, 0.0),
}
NEUTRAL_VIVID = 0.3
SIDE_LIGHT = {"background": (0.0115, 1.0), "hover": (0.028, 1.0), "active": (0.045, 1.0)}
SIDE_DARK = {"background": (0.0125, 0.5), "hover": (0.03, 0.5), "active": (0.052, 0.5)}
COMPANIONS = {"brand1": "9c4674", "brand2": "8a6100"}  # a rose and an ochre that go with every brand
FAMILIES = ("accent", "neutral", *COMPANIONS)
"""Whose colours each theme gives in full, so that the style sheet of everybody need not hold them."""
GROUNDS = tuple(name for name in ROLES if name.startswith(("background", "surface")))
TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *(("text-default", ground) for ground in GROUNDS),
    *(("text-subtle", ground) for ground in GROUNDS),
    ("base-contrast-default", "base-default"),
    ("base-contrast-default", "base-hover"),
    ("base-contrast-default", "base-active"),
    ("base-contrast-subtle", "base-default"),
)


def parse(colour: str) -> Linear:
    """Read ``0b6e6e`` or ``#0b6e6e`` as linear light; raises ValueError for anything else."""
    text = colour.removeprefix("#").lower()
    if not re.fullmatch(r"[0-9a-f]{6}", text):
        raise ValueError(f"{colour!r} is not a colour of six hexadecimal digits")
    red, green, blue = (_to_linear(int(text[place : place + 2], 16) / 255) for place in (0, 2, 4))
    return red, green, blue


def luminance(light: Linear) -> float:
    """Relative luminance after WCAG 2.2: 0 is black, 1 is white."""
    return sum(weight * part for weight, part in zip(WEIGHTS, light, strict=True))


def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours, 1 to 21; texts need 4.5 (WCAG 1.4.3)."""
    bright, dim = sorted((luminance(parse(first)), luminance(parse(second))), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def shade(brand: Linear, target: float, vivid: float) -> str:
    """The brand's hue at luminance ``target``, with ``vivid`` times its colourfulness, as ``#rrggbb``."""
    mixed = _at_luminance(brand, target)
    grey = luminance(mixed)
    reach = min(vivid, *(_room(part, grey) for part in mixed))
    return "#" + "".join(f"{_to_byte(grey + reach * (part - grey)):02x}" for part in mixed)


@lru_cache(maxsize=256)
def palette(colour: str, *, dark: bool, quiet: bool = False) -> dict[str, str]:
    """All sixteen roles by name; ``quiet`` gives the greys that go with the brand."""
    brand = parse(colour)
    tame = NEUTRAL_VIVID if quiet else 1.0
    return {
        name: shade(brand, role.dark if dark else role.light, (role.dark_vivid if dark else role.light_vivid) * tame)
        for name, role in ROLES.items()
    }


@lru_cache(maxsize=64)
def stylesheet(colour: str) -> str:
    """The theme as CSS: custom properties for light, for dark, and for what the visitor's device prefers."""
    light, dark = _properties(colour, dark=False), _properties(colour, dark=True)
    return (
        f":root,[data-color-scheme=light]{{{light}}}\n[data-color-scheme=dark]{{{dark}}}\n"
        f"@media (prefers-color-scheme:dark){{[data-color-scheme=auto]{{{dark}}}}}\n"
    )


def _properties(colour: str, *, dark: bool) -> str:
    accent = palette(colour, dark=dark)
    families = {"accent": accent, "neutral": palette(colour, dark=dark, quiet=True)}
    families |= {name: palette(companion, dark=dark) for name, companion in COMPANIONS.items()}
    parts = [
        f"--ds-color-{family}-{name}:{value}" for family, roles in families.items() for name, value in roles.items()
    ]
    parts += [f"--w-side-{name}:{value}" for name, value in _side(colour, dark=dark).items()]
    return ";".join(parts)


def _side(colour: str, *, dark: bool) -> dict[str, str]:
    """The dark bar with the main menu: white text stands on it in both schemes."""
    brand = parse(colour)
    levels = SIDE_DARK if dark else SIDE_LIGHT
    return {name: shade(brand, level, vivid) for name, (level, vivid) in levels.items()}


def _at_luminance(brand: Linear, target: float) -> Linear:
    """Mix with black or with white until the luminance is ``target``."""
    own = luminance(brand)
    if target <= own:
        factor = target / own if own else 0.0
        red, green, blue = (part * factor for part in brand)
    else:
        share = (target - own) / (1 - own)
        red, green, blue = (part + share * (1 - part) for part in brand)
    return red, green, blue


def _room(part: float, grey: float) -> float:
    """How many times a part may move away from the grey before it leaves what a screen can show."""
    distance = part - grey
    if abs(distance) < 1e-9:
        return float("inf")
    return ((1 - grey) if distance > 0 else -grey) / distance


def _to_linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _to_byte(light: float) -> int:
    value = min(max(light, 0.0), 1.0)
    coded = 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
    return round(coded * 255)
