"""Static files under hashed names: however far one module is from another."""

from __future__ import annotations

from pathlib import Path

from django.core.files.storage import FileSystemStorage

from frontend.storage import HashedModules

LENGTH = 12


def test_modules_get_settled_names_along_the_longest_way(tmp_path: Path) -> None:
    """Each imports the next, and the importer always comes first: the worst order there is."""
    for n in range(LENGTH):
        wanted = f'import "./m{n + 1:02d}.js";\n' if n + 1 < LENGTH else "export {};\n"
        (tmp_path / f"m{n:02d}.js").write_text(wanted)
    source = FileSystemStorage(tmp_path)
    storage = HashedModules(location=tmp_path)
    paths = {f"m{n:02d}.js": (source, f"m{n:02d}.js") for n in range(LENGTH)}
    faults = [each for _name, _hashed, each in storage.post_process(paths) if each not in (0, 1)]
    assert faults == []
    for n in range(LENGTH - 1):
        served = tmp_path / storage.stored_name(f"m{n:02d}.js")
        assert Path(storage.stored_name(f"m{n + 1:02d}.js")).name in served.read_text()
