"""Trying a session's live stream from here, before people do."""

from __future__ import annotations

from urllib.parse import urljoin

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.principals import Principal
from accounts.services import audit
from log.codes import Refused
from sessions_app import fetching, streams
from sessions_app.models import Session

MAGIC, VARIANT, END = "#EXTM3U", "#EXT-X-STREAM-INF", "#EXT-X-ENDLIST"
# Enough of a segment to see that it is there.
FIRST_BYTES = 1024


def try_stream(session: Session, *, by: Principal) -> streams.Picture:
    """Try the stream, keep the result, and return what the page will load.

    Sets stream_tested_at (or takes it back) and appends session.stream_tested to the audit log,
    whether it worked or not. Raises Refused with what is wrong. Nothing is locked meanwhile.
    """
    address = session.stream_url
    try:
        picture = look(address)
    except Refused as refusal:
        _keep(session, address, result=refusal.code, by=by)
        raise
    _keep(session, address, result="ok", by=by)
    return picture


def look(address: str) -> streams.Picture:
    """Return what an address is, once it has answered. Raises Refused: see streams, fetching;

    and stream_not_playlist, stream_not_live, stream_no_segment.
    """
    picture = streams.understand(address)
    if picture.kind == "embed":
        fetching.fetch(picture.src, settings.STREAM_EMBEDS, most=FIRST_BYTES)
        return picture
    playlist = _playlist(picture.src)
    if VARIANT in playlist.text:
        playlist = _playlist(urljoin(playlist.address, _lines(playlist.text)[0]))
    if END in playlist.text:
        raise Refused("stream_not_live", host=picture.host)
    segments = _lines(playlist.text)
    newest = urljoin(playlist.address, segments[-1]) if segments else ""
    if not newest or not fetching.fetch(newest, settings.STREAM_HOSTS, most=FIRST_BYTES).body:
        raise Refused("stream_no_segment", host=picture.host)
    return picture


def _playlist(address: str) -> fetching.Fetched:
    found = fetching.fetch(address, settings.STREAM_HOSTS)
    empty_master = VARIANT in found.text and not _lines(found.text)
    if not found.text.lstrip("\ufeff").startswith(MAGIC) or empty_master:
        raise Refused("stream_not_playlist", host=streams.Picture("hls", address).host)
    return found


def _lines(playlist: str) -> list[str]:
    """Return the addresses that a playlist names: of variants, or of segments."""
    every = (line.strip() for line in playlist.splitlines())
    return [line for line in every if line and not line.startswith("#")]


def _keep(session: Session, address: str, *, result: str, by: Principal) -> None:
    at = timezone.now() if result == "ok" else None
    with transaction.atomic():
        # Only of the address that was tried: somebody may have changed it meanwhile.
        Session.objects.filter(pk=session.pk, stream_url=address).update(stream_tested_at=at)
        session.refresh_from_db(fields=["stream_tested_at"])
        # By host: the address may hold a key.
        host = streams.host_of(address)
        audit.record(
            "session.stream_tested",
            session,
            by=by,
            changes={host or "stream": ("", result)},
            unit=session.organisation,
        )
