"""Logos: any picture becomes a PNG of our own making; a drawing with script in it (SVG) is refused."""

from __future__ import annotations

import hashlib
import io

from django.utils.translation import gettext

from wederhoor.organisations.models import Logo, Organisation

MOST_BYTES, MOST_PIXELS, SIZE = 2_000_000, 25_000_000, (480, 160)
FORMATS = ("PNG", "JPEG", "WEBP")


class NotALogo(ValueError):
    """The file cannot be used; the message says what can."""


def cleaned(content: bytes) -> bytes:
    """The picture decoded and written anew as PNG, at most 480 by 160: nothing else of the file is left."""
    from PIL import Image, UnidentifiedImageError  # heavy: only where a logo is given

    if len(content) > MOST_BYTES:
        raise NotALogo(gettext("Het bestand is te groot: hoogstens 2 MB."))
    try:
        picture: Image.Image = Image.open(io.BytesIO(content), formats=FORMATS)
        if picture.width * picture.height > MOST_PIXELS:
            raise NotALogo(gettext("Het plaatje is te groot: maak het kleiner."))
        picture.load()
    except (UnidentifiedImageError, OSError, SyntaxError) as error:
        raise NotALogo(
            gettext("Kies een PNG, JPEG of WebP. Een SVG kan niet: daar kan programmatuur in zitten.")
        ) from error
    picture = picture.convert("RGBA")
    picture.thumbnail(SIZE)
    bare = Image.new("RGBA", picture.size)
    bare.paste(picture)
    out = io.BytesIO()
    bare.save(out, "PNG", optimize=True)
    return out.getvalue()


def put(organisation: Organisation, content: bytes) -> None:
    """Give the organisation this logo. Raises NotALogo."""
    png = cleaned(content)
    Logo.objects.update_or_create(organisation=organisation, defaults={"png": png})
    organisation.logo_version = hashlib.sha256(png).hexdigest()[:12]
    organisation.save(update_fields=["logo_version"])


def remove(organisation: Organisation) -> None:
    """Without a logo of its own, Wederhoor's mark shows."""
    Logo.objects.filter(organisation=organisation).delete()
    organisation.logo_version = ""
    organisation.save(update_fields=["logo_version"])
