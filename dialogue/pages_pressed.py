"""Public pages as brotli, pressed once for all who come in the same moment.

Its window spans a whole page, where that of gzip (32 kB) is over before a page's data repeats
what its text has said: a live page weighs a fifth less. Without the padding at random that gzip
gets here, since nothing in a page that a cache may give to anybody is secret.
"""

from __future__ import annotations

import hashlib
import re

import brotli
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from dialogue import moments

# From here on each step costs much more time than it saves bytes.
QUALITY = 5
# Less than this gains nothing.
SMALLEST = 200
# One may also say of an encoding that one cannot read it: by a weight of nothing.
_BROTLI = re.compile(r"(?:^|[\s,])br\s*(?:,|$|;\s*q=(?!0(?:\.0*)?\s*(?:,|$)))", re.IGNORECASE)


def pressed(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Return a page as brotli for whoever reads that; one that no cache may keep as it is."""
    public = "public" in response.headers.get("Cache-Control", "")
    if not isinstance(response, HttpResponse) or response.status_code != 200 or not public:
        return response
    content = response.content
    if len(content) < SMALLEST or not _BROTLI.search(request.headers.get("Accept-Encoding", "")):
        return response
    key = ("brotli", hashlib.sha256(content).digest())
    response.content = moments.pages.get(key, lambda: brotli.compress(content, quality=QUALITY))
    response["Content-Encoding"] = "br"
    # The same etag for every encoding of the same words: then it may only be a weak one.
    response["ETag"] = f"W/{response['ETag'].removeprefix('W/')}"
    return response
