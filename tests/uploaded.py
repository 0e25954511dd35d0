"""Files to upload: small ones that are what they say, and some that only claim to be."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
CONTENT_TYPES = "[Content_Types].xml"


def picture(kind: str = "PNG", size: tuple[int, int] = (40, 30), **more: Any) -> bytes:
    """Return a plain picture of that kind."""
    written = BytesIO()
    Image.new("RGB", size, (11, 102, 112)).save(written, kind, **more)
    return written.getvalue()


def packed(*names: str, **words: bytes) -> bytes:
    """Return a zip file with parts of these names; `words` have something in them."""
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        for name in names:
            archive.writestr(name, b"")
        for name, content in words.items():
            archive.writestr(name, content)
    return written.getvalue()


def docx() -> bytes:
    """Return what is recognised as a text document."""
    return packed(CONTENT_TYPES, "word/document.xml")


def file(data: bytes, name: str = "holiday.exe") -> SimpleUploadedFile:
    """Return it as a browser sends it, under a name that nobody should believe."""
    return SimpleUploadedFile(name, data)
