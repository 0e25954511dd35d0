"""Fetch the player for browsers that cannot play HLS: `make player`.

hls.js comes as a package of npm, which fetches it; the fingerprint below is the release's own, so
that nothing else is ever served. Only browsers that need it load it, when somebody taps "watch".
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "hls.js@1.7.4"
INTEGRITY = (
    "3GlxGdPvT2YHvQYOt+yOzT/DEior/qJVNIylHA77kgeoBTdQQqi70GwefNEUmHQeNGyjC8U62+bruqW/Tpm+tg=="
)
FILES = {"package/dist/hls.light.min.js": "hls.light.min.js", "package/LICENSE": "LICENSE"}
PLACE = Path(__file__).parents[1] / "var" / "player"


class WrongPackage(Exception):
    """What came is not what was released: nothing of it is kept."""


def main() -> int:
    npm = shutil.which("npm")
    if npm is None:
        print("npm is not here. Browsers that cannot play a stream offer another player, as now.")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        packed = fetch(npm, Path(folder))
        try:
            install(packed, INTEGRITY, PLACE)
        except WrongPackage as problem:
            print(problem)
            return 1
    print("The player is there. Run `make built`, then start Huiyin again.")
    return 0


def fetch(npm: str, folder: Path) -> Path:
    """Return the package as npm packs it. Raises CalledProcessError when npm cannot."""
    where = ["--pack-destination", str(folder)]
    command = [npm, "pack", PACKAGE, "--json", "--ignore-scripts", *where]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    return folder / Path(json.loads(done.stdout)[0]["filename"]).name


def install(packed: Path, integrity: str, place: Path) -> None:
    """Put the player's files into `place`. Raises WrongPackage when it has another fingerprint."""
    digest = base64.b64encode(hashlib.sha512(packed.read_bytes()).digest()).decode()
    if not hmac.compare_digest(digest, integrity):
        raise WrongPackage(f"{packed.name} is not the released {PACKAGE}. Nothing is kept.")
    place.mkdir(parents=True, exist_ok=True)
    with tarfile.open(packed) as package:
        for name, kept in FILES.items():
            found = package.extractfile(name)
            if found is None:
                raise WrongPackage(f"{packed.name} has no {name}.")
            (place / kept).write_bytes(_without_map(found.read()))


def _without_map(code: bytes) -> bytes:
    """Leave out the last line that names a source map, which is not fetched."""
    lines = code.splitlines(keepends=True)
    return b"".join(line for line in lines if not line.startswith(b"//# sourceMappingURL="))


if __name__ == "__main__":
    sys.exit(main())
