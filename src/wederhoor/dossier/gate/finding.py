"""Where words stand on a page. Case, accents, spaces, hyphens and line ends do not matter; longer words are found as well."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

SPACE = re.compile(r"\s+")
BROKEN_OFF = re.compile(r"[-\u2010]\s+|[\u00ad\x02\ufffe]\s*")
AROUND = "()[]{}<>.,:;!?\"'‘’“”"


class Sign(NamedTuple):
    """A character of a page, and its box as parts of width and height from the top left (none for a space between words)."""

    text: str
    box: tuple[float, float, float, float] | None


def signs(page: pdfium.PdfPage) -> list[Sign]:
    """The characters of a page in the order of its text."""
    words = page.get_textpage()
    size = page.get_size()
    return [_sign(page, words, index, size) for index in range(words.count_chars())]


def _sign(page: pdfium.PdfPage, words: pdfium.PdfTextPage, index: int, size: tuple[float, float]) -> Sign:
    text = chr(raw.FPDFText_GetUnicode(words, index) or 0xFFFD)
    box = raw.FS_RECTF()
    if raw.FPDFText_IsGenerated(words, index) == 1 or not raw.FPDFText_GetLooseCharBox(words, index, box):
        return Sign(text, None)
    corners = [_shown(page, size, x, y) for x, y in ((box.left, box.top), (box.right, box.bottom))]
    across, down = sorted(x for x, _ in corners), sorted(y for _, y in corners)
    return Sign(text, (across[0], down[0], across[1], down[1]))


def _shown(page: pdfium.PdfPage, size: tuple[float, float], x: float, y: float) -> tuple[float, float]:
    """A place of the page as it is seen: turned and cropped, as parts of its width and height."""
    from ctypes import c_int

    fine = 20
    left, top = c_int(), c_int()
    raw.FPDF_PageToDevice(page, 0, 0, int(size[0] * fine), int(size[1] * fine), 0, x, y, left, top)
    return left.value / (size[0] * fine), top.value / (size[1] * fine)


def plain(text: str) -> str:
    """Only letters and digits, small, without accents."""
    apart = unicodedata.normalize("NFKD", text).casefold()
    return "".join(sign for sign in apart if sign.isalnum())


def matches(found: list[Sign], wanted: str) -> Iterator[list[Sign]]:
    """The runs of characters that are the wanted text; they begin where a word begins."""
    for first, last in _places(found, wanted):
        if _begins(found, first):
            yield found[first : last + 1]


def remains(found: list[Sign], wanted: str) -> list[str]:
    """The words in which the wanted text stands without beginning them, such as 'pjansen@zorg.nl' for 'Jansen'."""
    inner = (place for place in _places(found, wanted) if not _begins(found, place[0]))
    return [_word(found, first, last) for first, last in inner if _in_one(found[first : last + 1], wanted)]


def _places(found: list[Sign], wanted: str) -> Iterator[tuple[int, int]]:
    """Where the wanted text stands: its first and its last character."""
    letters = [(letter, index) for index, sign in enumerate(found) for letter in plain(sign.text)]
    text, target = "".join(letter for letter, _ in letters), plain(wanted)
    start = text.find(target) if target else -1
    while start >= 0:
        yield letters[start][1], letters[start + len(target) - 1][1]
        start = text.find(target, start + 1)


def _begins(found: list[Sign], first: int) -> bool:
    return first == 0 or not found[first - 1].text.isalnum()


def _in_one(run: list[Sign], wanted: str) -> bool:
    """Letters of one word, also one that is broken off at the end of a line; not the end of one word and the next."""
    text = BROKEN_OFF.sub("", "".join(sign.text for sign in run))
    return bool(SPACE.search(wanted.strip())) or not SPACE.search(text)


def _word(found: list[Sign], first: int, last: int) -> str:
    """The whole word around a place."""
    while first > 0 and not found[first - 1].text.isspace():
        first -= 1
    while last + 1 < len(found) and not found[last + 1].text.isspace():
        last += 1
    text = BROKEN_OFF.sub("", "".join(sign.text for sign in found[first : last + 1]))
    return SPACE.sub(" ", text).strip(AROUND)


def boxes(run: list[Sign]) -> list[tuple[float, float, float, float]]:
    """The boxes of a run: one for each line it stands on."""
    rows: list[list[float]] = []
    for sign in run:
        if sign.box is None:
            continue
        left, top, right, bottom = sign.box
        if rows and abs(rows[-1][1] - top) < (bottom - top) / 2 and left >= rows[-1][0]:
            rows[-1] = [rows[-1][0], min(rows[-1][1], top), max(rows[-1][2], right), max(rows[-1][3], bottom)]
        else:
            rows.append([left, top, right, bottom])
    return [(row[0], row[1], row[2], row[3]) for row in rows]
