"""QR codes: black on white with a quiet zone in every theme, so that any camera reads them."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import Literal

import segno
from segno import QRCode

Kind = Literal["svg", "png"]
CONTENT_TYPES: dict[Kind, str] = {"svg": "image/svg+xml", "png": "image/png"}
# M: a sixth of it may be smudged. Four modules around it are what the standard asks for.
CORRECTION, QUIET_ZONE = "m", 4
# About how many pixels wide a picture may be asked for: for a chat, a page, a poster, a hall.
SIZES = (256, 512, 1024, 2048)


def inline(address: str, label: str) -> str:
    """Return the code as SVG for a page, with a label for those who do not see it."""
    svg = _code(address).svg_inline(
        omitsize=True,
        border=QUIET_ZONE,
        dark="black",
        light="white",
        title=label,
        svgclass="qr",
        lineclass=None,
    )
    return svg.replace("<svg ", '<svg role="img" ', 1)


def data(address: str) -> str:
    """Return the code as an SVG in a data: address, and keep nothing of it."""
    return _code(address).svg_data_uri(border=QUIET_ZONE, dark="black", light="white", scale=4)


@lru_cache(maxsize=256)
def picture(address: str, kind: Kind, size: int) -> bytes:
    """Return the code as a file: SVG, or PNG of the whole modules that fit into `size` pixels."""
    code = _code(address)
    scale = max(1, size // code.symbol_size(border=QUIET_ZONE)[0])
    out = BytesIO()
    code.save(out, kind=kind, scale=scale, border=QUIET_ZONE, dark="black", light="white")
    return out.getvalue()


def _code(address: str) -> QRCode:
    return segno.make(address, error=CORRECTION, micro=False, boost_error=False)
