"""Texts that nobody means to write and everybody can: a line of dashes, a pasted table, one word again and again."""

from __future__ import annotations

UNITS = (
    "-", "1-2-1-2-", "Aa Aa ", "a", "a ", "1", "1 ", "A", "A.", "a.", "\n", " ", " 1", "@", "a@", "a.b@", "/", "1/", "1.", "(", "de ",
    "Van ", "jan ", "Jan ", "JAN ", "straat ", "Kerkstraat 1 ", "geboren 1 ", "'", "’s ", "1a", "a1 ", "ik ben ", "mijn naam is ",
    "mw. ", "de heer ", "1 mei ", "2026 ", "1950 ", "06", "+31 ", "NL00", "www.", "x-y-", "X-Y-", "_", "|", "\t", "Jan, ", "Jan en ",
    "é", "wordt 1 ", "achttien", "een", "..", "a- ", "12 jaar oud ", "zoon ", "negentien honderd ", "v.d. ", "d'", "1 1-", "naam: \n",
    "é1.", "É1-1-", "Éé ", "geb. ", "ñ-",
)  # fmt: skip
"""What a text repeats."""
LURES = ("", "Kerkstraat 0123 nummer een, jan. Bakstraat 06-99 wordt dochter van 1950 ")
"""What stands before it: the second leads the rules that look further when they saw half of something."""


def texts(length: int) -> list[str]:
    """Each shape with so many characters, behind each lure."""
    return [(lure + unit * length)[:length] for lure in LURES for unit in UNITS]
