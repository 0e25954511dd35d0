"""The API, version 1: one OpenAPI document, one shape of error."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.parser import Parser
from ninja.renderers import BaseRenderer

import archive.api
import cases.api
import dialogue.api
import dialogue.api_drafts
import dialogue.api_notes
import dialogue.api_pasting
import dialogue.api_polls
import frontend.answering.api
import frontend.api
import frontend.sharing.api
import moderation.api
from config.api_words import Described
from log.codes import Refused


class Compact(BaseRenderer):
    """JSON as UTF-8: a Chinese character takes three bytes, not six."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        """Return the body."""
        return orjson.dumps(data, default=str)


class Strict(Parser):
    """JSON as the live room's own edges read it: without half characters and NaN.

    What is read here is written again, to a database and to clients that would not take them.
    """

    def parse_body(self, request: HttpRequest) -> Any:
        """Return the document, or raise what is answered as bad_act."""
        return orjson.loads(request.body)


api = Described(
    parser=Strict(),
    renderer=Compact(),
    title="Huiyin",
    version="1",
    urls_namespace="api",
    description="Live questions and answers, on a log that loses nothing.",
    openapi_url="/openapi.json",
    docs_url="/docs",
)
api.add_router("", dialogue.api.router)
api.add_router("", dialogue.api_polls.router)
api.add_router("", dialogue.api_pasting.router)
api.add_router("", frontend.sharing.api.router)
api.add_router("", dialogue.api_drafts.router)
api.add_router("", dialogue.api_notes.router)
api.add_router("", moderation.api.router)
api.add_router("", archive.api.router)
api.add_router("", cases.api.router)
api.add_router("", frontend.api.router)
api.add_router("", frontend.answering.api.router)


@api.exception_handler(Refused)
def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """Answer with the code, in the caller's language."""
    return api.create_response(request, {"error": refusal.as_json()}, status=refusal.status)


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer a body or parameter of the wrong shape."""
    return refused(request, Refused("bad_act"))


@api.exception_handler(AuthenticationError)
def nobody(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
    """Answer a call without a token."""
    return refused(request, Refused("sign_in_needed"))


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Answer what is not JSON at all."""
    return refused(request, Refused("bad_act"))
