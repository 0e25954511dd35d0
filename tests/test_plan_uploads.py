"""What staff upload: judged by its content, stripped, named at random, served to do no harm."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.test import Client
from PIL import Image

from accounts import documents, uploads
from log.codes import Refused
from tests import uploaded
from tests.cast import refusal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media(tmp_path: Path, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_is_drawn_anew_as_webp_under_a_random_name(kind: str) -> None:
    one, other = (uploads.image(uploaded.file(uploaded.picture(kind))) for _ in range(2))

    assert re.fullmatch(r"[0-9a-f]{32}\.webp", one.name or "")
    assert one.name != other.name
    drawn = Image.open(one)
    assert (drawn.format, drawn.size) == ("WEBP", (40, 30))


def test_where_a_picture_was_taken_does_not_come_along() -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    kept = uploads.image(
        uploaded.file(uploaded.picture("JPEG", exif=exif, icc_profile=b"secret profile"))
    ).read()

    assert b"taken at home" not in kept
    assert b"secret profile" not in kept
    assert not Image.open(BytesIO(kept)).getexif()


def test_what_hangs_behind_a_picture_does_not_come_along() -> None:
    data = uploaded.picture("JPEG") + b"<script>alert(1)</script>"

    assert b"<script>" not in uploads.image(uploaded.file(data)).read()


def test_a_picture_stands_upright_as_the_camera_was_held() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    kept = uploads.image(uploaded.file(uploaded.picture("JPEG", (400, 200), exif=exif)))

    assert Image.open(kept).size == (200, 400)


def test_a_large_picture_is_made_smaller() -> None:
    data = uploaded.picture("PNG", (3000, 1500))

    assert Image.open(uploads.image(uploaded.file(data))).size == (1600, 800)
    assert Image.open(uploads.image(uploaded.file(data), longest=800)).size == (800, 400)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        uploaded.picture("GIF"),
        uploaded.picture("BMP"),
        uploaded.picture("PNG")[:60],
        uploaded.picture("JPEG")[:80],
        uploaded.PDF,
    ],
)
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    assert refusal(lambda: uploads.image(uploaded.file(data, "a.png"))) == "image_unreadable"


def test_a_picture_with_too_many_pixels_is_refused_before_it_is_decoded(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(uploads, "MOST_PIXELS", 1_000)

    with pytest.raises(Refused) as caught:
        uploads.image(uploaded.file(uploaded.picture("PNG", (100, 11))))

    assert caught.value.code == "image_too_many_pixels"


def test_too_many_bytes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "MOST_IMAGE_BYTES", 50)
    monkeypatch.setattr(uploads, "MOST_DOCUMENT_BYTES", 30)

    assert refusal(lambda: uploads.image(uploaded.file(uploaded.picture()))) == "upload_too_large"
    assert refusal(lambda: uploads.document(uploaded.file(uploaded.PDF))) == "upload_too_large"


ODT = uploaded.packed(mimetype=documents.TYPES["odt"].encode())


@pytest.mark.parametrize(
    ("data", "end"),
    [
        (uploaded.PDF, "pdf"),
        (uploaded.docx(), "docx"),
        (uploaded.packed(uploaded.CONTENT_TYPES, "xl/workbook.xml"), "xlsx"),
        (uploaded.packed(uploaded.CONTENT_TYPES, "ppt/presentation.xml"), "pptx"),
        (ODT, "odt"),
        ("公交线网调整方案".encode(), "txt"),
    ],
)
def test_a_document_is_known_by_its_content(data: bytes, end: str) -> None:
    kept = uploads.document(uploaded.file(data))

    assert re.fullmatch(rf"[0-9a-f]{{32}}\.{end}", kept.name or "")
    assert kept.read() == data


def test_a_text_in_the_older_chinese_encoding_is_kept_in_utf_8() -> None:
    kept = uploads.document(uploaded.file("公交线网调整方案".encode("gb18030")))

    assert kept.read().decode() == "公交线网调整方案"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"MZ\x90\x00\x03\x00\x00\x00",
        b"\x7fELF\x02\x01\x01\x00",
        b"%PDF-1.7 without an end",
        b"PK\x03\x04 no zip at all",
        uploaded.packed("anything.txt"),
        uploaded.packed("word/document.xml"),
        uploaded.packed(uploaded.CONTENT_TYPES, "word/document.xml", "word/vbaProject.bin"),
        uploaded.packed(mimetype=b"application/java-archive"),
        uploaded.picture("PNG"),
    ],
)
def test_what_is_no_document_is_refused(data: bytes) -> None:
    assert refusal(lambda: uploads.document(uploaded.file(data, "a.pdf"))) == "document_kind"


def stored(place: str, content: Any) -> str:
    return default_storage.save(f"{place}/{content.name}", content)


def test_a_picture_is_served_to_be_shown(client: Client) -> None:
    path = stored("posters", uploads.image(uploaded.file(uploaded.picture())))
    response = client.get(f"/media/{path}")

    assert response.status_code == 200
    assert response["Content-Type"] == "image/webp"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].endswith("sandbox")
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "Content-Disposition" not in response
    assert "Cookie" not in response.get("Vary", "")


def test_a_document_is_served_to_be_saved(client: Client) -> None:
    path = stored("documents", uploads.document(uploaded.file(b"<script>alert(1)</script>")))
    response = client.get(f"/media/{path}")

    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response["Content-Disposition"] == "attachment"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_file_that_a_browser_has_is_not_sent_again(client: Client) -> None:
    path = stored("posters", uploads.image(uploaded.file(uploaded.picture())))
    etag = client.get(f"/media/{path}")["ETag"]

    assert client.get(f"/media/{path}", headers={"if-none-match": etag}).status_code == 304


@pytest.mark.parametrize(
    "path",
    [
        "",
        "posters/",
        "posters/holiday.webp",
        "posters/00000000000000000000000000000000.html",
        "posters/00000000000000000000000000000000.webp",
        "../db.sqlite3",
        "posters/../../db.sqlite3",
        "elsewhere/00000000000000000000000000000000.webp",
    ],
)
def test_nothing_else_is_served_or_listed(client: Client, path: str) -> None:
    Path(default_storage.path("posters")).mkdir(exist_ok=True)
    Path(default_storage.path("posters"), "holiday.webp").write_bytes(b"not named by us")

    assert client.get(f"/media/{path}").status_code == 404
