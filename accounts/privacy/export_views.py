"""Taking one's own data away."""

from __future__ import annotations

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from accounts import portable
from accounts.models import User
from accounts.privacy.recent import signed_in_just_now


@never_cache
@signed_in_just_now(to_read=False)
def export(request: HttpRequest) -> HttpResponseBase:
    """Say what is in it; by POST, from somebody who signed in just now, hand it over as a ZIP."""
    assert isinstance(request.user, User)
    if request.method != "POST":
        return render(request, "accounts/privacy/export.html")
    return FileResponse(portable.pack(request.user), as_attachment=True, filename="huiyin.zip")
