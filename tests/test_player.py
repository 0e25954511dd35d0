"""The packaged player: only what was released, and allowed only where a page needs it."""

from __future__ import annotations

import base64
import hashlib
import io
import tarfile
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from sessions_app import player
from tests import cast
from tools.player import FILES, WrongPackage, install

HLS = "https://live.example.cn/a.m3u8"
CODE = b"var Hls;\n//# sourceMappingURL=hls.light.min.js.map\n"


def packed(folder: Path) -> tuple[Path, str]:
    """A package with the player's files, and its fingerprint."""
    path = folder / "player.tgz"
    with tarfile.open(path, "w:gz") as package:
        for name in FILES:
            about = tarfile.TarInfo(name)
            about.size = len(CODE)
            package.addfile(about, io.BytesIO(CODE))
    return path, base64.b64encode(hashlib.sha512(path.read_bytes()).digest()).decode()


def test_what_was_released_is_installed_without_its_source_map(tmp_path: Path) -> None:
    path, fingerprint = packed(tmp_path)
    install(path, fingerprint, tmp_path / "player")
    assert (tmp_path / "player" / player.FILE).read_bytes() == b"var Hls;\n"


def test_of_a_package_with_another_fingerprint_nothing_is_kept(tmp_path: Path) -> None:
    path, fingerprint = packed(tmp_path)
    path.write_bytes(path.read_bytes() + b"\0")
    with pytest.raises(WrongPackage):
        install(path, fingerprint, tmp_path / "player")
    assert not (tmp_path / "player").exists()


@pytest.fixture
def fetched(settings: Any, tmp_path: Path) -> None:
    """A platform whose operator fetched the player."""
    (tmp_path / player.FILE).write_bytes(CODE)
    settings.PLAYER = tmp_path
    settings.STREAM_HOSTS = ["live.example.cn"]
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }


@pytest.mark.django_db
@pytest.mark.usefixtures("fetched")
def test_a_page_with_a_stream_may_fetch_it_and_no_other_page_may(client: Client) -> None:
    streamed = client.get(f"/sessions/{cast.make_session(stream_url=HLS).number}/")
    assert 'data-player="/static/player/hls.light.min.js"' in streamed.content.decode()
    allowed = _policy(streamed)
    assert "https://live.example.cn" in allowed["connect-src"]
    assert "blob:" in allowed["media-src"]
    known = client.get(streamed.request["PATH_INFO"], headers={"If-None-Match": streamed["ETag"]})
    assert known.status_code == 304
    assert _policy(known) == allowed
    plain = _policy(client.get(f"/sessions/{cast.make_session().number}/"))
    assert "https://live.example.cn" not in plain["connect-src"]
    assert "blob:" not in plain["media-src"]


@pytest.mark.django_db
def test_without_the_player_nothing_more_is_allowed(
    client: Client, settings: Any, tmp_path: Path
) -> None:
    settings.PLAYER = tmp_path
    settings.STREAM_HOSTS = ["live.example.cn"]
    page = client.get(f"/sessions/{cast.make_session(stream_url=HLS).number}/")
    assert "data-player" not in page.content.decode()
    assert "blob:" not in _policy(page)["media-src"]


def _policy(answer: Any) -> dict[str, list[str]]:
    rules = (rule.split() for rule in answer["Content-Security-Policy"].split(";"))
    return {name: values for name, *values in rules}
