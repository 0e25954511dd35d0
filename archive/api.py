"""The sealed record over HTTP: headers to recount, and the proof of a single entry."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponseBase
from ninja import Router
from pydantic import Field

from archive import api_schemas as schemas
from archive import merkle, queries, tree
from archive.headers import headers
from archive.models import Checkpoint
from dialogue.api_errors import PUBLIC_ERRORS
from dialogue.caching import cacheable
from log.canonical import timestamp
from log.codes import Refused
from sessions_app import queries as sessions
from sessions_app.models import Session

router = Router(tags=["record"])
# Entries one answer holds: a whole session, nearly always.
PAGE = 10_000
FRESH_SECONDS = 60
Leaf = Annotated[int, Field(ge=0)]


@router.get("/sessions/{number}/record", response={200: schemas.RecordOut, **PUBLIC_ERRORS})
def record(request: HttpRequest, number: int, first: Leaf = 0) -> HttpResponseBase:
    """Return the headers of all sealed entries, in the order of the tree, from `first` on.

    Whoever hashes them finds the root of every checkpoint; whoever counts them finds how
    many questions came in and how each ended. There is no text in them.
    """
    session, checkpoints = _sealed(number)
    last = checkpoints[-1]
    entries = headers(session, queries.reaches(checkpoints), first=first, limit=PAGE)
    following = first + len(entries)
    body = {
        "session": number,
        "size": last.size,
        "root": last.root_hex,
        "checkpoints": [_checkpoint(checkpoint) for checkpoint in checkpoints],
        "first": first,
        "entries": entries,
        "next": following if following < last.size else None,
    }
    return cacheable(request, body, seconds=FRESH_SECONDS)


@router.get(
    "/sessions/{number}/record/{audience}/{seq}",
    response={200: schemas.ProofOut, **PUBLIC_ERRORS},
)
def proof(
    request: HttpRequest, number: int, audience: Literal["public", "desk"], seq: int
) -> HttpResponseBase:
    """Return one sealed entry's header and the proof that it is in the newest checkpoint."""
    session, checkpoints = _sealed(number)
    reaches = queries.reaches(checkpoints)
    index = tree.place(reaches, audience, seq)
    if index is None:
        raise Refused("not_found")
    path = merkle.inclusion_proof(tree.leaves(session, reaches), index)
    body = {
        "size": checkpoints[-1].size,
        "root": checkpoints[-1].root_hex,
        "index": index,
        "entry": headers(session, reaches, first=index, limit=1)[0],
        "proof": [value.hex() for value in path],
    }
    return cacheable(request, body, seconds=FRESH_SECONDS)


def _sealed(number: int) -> tuple[Session, list[Checkpoint]]:
    session = sessions.known_by_number(number)
    checkpoints = queries.checkpoints(session)
    if not checkpoints:
        raise Refused("not_found")
    return session, checkpoints


def _checkpoint(checkpoint: Checkpoint) -> dict[str, Any]:
    return {
        "index": checkpoint.index,
        "size": checkpoint.size,
        "public_seq": checkpoint.public_seq,
        "desk_seq": checkpoint.desk_seq,
        "root": checkpoint.root_hex,
        "at": timestamp(checkpoint.at),
        "balance": checkpoint.balance,
    }
