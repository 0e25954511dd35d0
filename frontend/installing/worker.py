"""The service worker, at the root: only from there may it look after every page."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.crypto import salted_hmac
from django.views.decorators.http import require_safe

SCRIPTS = Path(__file__).parents[1] / "static" / "js"
CODE = "".join(
    (SCRIPTS / name).read_text(encoding="utf-8")
    for name in ("service_worker.js", "service_worker_pages.js")
)
# What the offline page needs, and what nearly every page begins with.
SHELL = (
    "css/tokens.css",
    "css/base.css",
    "css/parts.css",
    "css/pages.css",
    "js/base.js",
    "js/dom.js",
    "js/app.js",
    "js/offline.js",
    # Loaded with the first tap, and that may come when there is no network.
    "js/aloud.js",
    "js/aloud_reader.js",
    "img/seal.svg",
)


@require_safe
def service_worker(request: HttpRequest) -> HttpResponseBase:
    """Return the worker's code; browsers look for a new one each time they use it."""
    content = f"self.HUIYIN = {json.dumps(told())};\n{CODE}"
    response = HttpResponse(content, content_type="text/javascript; charset=utf-8")
    response["Service-Worker-Allowed"] = "/"
    response["Cache-Control"] = "no-cache"
    etag = f'"{salted_hmac("worker", content).hexdigest()[:24]}"'
    response["ETag"] = etag
    return get_conditional_response(request, etag, response=response) or response


def told() -> dict[str, Any]:
    """Return what the worker has to know: the version of all files, and which it keeps at once.

    Without a version (a developer's server, where files change under one name) it keeps no file.
    """
    version = getattr(staticfiles_storage, "manifest_hash", "") or ""
    return {
        "version": version,
        "files": settings.STATIC_URL,
        "offline": reverse("offline"),
        "words": reverse("jsi18n"),
        "shell": [static(name) for name in SHELL] if version else [],
    }
