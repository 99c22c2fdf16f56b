"""Cleaning a picture: decoded and written anew, upright, so that nothing else that was in the file comes along."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from PIL import Image, ImageOps, ImageSequence

from wederhoor.dossier.gate.bad import Bad

FORMATS = ("JPEG", "PNG", "GIF", "WEBP", "TIFF", "BMP", "AVIF")
MOST_PIXELS = 60_000_000
MOST_SHEETS = 100
GPS = 0x8825
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
Image.init()  # all kinds are known before one is asked for by name


def cleaned(given: dict[str, Any], blobs: list[bytes]) -> tuple[dict[str, Any], list[bytes]]:
    """A JPEG for photographs, a PNG for the rest, a PDF for a scan of several sheets."""
    try:
        with Image.open(BytesIO(blobs[0]), formats=FORMATS) as picture:
            return _cleaned(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise Bad("too many pixels") from None
    except (OSError, ValueError, SyntaxError, TypeError, KeyError, EOFError, IndexError, OverflowError):
        raise Bad("damaged") from None


def _cleaned(picture: Image.Image) -> tuple[dict[str, Any], list[bytes]]:
    if picture.width * picture.height > MOST_PIXELS:
        raise Bad("too many pixels")
    sheets = getattr(picture, "n_frames", 1)
    warnings = ["place removed"] if picture.getexif().get_ifd(GPS) else []
    if picture.format == "TIFF" and sheets > 1:
        return _scan(picture, sheets, warnings)
    if sheets > 1 and picture.format in ("GIF", "WEBP", "PNG", "AVIF"):
        warnings.append("first picture")
    kind = "JPEG" if picture.format in ("JPEG", "MPO", "AVIF") else "PNG"
    said = {"media_type": f"image/{kind.lower()}", "pages": 1, "warnings": warnings}
    return said, [_written(_upright(picture, kind), kind)]


def _upright(picture: Image.Image, kind: str) -> Image.Image:
    """Turned as its camera said, in plain colours, with nothing beside its pixels."""
    turned = ImageOps.exif_transpose(picture)
    clear = kind == "PNG" and (turned.mode in ("RGBA", "LA", "PA") or "transparency" in turned.info)
    plain = turned.convert("RGBA" if clear else "L" if turned.mode in ("1", "L") else "RGB")
    plain.info = {}
    return plain


def _written(picture: Image.Image, kind: str) -> bytes:
    made = BytesIO()
    picture.save(made, kind, **({"quality": 90} if kind == "JPEG" else {}))
    return made.getvalue()


def _scan(picture: Image.Image, sheets: int, warnings: list[str]) -> tuple[dict[str, Any], list[bytes]]:
    if sheets > MOST_SHEETS:
        raise Bad("too many pages")
    pixels, made = 0, []
    for sheet in ImageSequence.Iterator(picture):
        pixels += sheet.width * sheet.height
        if pixels > 2 * MOST_PIXELS:
            raise Bad("too many pixels")
        made.append(_upright(sheet, "JPEG"))
    out = BytesIO()
    made[0].save(out, "PDF", save_all=True, append_images=made[1:], resolution=200)
    return {"media_type": "application/pdf", "pages": sheets, "warnings": warnings}, [out.getvalue()]
