"""Blacking out: a new PDF in which what was withheld is not hidden but gone.

A page on which something is blacked out becomes a picture of 200 dots an inch with black boxes, and carries its other words
as unseen text, so that it can still be read aloud; a withheld page becomes a page that says so. The other pages are copied
without anything that is not on them.
"""

from __future__ import annotations

from collections import defaultdict
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2 as pdfium
from pikepdf import Dictionary, Name
from PIL import Image, ImageDraw

from wederhoor.dossier.gate.bad import Bad
from wederhoor.dossier.gate.drawing import PDF, drawn, on_white, opened
from wederhoor.dossier.gate.finding import Sign, boxes, matches, plain, remains, signs

DOTS = 200
A4 = (595, 842)
ROOM = 0.0015
Box = tuple[float, float, float, float, str]
Remaining = list[tuple[str, str, int]]
"""A text, the word in which it stands, and the page."""
Made = tuple[dict[str, Any], list[bytes]]


def found(given: dict[str, Any], blobs: list[bytes]) -> Made:
    """Where the texts stand, before anything is done: per text the pages and the words it stands in as well; and the pages
    that have no text to look in."""
    document = opened(as_pdf(blobs[0]))
    inside: Remaining = []
    pages: dict[str, list[int]] = defaultdict(list)
    for number in range(1, len(document) + 1):
        read = signs(document[number - 1])
        for text in given["texts"]:
            pages[text] += [number] * sum(1 for _ in matches(read, text))
            inside += [(text, word, number) for word in remains(read, text)]
    inside = _left(inside, given["texts"])
    return {
        "found": dict(pages),
        "remains": inside,
        "without text": _without_text(document),
        "pages": len(document),
    }, []


def blacked(given: dict[str, Any], blobs: list[bytes]) -> Made:
    """The new PDF. ``given``: pages (page, reason), areas (page, box, reason), texts (text, reason)."""
    content = as_pdf(blobs[0])
    document = opened(content)
    withheld = {int(one["page"]): str(one["reason"]) for one in given["pages"]}
    black = _boxes(document, given)
    unread = _without_text(document) if given["texts"] else []
    with pikepdf.open(BytesIO(content)) as source, pikepdf.new() as made:
        source.flatten_annotations("all")
        source.remove_unreferenced_resources()
        for number in range(1, len(document) + 1):
            if number in withheld:
                _say(made, document[number - 1], number, withheld[number])
            elif black[number]:
                _picture(made, document[number - 1], black[number])
            else:
                _copy(made, source, number)
        made.Root.Lang = pikepdf.String("nl-NL")
        out = BytesIO()
        made.save(out, compress_streams=True)
    inside = _sure(out.getvalue(), given)
    count = sum(map(len, black.values()))
    said = {"pages": len(document), "boxes": count, "withheld": sorted(withheld), "remains": inside}
    said["unseen"] = [number for number in unread if number not in withheld and not black[number]]
    return said, [out.getvalue()]


def _without_text(document: pdfium.PdfDocument) -> list[int]:
    """The pages that have no text to look in, such as those of a scan."""
    read = ("".join(sign.text for sign in signs(page)) for page in document)
    return [number for number, text in enumerate(read, 1) if not plain(text)]


def as_pdf(content: bytes) -> bytes:
    """A picture as a PDF of one page; a PDF as it is."""
    if content.startswith(PDF):
        return content
    with Image.open(BytesIO(content), formats=("JPEG", "PNG")) as picture:
        flat = on_white(picture)
    scale = min(A4[0] / flat.width, A4[1] / flat.height)
    out = BytesIO()
    flat.save(out, "PDF", resolution=72 / scale, quality=90)
    return out.getvalue()


def _boxes(document: pdfium.PdfDocument, given: dict[str, Any]) -> dict[int, list[Box]]:
    """Per page what is blacked out, with the reason."""
    black: dict[int, list[Box]] = defaultdict(list)
    for area in given["areas"]:
        left, top, right, bottom = (min(max(float(part), 0), 1) for part in area["box"])
        black[int(area["page"])].append((left, top, right, bottom, str(area["reason"])))
    for number in range(1, len(document) + 1) if given["texts"] else ():
        read = signs(document[number - 1])
        for one in given["texts"]:
            for run in matches(read, one["text"]):
                black[number] += [
                    (left - ROOM, top - ROOM, right + ROOM, bottom + ROOM, str(one["reason"]))
                    for left, top, right, bottom in boxes(run)
                ]
    return black


