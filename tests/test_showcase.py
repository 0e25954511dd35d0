"""The page of all components: complete, in every state, and in no installation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.sessions.backends.cache import SessionStore
from django.http import Http404, HttpRequest
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, reverse

from accounts.models import User
from frontend.showcase import demo_parts as samples
from frontend.showcase import views
from frontend.showcase.views import showcase

pytestmark = pytest.mark.django_db

TEMPLATES = Path(project.BASE_DIR) / "frontend" / "templates"


def names(folder: str, pattern: str) -> set[str]:
    return {path.stem for path in (TEMPLATES / folder).glob(pattern)}


def a_request() -> HttpRequest:
    request = RequestFactory().get("/looks/")
    request.user = User()
    request.session = SessionStore()
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    return request


def test_every_part_is_listed_with_the_states_it_is_shown_in() -> None:
    listed = {name for group in samples.DIALOGUE.values() for name in group.split()}
    assert set(samples.PARTS) == names("parts", "*.html")
    ours = {name for name in names("dialogue", "_*.html") if not name.startswith("_staff_")}
    assert {f"_{name}" for name in listed} == ours


def test_every_part_is_drawn_in_each_of_its_states(settings: Any) -> None:
    # The addresses are read as an installation reads them, before the switch is turned.
    reverse("home")
    settings.DEBUG = True
    drawn = [*views.parts(a_request()), *views.dialogue(a_request())]
    assert [part.name for part in drawn if not part.drawn] == []
    page = showcase(a_request()).content.decode()
    for name in samples.PARTS:
        assert f'id="part-{name}"' in page


def test_an_installation_has_no_such_page() -> None:
    with pytest.raises(NoReverseMatch):
        reverse("showcase")
    assert Client().get("/looks/").status_code == 404
    with pytest.raises(Http404):
        showcase(a_request())
