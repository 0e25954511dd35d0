"""What staff upload: pictures and documents, judged by what is in them and never by their name.

A picture is decoded and written anew, so that nothing but its pixels is left: no place where
it was taken, no file hidden behind it. Names are random: who was not told one finds nothing.
"""

from __future__ import annotations

import secrets
import struct
from io import BytesIO

from django.core.files.base import ContentFile, File
from PIL import Image, ImageOps

from accounts import documents
from log.codes import Refused

MEGABYTE = 1024 * 1024
MOST_IMAGE_BYTES = 10 * MEGABYTE
MOST_DOCUMENT_BYTES = 20 * MEGABYTE
# What a camera makes; decoded it takes four bytes each.
MOST_PIXELS = 50_000_000
# Longest sides after shrinking.
POSTER, PORTRAIT = 1600, 800
FORMATS = ("JPEG", "PNG", "WEBP")
QUALITY = 82
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, Image.DecompressionBombError)

# What may be served, by the end of its name: how it is called, and whether a page may show it.
TYPES = {"webp": "image/webp", **documents.TYPES}


def image(uploaded: File[bytes], *, longest: int = POSTER) -> ContentFile[bytes]:
    """Return the picture as WebP under a random name, no side longer than `longest`.

    Raises Refused("upload_too_large"), ("image_unreadable") for what is no JPEG, PNG or WebP,
    and ("image_too_many_pixels") before any of them is decoded.
    """
    data = _read(uploaded, MOST_IMAGE_BYTES)
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise Refused("image_too_many_pixels", limit=MOST_PIXELS // 1_000_000)
            return _named(_drawn_anew(picture, longest), "webp")
    except _BROKEN as error:
        raise Refused("image_unreadable") from error


def document(uploaded: File[bytes]) -> ContentFile[bytes]:
    """Return the document under a random name whose end says what it is.

    Raises Refused("upload_too_large") or Refused("document_kind").
    """
    data = _read(uploaded, MOST_DOCUMENT_BYTES)
    end, data = documents.judge(data)
    return _named(data, end)


def _read(uploaded: File[bytes], most: int) -> bytes:
    if uploaded.size > most:
        raise Refused("upload_too_large", limit=most // MEGABYTE)
    uploaded.seek(0)
    data: bytes = uploaded.read()
    return data


def _named(data: bytes, end: str) -> ContentFile[bytes]:
    return ContentFile(data, name=f"{secrets.token_hex(16)}.{end}")


def _drawn_anew(picture: Image.Image, longest: int) -> bytes:
    # A JPEG can be decoded at a fraction of its size; others ignore this.
    picture.draft("RGB", (longest, longest))
    upright = ImageOps.exif_transpose(picture)
    see_through = "A" in upright.getbands() or "transparency" in upright.info
    drawn = upright.convert("RGBA" if see_through else "RGB")
    drawn.thumbnail((longest, longest))
    # Else the colour profile would come along.
    drawn.info.clear()
    written = BytesIO()
    drawn.save(written, "WEBP", quality=QUALITY)
    return written.getvalue()
