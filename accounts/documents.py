"""What a document is: told by its first bytes, and for packed ones by what is packed."""

from __future__ import annotations

import unicodedata
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from log.codes import Refused

_OFFICE = "application/vnd.openxmlformats-officedocument"
TYPES = {
    "pdf": "application/pdf",
    "docx": f"{_OFFICE}.wordprocessingml.document",
    "xlsx": f"{_OFFICE}.spreadsheetml.sheet",
    "pptx": f"{_OFFICE}.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "txt": "text/plain; charset=utf-8",
}
# The part that makes a packed file a text, a sheet, a set of slides.
_PARTS = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
MOST_PARTS = 5_000
_ODT = TYPES["odt"].encode()


def judge(data: bytes) -> tuple[str, bytes]:
    """Return the end of its name and the bytes to keep: a text is kept in UTF-8.

    Raises Refused("document_kind") for everything else, and for what carries macros.
    """
    end, text = "", None
    if data.startswith(b"%PDF-"):
        # One that broke off on its way has no end.
        end = "pdf" if b"%%EOF" in data[-2048:] else ""
    elif data.startswith(b"PK\x03\x04"):
        end = _packed(data)
    elif text := _text(data):
        end = "txt"
    if not end:
        raise Refused("document_kind")
    return end, text.encode() if text else data


def _packed(data: bytes) -> str:
    """Return what a zip file is; "" for one that is no document. Unpacks next to nothing."""
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = {entry.filename for entry in archive.infolist()[: MOST_PARTS + 1]}
            if len(names) > MOST_PARTS or any(name.endswith("vbaProject.bin") for name in names):
                return ""
            if "mimetype" in names:
                with archive.open("mimetype") as kind:
                    return "odt" if kind.read(len(_ODT) + 1).strip() == _ODT else ""
    except (BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError):
        return ""
    if "[Content_Types].xml" not in names:
        return ""
    return next((end for part, end in _PARTS.items() if part in names), "")


def _text(data: bytes) -> str | None:
    """Return the words of a plain text, which may be in the older Chinese encoding; or None."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text if text.strip() and not any(map(_unseen, text)) else None
    return None


def _unseen(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cn", "Co"} and character not in "\t\n\r\f"
