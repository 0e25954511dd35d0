"""Make `.venv` hold exactly what the locks ask for. Standard library only.

    python3 tools/environment.py [--dev]

Does nothing when the environment was already made from the same locks.
"""

import argparse
import hashlib
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
NEEDED = (3, 11)


def main() -> int:
    """Make or renew the environment; the exit status is 0 when it is ready."""
    parser = argparse.ArgumentParser(description="Make .venv hold what the locks ask for.")
    parser.add_argument("--dev", action="store_true", help="also what checks and tests need")
    locks = [ROOT / "requirements.txt"]
    if parser.parse_args().dev:
        locks.append(ROOT / "requirements-dev.txt")
    if sys.version_info < NEEDED:
        return complain(f"Huiyin needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
    wanted = [lock for lock in locks if not installed(lock)]
    if not wanted:
        return 0
    return make_venv() or install(wanted)


def installed(lock: Path) -> bool:
    """Whether the environment was last filled from this very lock, by this Python."""
    stamp = stamp_of(lock)
    return PYTHON.exists() and stamp.exists() and stamp.read_text() == fingerprint(lock)


def stamp_of(lock: Path) -> Path:
    return VENV / f".{lock.stem}.stamp"


def fingerprint(lock: Path) -> str:
    version = ".".join(map(str, sys.version_info[:2]))
    return f"{version} {hashlib.sha256(lock.read_bytes()).hexdigest()}"


def make_venv() -> int:
    """Create the virtual environment if there is none that works."""
    if has_pip():
        return 0
    print("Making the environment in .venv", flush=True)
    if succeeds(sys.executable, "-m", "venv", "--clear", str(VENV)) and has_pip():
        return 0
    return complain(
        "Python cannot make a virtual environment. On Debian or Ubuntu, type:\n"
        "    apt-get install python3-venv"
    )


def has_pip() -> bool:
    return PYTHON.exists() and succeeds(str(PYTHON), "-c", "import pip")


def succeeds(*command: str) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def install(locks: list[Path]) -> int:
    """Install each lock by its hashes, and note that it was done."""
    for lock in locks:
        print(f"Installing {lock.name}", flush=True)
        pip = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        done = subprocess.run(
            [*pip, "--require-hashes", "-r", str(lock)], capture_output=True, text=True, check=False
        )
        if done.returncode:  # only then are pip's many words of use
            return complain(f"{done.stderr}{lock.name} could not be installed.")
        stamp_of(lock).write_text(fingerprint(lock))
    return 0


def complain(words: str) -> int:
    print(words, file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
