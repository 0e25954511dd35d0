"""The icons that devices ask for, drawn from the seal: `python -m tools.icons`.

They are small and change about never, so they are committed; a test holds them to the seal.
"""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

STATIC = Path(__file__).parents[1] / "frontend" / "static"
SEAL, FOLDER = STATIC / "img" / "seal.svg", STATIC / "img"
PAPER = "#FBFAF7"
# Drawn larger than needed and made smaller, so that slanted and half pixels come out smooth.
FINER = 4
UNITS = 30
ROUNDED = {"icon-192.png": 192, "icon-512.png": 512}
MASKABLE = {"icon-maskable-192.png": 192, "icon-maskable-512.png": 512, "apple-touch-icon.png": 180}
SHARED = (1200, 630)

Box = tuple[float, float, float, float]
Point = tuple[float, float]


def main() -> None:
    for name, picture in pictures().items():
        picture.save(FOLDER / name, optimize=True)


def pictures() -> dict[str, Image.Image]:
    """Return every picture by its file's name."""
    svg = SEAL.read_text(encoding="utf-8")
    red = re.findall(r'<rect[^>]*fill="(#\w+)"', svg)[0]
    strokes = outlines(re.findall(r'\bd="([^"]+)"', svg)[0])
    rounded = {name: _rounded(size, red, strokes) for name, size in ROUNDED.items()}
    full = {name: _full(size, red, strokes) for name, size in MASKABLE.items()}
    return {**rounded, **full, "share.png": _shared(red, strokes)}


def outlines(path: str) -> list[list[Point]]:
    """Return the polygons of a path that has only M, h, v, H, V and z: the seal is all corners."""
    found: list[list[Point]] = []
    x = y = 0.0
    for command, numbers in re.findall(r"([MhvHVz])([^MhvHVz]*)", path):
        values = [float(number) for number in re.findall(r"-?\d*\.?\d+", numbers)]
        if command == "M":
            x, y = values
            found.append([])
        elif command != "z":
            x, y = _moved(command, values[0], x, y)
        if command != "z":
            found[-1].append((x, y))
    return found


def _moved(command: str, by: float, x: float, y: float) -> Point:
    return {"h": (x + by, y), "H": (by, y), "v": (x, y + by), "V": (x, by)}[command]


def _rounded(size: int, red: str, strokes: list[list[Point]]) -> Image.Image:
    """The seal as it is, on nothing."""
    large = size * FINER
    picture = Image.new("RGBA", (large, large))
    square = (0, 0, large - 1, large - 1)
    ImageDraw.Draw(picture).rounded_rectangle(square, large * 5 / UNITS, fill=red)
    _strokes(picture, strokes, (0, 0, large, large))
    return _smaller(picture, (size, size))


def _full(size: int, red: str, strokes: list[list[Point]]) -> Image.Image:
    """The seal to the edges: devices cut their own corners, and the strokes keep to the middle."""
    large = size * FINER
    picture = Image.new("RGB", (large, large), red)
    _strokes(picture, strokes, (0, 0, large, large))
    return _smaller(picture, (size, size))


def _shared(red: str, strokes: list[list[Point]]) -> Image.Image:
    """The seal on a sheet of paper, for links that are shared."""
    width, height = (FINER * length for length in SHARED)
    picture = Image.new("RGB", (width, height), PAPER)
    side = height * 0.46
    left, top = (width - side) / 2, (height - side) / 2
    box = (left, top, left + side, top + side)
    ImageDraw.Draw(picture).rounded_rectangle(box, side * 5 / UNITS, fill=red)
    _strokes(picture, strokes, box)
    return _smaller(picture, SHARED)


def _strokes(picture: Image.Image, strokes: list[list[Point]], box: Box) -> None:
    """Cut the strokes out of the square: where two outlines lie over one another, it shows."""
    left, top, right, _bottom = box
    scale = (right - left) / UNITS
    mask = Image.new("1", picture.size)
    for outline in strokes:
        one = Image.new("1", picture.size)
        corners = [(left + x * scale, top + y * scale) for x, y in outline]
        ImageDraw.Draw(one).polygon(corners, fill=1)
        mask = ImageChops.logical_xor(mask, one)
    picture.paste("#FFFFFF", mask=mask)


def _smaller(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    return picture.resize(size, Image.Resampling.LANCZOS)


if __name__ == "__main__":
    main()