def _picture(made: pikepdf.Pdf, page: pdfium.PdfPage, black: list[Box]) -> None:
    """The page as a picture with black boxes, and as unseen text what stood beside them."""
    picture = drawn(page, DOTS / 72)
    pen = ImageDraw.Draw(picture)
    for left, top, right, bottom, _ in black:
        corners = (left * picture.width, top * picture.height, right * picture.width, bottom * picture.height)
        pen.rectangle(corners, fill="black")
    bytes_of = BytesIO()
    picture.save(bytes_of, "JPEG", quality=80)
    width, height = page.get_size()
    image = made.make_stream(bytes_of.getvalue())
    image.update(
        Dictionary(
            Type=Name.XObject, Subtype=Name.Image, Width=picture.width, Height=picture.height, ColorSpace=Name.DeviceRGB,
            BitsPerComponent=8, Filter=Name.DCTDecode,
        )
    )  # fmt: skip
    words = [_line(x, y, text, width, height) for x, y, text in (*_beside(page, black), *_reasons(black))]
    show = f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /P Do Q BT 3 Tr {' '.join(words)} ET"
    _page(made, (width, height), show, Dictionary(P=image))


def _beside(page: pdfium.PdfPage, black: list[Box]) -> list[tuple[float, float, str]]:
    """The lines of the page without what lies under a box."""
    lines: list[tuple[float, float, str]] = []
    text, at = "", (0.0, 0.0)
    for sign in (*signs(page), Sign("\n", None)):
        if sign.text in "\r\n":
            lines += [(*at, text)] if text.strip() else []
            text = ""
        elif sign.box is None:
            text += sign.text
        elif not _under(sign.box, black):
            at = at if text.strip() else (sign.box[0], sign.box[3])
            text += sign.text
    return lines


def _under(box: tuple[float, float, float, float], black: list[Box]) -> bool:
    """Whether a character touches something that is blacked out: then it goes."""
    return any(
        box[0] < right and box[2] > left and box[1] < bottom and box[3] > top for left, top, right, bottom, _ in black
    )


def _reasons(black: list[Box]) -> list[tuple[float, float, str]]:
    return [(left, bottom, f"[weggelaten: {reason}]") for left, _, _, bottom, reason in black]


def _line(x: float, y: float, text: str, width: float, height: float) -> str:
    return f"1 0 0 1 {x * width:.2f} {(1 - y) * height:.2f} Tm <{_coded(text)}> Tj"


def _coded(text: str) -> str:
    return text.encode("cp1252", "replace").hex()


def _say(made: pikepdf.Pdf, page: pdfium.PdfPage, number: int, reason: str) -> None:
    """A page that says that a page was withheld, and why."""
    width, height = page.get_size()
    lines = [f"Bladzijde {number} is weggelaten.", *_wrapped(f"Reden: {reason}", max(int((width - 100) / 6.5), 20))]
    show = " ".join(f"<{_coded(line)}> Tj 0 -20 Td" for line in lines)
    _page(made, (width, height), f"BT 50 {height - 100:.2f} Td {show} ET", Dictionary())


def _wrapped(text: str, most: int) -> list[str]:
    import textwrap

    return textwrap.wrap(text, most) or [text]


def _page(made: pikepdf.Pdf, size: tuple[float, float], show: str, pictures: Dictionary) -> None:
    page = made.add_blank_page(page_size=size)
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    page.obj.Resources = Dictionary(Font=Dictionary(F=font), XObject=pictures)
    page.obj.Contents = made.make_stream(show.replace("BT ", "BT /F 12 Tf ", 1).encode("ascii"))


def _copy(made: pikepdf.Pdf, source: pikepdf.Pdf, number: int) -> None:
    """A page as it is, with nothing that leads from it to another."""
    page = source.pages[number - 1]
    kept = {"/Type", "/Contents", "/Resources", "/MediaBox", "/CropBox", "/Rotate", "/Group", "/UserUnit"}
    for key in ("/Resources", "/MediaBox", "/CropBox", "/Rotate"):
        inherited = _inherited(page.obj, key)
        if inherited is not None:
            page.obj[key] = inherited
    for key in set(page.obj.keys()) - kept - {"/Parent"}:
        del page.obj[key]
    made.pages.append(page)


def _inherited(node: Any, key: str) -> Any:
    """A value of the page, or of the tree above it."""
    for _ in range(50):
        if key in node:
            return node[key]
        if "/Parent" not in node:
            return None
        node = node.Parent
    return None


def _sure(content: bytes, given: dict[str, Any]) -> Remaining:
    """Look once more, in the copy as it will be kept: a text that still stands there is no redaction.

    Returns the words in which a text still stands without beginning them: whether those go as well, a person decides.
    """
    document, texts = opened(content), [str(one["text"]) for one in given["texts"]]
    inside: Remaining = []
    for number in range(len(document)):
        read = signs(document[number])
        for text in texts:
            if any(True for _ in matches(read, text)):
                raise Bad("still there")
            inside += [(text, word, number + 1) for word in remains(read, text)]
    return _left(inside, texts)


def _left(inside: Remaining, texts: list[str]) -> Remaining:
    """Once each, without the words that go as well."""
    gone = [plain(text) for text in texts]
    return [one for one in dict.fromkeys(inside) if not any(plain(one[1]).startswith(text) for text in gone)]
