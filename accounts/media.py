"""Serving what was uploaded, where no proxy does (deploy/nginx does it the same way)."""

from __future__ import annotations

import re

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import condition, require_safe

from accounts.uploads import TYPES

# As accounts.uploads names things: nothing else in that place is anybody's business.
_NAME = re.compile(rf"(?:posters|portraits|documents)/[0-9a-f]{{32}}\.({'|'.join(TYPES)})")
# A name is never given twice.
FOREVER = "public, max-age=31536000, immutable"
POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"


def _etag(_request: HttpRequest, path: str) -> str:
    return f'"{path}"'


@require_safe
@condition(etag_func=_etag)
def media(_request: HttpRequest, path: str) -> HttpResponse:
    """Return a file: pictures to be shown, documents to be saved. Nothing in it can run here."""
    named = _NAME.fullmatch(path)
    if named is None or not default_storage.exists(path):
        raise Http404
    with default_storage.open(path) as file:
        response = HttpResponse(file.read(), content_type=TYPES[named[1]])
    response["Cache-Control"] = FOREVER
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    if not TYPES[named[1]].startswith("image/"):
        # Without a name: the link on the page says how the file is called.
        response["Content-Disposition"] = "attachment"
    return response
